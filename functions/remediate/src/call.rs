//! Calls to AWS: made again while that may help, and careful with those that must not be made twice.

use std::cell::Cell;

use aws_sdk_ecs::config::http::HttpResponse;
use aws_sdk_ecs::error::{ProvideErrorMetadata, SdkError};
use sluice_handler::{Budget, Failure};

/// The status of the answer that an error came with.
fn status<E>(error: &SdkError<E, HttpResponse>) -> Option<u16> {
    error.raw_response().map(|response| response.status().as_u16())
}

/// Why a call failed.
pub(crate) fn failure<E: ProvideErrorMetadata>(what: &str, error: &SdkError<E, HttpResponse>) -> Failure {
    Failure::of(what, error, status(error))
}

/// Makes a call that may be made any number of times.
pub(crate) async fn call<T, E: ProvideErrorMetadata>(
    what: &str,
    budget: &Budget,
    mut make: impl AsyncFnMut() -> Result<T, SdkError<E, HttpResponse>>,
) -> Result<T, Failure> {
    budget.spend(what, async || make().await.map_err(|error| failure(what, &error))).await
}

/// Why something was not done.
#[derive(Clone, Debug)]
pub(crate) enum Undone {
    /// AWS refused it.
    Refused(Failure),
    /// It may have been done: the answer was lost.
    Unknown(Failure),
}

/// Makes a call that must not be made twice: it is made again only where AWS answered that it did nothing yet.
pub(crate) async fn once<T, E: ProvideErrorMetadata>(
    what: &str,
    budget: &Budget,
    mut make: impl AsyncFnMut() -> Result<T, SdkError<E, HttpResponse>>,
) -> Result<T, Undone> {
    // A call that is given up in the midst may have been carried out.
    let unknown = Cell::new(false);
    let done = budget.spend(what, async || {
        unknown.set(true);
        make().await.map_err(|error| {
            let refused = status(&error).is_some_and(|status| (400..500).contains(&status));
            unknown.set(!refused);
            let failure = failure(what, &error);
            Failure { retryable: failure.retryable && refused, ..failure }
        })
    });
    done.await.map_err(|failure| if unknown.get() { Undone::Unknown(failure) } else { Undone::Refused(failure) })
}
