//! The run loop: start, then one invocation after the other, as Lambda hands them over.

use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use lambda_runtime::{Diagnostic, LambdaEvent, Runtime, service_fn};
use lambda_runtime_api_client::body::Body;
use serde_json::value::RawValue;
use serde_json::{Value as Json, json};

use sluice_transform::settings::{Settings, SettingsError};

use crate::invocation::{Effect, Handler, NotDone};
use crate::start::{Start, StartError};
use crate::trace;

/// A function as the run loop knows it.
pub trait Serve: Sized {
    /// Its name.
    const NAME: &'static str;

    /// Whether every setting is there that it cannot do without in this Region.
    ///
    /// # Errors
    /// When one is missing, or cannot be used.
    fn require(settings: &Settings, region: &str) -> Result<(), SettingsError>;

    /// Makes ready what it needs, once, at cold start.
    fn new(start: Start) -> impl Future<Output = Self>;

    /// Handles one event, which Lambda ends at `deadline`, and answers it.
    fn handle(&self, event: &str, deadline: SystemTime) -> impl Future<Output = Result<Json, NotDone>>;
}

impl<E: Effect> Serve for Handler<E> {
    const NAME: &'static str = E::FUNCTION.name();

    fn require(settings: &Settings, region: &str) -> Result<(), SettingsError> {
        settings.require(E::FUNCTION, region)
    }

    async fn new(start: Start) -> Self {
        let effect = E::new(&start).await;
        Self::new(start, effect)
    }

    async fn handle(&self, event: &str, deadline: SystemTime) -> Result<Json, NotDone> {
        self.handle(event, deadline).await
    }
}

/// Runs a function of log events until Lambda ends it.
pub async fn run<E: Effect>() -> ExitCode {
    serve::<Handler<E>>().await
}

/// Runs a function until Lambda ends it.
pub async fn serve<S: Serve>() -> ExitCode {
    trace::install();
    let start = match Start::new(S::require).await {
        Ok(start) => start,
        Err(error) => {
            tracing::error!(target: "sluice", function = S::NAME, "will not start: {error}");
            report(&error).await;
            return ExitCode::FAILURE;
        }
    };
    let handler = &S::new(start).await;
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
