//! Credentials in calls of curl: users and passwords, and the headers that carry tokens.

use std::ops::Range;

use memchr::memmem;

use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, is_word, run, starts_ignoring_case};
use crate::redact::parts::entropy;

pub const ROWS: &[Row] = &[
    Row {
        name: "curl_auth_user",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::At(Anchor::Literals(&["curl"]), user),
        source: "curl's manual, `-u`: user and password; gitleaks curl-auth-user",
        examples: &[
            "cu~rl -u elastic:Zk3@vQ9$1 https://localhost:9200",
            "cu~rl -u \":d2LkV78zLx!t\" https://localhost:9200",
            "cu~rl -s --user 'api:d2LkV78zLx!t' https://api.example.net/v2/messages",
            "cu~rl --user kevin:'pRf7vG2h1L8nQkW9' -iX PATCH -d",
            "cu~rl -X POST https://shop.example \\\n  -d 'world' \\\n  -u developer:yqDVtkqPECriaLRi",
        ],
        counterexamples: &[
            "curl -i -u 'test:test'",
            "curl -u <user:password> https://example.com",
            "curl --user neo4j:[PASSWORD] http://example.com/db/",
            "curl -u \"myusername\" http://localhost/api",
            "curl -u \"${username}\":\"${password}\"",
            "curl -u \"$NAME:$WORD\"",
            "curl --user \"{{ $.Values.username }}:{{ $.Values.password }}\"",
            "curl -u \":\" https://localhost:9200",
            "nc -u example:443",
        ],
    },
    Row {
        name: "curl_auth_header",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::At(Anchor::Literals(&["curl"]), header),
        source: "curl's manual, `-H`: Authorization, and the keys and tokens of other headers; gitleaks curl-auth-header",
        examples: &[
            "cu~rl --header  'Authorization:  5eb4223e-5008-46e5-be67-c7b8f2732305'",
            "cu~rl -H 'Authorization: Basic YnJvd3Nlcjo=' https://example.com",
            "cu~rl -X GET \"http://localhost\" -H \"Authorization: Bearer cfcabd11c7ed9a41b1a3e063c32d5114\"",
            "cu~rl -H \"Authorization: Api-Token 32cb987851bc5659029114c62e60c79abd0d2c08\"",
            "cu~rl -H \"X-Octopus-ApiKey: 4a16750d-d363-41a4-8ebd-035408f7730f\" \\",
            "cu~rl https://example.com \\\n  -H \"Content-Type: text/plain\" \\\n  -H \"apikey: c4ed6c21-9dd5-4a05-8e3f-c56d1151cce8\"",
        ],
        counterexamples: &[
            "curl https://example.com -H \"Authorization: Bearer XXXXXXXXXXXX\"",
            "curl --header \"Authorization: Basic ...\"",
            "curl -H \"Authorization: Bearer <API token>\"",
            "curl -H \"apikey: $API_KEY\"",
            "curl -H \"Authorization: Bearer $(gcloud auth print-access-token)\"",
            "curl -H 'Content-Type: application/json'",
            "ls -H 'Token: 3fea6af1349166ea'",
        ],
    },
];

/// How far behind its command an option may stand, in bytes and in lines.
const MAX_COMMAND: usize = 2048;
const MAX_LINES: usize = 5;

/// What passwords are in examples.
const PLACEHOLDERS: &[&str] = &["change", "changeme", "changeit", "pass", "password", "pwd", "test", "token"];

fn user(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    options(input, at, b"-u", b"--user").find_map(|start| user_at(input.text, start))
}

fn user_at(text: &[u8], start: usize) -> Option<Range<usize>> {
    let (colon, end) = user_and_password(text, start)?;
    let quote = |b: &u8| matches!(b, b'"' | b'\'');
    let (name, password) = (&text[start..colon], &text[colon + 1..end]);
    let open = password.iter().take_while(|b| quote(b)).count();
    let password = &password[open..password.len() - password[open..].iter().rev().take_while(|b| quote(b)).count()];
    let placeholder = [&b"$"[..], b"{{", b"<", b"["].iter().any(|mark| password.starts_with(mark))
        || name.contains(&b'<')
        || PLACEHOLDERS.iter().any(|word| password.eq_ignore_ascii_case(word.as_bytes()))
        || (!password.is_empty() && password.iter().all(|b| matches!(b, b'*' | b'x' | b'X')));
    let short = password.is_empty() && name.is_empty();
    let sound = !placeholder && !short && entropy(&text[start..end]) >= 2.0;
    sound.then_some(start..end)
}

/// Where the colon between a user and a password at `start` stands, and where the password ends.
fn user_and_password(text: &[u8], start: usize) -> Option<(usize, usize)> {
    let limit = text.len().min(start + 256);
    let quoted = |at: usize| -> Option<usize> {
        let quote = *text.get(at).filter(|b| matches!(b, b'"' | b'\''))?;
        Some(at + 2 + text[at + 1..limit].iter().position(|b| *b == quote)?)
    };
    let plain =
        |at: usize| at + run(&text[at..limit], |b| is_word(b) || matches!(b, b'$' | b'@' | b'.' | b'-' | b'{' | b'}'));
    let part = |at: usize| quoted(at).or_else(|| Some(plain(at)).filter(|end| *end > at));
    let first = part(start)?;
    let (colon, end) = if text.get(first) == Some(&b':') {
        (first, part(first + 1)?)
    } else {
        // Both in one pair of quotes; one of them may be empty.
        let inside = &text[quoted(start)? - (first - start) + 1..first - 1];
        let colon = start + 1 + inside.iter().position(|b| *b == b':')?;
        (inside.len() >= 4).then_some((colon, first))?
    };
    let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b')' | b'"' | b'\'' | b'`' | b',' | b';' | b'|' | b'&');
    text.get(end).is_none_or(ends).then_some((colon, end))
}

fn header(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    options(input, at, b"-H", b"--header").find_map(|start| header_at(input.text, start))
}

fn header_at(text: &[u8], start: usize) -> Option<Range<usize>> {
    let quote = *text.get(start).filter(|b| matches!(b, b'"' | b'\''))?;
    let name = start + 1;
    let name_end = name + run(&text[name..text.len().min(name + 64)], |b| b.is_ascii_alphanumeric() || b == b'-');
    if text.get(name_end) != Some(&b':') {
        return None;
    }
    let blank = |b| matches!(b, b' ' | b'\t');
    let mut value = name_end + 1 + run(&text[name_end + 1..], blank);
    let mut basic = false;
    if text[name..name_end].eq_ignore_ascii_case(b"authorization") {
        let schemes: [&[u8]; 4] = [b"basic", b"bearer", b"token", b"api-token"];
        let scheme = schemes
            .iter()
            .find(|s| starts_ignoring_case(&text[value..], s) && text.get(value + s.len()).is_some_and(|b| blank(*b)));
        if let Some(scheme) = scheme {
            value += scheme.len() + 1;
            basic = scheme.eq_ignore_ascii_case(b"basic");
        }
    } else if !is_key(&text[name..name_end]) {
        return None;
    }
    let end = value
        + run(&text[value..], |b| {
            b.is_ascii_alphanumeric()
                || matches!(b, b'+' | b'/' | b'=')
                || (!basic && matches!(b, b'_' | b'~' | b'@' | b'.' | b'-'))
        });
    let sound = end >= value + 8 && text.get(end) == Some(&quote) && entropy(&text[value..end]) >= 2.75;
    sound.then_some(value..end)
}

/// Whether a header is `key` or `token`, with `api` or `x-` before it: `X-Octopus-ApiKey`, `Api-Token`.
fn is_key(name: &[u8]) -> bool {
    let lower: Vec<u8> = name.iter().filter(|b| **b != b'-').map(u8::to_ascii_lowercase).collect();
    let known: [&[u8]; 4] = [b"key", b"token", b"apikey", b"apitoken"];
    known.iter().any(|word| if lower.starts_with(b"x") { lower.ends_with(word) } else { lower == *word })
}

/// Where the value of an option, short or long, begins.
fn value_start(text: &[u8], at: usize, short: &[u8], long: &[u8]) -> Option<usize> {
    let option = at + 1;
    let name = [long, short].into_iter().find(|name| text[option..].starts_with(name))?;
    let behind = option + name.len();
    let gap = run(&text[behind..text.len().min(behind + 5)], |b| matches!(b, b' ' | b'\t'));
    let gap = if text.get(behind) == Some(&b'=') { 1 } else { gap };
    // `--user-agent` is another option.
    let goes_on = gap == 0 && text.get(behind).is_some_and(|b| *b == b'-' || (name == long && is_word(*b)));
    (!goes_on).then_some(behind + gap)
}

/// Where the values of an option begin, short or long, of the call of curl at `at`.
fn options<'a>(
    input: &'a Input<'_>,
    at: usize,
    short: &'a [u8],
    long: &'a [u8],
) -> impl Iterator<Item = usize> + use<'a> {
    let text = input.text;
    let begin = at + 4;
    let called = text[at..].starts_with(b"curl") && input.starts_word(at) && input.ends_word(begin);
    let reach = &text[begin..text.len().min(begin + MAX_COMMAND)];
    let lines = memchr::memchr_iter(b'\n', reach).nth(MAX_LINES).unwrap_or(reach.len());
    let reach = if called { &reach[..lines] } else { &[] };
    let mut from = begin;
    memchr::memchr_iter(b'-', reach)
        .map(move |dash| begin + dash)
        .filter(move |dash| input.was(*dash, |b| b.is_ascii_whitespace()))
        .filter_map(move |dash| Some((dash, value_start(text, dash - 1, short, long)?)))
        // The next call reads its own options.
        .take_while(move |(dash, _)| {
            let between = &text[std::mem::replace(&mut from, *dash)..*dash];
            memmem::find(between, b"curl ").is_none()
        })
        .map(|(_, start)| start)
}
