//! Secrets that no field names: among the arguments of well-known commands, and in addresses of databases.
//!
//! What leads to them is a word of [`super::HINTS`], as a secret's name is elsewhere.

use memchr::memmem;

use crate::redact::finding::Form;
use crate::redact::input::{run, run_back, starts_ignoring_case};
use crate::redact::parts::is_random;

use super::calls::is_message;
use super::text::{Field, Value, is_name};

/// How an option of a command takes a secret.
enum Takes {
    /// `-p secret`.
    Next(&'static str),
    /// `-psecret`.
    Glued(&'static str),
    /// `-u user:secret`, and the same glued or behind `=`.
    Behind(&'static str),
    /// An argument `user/secret@database`.
    Account,
    /// The first argument that is no option, or the one behind this option.
    First(&'static str),
}

/// Commands, what must stand behind their names, and how they take secrets.
#[rustfmt::skip]
const COMMANDS: &[(&[&str], &str, &[Takes])] = &[
    (&["curl"], "", &[
        Takes::Behind("-u"), Takes::Behind("--user"), Takes::Behind("-U"), Takes::Behind("--proxy-user"),
    ]),
    (&["mysql", "mysqldump", "mysqladmin", "mysqlimport", "mysqlcheck", "mysqlshow", "mysqlbinlog", "mysqlsh", "mariadb",
       "mariadb-dump", "mariadb-admin"], "", &[Takes::Glued("-p")]),
    (&["sshpass"], "", &[Takes::Next("-p"), Takes::Glued("-p")]),
    (&["docker", "podman"], "login", &[Takes::Next("-p")]),
    (&["redis-cli"], "", &[Takes::Next("-a")]),
    (&["mongo", "mongosh", "mongodump", "mongorestore", "mongoexport", "mongoimport", "cqlsh"], "", &[Takes::Next("-p")]),
    (&["sqlcmd"], "", &[Takes::Next("-P"), Takes::Glued("-P")]),
    (&["mosquitto_pub", "mosquitto_sub"], "", &[Takes::Next("-P")]),
    (&["ldapsearch", "ldapmodify", "ldapadd", "ldapwhoami", "ldapdelete"], "", &[Takes::Next("-w")]),
    (&["plink", "pscp", "psftp"], "", &[Takes::Next("-pw")]),
    (&["sqlplus", "sqlldr", "expdp", "impdp"], "", &[Takes::Account]),
    (&["ConvertTo-SecureString"], "", &[Takes::First("-String")]),
];

/// How far the arguments of a command are read, in bytes, and how many.
const MAX_COMMAND: usize = 512;
const MAX_ARGUMENTS: usize = 48;

/// How far before its host the user of an address may begin.
const MAX_ADDRESS: usize = 256;

/// The word from `start` to `end`, or what it begins, if it may lead to a secret.
pub fn leads(text: &[u8], start: usize, end: usize) -> Option<usize> {
    let word = &text[start..end];
    match word {
        b"tcp(" | b"unix(" => text[..start].ends_with(b"@").then_some(end),
        b"jdbc:oracle:" => Some(end),
        b"auth=" => text[..start].ends_with(b"_").then_some(end - 1),
        _ if is_smtp(word) => (text.get(end) == Some(&b' ')).then_some(end),
        _ if word.eq_ignore_ascii_case(b"identified") => (text.get(end) == Some(&b' ')).then_some(end),
        _ => {
            let end = end + run(&text[end..text.len().min(end + 32)], |b| is_name(b) && b != b'.');
            let end_of_word = text.get(end..).is_some_and(|rest| rest.starts_with(b" ") || rest.starts_with(b".exe "));
            (end_of_word && command(&text[start..end]).is_some()).then_some(end)
        }
    }
}

/// Whether these are the words before a user and a password in base64, as SMTP has them (RFC 4954).
fn is_smtp(words: &[u8]) -> bool {
    words.eq_ignore_ascii_case(b"auth plain") || words.eq_ignore_ascii_case(b"auth login")
}

fn command(word: &[u8]) -> Option<&'static (&'static [&'static str], &'static str, &'static [Takes])> {
    COMMANDS.iter().find(|(names, _, _)| names.iter().any(|name| name.as_bytes() == word))
}

impl Field<'_> {
    /// The secrets to which a word leads that is no secret's name.
    pub(super) fn led_to(&self) -> Vec<Value> {
        match self.name() {
            b"tcp(" | b"unix(" => self.before_host().into_iter().collect(),
            b"jdbc:oracle:" => self.oracle_address().into_iter().collect(),
            words if is_smtp(words) => self.initial_response().into_iter().collect(),
            _ if self.text.get(self.end).is_some_and(|b| matches!(b, b',' | b')' | b'"' | b'`' | b']' | b' ')) => {
                let rows = self.in_rows();
                if rows.is_empty() { self.in_arguments() } else { rows }
            }
            _ => self.in_arguments(),
        }
    }

    /// `user:password@tcp(host:port)`, as Go writes it.
    fn before_host(&self) -> Option<Value> {
        let end = self.start.checked_sub(1)?;
        let before = &self.text[end.saturating_sub(MAX_ADDRESS)..end];
        let is_part = |b: u8| !b.is_ascii_whitespace() && !matches!(b, b'"' | b'\'' | b'`');
        let account = &before[before.len() - run_back(before, is_part)..];
        let colon = memchr::memchr(b':', account)?;
        let url = account[colon..].starts_with(b"://");
        (!url).then_some(Value { start: end - account.len() + colon + 1, end, form: Form::Text })
    }

    /// `AUTH PLAIN AGJvYgBodW50ZXIyeA==`.
    fn initial_response(&self) -> Option<Value> {
        let start = self.end + 1;
        let rest = self.text.get(start..)?;
        let length = run(rest, |b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'='));
        let ends = rest.get(length).is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'"' | b'\'' | b'\\'));
        let value = Value { start, end: start + length, form: Form::Text };
        (ends && length >= 12 && length % 4 == 0 && is_random(&rest[..length])).then_some(value)
    }

    /// `jdbc:oracle:thin:user/password@host`.
    fn oracle_address(&self) -> Option<Value> {
        let rest = &self.text[self.end..self.text.len().min(self.end + MAX_ADDRESS)];
        let driver = run(rest, |b| b.is_ascii_alphanumeric());
        let account = rest.get(driver..)?.strip_prefix(b":")?;
        let start = self.end + driver + 1;
        let range = account_secret(account)?;
        Some(Value { start: start + range.0, end: start + range.1, form: Form::Text })
    }

    fn in_arguments(&self) -> Vec<Value> {
        let Some((_, behind, takes)) = command(self.name()) else { return Vec::new() };
        let mut arguments = arguments(self.text, self.end).into_iter();
        if !behind.is_empty() && arguments.next().is_none_or(|(start, end)| &self.text[start..end] != behind.as_bytes())
        {
            return Vec::new();
        }
        let arguments: Vec<_> = arguments.collect();
        let mut found = Vec::new();
        for (index, (start, end)) in arguments.iter().copied().enumerate() {
            let argument = &self.text[start..end];
            let next = arguments.get(index + 1).copied();
            for takes in *takes {
                let value = match takes {
                    Takes::Next(option) if argument == option.as_bytes() => {
                        next.map(|(start, end)| self.bare(start, end))
                    }
                    Takes::Glued(option)
                        if argument.len() > option.len() && argument.starts_with(option.as_bytes()) =>
                    {
                        // `-p3306:3306` maps ports.
                        let value = self.bare(start + option.len(), end);
                        let port = |b: &u8| b.is_ascii_digit() || matches!(b, b':' | b'.' | b'/');
                        let ports = argument.contains(&b':') && self.text[value.start..value.end].iter().all(port);
                        (!ports).then_some(value)
                    }
                    Takes::Behind(option) if argument == option.as_bytes() => {
                        next.and_then(|(start, end)| self.behind_colon(start, end))
                    }
                    Takes::Behind(option) if argument.starts_with(option.as_bytes()) => {
                        let start = start + option.len();
                        let long = option.starts_with("--");
                        let sign = usize::from(self.text.get(start) == Some(&b'='));
                        self.behind_colon(start + sign, end).filter(|_| sign == 1 || !long)
                    }
                    Takes::Account if !argument.starts_with(b"-") => account_secret(argument).map(|range| Value {
                        start: start + range.0,
                        end: start + range.1,
                        form: Form::Text,
                    }),
                    Takes::First(option) if index == 0 && argument == option.as_bytes() => {
                        next.map(|(start, end)| self.bare(start, end))
                    }
                    Takes::First(_) if index == 0 && !argument.starts_with(b"-") => Some(self.bare(start, end)),
                    _ => None,
                };
                found.extend(value.filter(|value| !self.is_placeholder(value)));
            }
        }
        found
    }

    /// What stands behind the first colon of an argument, `user:password`.
    fn behind_colon(&self, start: usize, end: usize) -> Option<Value> {
        let whole = self.bare(start, end);
        let colon = memchr::memchr(b':', &self.text[whole.start..whole.end])?;
        let start = whole.start + colon + 1;
        (colon > 0).then(|| self.bare(start, whole.end))
    }

    /// An argument without the quotes around it.
    fn bare(&self, start: usize, end: usize) -> Value {
        match &self.text[start..end] {
            [b'"', .., b'"'] | [b'\'', .., b'\''] if end - start >= 2 => {
                Value { start: start + 1, end: end - 1, form: Form::Text }
            }
            _ => Value { start, end, form: Form::Spaced },
        }
    }

    /// Whether a value stands for one that is put in later, or for none.
    fn is_placeholder(&self, value: &Value) -> bool {
        let value = &self.text[value.start..value.end];
        matches!(value.first(), None | Some(b'$' | b'<' | b'`' | b'(' | b'-' | b'%')) || value.starts_with(b"{{")
    }
}

/// Where the secret of `user/secret@database` begins and ends.
fn account_secret(text: &[u8]) -> Option<(usize, usize)> {
    let slash = run(text, |b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'$' | b'#' | b'.' | b'"'));
    let rest = text.get(slash..)?.strip_prefix(b"/")?;
    let length = run(rest, |b| !b.is_ascii_whitespace() && !matches!(b, b'@' | b'\'' | b'\\'));
    let at = rest.get(length) == Some(&b'@') || (length > 0 && length == rest.len());
    (slash > 0 && at).then_some((slash + 1, slash + 1 + length))
}

/// The arguments of a command whose name ends at `at`, as a shell would part them.
fn arguments(text: &[u8], at: usize) -> Vec<(usize, usize)> {
    let limit = text.len().min(at + MAX_COMMAND);
    let mut at = at + if text[at..].starts_with(b".exe") { 4 } else { 0 };
    let mut found = Vec::new();
    while found.len() < MAX_ARGUMENTS {
        at += run(&text[at.min(limit)..limit], |b| matches!(b, b' ' | b'\t'));
        if text[at.min(limit)..limit].starts_with(b"\\\n") {
            at += 2;
            continue;
        }
        let start = at;
        let mut quoted = None;
        while let Some(byte) = text[..limit].get(at) {
            match (byte, quoted) {
                (mark, Some(open)) if *mark == open => quoted = None,
                (_, Some(_)) => {}
                (b'"' | b'\'', None) => {
                    // A quote within a word is the end of what the command itself is quoted in.
                    let opens = at == start || matches!(text[at - 1], b'=' | b':') || at == start + 2;
                    if !opens || memchr::memchr(*byte, &text[at + 1..limit]).is_none() {
                        break;
                    }
                    quoted = Some(*byte);
                }
                (byte, None) if byte.is_ascii_whitespace() || matches!(byte, b'|' | b';' | b'&') => break,
                _ => {}
            }
            at += 1;
        }
        if at == start {
            break;
        }
        found.push((start, at));
    }
    found
}

/// Words before a name that is followed by its value without a sign.
const SETTERS: &[&[u8]] = &[b"setx ", b"setenv ", b"ENV ", b"set -x ", b"set -gx "];

impl Field<'_> {
    /// The value behind a name and white space, where a command takes it so, or a `.netrc` or an option of one dash, or
    /// behind a keyword of Clojure.
    pub(super) fn behind_space(&self) -> Option<Value> {
        let gap = run(&self.text[self.end..], |b| matches!(b, b' ' | b'\t'));
        let at = self.end + gap;
        if gap == 0 || self.text.get(at).is_none_or(|b| b.is_ascii_control() || matches!(b, b'-' | b'(' | b'=' | b':'))
        {
            return None;
        }
        let before = &self.text[self.start.saturating_sub(MAX_ADDRESS)..self.start];
        let set = SETTERS.iter().any(|setter| {
            before.strip_suffix(*setter).is_some_and(|b| b.last().is_none_or(|b| !b.is_ascii_alphanumeric()))
        });
        if self.is_keyword(before) {
            return self.quoted(at).filter(|value| !is_message(&self.text[value.start..value.end]));
        }
        let value = || self.quoted(at).unwrap_or_else(|| self.until_delimiter(at, Form::Spaced));
        if set || self.is_in_netrc(before) {
            return Some(value());
        }
        let name = self.name();
        let option = matches!(name, [b'-', first, ..] if first.is_ascii_alphabetic())
            && matches!(before.last(), None | Some(b' ' | b'\t' | b'\n' | b'"' | b'\''));
        if !option {
            return None;
        }
        let mut value = value();
        let body = &self.text[value.start..value.end];
        for source in ["pass:", "file:", "env:", "fd:", "stdin"] {
            if starts_ignoring_case(body, source.as_bytes()) && is_openssl(name) {
                value.start += source.len();
                return (source == "pass:").then_some(value);
            }
        }
        let password = memmem::find(&name.to_ascii_lowercase(), b"pass").is_some();
        let variable = matches!(body.first(), Some(b'$' | b'%'));
        (!variable && (password || !super::text::is_prose(body))).then_some(value)
    }

    /// Whether this is a key as Clojure and Elixir print maps: `{:user "bob", :password "…"}`.
    fn is_keyword(&self, before: &[u8]) -> bool {
        let before = before.strip_suffix(b":");
        before.is_some_and(|before| matches!(before.last(), None | Some(b' ' | b'{' | b',' | b'(' | b'[' | b'\n')))
    }

    /// Whether a machine and a login stand before: `machine host login user password …`.
    fn is_in_netrc(&self, before: &[u8]) -> bool {
        if self.name() != b"password" {
            return false;
        }
        let mut words = before.rsplit(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
        let (_, login) = (words.next(), words.next());
        let mut machine = words.take(3);
        login == Some(b"login") && machine.any(|word| word == b"machine" || word == b"default")
    }
}

/// The options of OpenSSL, whose values say where the password comes from.
fn is_openssl(name: &[u8]) -> bool {
    matches!(name, b"-passin" | b"-passout" | b"-pass")
}
