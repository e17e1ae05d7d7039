//! Values of Kubernetes secrets in YAML.

use std::ops::Range;

use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, run, starts_ignoring_case};

pub const DETECTOR: Row = Row {
    name: "kubernetes_secret_yaml",
    sets: &["standard", "secrets"],
    context: Context::Free,
    matcher: Matcher::At(Anchor::Byte(b'\n'), verify),
    source: "Kubernetes, \"Secrets\": an object of kind `Secret` holds base64 under `data`; gitleaks \
             kubernetes-secret-yaml: 10 characters or more. What stands under `stringData` has names of its own",
    examples: &[
        "apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\ndata:\n  password: Y29y~cmVjdCBob3JzZQ==\n  user: b3BlcmF0b3I=",
        "apiVersion: v1\ndata:\n\t# encoded\n\textra: 'YmF0dGVy~eSBzdGFwbGU='\nkind: 'Secret'\nmetadata:\n\tname: a",
        "apiVersion: v1\nkind: \"secret\"\ndata:\n  .dockercfg: |\n    eyJodHRwczov~L2V4YW1wbGUuY29tIjp7fX0K\ntype: Opaque",
        "- kind: Secret\n  data:\n    key: >-\n      Y29ycmVjdCBob3JzZSBi~YXR0ZXJ5\n  type: Opaque",
    ],
    counterexamples: &[
        "apiVersion: v1\nkind: Secret\ndata:\n  short: YWJjZA==",
        "apiVersion: v1\nkind: Secret\ndata:\n  csrf: \"\"\n---\nkind: ConfigMap\ndata:\n  key: Y29ycmVjdCBob3JzZQ==",
        "kind: ExternalSecret\nspec:\n  data:\n    secretKey: Y29ycmVjdCBob3JzZQ",
        "apiVersion: v1\nkind: Secret\ndata:\n  password: {{ .Values.password }}",
        "kind: ConfigMap\ndata:\n  key: Y29ycmVjdCBob3JzZQ==",
        "kind: Secret\nmetadata:\n  data:\n    key: Y29ycmVjdCBob3JzZQ==",
    ],
};

/// The shortest value.
const MIN: usize = 10;

/// How many lines are looked at in each direction.
const MAX_LINES: usize = 64;

/// How much of a line is looked at.
const MAX_LINE: usize = 256;

/// A line of YAML: how far it is indented, and what stands there.
struct Line<'a> {
    start: usize,
    indent: usize,
    body: &'a [u8],
}

impl<'a> Line<'a> {
    /// The line that begins at `start`. The hyphen of a list counts as space.
    fn at(text: &'a [u8], start: usize) -> Self {
        let rest = &text[start..text.len().min(start + MAX_LINE)];
        let rest = &rest[..run(rest, |b| b != b'\n')];
        let indent = run(rest, |b| matches!(b, b' ' | b'\t'));
        let list = if rest[indent..].starts_with(b"- ") { 2 } else { 0 };
        Self { start, indent: indent + list, body: &rest[indent + list..] }
    }

    /// The line before.
    fn before(&self, text: &'a [u8]) -> Option<Self> {
        let end = self.start.checked_sub(1)?;
        let start = memchr::memrchr(b'\n', &text[..end]).map_or(0, |at| at + 1);
        Some(Self::at(text, start))
    }

    /// The line behind.
    fn behind(&self, text: &'a [u8]) -> Option<Self> {
        let next = self.start + memchr::memchr(b'\n', &text[self.start..])? + 1;
        Some(Self::at(text, next))
    }

    fn says_nothing(&self) -> bool {
        self.body.trim_ascii().is_empty() || self.body.starts_with(b"#")
    }

    /// The line that this one belongs to: the last before it that is indented less.
    fn parent(&self, text: &'a [u8]) -> Option<Self> {
        if self.indent == 0 {
            return None;
        }
        let mut line = self.before(text)?;
        for _ in 0..MAX_LINES {
            if !line.says_nothing() && line.indent < self.indent {
                return Some(line);
            }
            line = line.before(text)?;
        }
        None
    }

    /// How much of the line is a key with its colon and the space behind; none where there is no key.
    fn key(&self) -> Option<usize> {
        let name = run(self.body, |b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'));
        let colon = self.body.get(name) == Some(&b':');
        (name > 0 && colon).then(|| name + 1 + run(&self.body[name + 1..], |b| matches!(b, b' ' | b'\t')))
    }

    /// Whether its value stands in the lines that follow.
    fn opens_block(&self) -> bool {
        self.key().is_some_and(|key| matches!(self.body.get(key), Some(b'|' | b'>')))
    }
}

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    let line = Line::at(text, at + 1);
    let key = line.key();
    let mut from = key.unwrap_or(0);
    from += usize::from(line.body.get(from).is_some_and(|b| matches!(b, b'"' | b'\'')));
    let start = line.start + line.indent + from;
    let value = &text[start.min(text.len())..];
    let body = run(value, |b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/'));
    let length = body + run(&value[body..], |b| b == b'=').min(2);
    let ends = value.get(length).is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'"' | b'\'' | b')' | b','));
    if body < MIN || !ends {
        return None;
    }
    let parent = line.parent(text)?;
    let data = match key {
        Some(_) => parent,
        None if parent.opens_block() => parent.parent(text)?,
        None => return None,
    };
    (data.body.trim_ascii_end() == b"data:" && is_secret(text, &data)).then_some(start..start + length)
}

/// Whether the object that `data` belongs to is a secret.
fn is_secret(text: &[u8], data: &Line<'_>) -> bool {
    let found = |next: &dyn Fn(&Line<'_>) -> Option<usize>| {
        let mut at = next(data);
        for _ in 0..MAX_LINES {
            let Some(start) = at else { return false };
            let line = Line::at(text, start);
            let ends = line.body.starts_with(b"---") || (!line.says_nothing() && line.indent < data.indent);
            if line.indent == data.indent && names_secret(line.body) {
                return true;
            }
            // The first line of a text may stand behind other words.
            if start == 0 && contains_kind(line.body) {
                return true;
            }
            if ends && start != 0 {
                return false;
            }
            at = next(&line);
        }
        false
    };
    found(&|line| line.before(text).map(|line| line.start)) || found(&|line| line.behind(text).map(|line| line.start))
}

fn names_secret(line: &[u8]) -> bool {
    let Some(value) = line.strip_prefix(b"kind:") else { return false };
    let value = value.trim_ascii();
    let value = &value[run(value, |b| matches!(b, b'"' | b'\''))..];
    starts_ignoring_case(value, b"secret") && !value.get(6).is_some_and(u8::is_ascii_alphanumeric)
}

fn contains_kind(line: &[u8]) -> bool {
    memchr::memmem::find_iter(line, b"kind:").any(|at| names_secret(&line[at..]))
}
