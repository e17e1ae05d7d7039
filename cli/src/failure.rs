//! How a command ends: exit codes, and errors for people.
//!
//! 0: all conserved. 1: something was parked or rejected. 2: bad usage, configuration or input.

use std::fmt::Display;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

/// How a command ended, when it ran to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Everything went where it belongs.
    Conserved,
    /// Something was parked, rejected or withheld.
    SetAside,
    /// Some input was no event and no log; the rest was handled.
    BadInput,
}

/// Why a command did not run to its end.
#[derive(Debug)]
pub enum Failure {
    /// What to tell the person.
    Message(String),
    /// Whoever read our output has gone: nothing to tell, nobody to tell it to.
    ReaderGone,
}

impl Failure {
    /// A failure to do something with a file.
    pub fn io(doing: &str, path: &Path, error: &io::Error) -> Self {
        Self::Message(format!("{doing} {}: {error}", path.display()))
    }

    /// A failure to write to standard output.
    pub fn stdout(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::ReaderGone
        } else {
            Self::Message(format!("cannot write to standard output: {error}"))
        }
    }
}

/// Tells the person something that needs their attention.
pub fn complain(message: impl Display) {
    tell(format_args!("sluice: {message}\n"));
}

/// Writes to standard error. Where nobody can read it, that is no reason to stop.
pub fn tell(text: impl Display) {
    let _ = write!(io::stderr(), "{text}");
}

/// The exit code, after telling what went wrong.
pub fn exit_code(done: Result<Outcome, Failure>) -> ExitCode {
    match done {
        Ok(Outcome::Conserved) | Err(Failure::ReaderGone) => ExitCode::SUCCESS,
        Ok(Outcome::SetAside) => ExitCode::from(1),
        Ok(Outcome::BadInput) => ExitCode::from(2),
        Err(Failure::Message(message)) => {
            complain(message);
            ExitCode::from(2)
        }
    }
}
