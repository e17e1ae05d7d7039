//! The Lambda function `forward`: wiring, and nothing else.

use std::process::ExitCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    sluice_handler::run::<sluice_forward::Forward>().await
}
