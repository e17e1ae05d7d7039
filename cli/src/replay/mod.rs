//! `sluice replay`: sends parked or archived objects again, through a function or into a log group.
//!
//! Object by object, call by call; what is sent is written to a checkpoint before the next call, so that it may be stopped at
//! any time. It needs the AWS SDK, which a `sluice` has only where it is built with the feature `aws`. It refuses to write to
//! a log group what was not redacted just before, and to restamp what CloudWatch Logs refuses.

#[cfg(feature = "aws")]
mod aws;
#[cfg(feature = "aws")]
mod checkpoint;
#[cfg(feature = "aws")]
mod sending;
#[cfg(feature = "aws")]
mod source;
#[cfg(feature = "aws")]
mod target;

use crate::args::ReplayArgs;
use crate::failure::{Failure, Outcome};

/// Sends what is chosen.
#[cfg(feature = "aws")]
pub fn replay(args: &ReplayArgs) -> Result<Outcome, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::Message(format!("cannot start: {error}")))?;
    runtime.block_on(sending::send(args))
}

/// Says how to come by it.
#[cfg(not(feature = "aws"))]
pub fn replay(_: &ReplayArgs) -> Result<Outcome, Failure> {
    Err(Failure::Message(
        "this `sluice` was built without the AWS SDK, which `replay` needs: `cargo install --path cli --features aws`, or \
         `cargo run --release --features aws -- replay …`"
            .to_owned(),
    ))
}
