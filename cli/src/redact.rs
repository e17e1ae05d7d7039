//! `sluice redact`: lines in, lines out, one for one.

use std::io::{self, BufWriter, Write};

use serde::Serialize;

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
    let reader = gz::open(&args.file).map_err(|error| Failure::io("cannot read", &args.file, &error))?;
    let bar = progress::bar([args.file.as_path()].into_iter());
    let mut lines = Lines::new(reader);
    let mut out = BufWriter::with_capacity(256 << 10, io::stdout().lock());
    let mut session = redactor.session_in(LOCAL_GROUP);
    let mut buffer = Vec::new();
    let mut outcome = Outcome::Conserved;
    let mut number = 0;
    loop {
        number += 1;
        let line = match lines.next(&mut buffer) {
            Ok(Some(line)) => line,
            Ok(None) => break,
            Err(error) if gz::is_broken(&error) => {
                complain(format!(
                    "{}: the compressed file is broken after line {}; what follows could not be read",
                    args.file.display(),
                    number - 1
                ));
                outcome = Outcome::SetAside;
                break;
            }
            Err(error) => return Err(Failure::io("cannot read", &args.file, &error)),
        };
        bar.inc(buffer.len() as u64);
        let written = if line == Line::TooLong {
            complain(format!("line {number} is longer than {MAX_LINE} bytes: withheld, not redacted"));
            outcome = Outcome::SetAside;
            io::copy(&mut lines.rest(), &mut io::sink())
                .map_err(|error| Failure::io("cannot read", &args.file, &error))?;
            if args.explain { Ok(()) } else { out.write_all(WITHHELD) }
        } else {
            let (body, ending) = split_ending(&buffer);
            let (clean, findings) = session.redact_bytes(body);
            if args.explain {
                findings.iter().try_for_each(|finding| {
                    let (start, end) = (finding.start, finding.end);
                    explain(
                        &mut out,
                        &Explanation {
                            line: number,
                            start,
                            end,
                            detector: redactor.detector(finding),
                            action: session.action(finding).name(),
                        },
                    )
                })
            } else {
                out.write_all(&clean).and_then(|()| out.write_all(ending))
            }
        };
        written.map_err(|error| Failure::stdout(&error))?;
    }
    bar.finish_and_clear();
    out.flush().map_err(|error| Failure::stdout(&error))?;
    Ok(outcome)
}

fn explain(out: &mut impl Write, explanation: &Explanation<'_>) -> io::Result<()> {
    serde_json::to_writer(&mut *out, explanation)?;
    out.write_all(b"\n")
}
