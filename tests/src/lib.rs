//! What the tests share: the command as a process, what is planted in the sample events, and an oracle that reads what
//! was written and never our own counters.

pub mod built;
mod cbor;
pub mod deployment;
pub mod fake_ecs;
pub mod faults;
pub mod lambda;
pub mod local_aws;
pub mod logs_shim;
pub mod loopback;
pub mod oracle;
pub mod remedies;
pub mod stack;

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use built::built;

/// The repository's root.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ stands in the repository")
}

/// Tells a person what a test found out, also where it passes: past what the test harness captures.
pub fn tell(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Runs the command in `folder` with `input` on its standard input.
pub fn run_in(folder: &Path, args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(built("sluice"))
        .args(args)
        .current_dir(folder)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("its input is a pipe");
    let input = input.to_vec();
    // The command may end before it has read everything.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the command ends");
    writer.join().expect("the writer ends");
    output
}

/// A stretch of sample data that must not survive, or must.
pub struct Planted {
    /// The detector, or `keep`.
    pub detector: String,
    /// The text as a reader of the message sees it.
    pub value: String,
}

/// What `tests/planted.txt` lists.
pub fn planted() -> Vec<Planted> {
    let text = std::fs::read_to_string(root().join("tests/planted.txt")).expect("the list of what is planted");
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let mut parts = line.splitn(3, '\t');
            let detector = parts.next().expect("a detector").to_owned();
            let value = parts.nth(1).expect("a value").replace('|', "");
            Planted { detector, value }
        })
        .collect()
}

/// Every file below `folder`, by its path from there.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(folder: &Path, root: &Path, out: &mut BTreeMap<String, Vec<u8>>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(&path, root, out);
            } else {
                let name = path.strip_prefix(root).expect("below the root").to_string_lossy().into_owned();
                out.insert(name, std::fs::read(&path).expect("a file"));
            }
        }
    }
    let mut out = BTreeMap::new();
    walk(folder, folder, &mut out);
    out
}

/// Decompresses by other means than ours.
#[allow(clippy::disallowed_types, reason = "an oracle does not use what it judges")]
pub fn gunzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    flate2::read::MultiGzDecoder::new(bytes).read_to_end(&mut out).expect("gzip");
    out
}

/// One event as it was found at a destination: all its parts together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Milliseconds since the Unix epoch.
    pub timestamp: i64,
    /// The text.
    pub message: String,
    /// How many rows it took.
    pub rows: usize,
}

/// What a run wrote, read back from its folder, by destination and event id.
pub struct Destinations {
    /// `logs/` but for the forwarded copies.
    pub redacted: BTreeMap<String, Found>,
    /// `logs/central`.
    pub forwarded: BTreeMap<String, Found>,
    /// `archive/`.
    pub archived: BTreeMap<String, Found>,
}

/// Reads a run's folder.
pub fn destinations(out: &Path) -> Destinations {
    let mut found = Destinations { redacted: BTreeMap::new(), forwarded: BTreeMap::new(), archived: BTreeMap::new() };
    for (name, bytes) in files(out) {
        let (place, bytes) = if name.starts_with("logs/central/") {
            (&mut found.forwarded, bytes)
        } else if name.starts_with("logs/") {
            (&mut found.redacted, bytes)
        } else if name.starts_with("archive/") {
            (&mut found.archived, gunzip(&bytes))
        } else {
            continue;
        };
        let text = String::from_utf8(bytes).expect("UTF-8");
        for line in text.split('\n').filter(|line| !line.is_empty()) {
            let row: serde_json::Value = serde_json::from_str(line).expect("a row of JSON");
            let event = place.entry(row["event_id"].as_str().expect("an event id").to_owned()).or_default();
            event.timestamp = row["timestamp"].as_i64().expect("a timestamp");
            event.message.push_str(row["message"].as_str().expect("a message"));
            event.rows += 1;
        }
    }
    found
}

/// An event of the samples: what each destination owes.
#[derive(Clone, Debug)]
pub struct Owed {
    /// Milliseconds since the Unix epoch.
    pub timestamp: i64,
    /// The text as it came.
    pub message: String,
}

/// Every event of `events/logs` and `events/aws`, by id, decoded by other means than ours.
pub fn obligations() -> BTreeMap<String, Owed> {
    let mut owed = BTreeMap::new();
    for folder in ["events/logs", "events/aws"] {
        for bytes in files(&root().join(folder)).values() {
            collect(&serde_json::from_slice(bytes).expect("JSON"), &mut owed);
        }
    }
    owed
}

/// Finds batches wherever they stand in an event: as they are, as JSON text, or packed.
fn collect(json: &serde_json::Value, owed: &mut BTreeMap<String, Owed>) {
    use serde_json::Value;
    if let Some(events) = json["logEvents"].as_array() {
        for event in events.iter().filter(|_| json["messageType"] == "DATA_MESSAGE") {
            let id = event["id"].as_str().expect("an id").to_owned();
            let timestamp = event["timestamp"].as_i64().expect("a timestamp");
            let message = event["message"].as_str().expect("a message").to_owned();
            let before = owed.insert(id, Owed { timestamp, message });
            assert!(before.is_none(), "two sample events have one id");
        }
        return;
    }
    match json {
        Value::Array(items) => items.iter().for_each(|item| collect(item, owed)),
        Value::Object(fields) => fields.values().for_each(|item| collect(item, owed)),
        Value::String(text) => {
            let unpacked = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, text)
                .ok()
                .filter(|bytes| bytes.starts_with(&[0x1f, 0x8b]))
                .map_or_else(|| text.clone().into_bytes(), |bytes| gunzip(&bytes));
            if let Ok(inner @ (Value::Object(_) | Value::Array(_))) = serde_json::from_slice(&unpacked) {
                collect(&inner, owed);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The ids that a destination does not hold exactly once at their time, and those that it should not hold.
pub fn unfulfilled(owed: &BTreeMap<String, Owed>, found: &BTreeMap<String, Found>) -> Vec<String> {
    let right = |id: &String| match (owed.get(id), found.get(id)) {
        (Some(owed), Some(found)) => found.rows == 1 && found.timestamp == owed.timestamp,
        _ => false,
    };
    let ids: std::collections::BTreeSet<&String> = owed.keys().chain(found.keys()).collect();
    ids.into_iter().filter(|id| !right(id)).cloned().collect()
}
