//! What a country or union issues: numbers of persons, of firms, of documents. One file a country.

mod ar;
mod at;
mod au;
mod be;
mod br;
mod ca;
mod ch;
mod cl;
mod cn;
mod cz;
mod de_documents;
mod de_offices;
mod dk;
mod es;
mod eu;
mod eu_check_digits;
mod fi;
mod fr;
mod ie;
mod india;
mod it;
mod jp;
mod kr;
mod mx;
mod ng;
mod nl;
mod no;
mod ph;
mod pl;
mod pt;
mod se;
mod sg;
mod th;
mod tr;
mod uk;
mod us;
mod za;

use crate::redact::detector::Row;

/// The tables of rows.
pub const TABLES: &[&[Row]] = &[
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
    de_documents::ROWS,
    de_offices::ROWS,
    at::ROWS,
    ch::ROWS,
    fr::ROWS,
    nl::ROWS,
    be::ROWS,
    pt::ROWS,
    ie::ROWS,
    au::ROWS,
    cn::ROWS,
    india::ROWS,
    jp::ROWS,
    kr::ROWS,
    ph::ROWS,
    sg::ROWS,
    th::ROWS,
    eu::ROWS,
];
