//! A private key whose lines came as messages of their own: what was opened in one message is hidden in those that follow.

use super::derived::{self, Way};
use super::detectors::PRIVATE_KEY;
use super::detectors::secrets::private_key;
use super::finding::Finding;
use super::input::run;
use super::json::{self, Token, TokenKind};
use super::layer::MAX_LAYERS;
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
        if private_key::end_marker(text).is_some() && !private_key::left_open(text) {
            self.left = 0;
        }
        let mut found = Vec::new();
        if json::whole(text).is_some() {
            in_json(text, MAX_LAYERS, &mut found);
        } else {
            in_line(text, &mut found);
        }
        found
    }
}

/// What of a message continues a key: all of it if it is a line of one, or else what looks like one, up to the key's end.
fn in_line(text: &[u8], found: &mut Vec<Finding>) {
    let end = private_key::end_marker(text);
    found.extend(end.map(|(start, end)| Finding::text(start, end, PRIVATE_KEY)));
    let body = end.map_or(text, |(start, _)| &text[..start]);
    let line = body.trim_ascii();
    if is_body(line) || is_header(line) {
        let start = body.len() - body.trim_ascii_start().len();
        found.push(Finding::text(start, start + line.len(), PRIVATE_KEY));
    } else {
        runs(body, found);
    }
}

/// The same of a message that is JSON, string by string, so that it stays JSON: `\t` is no letter of a key. Answers
/// whether the key ends there.
fn in_json(text: &[u8], layers: u8, found: &mut Vec<Finding>) -> bool {
    let Some(within) = json::whole(text) else {
        let end = private_key::end_marker(text);
        found.extend(end.map(|(start, end)| Finding::text(start, end, PRIVATE_KEY)));
        runs(end.map_or(text, |(start, _)| &text[..start]), found);
        return end.is_some();
    };
    let mut ended = false;
    let visit = |token: Token| {
        if ended || !matches!(token.kind, TokenKind::Key | TokenKind::String) {
            return;
        }
        let body = &text[token.start..token.end];
        let first = found.len();
        let derived = derived::unescape(body);
        if layers == 0 {
            found.push(Finding::text(0, body.len(), PRIVATE_KEY));
        } else {
            ended = in_json(derived.as_ref().map_or(body, |derived| &derived.text), layers - 1, found);
            for finding in &mut found[first..] {
                if let Some(derived) = &derived {
                    (finding.start, finding.end) = derived.original(finding.start, finding.end);
                }
            }
        }
        for finding in &mut found[first..] {
            (finding.start, finding.end) = (token.start + finding.start, token.start + finding.end);
            finding.behind(Way::Escapes);
        }
    };
    // It was found to be JSON before.
    let _ = json::walk(text, within.start, visit);
    ended
}

/// Stretches of base64 that are as long as a line of a key.
fn runs(text: &[u8], found: &mut Vec<Finding>) {
    let mut at = 0;
    while at < text.len() {
        let length = run(&text[at..], is_base64);
        // Trace ids and hashes are written in hexadecimal, which a line of base64 is as good as never.
        let hex = text[at..at + length].iter().all(u8::is_ascii_hexdigit);
        if length >= MIN_RUN && !hex {
            found.push(Finding::text(at, at + length, PRIVATE_KEY));
        }
        at += length + 1;
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

#[cfg(test)]
mod tests {
    use crate::redact::{Action, Redactor, Selection};

    /// The messages that follow upon a key's first line.
    fn follow(messages: &[&str]) -> Vec<String> {
        let redactor = Redactor::new(&Selection::default(), Action::Label);
        let mut session = redactor.session();
        session.redact("-----BEGIN RSA PRIVATE KEY-----");
        messages.iter().map(|message| session.redact(message).text.into_owned()).collect()
    }

    #[test]
    fn lines_in_json_are_hidden_string_by_string() {
        for (message, expected) in [
            (r#"{"log":"MIIEowIBAAKCAQEAabcdefghijklmnop\n"}"#, r#"{"log":"[PRIVATE_KEY]\n"}"#),
            (r#"{"log":"\tMIIEowIBAAKCAQEAabcdefghijklmnop"}"#, r#"{"log":"\t[PRIVATE_KEY]"}"#),
            (r#"{"log":"MIIEowIBAAKCAQEAabcdefgh\u0069jklmnop"}"#, r#"{"log":"[PRIVATE_KEY]"}"#),
            (
                r#"{"log":"{\"m\":\"\\tMIIEowIBAAKCAQEAabcdefghijklmnop\"}"}"#,
                r#"{"log":"{\"m\":\"\\t[PRIVATE_KEY]\"}"}"#,
            ),
            (r#"{"n":123456789012345678901234e+5}"#, r#"{"n":123456789012345678901234e+5}"#),
            (r#"["-----END ","PRIVATE KEY-----"]"#, r#"["-----END ","PRIVATE KEY-----"]"#),
        ] {
            assert_eq!(follow(&[message]), [expected]);
        }
    }

    #[test]
    fn nothing_is_hidden_behind_the_end() {
        let end = r#"{"a":"MIIEowIBAAKCAQEAabcdefghijklmnop","b":"-----END RSA PRIVATE KEY-----","c":"ABCDEFGHIJKLMNOPQRSTUVWXYZ"}"#;
        let clean = r#"{"a":"[PRIVATE_KEY]","b":"[PRIVATE_KEY]","c":"ABCDEFGHIJKLMNOPQRSTUVWXYZ"}"#;
        let other = r#"{"c":"ABCDEFGHIJKLMNOPQRSTUVWXYZ"}"#;
        assert_eq!(follow(&[end, other]), [clean, other]);
    }
}
