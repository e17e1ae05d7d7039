//! What a country or union issues: numbers of persons, of firms, of documents. One file a country.

mod au;
mod cn;
mod india;
mod jp;
mod kr;
mod ph;
mod sg;
mod th;
mod us_ssn;

use crate::redact::detector::Detector;

/// The tables of rows.
pub const TABLES: &[&[Detector]] =
    &[&[us_ssn::DETECTOR], au::ROWS, cn::ROWS, india::ROWS, jp::ROWS, kr::ROWS, ph::ROWS, sg::ROWS, th::ROWS];
