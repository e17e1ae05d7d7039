//! A private key whose lines came as messages of their own: what was opened in one message is hidden in the next.

use super::Scanner;
use super::detectors::{PRIVATE_KEY, private_key};
use super::finding::Finding;
use super::input::run_back;

/// Whether a key is open, from message to message of one stream.
#[derive(Default)]
pub struct PrivateKeyLines {
    open: bool,
}

/// No line of a PEM file is longer (RFC 7468 says 64); some tools write 76 or 128.
const MAX_LINE: usize = 200;

impl PrivateKeyLines {
    /// Takes the next message: what of it continues a key that was opened before.
    pub fn next(&mut self, scanner: &Scanner, text: &[u8]) -> Option<Finding> {
        if !scanner.has(PRIVATE_KEY) {
            return None;
        }
        let was_open = std::mem::replace(&mut self.open, private_key::left_open(text));
        if !was_open {
            return None;
        }
        let body = &text[..text.len() - run_back(text, |b| b.is_ascii_whitespace())];
        if let Some(end) = private_key::end_marker(body) {
            return Some(Finding::text(0, end, PRIVATE_KEY));
        }
        if body.len() <= MAX_LINE && (is_base64(body) || is_header(body)) {
            self.open = true;
            return Some(Finding::text(0, body.len(), PRIVATE_KEY));
        }
        None
    }
}

fn is_base64(line: &[u8]) -> bool {
    line.iter().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=' | b' ' | b'\t'))
}

/// The headers of an encrypted key (RFC 1421, section 4.6).
fn is_header(line: &[u8]) -> bool {
    [&b"Proc-Type:"[..], b"DEK-Info:"].iter().any(|name| line.starts_with(name))
}
