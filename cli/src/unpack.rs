//! `sluice unpack`: any supported event into its batches, one line of JSON each.

use std::io::{self, Read, Write};
use std::path::Path;

use sluice_transform::codec;
use sluice_transform::envelope::{self, Payload, Record};
use sluice_transform::gzip;

use crate::args::UnpackArgs;
use crate::events::parse_events;
use crate::failure::{Failure, Outcome, complain};
use crate::input::MAX_EVENT_FILE;

pub fn unpack(args: &UnpackArgs) -> Result<Outcome, Failure> {
    let mut bytes = read(&args.file)?;
    let place = args.file.display();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        bytes = gzip::decompress(&bytes, codec::DEFAULT_CAP)
            .map_err(|error| Failure::Message(format!("{place}: gzip: {error}")))?;
    }
    let text = String::from_utf8_lossy(&bytes);
    let mut outcome = Outcome::Conserved;
    // What stands in quarantine may be a payload or a record by itself.
    let quarantined = args.file.extension().is_some_and(|ending| ending == "raw") || is_payload(text.trim_ascii());
    let events = if quarantined { vec![envelope::parse_quarantined(&text)] } else { parse_events(&text) };
    let mut records = Vec::new();
    for event in events {
        match event {
            Ok(envelope) => records.extend(envelope.records.into_iter().map(|Record { payload, .. }| payload)),
            Err(error) => {
                complain(format!("{place}: this is no event: {error}"));
                outcome = Outcome::BadInput;
            }
        }
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    for (index, payload) in records.iter().enumerate() {
        let place = format!("{}: record {}", args.file.display(), index + 1);
        outcome = outcome.max(print(payload, &place, &mut out)?);
    }
    out.flush().map_err(|error| Failure::stdout(&error))?;
    Ok(outcome)
}

/// Whether a text looks like base64 of gzip: its magic bytes and method are `H4sI`.
fn is_payload(text: &str) -> bool {
    text.starts_with("H4sI")
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error: io::Error| Failure::io("cannot read", path, &error);
    let mut bytes = Vec::new();
    let reader: Box<dyn Read> = if path.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        // As it is: what is compressed is verified by our own reader.
        Box::new(std::fs::File::open(path).map_err(failed)?)
    };
    reader.take(MAX_EVENT_FILE + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MAX_EVENT_FILE {
        return Err(Failure::Message(format!("{}: no event is larger than {MAX_EVENT_FILE} bytes", path.display())));
    }
    Ok(bytes)
}

fn print(payload: &Payload<'_>, place: &str, out: &mut impl Write) -> Result<Outcome, Failure> {
    let json = codec::json_of(payload, codec::DEFAULT_CAP);
    let batch = json.as_ref().map_err(|error| *error).and_then(|json| codec::read(json));
    match batch {
        Ok(batch) => {
            writeln!(out, "{}", batch.to_json()).map_err(|error| Failure::stdout(&error))?;
            let Some(bad) = batch.malformed.first() else { return Ok(Outcome::Conserved) };
            complain(format!("{place}: {} events cannot be read: {}", batch.malformed.len(), bad.reason));
        }
        Err(error) => complain(format!("{place}: {error}")),
    }
    Ok(Outcome::SetAside)
}
