//! The names of all detectors at hand: the built-in ones, behind them those that stand for fields which a configuration
//! names and which nobody can select, and then those of one's own.

use std::sync::{Arc, LazyLock};

use super::detectors::DETECTORS;

/// The names that stand for named fields: for one that is to be hidden, and for all that is not to be kept.
pub const FIELD_NAMES: [&str; 2] = ["field", "unlisted_field"];

/// The index of `field`.
pub static FIELD: LazyLock<usize> = LazyLock::new(|| DETECTORS.len());

/// The index of `unlisted_field`.
pub static UNLISTED_FIELD: LazyLock<usize> = LazyLock::new(|| DETECTORS.len() + 1);

/// The index of the first detector of one's own.
pub static FIRST_OWN: LazyLock<usize> = LazyLock::new(|| DETECTORS.len() + FIELD_NAMES.len());

/// Names by a detector's index.
#[derive(Clone)]
pub struct Names(Arc<[Arc<str>]>);

static BUILT_IN: LazyLock<Names> = LazyLock::new(|| Names::with([]));

impl Default for Names {
    /// The built-in detectors.
    fn default() -> Self {
        BUILT_IN.clone()
    }
}

impl Names {
    /// The built-in detectors, and more behind them.
    pub fn with<'a>(own: impl IntoIterator<Item = &'a str>) -> Self {
        Self(DETECTORS.iter().map(|detector| detector.name).chain(FIELD_NAMES).chain(own).map(Arc::from).collect())
    }

    /// A detector's name.
    pub fn get(&self, detector: usize) -> &Arc<str> {
        &self.0[detector]
    }

    /// All of them, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<str>> {
        self.0.iter()
    }
}
