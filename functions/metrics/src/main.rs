//! The Lambda function `metrics`: wiring, and nothing else.

use std::process::ExitCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    sluice_handler::run::<sluice_metrics::Metrics>().await
}
