//! The run loop: start, then one invocation after the other, as Lambda hands them over.

use std::process::ExitCode;
use std::time::Duration;

use lambda_runtime::{Diagnostic, LambdaEvent, Runtime, service_fn};
use lambda_runtime_api_client::body::Body;
use serde_json::value::RawValue;
use serde_json::{Value as Json, json};

use crate::invocation::{Effect, Handler, NotDone};
use crate::start::{Start, StartError};
use crate::trace;

/// Runs a function until Lambda ends it.
pub async fn run<E: Effect>() -> ExitCode {
    trace::install();
    let start = match Start::new(E::FUNCTION).await {
        Ok(start) => start,
        Err(error) => {
            tracing::error!(target: "sluice", function = E::FUNCTION.name(), "will not start: {error}");
            report(&error).await;
            return ExitCode::FAILURE;
        }
    };
    let effect = E::new(&start).await;
    let handler = &Handler::new(start, effect);
    // An event is passed on as text: what it is, `sluice-transform` finds out, record by record.
    let service = service_fn(async |event: LambdaEvent<Box<RawValue>>| -> Result<Json, NotDone> {
        Box::pin(handler.handle(event.payload.get(), event.context.deadline())).await
    });
    match Runtime::new(service).run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(target: "sluice", "the runtime ended: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Tells Lambda why the function does not start, so that whoever invokes it sees it too. Source: *AWS Lambda Developer
/// Guide*, "Using the Lambda runtime API", initialization error.
async fn report(error: &StartError) {
    if matches!(error, StartError::NotLambda("AWS_LAMBDA_RUNTIME_API")) {
        return;
    }
    let body = json!({ "errorType": "Sluice.Start", "errorMessage": error.to_string(), "stackTrace": [] }).to_string();
    let request = lambda_runtime_api_client::build_request()
        .method("POST")
        .uri("/2018-06-01/runtime/init/error")
        .header("lambda-runtime-function-error-type", "Sluice.Start")
        .body(Body::from(body));
    let client = lambda_runtime_api_client::Client::builder().build();
    if let (Ok(request), Ok(client)) = (request, client) {
        // Lambda sees the exit status in any case.
        let _ = tokio::time::timeout(Duration::from_secs(1), client.call(request)).await;
    }
}

impl From<NotDone> for Diagnostic {
    fn from(error: NotDone) -> Self {
        Self { error_type: "Sluice.NotDelivered".to_owned(), error_message: error.to_string() }
    }
}
