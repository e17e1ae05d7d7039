//! What a country or union issues: numbers of persons, of firms, of documents. One file a country.

mod at;
mod be;
mod ch;
mod de_documents;
mod de_offices;
mod eu;
mod eu_check_digits;
mod fr;
mod ie;
mod nl;
mod pt;
mod us_ssn;

use crate::redact::detector::Detector;

/// The tables of rows.
pub const TABLES: &[&[Detector]] = &[
    &[us_ssn::DETECTOR],
    de_documents::ROWS,
    de_offices::ROWS,
    at::ROWS,
    ch::ROWS,
    fr::ROWS,
    nl::ROWS,
    be::ROWS,
    pt::ROWS,
    ie::ROWS,
    eu::ROWS,
];
