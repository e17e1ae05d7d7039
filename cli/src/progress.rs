//! Progress on a terminal's standard error, for work that is long.

use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work is long from here on, in bytes.
const LONG: u64 = 32 << 20;

/// A bar over the bytes of `paths`; hidden when they are few, or standard error is no terminal.
pub fn bar<'a>(paths: impl Iterator<Item = &'a Path>) -> ProgressBar {
    let total: u64 = paths.filter_map(|path| path.metadata().ok()).map(|meta| meta.len()).sum();
    if total < LONG {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr_with_hz(4));
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(500));
    bar
}

/// A bar over so many objects; hidden where standard error is no terminal.
#[cfg(feature = "aws")]
pub fn objects(total: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr_with_hz(4));
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of {len} objects, {msg}, {eta} left") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(500));
    bar
}
