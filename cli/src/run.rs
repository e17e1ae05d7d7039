//! `sluice run`: the whole path, for each function, on files, folders or lines.

use std::io::Read;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use jiff::Timestamp;
use sluice_transform::alarm::Message;
use sluice_transform::batch::LogBatch;
use sluice_transform::codec;
use sluice_transform::config::Config;
use sluice_transform::envelope::Record;
use sluice_transform::parked;
use sluice_transform::plan::{self, Circumstances, Function};
use sluice_transform::settings::Settings;

use crate::args::{Names, RunArgs};
use crate::configuration;
use crate::events::{line_batch, line_event, parse_events};
use crate::failure::{Failure, Outcome, complain, tell};
use crate::input::{self, Input};
use crate::lines::{Line, Lines, MAX_LINE, split_ending};
use crate::out::OutFolder;
use crate::remediation::{self, Remediator};
use crate::report::Report;
use crate::{gz, progress};

/// The Region of plain lines, and of batches whose event does not name one.
const LOCAL_REGION: &str = "local";

/// Lines and bytes of one local batch: about what a subscription delivers at most.
const BATCH_LINES: usize = 10_000;
const BATCH_BYTES: usize = 4 << 20;
/// How many times as much a batch may hold while it waits for a private key's end.
const OPEN_KEY: usize = 4;

pub fn run(args: &RunArgs) -> Result<Outcome, Failure> {
    let settings = configuration::settings()?;
    let config = configuration::find(args.config.as_deref(), &settings)?.compile(&settings)?;
    let inputs = input::gather(&args.paths)?;
    let paths: Vec<&Path> = inputs.iter().map(Input::path).collect();
    let world = args.world.as_deref().map(remediation::world).transpose()?;
    let out = OutFolder::create(&args.out, &paths)?;
    let bar = progress::bar(paths.iter().copied());
    let started = Timestamp::now();
    let remediator = Remediator::new(config.remediation.clone(), world, started);
    let (config, report) = (Rc::new(config), Report::default());
    let mut run = Run { config, settings, out, started, remediator, report, outcome: Outcome::Conserved };
    for input in &inputs {
        let advance = |bytes: usize| bar.inc(bytes as u64);
        match input {
            Input::Events(path) => run.events(path)?,
            Input::Lines(path) => run.lines(path, &args.names, &advance)?,
        }
    }
    bar.finish_and_clear();
    run.finish()
}

struct Run {
    config: Rc<Config>,
    settings: Settings,
    out: OutFolder,
    started: Timestamp,
    remediator: Remediator,
    report: Report,
    outcome: Outcome,
}

impl Run {
    fn set_aside(&mut self, message: String) {
        complain(message);
        self.outcome = self.outcome.max(Outcome::SetAside);
    }

    /// Takes one batch of a file the whole path, for each function.
    fn batch(&mut self, path: &Path, batch: &LogBatch<'_>, region: &str) -> Result<(), Failure> {
        let settings = &self.settings;
        let circumstances = Circumstances {
            region,
            settings,
            received_at: self.started.as_millisecond(),
            by_answer: false,
            redriven: false,
        };
        let config = &self.config;
        let prepared = plan::prepare(config, batch, &circumstances);
        self.report.bytes += prepared.bytes();
        for (detector, count) in prepared.findings() {
            *self.report.findings.entry(Arc::clone(detector)).or_default() += count;
        }
        for function in Function::ALL {
            let mut plan = prepared.plan(function, config, &circumstances);
            if plan.looped {
                complain(format!(
                    "{}: refused a batch of log group {}: its copy would come back (a loop)",
                    function.name(),
                    batch.log_group.escape_debug()
                ));
            }
            self.out.carry_out(&mut plan)?;
            self.report.add(function, &plan);
            // Each function parks the same events; once is enough to tell.
            if let (Function::Redact, Some(bad)) = (function, batch.malformed.first())
                && !plan.parked.is_empty()
            {
                complain(format!(
                    "{}: parked {} of {} events of log group {}: {}",
                    path.display(),
                    batch.malformed.len(),
                    batch.received(),
                    batch.log_group.escape_debug(),
                    bad.reason
                ));
            }
        }
        Ok(())
    }

    /// Takes a file that holds an event, or readable batches one to a line.
    fn events(&mut self, path: &Path) -> Result<(), Failure> {
        let bytes = match input::read_events(path) {
            Ok(bytes) => bytes,
            Err(Failure::Message(message)) => {
                complain(message);
                self.outcome = Outcome::BadInput;
                return Ok(());
            }
            Err(failure) => return Err(failure),
        };
        let text = String::from_utf8_lossy(&bytes);
        if let Some(messages) = remediation::alarms(&text) {
            return self.alarms(path, messages);
        }
        let events = parse_events(&text);
        let several = events.len() > 1;
        let mut records = 0;
        for (index, event) in events.into_iter().enumerate() {
            match event {
                Ok(envelope) => {
                    for record in envelope.records {
                        records += 1;
                        self.record(path, records, &record)?;
                    }
                }
                Err(error) => {
                    let which = if several { format!(" (document {})", index + 1) } else { String::new() };
                    complain(format!("{}{which}: this is no event and no log: {error}", path.display()));
                    self.outcome = Outcome::BadInput;
                }
            }
        }
        Ok(())
    }

    /// Decides about the alarms of an event, and records the decisions: nothing is done about them.
    fn alarms(&mut self, path: &Path, messages: Vec<Message>) -> Result<(), Failure> {
        for (index, message) in messages.into_iter().enumerate() {
            if let Err(error) = &message.brought {
                self.set_aside(format!("{}: message {} brings no alarm: {error}", path.display(), index + 1));
            }
            for record in self.remediator.records(message.brought) {
                self.out.audit(&record)?;
                self.report.add_decision(record.verdict);
            }
        }
        Ok(())
    }

    fn record(&mut self, path: &Path, number: usize, record: &Record<'_>) -> Result<(), Failure> {
        let decoded = codec::json_of(&record.payload, codec::DEFAULT_CAP);
        let error = match &decoded {
            Ok(json) => match codec::read(json) {
                Ok(batch) => {
                    let region = batch.region();
                    let region = region.as_deref().or(record.region.as_deref()).unwrap_or(LOCAL_REGION);
                    return self.batch(path, &batch, region);
                }
                Err(error) => error,
            },
            Err(error) => *error,
        };
        self.set_aside(format!("{}: parked the payload of record {number}: {error}", path.display()));
        self.report.unreadable += 1;
        for function in Function::ALL {
            self.out.park(&parked::payload(function, record.payload.raw(), &error, self.started.as_millisecond()))?;
            self.report.add_parked(function, 0);
        }
        Ok(())
    }

    /// Takes plain lines, a batch at a time.
    fn lines(&mut self, path: &Path, names: &Names, advance: &dyn Fn(usize)) -> Result<(), Failure> {
        let reader = match gz::open(path) {
            Ok(reader) => reader,
            Err(error) => {
                self.unreadable(path, &error);
                return Ok(());
            }
        };
        let mut lines = Lines::new(reader);
        let stream = names.stream.clone().unwrap_or_else(|| input::stream_name(path));
        // However the path is typed, the same line of the same file has the same id.
        let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let scope = format!("{}/{stream}/{}", names.group, place.display());
        let mut batch = line_batch(&names.group, &stream);
        let (mut buffer, mut bytes, mut number) = (Vec::new(), 0, 0_u64);
        // A private key is known only as a whole: a batch waits for its end.
        let config = Rc::clone(&self.config);
        let mut watch = config.redactor.session();
        loop {
            let line = match lines.next(&mut buffer) {
                Ok(line) => line,
                Err(error) if gz::is_broken(&error) => {
                    self.broken(path, number)?;
                    None
                }
                Err(error) => {
                    self.unreadable(path, &error);
                    None
                }
            };
            // Nor does a text that begins keys without end hold a batch for ever.
            let room = if watch.is_open() { OPEN_KEY } else { 1 };
            let full = batch.log_events.len() >= BATCH_LINES * room || bytes + buffer.len() > BATCH_BYTES * room;
            if !batch.log_events.is_empty() && (full || line.is_none()) {
                self.batch(path, &batch, LOCAL_REGION)?;
                batch = line_batch(&names.group, &stream);
                bytes = 0;
            }
            let Some(line) = line else { return Ok(()) };
            number += 1;
            advance(buffer.len());
            if line == Line::TooLong {
                if !self.too_long(path, number, &buffer, &mut lines)? {
                    self.broken(path, number)?;
                    if !batch.log_events.is_empty() {
                        self.batch(path, &batch, LOCAL_REGION)?;
                    }
                    return Ok(());
                }
                continue;
            }
            let mut text = split_ending(&buffer).0;
            if number == 1 {
                text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
            }
            bytes += buffer.len();
            let event = line_event(text, &scope, number, self.started);
            watch.pass(&event.message);
            batch.log_events.push(event);
        }
    }

    /// Tells of a file that cannot be read, or not any further; the others are taken all the same.
    fn unreadable(&mut self, path: &Path, error: &std::io::Error) {
        complain(format!("cannot read {}: {error}", path.display()));
        self.outcome = Outcome::BadInput;
    }

    /// Keeps aside a line that is too long to be looked at as a whole; returns whether it could be read to its end.
    fn too_long(
        &mut self,
        path: &Path,
        number: u64,
        start: &[u8],
        lines: &mut Lines<impl std::io::BufRead>,
    ) -> Result<bool, Failure> {
        self.set_aside(format!("{}: parked line {number}: it is longer than {MAX_LINE} bytes", path.display()));
        let whole = self.out.quarantine(&mut start.chain(lines.rest()), "the line is too long", self.started)?;
        for function in Function::ALL {
            self.report.add_parked(function, 1);
        }
        Ok(whole)
    }

    /// Keeps aside a compressed file that broke off after `number` lines.
    fn broken(&mut self, path: &Path, number: u64) -> Result<(), Failure> {
        self.set_aside(format!(
            "{}: the compressed file is broken after line {number}: its lines so far were taken, and the file was parked",
            path.display()
        ));
        self.report.unreadable += 1;
        let failed = |error: std::io::Error| Failure::io("cannot read", path, &error);
        let mut raw = std::fs::File::open(path).map_err(failed)?;
        self.out.quarantine(&mut raw, "the compressed file is broken", self.started)?;
        for function in Function::ALL {
            self.report.add_parked(function, 0);
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Outcome, Failure> {
        self.out.write(&self.out.root().join("account.json"), self.report.to_json().as_bytes())?;
        tell(self.report.table());
        let root = self.out.root().display();
        tell(format_args!("See {root}/logs, {root}/archive, {root}/metrics and {root}/account.json.\n"));
        if self.report.has_decisions() {
            tell(format_args!("What was decided about alarms stands in {root}/remediation/audit.jsonl.\n"));
        }
        if !self.report.is_conserved() {
            tell(format_args!("What was kept aside stands in {root}/parked, with the reason beside it.\n"));
        }
        let unbalanced: Vec<_> = self.report.unbalanced().collect();
        if !unbalanced.is_empty() {
            self.set_aside(format!(
                "events are unaccounted for in {}: this is a bug of Sluice's",
                unbalanced.join(", ")
            ));
        }
        if !self.report.is_conserved() {
            self.outcome = self.outcome.max(Outcome::SetAside);
        }
        Ok(self.outcome)
    }
}
