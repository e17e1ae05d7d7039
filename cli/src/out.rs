//! The folder that a run writes to: carries plans out as files, where a function would call AWS.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use sha2::{Digest, Sha256};
use sluice_transform::archive::Object;
use sluice_transform::delivery::Delivery;
use sluice_transform::names::segment;
use sluice_transform::parked::ParkedObject;
use sluice_transform::plan::{Function, Plan};
use sluice_transform::remedy::Record;
use sluice_transform::tally::{Fate, Tally};

use crate::failure::Failure;

/// The folder of one run.
pub struct OutFolder {
    root: PathBuf,
}

/// Says that a folder is a run's, and may be replaced by the next.
pub const MARKER: &str = ".sluice-run";

/// A line of `logs/…/<stream>.jsonl`: one event as PutLogEvents would have it, and the id of the event it is (part of).
#[derive(Serialize)]
struct Row<'a> {
    timestamp: i64,
    event_id: &'a str,
    message: &'a str,
}

impl OutFolder {
    /// Makes the folder, in place of an earlier run's. It refuses any other folder that holds something, and one that
    /// holds what is to be read.
    pub fn create(root: &Path, inputs: &[&Path]) -> Result<Self, Failure> {
        let failed = |error: io::Error| Failure::io("cannot write to", root, &error);
        if root.exists() {
            let empty = fs::read_dir(root).map_err(failed)?.next().is_none();
            let ours = root.join(MARKER).is_file();
            if !empty && !ours {
                return Err(Failure::Message(format!(
                    "{} is not empty and not an earlier run's: name another folder with --out, or empty this one",
                    root.display()
                )));
            }
            let whole = root.canonicalize().map_err(failed)?;
            if inputs.iter().any(|input| input.canonicalize().is_ok_and(|input| input.starts_with(&whole))) {
                return Err(Failure::Message(format!(
                    "{} holds what is to be read, and would be replaced: name another folder with --out",
                    root.display()
                )));
            }
            // What it holds goes, not the folder itself, which may be a mount or somebody's working directory.
            for entry in fs::read_dir(root).map_err(failed)? {
                let entry = entry.map_err(failed)?;
                let kind = entry.file_type().map_err(failed)?;
                if kind.is_dir() { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) }
                    .map_err(failed)?;
            }
        }
        fs::create_dir_all(root).map_err(failed)?;
        fs::write(root.join(MARKER), "Written by `sluice run`, and replaced by the next one.\n").map_err(failed)?;
        Ok(Self { root: root.to_owned() })
    }

    /// The folder's path.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Carries a plan out, and settles in its tally what became of each event.
    pub fn carry_out(&self, plan: &mut Plan<'_>) -> Result<(), Failure> {
        if let Some(delivery) = &plan.delivery {
            self.deliver(delivery, &mut plan.tally)?;
        }
        for object in &plan.objects {
            self.archive(object)?;
            plan.tally.settle_all(object.events.iter().copied(), Fate::Delivered);
        }
        self.append(&self.root.join("metrics/emf.jsonl"), plan.documents.iter().map(String::as_bytes))?;
        plan.parked.iter().try_for_each(|object| self.park(object))
    }

    fn deliver(&self, delivery: &Delivery<'_>, tally: &mut Tally) -> Result<(), Failure> {
        let path = self
            .root
            .join("logs")
            .join(segment(&delivery.region))
            .join(segment(&delivery.log_group))
            .join(format!("{}.jsonl", segment(&delivery.log_stream)));
        let mut file = self.appender(&path)?;
        for put in delivery.calls.iter().flatten() {
            let row = Row { timestamp: put.timestamp, event_id: put.id, message: put.message };
            serde_json::to_writer(&mut file, &row)
                .map_err(io::Error::from)
                .and_then(|()| file.write_all(b"\n"))
                .map_err(|error| Failure::io("cannot write to", &path, &error))?;
        }
        file.flush().map_err(|error| Failure::io("cannot write to", &path, &error))?;
        tally.settle_all(delivery.calls.iter().flatten().map(|put| put.event), Fate::Delivered);
        Ok(())
    }

    fn archive(&self, object: &Object) -> Result<(), Failure> {
        let path = self.root.join("archive").join(&object.key);
        // A key that exists holds these very rows: that is what its name says.
        if path.exists() { Ok(()) } else { self.write(&path, &object.body) }
    }

    /// Adds a line to the audit of what was decided about alarms.
    pub fn audit(&self, record: &Record) -> Result<(), Failure> {
        self.append(&self.root.join("remediation/audit.jsonl"), std::iter::once(record.to_json().as_bytes()))
    }

    /// Keeps an object aside, its metadata beside it.
    pub fn park(&self, object: &ParkedObject) -> Result<(), Failure> {
        let path = self.root.join("parked").join(&object.key);
        self.write(&path, &object.body)?;
        self.write_metadata(&path, &object.metadata)
    }

    /// Keeps aside, for each function, raw bytes that are too many to hold; returns whether they could be read to their
    /// end. What could be read is kept in either case.
    pub fn quarantine(&self, raw: &mut dyn Read, reason: &str, day: jiff::Timestamp) -> Result<bool, Failure> {
        let part = self.root.join("parked/quarantine/part");
        let failed = |error: io::Error| Failure::io("cannot write to", &part, &error);
        let mut file = self.appender(&part)?;
        let mut hasher = Sha256::new();
        let mut buffer = vec![0; 256 << 10];
        let whole = loop {
            let length = match raw.read(&mut buffer) {
                Ok(0) => break true,
                Ok(length) => length,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(_) => break false,
            };
            hasher.update(&buffer[..length]);
            file.write_all(&buffer[..length]).map_err(failed)?;
        };
        file.flush().map_err(failed)?;
        let hash: String = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        let day = day.to_string()[..10].replace('-', "/");
        for function in Function::ALL {
            let path = self.root.join(format!("parked/quarantine/{}/{day}/{hash}.raw", function.name()));
            self.make_parent(&path)?;
            fs::copy(&part, &path).map_err(|error| Failure::io("cannot write to", &path, &error))?;
            self.write_metadata(
                &path,
                &[("function", function.name()), ("reason", reason)]
                    .into_iter()
                    .collect::<std::collections::BTreeMap<_, _>>(),
            )?;
        }
        fs::remove_file(&part).map_err(failed)?;
        Ok(whole)
    }

    fn write_metadata(&self, path: &Path, metadata: &impl Serialize) -> Result<(), Failure> {
        let mut name = path.as_os_str().to_owned();
        name.push(".metadata.json");
        let json = serde_json::to_vec(metadata).map_err(|error| Failure::Message(error.to_string()))?;
        self.write(Path::new(&name), &json)
    }

    /// Writes a file whole.
    pub fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
        self.make_parent(path)?;
        fs::write(path, bytes).map_err(|error| Failure::io("cannot write to", path, &error))
    }

    fn append<'a>(&self, path: &Path, lines: impl Iterator<Item = &'a [u8]>) -> Result<(), Failure> {
        let mut lines = lines.peekable();
        if lines.peek().is_none() {
            return Ok(());
        }
        let failed = |error: io::Error| Failure::io("cannot write to", path, &error);
        let mut file = self.appender(path)?;
        for line in lines {
            file.write_all(line).and_then(|()| file.write_all(b"\n")).map_err(failed)?;
        }
        file.flush().map_err(failed)
    }

    fn appender(&self, path: &Path) -> Result<BufWriter<File>, Failure> {
        self.make_parent(path)?;
        let file = OpenOptions::new().create(true).append(true).open(path);
        file.map(BufWriter::new).map_err(|error| Failure::io("cannot write to", path, &error))
    }

    fn make_parent(&self, path: &Path) -> Result<(), Failure> {
        let parent = path.parent().unwrap_or(&self.root);
        fs::create_dir_all(parent).map_err(|error| Failure::io("cannot write to", parent, &error))
    }
}
