//! What is sent already: a file of JSON lines that is written, and brought to the disk, before the next call is made.
//!
//! Its first line says what is sent where; a file that says something else is refused. A line that was cut off by a crash
//! counts for nothing, so that what it told is sent again rather than missed.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sluice_transform::hash::sha256_hex;

use crate::failure::Failure;

/// What is sent where: two checkpoints of the same job may follow each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// Of this file's form.
    pub version: u8,
    pub source: String,
    pub to: String,
    pub from_time: Option<i64>,
    pub to_time: Option<i64>,
    pub log_groups: Vec<String>,
    pub quarantine: bool,
}

/// A line behind the first.
#[derive(Serialize, Deserialize)]
struct Line {
    object: String,
    /// The number of the event that is next; none when nothing is left of the object.
    next: Option<u64>,
}

/// How far an object is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The number of the event that is next.
    Next(u64),
    Done,
}

/// The checkpoint of one job.
pub struct Checkpoint {
    path: PathBuf,
    /// `None` where nothing may be written.
    file: Option<File>,
    objects: BTreeMap<String, Progress>,
}

impl Job {
    /// The name of its checkpoint where none is named: the same job has the same.
    pub fn file_name(&self) -> PathBuf {
        let job = serde_json::to_vec(self).unwrap_or_default();
        PathBuf::from(format!("sluice-replay-{}.jsonl", &sha256_hex(&job)[..16]))
    }
}

impl Checkpoint {
    /// Reads what there is of a job, and goes on behind it; only reads it where `write` is not set.
    pub fn open(path: PathBuf, job: &Job, write: bool) -> Result<Self, Failure> {
        let failed = |error: &std::io::Error| Failure::io("cannot use the checkpoint", &path, error);
        let text = match std::fs::read(&path) {
            Ok(bytes) => String::from_utf8(bytes).map_err(|_| foreign(&path))?,
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => return Err(failed(&error)),
        };
        // What follows the last end of a line was cut off.
        let whole = text.rfind('\n').map_or(0, |at| at + 1);
        let mut lines = text[..whole].lines();
        if let Some(first) = lines.next() {
            let before: Job = serde_json::from_str(first).map_err(|_| foreign(&path))?;
            if before != *job {
                return Err(Failure::Message(format!(
                    "{} is the checkpoint of another replay (from {} to {}): name another file with --checkpoint, or ask for the \
                     same again",
                    path.display(),
                    before.source,
                    before.to
                )));
            }
        } else if !text.is_empty() && !text.starts_with('{') {
            return Err(foreign(&path));
        }
        let mut objects = BTreeMap::new();
        for line in lines {
            let Line { object, next } = serde_json::from_str(line).map_err(|_| foreign(&path))?;
            objects.insert(object, next.map_or(Progress::Done, Progress::Next));
        }
        let mut file = None;
        if write {
            let mut opened =
                OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(|e| failed(&e))?;
            opened.set_len(whole as u64).map_err(|e| failed(&e))?;
            opened.seek(SeekFrom::End(0)).map_err(|e| failed(&e))?;
            file = Some(opened);
        }
        let mut checkpoint = Self { path, file, objects };
        if whole == 0 {
            checkpoint.append(job)?;
        }
        Ok(checkpoint)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How far an object is sent.
    pub fn of(&self, object: &str) -> Progress {
        self.objects.get(object).copied().unwrap_or(Progress::Next(0))
    }

    /// How many objects are done.
    pub fn done(&self) -> usize {
        self.objects.values().filter(|progress| **progress == Progress::Done).count()
    }

    /// Says how far an object is sent.
    pub fn set(&mut self, object: &str, progress: Progress) -> Result<(), Failure> {
        let next = if let Progress::Next(next) = progress { Some(next) } else { None };
        self.append(&Line { object: object.to_owned(), next })?;
        self.objects.insert(object.to_owned(), progress);
        Ok(())
    }

    fn append(&mut self, line: &impl Serialize) -> Result<(), Failure> {
        let Some(file) = &mut self.file else { return Ok(()) };
        let mut bytes = serde_json::to_vec(line).map_err(|error| Failure::Message(error.to_string()))?;
        bytes.push(b'\n');
        let written = file.write_all(&bytes).and_then(|()| file.sync_data());
        written.map_err(|error| Failure::io("cannot write the checkpoint", &self.path, &error))
    }
}

fn foreign(path: &Path) -> Failure {
    Failure::Message(format!(
        "{} is no checkpoint of `sluice replay`: name another file with --checkpoint",
        path.display()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(to: &str) -> Job {
        Job {
            version: 1,
            source: "s".into(),
            to: to.into(),
            from_time: None,
            to_time: None,
            log_groups: vec![],
            quarantine: false,
        }
    }

    #[test]
    fn what_is_sent_is_known_again_whatever_was_cut_off() {
        let folder = std::env::temp_dir().join(format!("sluice-checkpoint-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("c.jsonl");
        let open = |to: &str| Checkpoint::open(path.clone(), &job(to), true);
        let mut checkpoint = open("a").unwrap();
        checkpoint.set("one", Progress::Next(7)).unwrap();
        checkpoint.set("two", Progress::Next(3)).unwrap();
        checkpoint.set("two", Progress::Done).unwrap();
        let whole = std::fs::read(&path).unwrap();
        for cut in (0..whole.len()).rev() {
            std::fs::write(&path, &whole[..cut]).unwrap();
            let mut again = open("a").unwrap();
            assert!(matches!(again.of("one"), Progress::Next(0 | 7)));
            assert_ne!(again.of("two"), Progress::Done, "cut at {cut}");
            again.set("three", Progress::Done).unwrap();
            assert_eq!(open("a").unwrap().of("three"), Progress::Done, "cut at {cut}");
        }
        std::fs::write(&path, &whole).unwrap();
        assert_eq!((open("a").unwrap().of("one"), open("a").unwrap().done()), (Progress::Next(7), 1));
        assert!(open("b").is_err(), "another job's");
        std::fs::write(&path, "a letter\nto somebody\n").unwrap();
        assert!(open("a").is_err());
        std::fs::write(&path, "a letter").unwrap();
        assert!(open("a").is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"a letter", "and is left alone");
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
