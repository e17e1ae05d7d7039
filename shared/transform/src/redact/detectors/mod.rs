//! The table of detectors: rows of data, by what they guard, each with its source and its examples.
//!
//! Where two find the very same bytes, the earlier row gives the name.

#[cfg(test)]
mod document;
pub mod general;
pub mod national;
pub mod secrets;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use super::detector::Detector;

/// Every detector there is.
pub static DETECTORS: LazyLock<Vec<&'static Detector>> = LazyLock::new(|| {
    let tables = [secrets::TABLES, general::TABLES, national::TABLES];
    tables.into_iter().flatten().copied().flatten().chain([&secrets::secret_field::DETECTOR]).collect()
});

/// The index of `private_key`, which is also looked for over several messages.
pub const PRIVATE_KEY: usize = 0;

/// The index of `secret_field`, which is found by structure and gives way to every other name.
pub static SECRET_FIELD: LazyLock<usize> = LazyLock::new(|| DETECTORS.len() - 1);
