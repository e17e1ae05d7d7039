//! The names of all detectors at hand: the built-in ones, and behind them those of one's own.

use std::sync::{Arc, LazyLock};

use super::detectors::DETECTORS;

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
        Self(DETECTORS.iter().map(|detector| detector.name).chain(own).map(Arc::from).collect())
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
