//! What a country or union issues: numbers of persons, of firms, of documents. One file a country.

mod us_ssn;

use crate::redact::detector::Detector;

/// The tables of rows.
pub const TABLES: &[&[Detector]] = &[&[us_ssn::DETECTOR]];
