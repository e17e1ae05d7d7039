//! The table of detectors: rows of data, by what they guard, each with its source and its examples.
//!
//! Where two find the very same bytes, the earlier row gives the name.

#[cfg(test)]
mod document;
pub mod gates;
pub mod general;
pub mod national;
pub mod secrets;
#[cfg(test)]
mod tests;

use super::detector::{Detector, Row};

/// The tables, by what they guard. `secret_field` stands in none of them: it gives way to every other name.
const TABLES: [&[&[Row]]; 3] = [secrets::TABLES, general::TABLES, national::TABLES];

/// Every row, in the order of [`DETECTORS`], with its source and its examples. What ships does not call it, and so does not
/// hold these.
pub fn rows() -> impl Iterator<Item = &'static Row> {
    TABLES.into_iter().flatten().copied().flatten().chain([&secrets::secret_field::DETECTOR])
}

/// Every detector there is.
pub static DETECTORS: [Detector; SECRET_FIELD + 1] = detectors();

/// The index of `private_key`, which is also looked for over several messages.
pub const PRIVATE_KEY: usize = 0;

/// The index of `secret_field`, which is found by structure and gives way to every other name: the last.
pub const SECRET_FIELD: usize = {
    let mut count = 0;
    let mut family = 0;
    while family < TABLES.len() {
        let mut table = 0;
        while table < TABLES[family].len() {
            count += TABLES[family][table].len();
            table += 1;
        }
        family += 1;
    }
    count
};

/// Put together when this is compiled, so that nothing else of a row is kept.
const fn detectors() -> [Detector; SECRET_FIELD + 1] {
    let mut all = [secrets::secret_field::DETECTOR.detector(); SECRET_FIELD + 1];
    let mut count = 0;
    let mut family = 0;
    while family < TABLES.len() {
        let mut table = 0;
        while table < TABLES[family].len() {
            let mut row = 0;
            while row < TABLES[family][table].len() {
                all[count] = TABLES[family][table][row].detector();
                count += 1;
                row += 1;
            }
            table += 1;
        }
        family += 1;
    }
    all
}
