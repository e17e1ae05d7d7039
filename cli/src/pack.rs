//! `sluice pack`: lines or a readable batch into a subscription event, as Lambda is handed it.

use std::io::{self, Read, Write};

use jiff::Timestamp;
use sluice_transform::batch::LogBatch;
use sluice_transform::codec;
use sluice_transform::envelope::{self, Payload};

use crate::args::PackArgs;
use crate::events::{line_batch, line_event};
use crate::failure::{Failure, Outcome};
use crate::lines::split_ending;
use crate::{gz, input};

pub fn pack(args: &PackArgs) -> Result<Outcome, Failure> {
    let path = &args.file;
    let failed = |error: io::Error| Failure::io("cannot read", path, &error);
    let mut bytes = Vec::new();
    let cap = codec::DEFAULT_CAP as u64;
    gz::open(path).map_err(failed)?.take(cap + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > cap {
        return Err(Failure::Message(format!(
            "{}: no event holds more than {cap} bytes; pack it in parts",
            path.display()
        )));
    }
    if bytes.trim_ascii().is_empty() {
        return Err(Failure::Message(format!("{}: it is empty: there is nothing to pack", path.display())));
    }
    let batch = match readable(&bytes) {
        Some(batch) => batch.map_err(|error| Failure::Message(format!("{}: {error}", path.display())))?,
        None => {
            let stream = args.names.stream.clone().unwrap_or_else(|| input::stream_name(path));
            lines(&bytes, &args.names.group, &stream)
        }
    };
    // What would be refused when it is read is not written.
    let json = batch.to_json();
    codec::read(json.as_bytes()).map_err(|error| Failure::Message(format!("{}: {error}", path.display())))?;
    let data = codec::pack(json.as_bytes());
    // Base64 needs no escape in JSON.
    writeln!(io::stdout(), "{{\"awslogs\":{{\"data\":\"{data}\"}}}}").map_err(|error| Failure::stdout(&error))?;
    Ok(Outcome::Conserved)
}

/// The batch, if the bytes are a readable one.
fn readable(bytes: &[u8]) -> Option<Result<LogBatch<'_>, String>> {
    let text = String::from_utf8_lossy(bytes);
    let envelope = envelope::parse(&text).ok()?;
    if !matches!(envelope.records.first()?.payload, Payload::Readable(_)) {
        return Some(Err("it is an event already".to_owned()));
    }
    Some(codec::read(bytes).map_err(|error| error.to_string()).and_then(|batch| match batch.malformed.first() {
        Some(event) => Err(format!("{} of its events cannot be packed: {}", batch.malformed.len(), event.reason)),
        None => Ok(batch),
    }))
}

fn lines(bytes: &[u8], group: &str, stream: &str) -> LogBatch<'static> {
    let started = Timestamp::now();
    let mut batch = line_batch(group, stream);
    let scope = format!("{group}/{stream}");
    for (index, line) in bytes.split_inclusive(|b| *b == b'\n').enumerate() {
        batch.log_events.push(line_event(split_ending(line).0, &scope, index as u64 + 1, started));
    }
    batch
}
