//! Names and paths of fields as they are written in `sluice.yaml`, and where in a message one stands.
//!
//! `password` is any field of that name, `user.email` a field directly within another, wherever that is, and `$.user.email`
//! the one from the root. `*` is a part of a name or one field, `**` any number of fields. Arrays are passed through, and
//! may be written as `[*]`. Case does not matter. A key with dots, `"user.email"`, is taken for the path that it spells.

use std::borrow::Cow;
use std::fmt;

/// A name or path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldPattern {
    source: String,
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// A field whose name fits a glob, in lower case.
    Field(Vec<u8>),
    /// Any number of fields.
    Fields,
}

/// The parts of the longest path, so that a set of them fits into the bits of a number.
const MAX_PARTS: usize = 60;

/// Why a path cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FieldPatternError {
    /// Nothing, or nothing between two dots.
    #[error("a part of this path is empty: write names with single dots between, or `**` for any number of fields")]
    Empty,
    /// `$` with something other than a dot behind it.
    #[error("`$` is the root: behind it goes a dot and a name, as in $.user.email")]
    Root,
    /// The root by itself, or stars and nothing else.
    #[error("this stands for every field: name one")]
    Everything,
    /// Brackets that hold something.
    #[error("brackets stand for all elements of an array, `[*]`; single ones cannot be told apart")]
    Index,
    /// `**` among other characters.
    #[error("`**` stands by itself between dots; within a name write `*`")]
    Stars,
    /// White space around a name.
    #[error("there is white space around a name of this path")]
    Space,
    /// Too many parts.
    #[error("a path has at most {MAX_PARTS} parts")]
    Long,
}

impl FieldPattern {
    /// Reads a name or path.
    ///
    /// # Errors
    /// When it is none, or stands for everything.
    pub fn parse(source: &str) -> Result<Self, FieldPatternError> {
        let mut parts = Vec::new();
        let path = match source.strip_prefix('$') {
            None => {
                parts.push(Part::Fields);
                source
            }
            Some("") => return Err(FieldPatternError::Everything),
            Some(rest) if rest.starts_with('[') => rest,
            Some(rest) => rest.strip_prefix('.').ok_or(FieldPatternError::Root)?,
        };
        let rooted = parts.is_empty();
        for (number, part) in path.split('.').enumerate() {
            let name = elements(part)?;
            match name {
                // `$[*].email`: an array at the root.
                "" if rooted && number == 0 && part.starts_with('[') => continue,
                "" => return Err(FieldPatternError::Empty),
                "**" => parts.push(Part::Fields),
                _ if name.contains("**") => return Err(FieldPatternError::Stars),
                _ if name.trim() != name => return Err(FieldPatternError::Space),
                _ => parts.push(Part::Field(name.to_lowercase().into_bytes())),
            }
        }
        let says = |part: &Part| matches!(part, Part::Field(glob) if glob.iter().any(|b| *b != b'*'));
        if !parts.iter().any(says) {
            return Err(FieldPatternError::Everything);
        }
        if parts.len() > MAX_PARTS {
            return Err(FieldPatternError::Long);
        }
        Ok(Self { source: source.to_owned(), parts })
    }

    /// The parts of the path that are passed before anything is read, as bits.
    pub(super) fn start(&self) -> u64 {
        self.pass_over(1)
    }

    /// The parts that are passed once a field of this name, in lower case, is entered.
    pub(super) fn enter(&self, passed: u64, name: &[u8]) -> u64 {
        let mut next = 0;
        for (number, part) in self.parts.iter().enumerate().filter(|(number, _)| passed & (1 << number) != 0) {
            match part {
                Part::Fields => next |= 1 << number,
                Part::Field(glob) if fits(glob, name) => next |= 1 << (number + 1),
                Part::Field(_) => {}
            }
        }
        self.pass_over(next)
    }

    /// Whether all parts are passed.
    pub(super) fn is_passed(&self, passed: u64) -> bool {
        passed & (1 << self.parts.len()) != 0
    }

    /// Any number of fields may be none.
    fn pass_over(&self, mut passed: u64) -> u64 {
        for (number, part) in self.parts.iter().enumerate() {
            if *part == Part::Fields && passed & (1 << number) != 0 {
                passed |= 1 << (number + 1);
            }
        }
        passed
    }
}

/// The path as it was written.
impl fmt::Display for FieldPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)
    }
}

/// A part without the brackets of arrays behind it.
fn elements(mut part: &str) -> Result<&str, FieldPatternError> {
    while let Some(rest) = part.strip_suffix("[*]").or_else(|| part.strip_suffix("[]")) {
        part = rest;
    }
    if part.contains(['[', ']']) { Err(FieldPatternError::Index) } else { Ok(part) }
}

/// A field's name in lower case, as patterns are.
pub(super) fn folded(name: &[u8]) -> Cow<'_, [u8]> {
    match std::str::from_utf8(name) {
        Ok(text) if !name.is_ascii() => Cow::Owned(text.to_lowercase().into_bytes()),
        _ if name.iter().any(u8::is_ascii_uppercase) => Cow::Owned(name.to_ascii_lowercase()),
        _ => Cow::Borrowed(name),
    }
}

/// Whether a name fits a glob, in which `*` is any run of bytes. The last star is tried again, and no other need be.
fn fits(glob: &[u8], name: &[u8]) -> bool {
    let (mut at, mut of) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while of < name.len() {
        match glob.get(at) {
            Some(b'*') => {
                star = Some((at + 1, of));
                at += 1;
            }
            Some(byte) if *byte == name[of] => (at, of) = (at + 1, of + 1),
            _ => {
                let Some((behind, from)) = star else { return false };
                star = Some((behind, from + 1));
                (at, of) = (behind, from + 1);
            }
        }
    }
    glob[at..].iter().all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_fit() {
        for (pattern, path, expected) in [
            ("password", "password", true),
            ("password", "a.b.PassWord", true),
            ("password", "password.hint", false),
            ("password", "passwords", false),
            ("*_token", "a.refresh_token", true),
            ("*_token", "token", false),
            ("x-*-id*", "headers.X-Amz-Id-2", true),
            ("*.token", "token", false),
            ("*.token", "auth.token", true),
            ("*.token", "a.b.token", true),
            ("headers.authorization", "request.headers.Authorization", true),
            ("headers.authorization", "headers.x.authorization", false),
            ("$.user.email", "user.email", true),
            ("$.user.email", "a.user.email", false),
            ("$.user.*", "user.email", true),
            ("$.user.*", "user.a.b", false),
            ("$.*.email", "user.email", true),
            ("$.*.email", "email", false),
            ("$.**.email", "email", true),
            ("$.**.email", "a.b.c.email", true),
            ("user.**.email", "a.user.b.c.email", true),
            ("user.**.email", "email", false),
            ("$.a.**", "a", true),
            ("$.a.**", "a.b.c", true),
            ("$.a.**", "b.a", false),
            ("users[*].email", "users.email", true),
            ("$.users[].emails[*][*]", "users.emails", true),
            ("$[*].email", "email", true),
            ("größe", "GRÖSSE", false),
            ("größe", "GRÖßE", true),
            ("a*b*c", "axxbxbxc", true),
            ("a*b*c", "axxbxbx", false),
        ] {
            let read = FieldPattern::parse(pattern).unwrap();
            let passed =
                path.split('.').fold(read.start(), |passed, name| read.enter(passed, &folded(name.as_bytes())));
            assert_eq!(read.is_passed(passed), expected, "{pattern} {path}");
            assert_eq!(read.to_string(), pattern);
        }
    }

    #[test]
    fn mistakes_are_told() {
        for (pattern, expected) in [
            ("", FieldPatternError::Empty),
            ("a..b", FieldPatternError::Empty),
            ("a.", FieldPatternError::Empty),
            (".a", FieldPatternError::Empty),
            ("[*].a", FieldPatternError::Empty),
            ("$", FieldPatternError::Everything),
            ("*", FieldPatternError::Everything),
            ("$.**", FieldPatternError::Everything),
            ("$[*]", FieldPatternError::Everything),
            ("$user", FieldPatternError::Root),
            ("$..a", FieldPatternError::Empty),
            ("a[0]", FieldPatternError::Index),
            ("a['b']", FieldPatternError::Index),
            ("a**", FieldPatternError::Stars),
            ("a. b", FieldPatternError::Space),
            (&"a.".repeat(70), FieldPatternError::Empty),
            (&format!("{}a", "a.".repeat(70)), FieldPatternError::Long),
        ] {
            assert_eq!(FieldPattern::parse(pattern).unwrap_err(), expected, "{pattern}");
        }
    }
}
