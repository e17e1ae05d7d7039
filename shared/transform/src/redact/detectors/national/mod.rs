//! What a country or union issues: numbers of persons, of firms, of documents. One file a country.

mod ar;
mod br;
mod ca;
mod cl;
mod mx;
mod ng;
mod us;
mod za;

use crate::redact::detector::Detector;

/// The tables of rows.
pub const TABLES: &[&[Detector]] = &[
    us::ssn::ROWS,
    us::banking::ROWS,
    us::documents::ROWS,
    us::health::ROWS,
    us::itin::ROWS,
    ar::ROWS,
    br::ROWS,
    ca::ROWS,
    cl::ROWS,
    mx::ROWS,
    ng::ROWS,
    za::ROWS,
];
