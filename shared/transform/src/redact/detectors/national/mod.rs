//! What a country or union issues: numbers of persons, of firms, of documents. One file a country.

mod cz;
mod dk;
mod es;
mod fi;
mod it;
mod no;
mod pl;
mod se;
mod tr;
mod uk;
mod us_ssn;

use crate::redact::detector::Detector;

/// The tables of rows.
pub const TABLES: &[&[Detector]] = &[
    &[us_ssn::DETECTOR],
    uk::ROWS,
    es::ROWS,
    it::ROWS,
    pl::ROWS,
    se::ROWS,
    fi::ROWS,
    dk::ROWS,
    no::ROWS,
    cz::ROWS,
    tr::ROWS,
];
