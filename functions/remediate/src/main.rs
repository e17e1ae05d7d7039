//! The Lambda function `remediate`: wiring, and nothing else.

use std::process::ExitCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    sluice_handler::serve::<sluice_remediate::Remediate>().await
}
