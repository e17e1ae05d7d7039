//! What the command is given: files sorted into events and lines, folders walked.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::gz;
use crate::out::MARKER;

/// A file, and how it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Events or readable batches, as JSON.
    Events(PathBuf),
    /// Plain lines.
    Lines(PathBuf),
}

impl Input {
    pub fn path(&self) -> &Path {
        match self {
            Self::Events(path) | Self::Lines(path) => path,
        }
    }
}

/// A folder of samples that are meant to fail: taken only when it is named itself.
const HOSTILE: &str = "hostile";

/// The largest file that is read as an event: a 6 MB invocation is the largest that Lambda takes, a quarantined batch or
/// a readable one may be larger.
pub const MAX_EVENT_FILE: u64 = 256 << 20;

/// Sorts the named files and folders; what a folder holds comes in the order of its names.
pub fn gather(paths: &[PathBuf]) -> Result<Vec<Input>, Failure> {
    let mut inputs = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(Input::Lines(path.clone()));
            continue;
        }
        let meta = fs::metadata(path).map_err(|error| Failure::io("cannot read", path, &error))?;
        if meta.is_dir() {
            let before = inputs.len();
            walk(path, &mut inputs)?;
            if inputs.len() == before {
                return Err(Failure::Message(format!(
                    "{} holds nothing to run: no .json, .log or .txt file (a folder named {HOSTILE:?} is passed over \
                     unless it is named itself)",
                    path.display()
                )));
            }
        } else {
            inputs.push(classify(path).unwrap_or_else(|| Input::Lines(path.clone())));
        }
    }
    Ok(inputs)
}

fn walk(folder: &Path, inputs: &mut Vec<Input>) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::io("cannot read", folder, &error);
    // What an earlier run wrote is no input.
    if folder.join(MARKER).is_file() {
        return Ok(());
    }
    let mut entries = fs::read_dir(folder).map_err(failed)?.collect::<Result<Vec<_>, _>>().map_err(failed)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        if name.as_encoded_bytes().starts_with(b".") {
            continue;
        }
        // A link to a folder is not followed, so that no circle of links is walked.
        if entry.file_type().map_err(failed)?.is_dir() {
            if name != HOSTILE {
                walk(&entry.path(), inputs)?;
            }
        } else if entry.path().is_file() {
            inputs.extend(classify(&entry.path()));
        }
    }
    Ok(())
}

/// How a file is read, by its ending; `None` for one that only a person who names it means.
fn classify(path: &Path) -> Option<Input> {
    let compressed = gz::is_compressed(path);
    let stem = if compressed { path.with_extension("") } else { path.to_owned() };
    let ending = stem.extension().map(|ending| ending.to_ascii_lowercase());
    match ending.as_deref().and_then(|ending| ending.to_str()) {
        Some("json") => Some(Input::Events(path.to_owned())),
        Some("log" | "txt") => Some(Input::Lines(path.to_owned())),
        _ if compressed => Some(Input::Lines(path.to_owned())),
        _ => None,
    }
}

/// Reads a whole file that holds events.
pub fn read_events(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error: std::io::Error| Failure::io("cannot read", path, &error);
    let mut bytes = Vec::new();
    let mut reader = gz::open(path).map_err(failed)?;
    std::io::Read::read_to_end(&mut std::io::Read::take(&mut reader, MAX_EVENT_FILE + 1), &mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > MAX_EVENT_FILE {
        return Err(Failure::Message(format!("{}: no event is larger than {MAX_EVENT_FILE} bytes", path.display())));
    }
    Ok(bytes)
}

/// The name that a file's lines get as their stream.
pub fn stream_name(path: &Path) -> String {
    if path.as_os_str() == "-" {
        return "stdin".to_owned();
    }
    path.file_name().map_or_else(|| "file".to_owned(), |name| name.to_string_lossy().into_owned())
}
