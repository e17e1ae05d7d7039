//! Names that become path segments, keys and log streams: percent-encoding, cutting to length, Regions.
//!
//! It refuses to make two different names the same: what is cut gets a hash of the whole.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::hash::sha256_hex;

/// All but RFC 3986's unreserved characters.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The characters that a log stream's name must not have (CreateLogStream: `[^:*]*`), and the escape itself.
const NOT_IN_STREAM: &AsciiSet = &CONTROLS.add(b':').add(b'*').add(b'%');

/// The longest log stream name, in characters.
pub const MAX_STREAM: usize = 512;

/// The longest path segment, in bytes: what file systems take, with room for an ending.
const MAX_SEGMENT: usize = 240;

/// Percent-encodes a name wholly: only letters, digits and `-._~` stay.
pub fn percent_encode(name: &str) -> String {
    utf8_percent_encode(name, RESERVED).to_string()
}

/// Undoes [`percent_encode`]; `None` where the result would not be UTF-8.
pub fn percent_decode(name: &str) -> Option<String> {
    percent_decode_str(name).decode_utf8().ok().map(Into::into)
}

/// A name as one path segment: percent-encoded, never `.` or `..` or empty, at most 240 bytes.
pub fn segment(name: &str) -> String {
    // No encoded name is a `%` by itself.
    if name.is_empty() {
        return "%".to_owned();
    }
    if name.bytes().all(|b| b == b'.') {
        return cut(format!("%2E{}", &name[1..]), name, MAX_SEGMENT);
    }
    cut(percent_encode(name), name, MAX_SEGMENT)
}

/// A log stream's name for a copy in another place: `<account>/<region>/<percent-encoded group>/<stream>`.
pub fn forwarded_stream(account: &str, region: &str, group: &str, stream: &str) -> String {
    let stream = utf8_percent_encode(stream, NOT_IN_STREAM);
    let name = format!("{}/{}/{}/{stream}", percent_encode(account), percent_encode(region), percent_encode(group));
    cut(name.clone(), &name, MAX_STREAM)
}

/// A text as a value of an HTTP header: printable ASCII, the rest percent-encoded; at most 512 bytes.
pub fn header_value(text: &str) -> String {
    const NOT_IN_HEADER: &AsciiSet = &CONTROLS.add(b'%');
    cut(utf8_percent_encode(text.trim(), NOT_IN_HEADER).to_string(), text, MAX_STREAM)
}

/// Cuts `name` to `max` characters, its end replaced by a hash of `whole`, where it is longer.
fn cut(mut name: String, whole: &str, max: usize) -> String {
    const HASH: usize = 16;
    let Some((_, _)) = name.char_indices().nth(max) else { return name };
    let keep = name.char_indices().nth(max - HASH - 1).map_or(name.len(), |(at, _)| at);
    name.truncate(keep);
    // An escape that was cut in two would decode to something else.
    if let Some(at) = name.rfind('%').filter(|at| name.len() - at < 3) {
        name.truncate(at);
    }
    name.push('~');
    name.push_str(&sha256_hex(whole.as_bytes())[..HASH]);
    name
}

/// Whether a text has the form of a Region's name, such as `eu-west-1` or `us-gov-east-1`.
pub fn is_region(name: &str) -> bool {
    let mut parts = name.split('-');
    let number = parts.next_back().is_some_and(|last| !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit()));
    let words: Vec<&str> = parts.collect();
    number
        && (2..=4).contains(&words.len())
        && words.iter().all(|word| (2..=10).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase()))
}

/// Whether a text has the form of an AWS account id: 12 digits.
pub fn is_account(name: &str) -> bool {
    name.len() == 12 && name.bytes().all(|b| b.is_ascii_digit())
}

/// Whether `name` matches `glob`, in which `*` stands for any text and `?` for any one character.
pub fn glob_matches(glob: &str, name: &str) -> bool {
    let (glob, name): (Vec<char>, Vec<char>) = (glob.chars().collect(), name.chars().collect());
    let (mut g, mut n) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        if g < glob.len() && glob[g] == '*' {
            star = Some((g, n));
            g += 1;
        } else if g < glob.len() && (glob[g] == '?' || glob[g] == name[n]) {
            g += 1;
            n += 1;
        } else if let Some((at, from)) = star {
            star = Some((at, from + 1));
            g = at + 1;
            n = from + 1;
        } else {
            return false;
        }
    }
    glob[g..].iter().all(|c| *c == '*')
}

/// Whether every name that matches `inner` also matches `outer`. A glob that it does not know to be covered is not.
pub fn glob_covers(outer: &str, inner: &str) -> bool {
    // Read as a name, the inner glob's `*` is any text, which only a `*` takes; its `?` is one character, as for a `?`.
    let matched = |outer: &str| glob_matches(outer, inner);
    if !inner.contains('*') { matched(outer) } else { matched(&outer.replace('?', "\0")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glob_covers_what_it_is_sure_of() {
        for (outer, inner) in
            [("*", "a"), ("a*", "a-b*"), ("a*", "a"), ("a?", "ab"), ("a?", "a?"), ("*b*", "a*b"), ("a*", "a*")]
        {
            assert!(glob_covers(outer, inner), "{outer} {inner}");
        }
        for (outer, inner) in [("a?", "a*"), ("a-b*", "a*"), ("a", "a*"), ("ab", "a?"), ("a*b", "a*")] {
            assert!(!glob_covers(outer, inner), "{outer} {inner}");
        }
    }

    #[test]
    fn segments_are_safe() {
        assert_eq!(segment("/ecs/app"), "%2Fecs%2Fapp");
        assert_eq!(segment(".."), "%2E.");
        assert_eq!(segment(""), "%");
        assert_ne!(segment(&".".repeat(300)), segment(&".".repeat(301)));
        assert_eq!(segment("a b\u{e9}"), "a%20b%C3%A9");
        let long = segment(&"/".repeat(512));
        assert!(long.len() <= 240 && long.contains('~'), "{long}");
        assert_ne!(segment(&"/".repeat(511)), long);
    }

    #[test]
    fn forwarded_streams_are_within_the_limit_and_differ() {
        let name = forwarded_stream("111122223333", "eu-west-1", "/ecs/app", "app/web/0f3c");
        assert_eq!(name, "111122223333/eu-west-1/%2Fecs%2Fapp/app/web/0f3c");
        let a = forwarded_stream("111122223333", "eu-west-1", "/ecs/app", &"x".repeat(600));
        let b = forwarded_stream("111122223333", "eu-west-1", "/ecs/app", &"x".repeat(601));
        assert!(a.chars().count() <= MAX_STREAM && a != b);
        let odd = forwarded_stream("111122223333", "eu-west-1", "/ecs/app", "C:\\log*.txt");
        assert!(!odd.contains([':', '*']));
    }

    #[test]
    fn regions() {
        for name in ["eu-west-1", "us-gov-east-1", "ap-southeast-2", "us-isob-east-1"] {
            assert!(is_region(name), "{name}");
        }
        for name in ["", "local", "eu-west", "eu-west-1/..", "EU-WEST-1", "a-b-1"] {
            assert!(!is_region(name), "{name}");
        }
    }

    #[test]
    fn globs() {
        for (glob, name, expected) in [
            ("*", "", true),
            ("/ecs/*", "/ecs/web", true),
            ("/ecs/*", "/eks/web", false),
            ("*web*", "/ecs/web/1", true),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("", "", true),
            ("", "x", false),
        ] {
            assert_eq!(glob_matches(glob, name), expected, "{glob} {name}");
        }
    }
}
