//! What a function tells people: JSON, one object to a line, on standard error.
//!
//! Only our own crates speak. The AWS SDK and the runtime would print requests and events at their finer levels, and a
//! panic's message may quote the text that it failed on: of a panic, only the place is told.

use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::prelude::*;

/// Installs the subscriber and the panic hook. `AWS_LAMBDA_LOG_LEVEL` sets the level; `INFO` unless it does, and in what ships
/// nothing finer is there.
pub(crate) fn install() {
    let level = std::env::var("AWS_LAMBDA_LOG_LEVEL").ok().and_then(|level| level.parse().ok()).unwrap_or(Level::INFO);
    let lines = tracing_subscriber::fmt::layer()
        .json()
        .flatten_event(true)
        .with_target(false)
        .with_current_span(false)
        .with_span_list(false)
        .with_writer(std::io::stderr);
    let ours = Targets::new().with_target("sluice", level);
    // Only a second call could fail, and the first subscriber would go on.
    let _ = tracing_subscriber::registry().with(lines.with_filter(ours)).try_init();
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(target: "sluice", place, "a bug of Sluice's: it panicked");
    }));
}
