//! Detectors of one's own: a pattern of which the group `value` is hidden, words that must stand near, a check digit.
//!
//! Patterns are regular expressions of the crate `regex`, which takes time linear in the text for each match, whatever the
//! pattern. It refuses patterns that match nothing, that is the empty text, and those that would take much memory.

use std::fmt;
use std::sync::Arc;

use regex::bytes::{Regex, RegexBuilder};

use super::checks;
use super::finding::Finding;
use super::input::Input;

/// What a compiled pattern may take, in bytes.
const MAX_COMPILED: usize = 4 << 20;

/// The name of the group that is hidden.
const VALUE: &str = "value";

/// A detector of one's own.
#[derive(Debug)]
pub struct CustomDetector {
    /// Its name, as it stands in labels and metrics (there in capitals).
    pub name: String,
    pattern: Regex,
    /// The pattern's group that is hidden.
    value: usize,
    near: Vec<String>,
    checksum: Option<Checksum>,
}

/// A check that the letters and digits of a value must pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checksum {
    /// Luhn's, of card numbers.
    Luhn,
    /// ISO 7064 MOD 97-10: the remainder of the whole is 1.
    Mod97,
    /// ISO 7064 MOD 11,10.
    Mod11And10,
    /// Verhoeff's.
    Verhoeff,
}

/// Why a detector cannot be compiled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CustomError {
    /// Not a regular expression.
    #[error("this is no pattern that can be used: {0}")]
    Syntax(String),
    /// Too large.
    #[error("this pattern takes too much memory; say less with it, such as {{1,20}} in place of {{1,2000}}")]
    TooLarge,
    /// It matches where there is nothing.
    #[error("this pattern matches the empty text, so that it would be found everywhere; say what it must contain")]
    MatchesNothing,
    /// Groups have names, and none of them is `value`.
    #[error("what is hidden is the group named `value`: write (?<value>…) in place of (?<{0}>…)")]
    NoValue(String),
    /// A name that cannot be a detector's.
    #[error("a detector's name is 1 to 64 lower-case letters, digits and `_`, and begins with a letter")]
    Name,
    /// A word that cannot be found: the index of it.
    #[error("a word to stand near is made of letters, digits and spaces")]
    Word(usize),
}

impl Checksum {
    /// All of them by their names.
    pub const NAMED: [(&str, Self); 4] =
        [("luhn", Self::Luhn), ("mod_97", Self::Mod97), ("mod_11_10", Self::Mod11And10), ("verhoeff", Self::Verhoeff)];

    fn agrees(self, value: &[u8]) -> bool {
        let text: Vec<u8> = value.iter().filter(|b| b.is_ascii_alphanumeric()).map(u8::to_ascii_uppercase).collect();
        match self {
            Self::Luhn => checks::luhn(&text),
            Self::Mod97 => !text.is_empty() && checks::mod_97(&text) == 1,
            Self::Mod11And10 => checks::mod_11_10(&text),
            Self::Verhoeff => checks::verhoeff(&text),
        }
    }
}

/// What it looks for, for people.
impl fmt::Display for CustomDetector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.pattern.as_str())?;
        if !self.near.is_empty() {
            write!(f, " near {}", self.near.join(" or "))?;
        }
        if let Some((name, _)) = Checksum::NAMED.iter().find(|(_, checksum)| Some(*checksum) == self.checksum) {
            write!(f, ", if {name} agrees")?;
        }
        Ok(())
    }
}

impl CustomDetector {
    /// Compiles a detector. Without a group `value`, all that the pattern matches is hidden.
    ///
    /// # Errors
    /// When a part of it cannot be used.
    pub fn new(name: &str, pattern: &str, near: &[String], checksum: Option<Checksum>) -> Result<Self, CustomError> {
        if !is_name(name) {
            return Err(CustomError::Name);
        }
        if let Some(wrong) = near.iter().position(|word| !is_word(word)) {
            return Err(CustomError::Word(wrong));
        }
        let pattern = RegexBuilder::new(pattern).size_limit(MAX_COMPILED).dfa_size_limit(MAX_COMPILED).build();
        let pattern = pattern.map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => CustomError::TooLarge,
            error => CustomError::Syntax(last_line(&error.to_string())),
        })?;
        if pattern.is_match(b"") {
            return Err(CustomError::MatchesNothing);
        }
        let mut names = pattern.capture_names().enumerate().filter_map(|(index, name)| Some((index, name?)));
        let first = names.next();
        let value = match first.into_iter().chain(names).find(|(_, name)| *name == VALUE) {
            Some((index, _)) => index,
            None => match first {
                Some((_, name)) => return Err(CustomError::NoValue(name.to_owned())),
                None => 0,
            },
        };
        let near = near.iter().map(|word| word.trim().to_lowercase()).collect();
        Ok(Self { name: name.to_owned(), pattern, value, near, checksum })
    }

    fn find(&self, input: &Input<'_>, detector: usize, out: &mut Vec<Finding>) {
        // Most texts hold none, and finding groups costs more than finding out.
        if !self.pattern.is_match(input.text) {
            return;
        }
        let words: Vec<&str> = self.near.iter().map(String::as_str).collect();
        for found in self.pattern.captures_iter(input.text) {
            let (Some(whole), Some(value)) = (found.get(0), found.get(self.value)) else { continue };
            let near = words.is_empty() || input.near(whole.start(), &words) || input.near(value.start(), &words);
            if near && self.checksum.is_none_or(|checksum| checksum.agrees(value.as_bytes())) {
                let (start, end) = whole_characters(input.text, value.start(), value.end());
                out.push(Finding::text(start, end, detector));
            }
        }
    }
}

/// The detectors of one's own that are at work, each with its index.
#[derive(Clone, Debug, Default)]
pub struct Custom {
    pub detectors: Vec<(usize, Arc<CustomDetector>)>,
}

impl Custom {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.detectors.is_empty()
    }

    /// Appends what they find in a layer of text.
    pub fn find(&self, input: &Input<'_>, out: &mut Vec<Finding>) {
        for (index, detector) in &self.detectors {
            detector.find(input, *index, out);
        }
    }
}

fn is_name(name: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    name.len() <= 64 && name.bytes().all(allowed) && name.starts_with(|c: char| c.is_ascii_lowercase())
}

fn is_word(word: &str) -> bool {
    let word = word.trim();
    !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == ' ')
}

/// A range widened to whole characters: a pattern may match single bytes, with `(?-u)`.
fn whole_characters(text: &[u8], mut start: usize, mut end: usize) -> (usize, usize) {
    let inner = |at: usize| text.get(at).is_some_and(|b| b & 0xc0 == 0x80);
    if start == end {
        return (start, end);
    }
    while start > 0 && inner(start) {
        start -= 1;
    }
    while inner(end) {
        end += 1;
    }
    (start, end)
}

/// What the crate says last: the mistake itself, without the drawing of where it is.
fn last_line(text: &str) -> String {
    let line = text.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default().trim();
    line.strip_prefix("error: ").unwrap_or(line).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(detector: &CustomDetector, text: &str, field: Option<&str>) -> Vec<String> {
        let mut out = Vec::new();
        detector.find(&Input::new(text.as_bytes(), field.map(str::as_bytes)), 0, &mut out);
        out.into_iter().map(|f| text[f.start..f.end].to_owned()).collect()
    }

    #[test]
    fn the_value_is_found() {
        let near = ["customer".to_owned(), "account".to_owned()];
        let detector = CustomDetector::new("customer_number", "CUST-(?<value>[0-9]{8})", &near, None).unwrap();
        assert_eq!(found(&detector, "customer CUST-12345678, CUST-87654321", None), ["12345678", "87654321"]);
        assert!(found(&detector, "order CUST-12345678", None).is_empty());
        assert_eq!(found(&detector, "CUST-12345678", Some("customerId")), ["12345678"]);
        let whole = CustomDetector::new("badge", "B[0-9]{4}", &[], None).unwrap();
        assert_eq!(found(&whole, "B1234 B5678", None), ["B1234", "B5678"]);
        let name = CustomDetector::new("family", r"name=(?<value>\w+)", &[], None).unwrap();
        assert_eq!(found(&name, "name=J\u{fc}rgen!", None), ["J\u{fc}rgen"]);
        let bytes = CustomDetector::new("bytes", r"(?-u)x(?<value>.)", &[], None).unwrap();
        assert_eq!(found(&bytes, "x\u{fc}", None), ["\u{fc}"], "characters stay whole");
    }

    #[test]
    fn check_digits_agree() {
        for (checksum, right, wrong) in [
            (Checksum::Luhn, "7992-7398-713", "7992-7398-714"),
            (Checksum::Mod97, "370400440532013000DE89", "370400440532013000DE88"),
            (Checksum::Mod11And10, "07945", "07946"),
            (Checksum::Verhoeff, "2363", "2364"),
        ] {
            let detector = CustomDetector::new("x", "[0-9A-Z-]{4,}", &[], Some(checksum)).unwrap();
            assert_eq!(found(&detector, right, None), [right]);
            assert!(found(&detector, wrong, None).is_empty(), "{wrong}");
        }
    }

    #[test]
    fn mistakes_are_told() {
        for (name, pattern, word, part) in [
            ("x", "(", "a", "unclosed group"),
            ("x", "a*", "a", "empty text"),
            ("x", "(?<number>a)", "a", "(?<value>"),
            ("x", r"\w{100000}", "a", "too much memory"),
            ("X", "a", "a", "lower-case"),
            ("", "a", "a", "lower-case"),
            ("1x", "a", "a", "lower-case"),
            ("x", "a", "", "word"),
            ("x", "a", "a=b", "word"),
        ] {
            let error = CustomDetector::new(name, pattern, &[word.to_owned()], None).unwrap_err().to_string();
            assert!(error.contains(part), "{pattern}: {error}");
        }
    }
}
