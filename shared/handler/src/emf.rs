//! Standard output, which CloudWatch reads embedded metric format from: whole lines, written at once.
//!
//! Nothing but metrics goes there; what is for people goes to standard error.

use std::io::Write;

use crate::failure::Failure;

/// Prints documents, one to a line.
///
/// # Errors
/// When standard output cannot be written to.
pub fn print_documents(documents: &[String]) -> Result<(), Failure> {
    if documents.is_empty() {
        return Ok(());
    }
    let mut lines = documents.join("\n");
    lines.push('\n');
    let mut out = std::io::stdout().lock();
    out.write_all(lines.as_bytes()).and_then(|()| out.flush()).map_err(|error| Failure {
        what: "standard output".to_owned(),
        code: error.kind().to_string(),
        advice: "",
        retryable: false,
    })
}
