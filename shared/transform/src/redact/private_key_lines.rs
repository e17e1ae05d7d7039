//! A private key whose lines came as messages of their own: what was opened in one message is hidden in those that follow.

use super::detectors::PRIVATE_KEY;
use super::detectors::secrets::private_key;
use super::finding::Finding;
use super::input::run;
use super::scan::Scanner;

/// How many more messages may continue the key that is open; 0 when none is.
#[derive(Default)]
pub struct PrivateKeyLines {
    left: usize,
}

/// The lines of the longest key that is waited for: one of 16384 bits has about 200.
const MAX_LINES: usize = 256;

/// A run of base64 as long as this is taken for a line of the key, whatever stands around it: a time, a level, the JSON
/// of a container's log.
const MIN_RUN: usize = 24;

impl PrivateKeyLines {
    /// Whether the next message may continue a key.
    pub fn is_open(&self) -> bool {
        self.left > 0
    }

    /// Takes the next message: what of it continues a key that was opened before.
    pub fn next(&mut self, scanner: &Scanner, text: &[u8]) -> Vec<Finding> {
        if !scanner.has(PRIVATE_KEY) {
            return Vec::new();
        }
        let was_open = self.left > 0;
        self.left = if private_key::left_open(text) { MAX_LINES } else { self.left.saturating_sub(1) };
        if !was_open {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut body = text;
        if let Some((start, end)) = private_key::end_marker(text) {
            found.push(Finding::text(start, end, PRIVATE_KEY));
            body = &text[..start];
            if !private_key::left_open(text) {
                self.left = 0;
            }
        }
        let line = body.trim_ascii();
        if is_body(line) || is_header(line) {
            let start = body.len() - body.trim_ascii_start().len();
            found.push(Finding::text(start, start + line.len(), PRIVATE_KEY));
            return found;
        }
        let mut at = 0;
        while at < body.len() {
            let length = run(&body[at..], is_base64);
            // Trace ids and hashes are written in hexadecimal, which a line of base64 is as good as never.
            let hex = body[at..at + length].iter().all(u8::is_ascii_hexdigit);
            if length >= MIN_RUN && !hex {
                found.push(Finding::text(at, at + length, PRIVATE_KEY));
            }
            at += length + 1;
        }
        found
    }
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

/// Whether a line by itself is of a key: its last may be short, but a word of a sentence is no line.
fn is_body(line: &[u8]) -> bool {
    let word = line.iter().all(u8::is_ascii_alphabetic);
    line.iter().all(|b| is_base64(*b)) && (line.len() >= 16 || (line.len() >= 4 && !word))
}

/// The headers of an encrypted key (RFC 1421, section 4.6) and of OpenPGP's armour (RFC 9580, section 6.2.2).
fn is_header(line: &[u8]) -> bool {
    let names = [&b"Proc-Type: "[..], b"DEK-Info: ", b"Version: ", b"Comment: ", b"Hash: ", b"Charset: "];
    names.iter().any(|name| line.starts_with(name))
}
