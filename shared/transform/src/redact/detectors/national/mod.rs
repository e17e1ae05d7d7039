//! What a country or union issues: numbers of persons, of firms, of documents. One file a country.

mod ar;
mod br;
mod ca;
mod cl;
mod cz;
mod dk;
mod es;
mod fi;
mod it;
mod mx;
mod ng;
mod no;
mod pl;
mod se;
mod tr;
mod uk;
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
