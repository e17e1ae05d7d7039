//! `sluice redact`: lines in, lines out, one for one.

use std::io::{self, BufWriter, Write};

use serde::Serialize;
use sluice_transform::redact::{Redactor, Session};

use crate::args::RedactArgs;
use crate::failure::{Failure, Outcome, complain};
use crate::lines::{Line, Lines, MAX_LINE, split_ending};
use crate::{configuration, gz, progress};

/// What stands for a line that is too long to be looked at as a whole.
const WITHHELD: &[u8] = b"[LINE_TOO_LONG]\n";

/// The log group of plain lines: rules may be bound to it.
const LOCAL_GROUP: &str = "local";

/// One finding, as `--explain` prints it.
#[derive(Serialize)]
struct Explanation<'a> {
    line: u64,
    start: usize,
    end: usize,
    detector: &'a str,
    action: &'a str,
}

pub fn redact(args: &RedactArgs) -> Result<Outcome, Failure> {
    let settings = configuration::settings()?;
    let found = configuration::find(args.config.as_deref(), &settings)?;
    let redactor = match &args.detectors {
        Some(detectors) => found.redactor(detectors, &settings)?,
        None => found.compile(&settings)?.redactor,
    };
    let cannot_read = |error: &io::Error| Failure::io("cannot read", &args.file, error);
    let reader = gz::open(&args.file).map_err(|error| cannot_read(&error))?;
    let bar = progress::bar([args.file.as_path()].into_iter());
    let mut lines = Lines::new(reader);
    let mut out = Output {
        redactor: &redactor,
        session: redactor.session_in(LOCAL_GROUP),
        out: BufWriter::with_capacity(256 << 10, io::stdout().lock()),
        explains: args.explain,
        number: 0,
    };
    let mut buffer = Vec::new();
    let mut outcome = Outcome::Conserved;
    loop {
        // Lines are taken together where they are there; but none waits for the next.
        let next = match lines.held() {
            Ok([]) => lines.next(&mut buffer),
            Ok(held) => {
                let length = held.len();
                bar.inc(length as u64);
                out.lines(held).map_err(|error| Failure::stdout(&error))?;
                lines.pass(length);
                continue;
            }
            Err(error) => Err(error),
        };
        match next {
            Ok(Some(Line::Whole)) => out.lines(&buffer),
            Ok(Some(Line::TooLong)) => {
                outcome = Outcome::SetAside;
                let withheld = out.withhold();
                io::copy(&mut lines.rest(), &mut io::sink()).map_err(|error| cannot_read(&error))?;
                withheld
            }
            Ok(None) => break,
            Err(error) if gz::is_broken(&error) => {
                complain(format!(
                    "{}: the compressed file is broken after line {}; what follows could not be read",
                    args.file.display(),
                    out.number
                ));
                outcome = Outcome::SetAside;
                break;
            }
            Err(error) => return Err(cannot_read(&error)),
        }
        .map_err(|error| Failure::stdout(&error))?;
        bar.inc(buffer.len() as u64);
    }
    bar.finish_and_clear();
    out.out.flush().map_err(|error| Failure::stdout(&error))?;
    Ok(outcome)
}

/// What lines become.
struct Output<'r, W: Write> {
    redactor: &'r Redactor,
    session: Session<'r>,
    out: W,
    explains: bool,
    /// The number of the last line.
    number: u64,
}

impl<W: Write> Output<'_, W> {
    /// Writes what becomes of these lines, all of it.
    fn lines(&mut self, lines: &[u8]) -> io::Result<()> {
        let split: Vec<_> = lines.split_inclusive(|b| *b == b'\n').map(split_ending).collect();
        let bodies: Vec<_> = split.iter().map(|(body, _)| *body).collect();
        let redacted = self.session.redact_all_bytes(&bodies);
        for ((_, ending), (clean, findings)) in split.iter().zip(redacted) {
            self.number += 1;
            if self.explains {
                for finding in findings {
                    let explanation = Explanation {
                        line: self.number,
                        start: finding.start,
                        end: finding.end,
                        detector: self.redactor.detector(&finding),
                        action: self.session.action(&finding).name(),
                    };
                    explain(&mut self.out, &explanation)?;
                }
            } else {
                self.out.write_all(&clean)?;
                self.out.write_all(ending)?;
            }
        }
        self.out.flush()
    }

    /// Says that a line was too long.
    fn withhold(&mut self) -> io::Result<()> {
        self.number += 1;
        complain(format!("line {} is longer than {MAX_LINE} bytes: withheld, not redacted", self.number));
        if self.explains { Ok(()) } else { self.out.write_all(WITHHELD) }
    }
}

fn explain(out: &mut impl Write, explanation: &Explanation<'_>) -> io::Result<()> {
    serde_json::to_writer(&mut *out, explanation)?;
    out.write_all(b"\n")
}
