//! Addresses on the web: URLs, and names of hosts whose last label is a well-known domain.

use std::ops::Range;

use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, char_at, is_host, is_word, run, starts_ignoring_case};
use crate::redact::structure::Structure;

pub const DETECTOR: Row = Row {
    name: "url",
    sets: &[],
    context: Context::Free,
    matcher: Matcher::Either(&[
        Matcher::At(Anchor::Structures { structures: &[Structure::Host], words: &[] }, verify),
        Matcher::At(Anchor::Literals(SCHEMES), verify),
    ]),
    source: "RFC 3986 for http, https, ftp and websockets; without a scheme RFC 1123 names under `www.`, or under the top \
             level domains of IANA's root zone that are most in use",
    examples: &[
        "https://www.example.com/",
        "http://example.site",
        "https://webhook.example/324d38de-dc6b-4920-9c3e-813f7cf78729?q=1&b=2",
        "ftp://files.example.org:21/pub",
        "http://localhost:8080/x",
        "http://[2001:db8::1]/path",
        "http://192.0.2.7/a",
        "www.example.vlaanderen",
        "example.com",
        "shop.example.co.uk/cart?id=7",
        "my domains: example.com example.co.il",
        "wss://user:secret@stream.example.net/feed",
    ],
    counterexamples: &[
        "www.microsoft",
        "http://microsoft",
        "alice@example.com",
        "com.example.app",
        "main.rs",
        "src/lib.sh",
        "user.id",
        "java.io.IOException",
        "done.It works",
        "1.2.3.4",
        "node.js",
        "https://",
        "-example.com",
    ],
};

const SCHEMES: &[&str] = &["http://", "https://", "ftp://", "ftps://", "sftp://", "ws://", "wss://"];

/// A bit for the lower five bits of what these begin with, which case does not change.
const SCHEME_BITS: u32 = {
    let (mut bits, mut at) = (0, 0);
    while at < SCHEMES.len() {
        bits |= 1 << (SCHEMES[at].as_bytes()[0] & 31);
        at += 1;
    }
    bits
};

/// Generic top level domains that are most in use.
#[rustfmt::skip]
const GENERIC: &[&str] = &[
    "com", "net", "org", "edu", "gov", "mil", "int", "info", "biz", "name", "pro", "mobi", "asia", "cat", "jobs", "tel",
    "travel", "xxx", "app", "dev", "page", "blog", "shop", "store", "online", "site", "website", "tech", "cloud", "space",
    "club", "live", "life", "news", "media", "agency", "company", "email", "digital", "solutions", "services", "systems",
    "network", "host", "hosting", "software", "games", "design", "studio", "art", "academy", "center", "world", "group",
    "today", "work", "works", "link", "click", "xyz", "top", "vip", "bank", "health", "care", "law", "legal", "money",
    "finance", "social", "chat", "team", "tools", "wiki", "zone", "global", "berlin", "london", "paris", "tokyo", "nyc",
];

/// Top level domains of countries.
#[rustfmt::skip]
const COUNTRIES: &str =
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf \
     cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg \
     gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn \
     kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na \
     nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh \
     si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve \
     vg vi vn vu wf ws ye yt za zm zw";

/// The same: for each first letter, a bit for each second one.
const COUNTRY_BITS: [u32; 26] = {
    let (codes, mut bits, mut at) = (COUNTRIES.as_bytes(), [0; 26], 0);
    while at + 1 < codes.len() {
        bits[(codes[at] - b'a') as usize] |= 1 << (codes[at + 1] - b'a');
        at += 3;
    }
    bits
};

/// Of the generic ones: for each first letter, and for each length, a bit for each domain.
const GENERIC_BITS: ([u128; 26], [u128; 32]) = {
    let (mut firsts, mut lengths, mut at) = ([0; 26], [0; 32], 0);
    while at < GENERIC.len() {
        let domain = GENERIC[at].as_bytes();
        firsts[(domain[0] - b'a') as usize] |= 1 << at;
        lengths[domain.len()] |= 1 << at;
        at += 1;
    }
    (firsts, lengths)
};

/// Whether letters are a well-known top level domain.
fn is_domain(letters: &[u8]) -> bool {
    let [first, second, rest @ ..] = letters else { return false };
    if rest.is_empty() {
        return is_country(*first, *second);
    }
    let (firsts, lengths) = &GENERIC_BITS;
    let first = firsts.get(usize::from(first.to_ascii_lowercase().wrapping_sub(b'a')));
    let mut left = first.zip(lengths.get(letters.len())).map_or(0, |(first, length)| first & length);
    while left != 0 {
        if letters.eq_ignore_ascii_case(GENERIC[left.trailing_zeros() as usize].as_bytes()) {
            return true;
        }
        left &= left - 1;
    }
    false
}

fn is_country(a: u8, b: u8) -> bool {
    let letter = |byte: u8| byte.to_ascii_lowercase().wrapping_sub(b'a');
    COUNTRY_BITS.get(usize::from(letter(a))).is_some_and(|bits| letter(b) < 26 && bits >> letter(b) & 1 != 0)
}

/// Among them, those that end the names of files and of fields as well: of two labels, they make no host's name.
const FILES: &[&str] =
    &["py", "rs", "sh", "pl", "md", "so", "cc", "ps", "id", "name", "app", "do", "is", "in", "as", "mm"];

const MAX_HOST: usize = 253;

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    if !input.starts_word(at) {
        return None;
    }
    let rest = &text[at..];
    let may_begin = rest.first().is_some_and(|first| SCHEME_BITS >> (first & 31) & 1 != 0);
    let mut schemes = SCHEMES.iter().filter(|_| may_begin);
    let scheme = schemes.find(|scheme| starts_ignoring_case(rest, scheme.as_bytes()));
    let end = match scheme {
        Some(scheme) => with_scheme(text, at + scheme.len())?,
        None => {
            // A piece of a longer name, of a path or of an e-mail address is none.
            let piece = |b: u8| matches!(b, b'.' | b'-' | b'_' | b'@' | b'/' | b'\\' | b'$' | b'+' | b'%');
            if input.was(at, piece) && !text[..at].ends_with(b"//") {
                return None;
            }
            let end = without_scheme(text, at)?;
            let goes_on = input.is(end, |b| is_word(b) || matches!(b, b'@' | b'(' | b'-'))
                || char_at(text, end).is_some_and(|(c, _)| !c.is_ascii() && c.is_alphanumeric());
            (!goes_on).then_some(end + locator(&text[end..]))?
        }
    };
    Some(at..end)
}

/// Where a URL ends whose authority begins at `at`.
fn with_scheme(text: &[u8], at: usize) -> Option<usize> {
    let rest = &text[at..];
    let authority = run(&rest[..rest.len().min(2 * MAX_HOST)], |b| {
        !b.is_ascii_whitespace()
            && !matches!(b, b'/' | b'?' | b'#' | b'"' | b'\'' | b'<' | b'>' | b'`' | b'\\' | b'(' | b')')
    });
    let user = rest[..authority].iter().rposition(|b| *b == b'@').map_or(0, |user| user + 1);
    let host = &rest[user..authority];
    let length = match host {
        [b'[', ..] => host.iter().position(|b| *b == b']')? + 1,
        _ => run(host, |b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_') || !b.is_ascii()),
    };
    let dots = host[..length].iter().rev().take_while(|b| **b == b'.').count();
    let length = length - dots;
    let end = at + user + length;
    let behind = locator(&text[end..]);
    // A name of one label may be a word; with a port or a path behind it, it is a host's.
    let dotted = host[..length].contains(&b'.') || host.first() == Some(&b'[');
    (length > 0 && (dotted || (dots == 0 && behind > 1))).then_some(end + behind)
}

/// Where the name of a host ends that begins at `at`: under `www.`, or under a known domain.
fn without_scheme(text: &[u8], at: usize) -> Option<usize> {
    let rest = &text[at..text.len().min(at + MAX_HOST)];
    let name = &rest[..run(rest, is_host)];
    let name = &name[..name.len() - name.iter().rev().take_while(|b| matches!(b, b'.' | b'-')).count()];
    let last = &name[name.iter().rposition(|b| *b == b'.')? + 1..];
    let www = starts_ignoring_case(name, b"www.");
    // Most names that stand in logs end otherwise.
    if !(last.len() >= 2 && last.iter().all(u8::is_ascii_alphabetic) && (www || is_domain(last))) {
        return None;
    }
    let sound = |label: &[u8]| !label.is_empty() && !label.starts_with(b"-") && !label.ends_with(b"-");
    if name.len() < 4 || !name.split(|b| *b == b'.').all(sound) {
        return None;
    }
    let count = name.iter().filter(|b| **b == b'.').count() + 1;
    // Sentences whose space was lost, `done.It`, are written with one capital.
    let same_case = last.iter().all(u8::is_ascii_lowercase) || name.iter().all(|b| !b.is_ascii_lowercase());
    let file = count == 2 && FILES.iter().any(|ending| last.eq_ignore_ascii_case(ending.as_bytes()));
    // `com.example.app` names a package.
    let package =
        count >= 3 && [&b"com."[..], b"org.", b"net.", b"io.", b"de."].iter().any(|top| name.starts_with(top));
    let host = same_case && !file && !package && is_domain(last);
    ((www && count >= 3) || host).then_some(at + name.len())
}

/// The length of a port, path, query and fragment at the start of `text`.
fn locator(text: &[u8]) -> usize {
    let port = match text {
        [b':', rest @ ..] => {
            Some(run(&rest[..rest.len().min(6)], |b| b.is_ascii_digit())).filter(|n| (1..=5).contains(n))
        }
        _ => None,
    };
    let start = port.map_or(0, |digits| digits + 1);
    if !matches!(text.get(start), Some(b'/' | b'?' | b'#')) {
        return start;
    }
    let end = start
        + run(&text[start..], |b| {
            !b.is_ascii_whitespace()
                && !b.is_ascii_control()
                && !matches!(b, b'"' | b'\'' | b'<' | b'>' | b'`' | b'(' | b')' | b'\\')
        });
    // What ends a sentence is no part of it.
    end - text[start..end]
        .iter()
        .rev()
        .take_while(|b| matches!(b, b'.' | b',' | b';' | b':' | b'!' | b'?' | b']' | b'}'))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_known_by_its_two_letters() {
        let codes: Vec<&str> = COUNTRIES.split(' ').collect();
        for (a, b) in (0..=u8::MAX).flat_map(|a| (0..=u8::MAX).map(move |b| (a, b))) {
            let lower = [a.to_ascii_lowercase(), b.to_ascii_lowercase()];
            assert_eq!(is_country(a, b), codes.iter().any(|code| code.as_bytes() == lower), "{a} {b}");
        }
    }
}
