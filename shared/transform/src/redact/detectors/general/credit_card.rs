//! Payment card numbers.

use std::ops::Range;

use crate::redact::checks::luhn;
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, digits, is_digit, run, run_back};
use crate::redact::structure::Structure;
use crate::redact::words;

pub const DETECTOR: Row = Row {
    name: "credit_card",
    sets: &["standard", "financial"],
    context: Context::Free,
    matcher: Matcher::At(
        Anchor::Structures { structures: &[Structure::LongDigits, Structure::Fours], words: &[] },
        verify,
    ),
    source: "ISO/IEC 7812-1: issuer identification numbers and the Luhn check digit (annex B); 13 to 19 digits, whole or \
             in the groups in which cards print them",
    examples: &[
        "4111111111111111",
        "4111-1111-1111-1111",
        "5555 5555 5555 4444",
        "378282246310005",
        "3782 822463 10005",
        "6011111111111117",
        "3530111333300000",
        "30569309025904",
        "2223003122003222",
        "%B4111111111111111^DOE/JOHN^2512101?",
        "q=card%3D4111111111111111",
        "5019717010103742",
        "122000000000003",
        "4111111111111111.0",
        "/app/cards/4111111111111111",
        "4111111111111111-5555555555554444",
        "transaction_card=4111111111111111",
    ],
    counterexamples: &[
        "4111111111111112",
        "1234567812345670",
        "41111111111111111111111",
        "4111-1111 1111-1111",
        "0.4111111111111111",
        "1.4111111111111111.0",
        "4111111111111111.01",
        "4111111111111111.0.1",
        "id4111111111111111",
        "a4111111-1111-4111-8111-111111111111",
        "span_id=4111111111111111",
        "{\"parentSpanId\":\"4111111111111111\"}",
        "SegmentId: 4111111111111111",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-4111111111111111-01",
        "4111111111111111-4bf92f3577b34da6-1",
        "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/4111111111111111",
        "https app/shop/4111111111111111 203",
    ],
};

/// Issuers: first digits from … to …, and the lengths that they issue.
const ISSUERS: &[(u32, u32, &[usize])] = &[
    (4, 4, &[13, 16, 19]),               // Visa
    (51, 55, &[16]),                     // Mastercard
    (2221, 2720, &[16]),                 // Mastercard
    (34, 34, &[15]),                     // American Express
    (37, 37, &[15]),                     // American Express
    (6011, 6011, &[16, 17, 18, 19]),     // Discover
    (644, 649, &[16, 17, 18, 19]),       // Discover
    (65, 65, &[16, 17, 18, 19]),         // Discover
    (300, 305, &[14, 16]),               // Diners Club
    (3095, 3095, &[14, 16]),             // Diners Club
    (36, 36, &[14, 16]),                 // Diners Club
    (38, 39, &[14, 16]),                 // Diners Club
    (3528, 3589, &[16, 17, 18, 19]),     // JCB
    (62, 62, &[16, 17, 18, 19]),         // UnionPay
    (5018, 5018, &[13, 15, 16, 18, 19]), // Maestro
    (5020, 5020, &[13, 15, 16, 18, 19]), // Maestro
    (5038, 5038, &[13, 15, 16, 18, 19]), // Maestro
    (5893, 5893, &[13, 15, 16, 18, 19]), // Maestro
    (6304, 6304, &[13, 15, 16, 18, 19]), // Maestro
    (67, 67, &[13, 15, 16, 18, 19]),     // Maestro
    (5019, 5019, &[16]),                 // Dankort
    (5061, 5061, &[16, 18, 19]),         // Verve
    (5610, 5610, &[16]),                 // Bankcard
    (6062, 6062, &[16]),                 // Hipercard
    (6331, 6331, &[16, 18, 19]),         // Switch
    (6362, 6363, &[16]),                 // Elo
    (6370, 6370, &[16]),                 // Hipercard
    (2200, 2204, &[16, 17, 18, 19]),     // Mir
    (81, 81, &[16]),                     // RuPay
    (1220, 1220, &[15]),                 // AirPlus (UATP)
    (1920, 1920, &[15]),                 // AirPlus (UATP)
];

/// Whether issuers' numbers begin with two digits, by the number that these write.
const ISSUED: [bool; 100] = {
    let (mut issued, mut row) = ([false; 100], 0);
    while row < ISSUERS.len() {
        let (from, to, _) = ISSUERS[row];
        let (mut two, last) = match from {
            0..10 => (from * 10, to * 10 + 9),
            10..100 => (from, to),
            100..1000 => (from / 10, to / 10),
            _ => (from / 100, to / 100),
        };
        while two <= last {
            issued[two as usize] = true;
            two += 1;
        }
        row += 1;
    }
    issued
};

/// The groups in which cards print their numbers.
const GROUPS: &[&[usize]] = &[&[4, 4, 4, 4], &[4, 6, 5], &[4, 6, 4], &[4, 4, 4, 4, 3], &[4, 4, 4, 1]];

/// Whether issuers' numbers begin with the first two digits of a number: most long numbers are times and counters.
pub fn may_begin(number: &[u8]) -> bool {
    let &[first, second, ..] = number else { return false };
    let place = usize::from(first.wrapping_sub(b'0')) * 10 + usize::from(second.wrapping_sub(b'0'));
    second.is_ascii_digit() && ISSUED.get(place).is_some_and(|issued| *issued)
}

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    if !may_begin(&text[at..]) {
        return None;
    }
    // A magnetic stripe's first track begins with `%B`.
    if !input.starts_word(at) && !text[..at].ends_with(b"%B") {
        return None;
    }
    let first = digits(&text[at..]);
    let range = match first {
        13..=19 => at..at + first,
        4 => grouped(text, at)?,
        _ => return None,
    };
    let mut digits = [0_u8; 19];
    let mut length = 0;
    for byte in text[range.clone()].iter().filter(|b| b.is_ascii_digit()) {
        digits[length] = *byte;
        length += 1;
    }
    let digits = &digits[..length];
    (input.ends_word(range.end)
        && is_issued(digits)
        && luhn(digits)
        && !in_decimal(input, &range)
        && !input.in_uuid(&range)
        && !is_trace(input, &range))
    .then_some(range)
}

/// The names of identifiers of sixteen hexadecimal digits, all of which may be decimal.
const TRACES: &[&str] = &["span id", "trace id", "parent id", "segment id", "transaction id", "parent"];

/// The kinds of resources of AWS behind whose name such an identifier stands.
const RESOURCES: &[&[u8]] = &[b"targetgroup", b"app", b"net", b"gwy"];

/// Whether sixteen digits are an identifier of tracing, or of a load balancer: by the name right before them, or by the
/// hexadecimal digits that a hyphen joins to them.
fn is_trace(input: &Input<'_>, range: &Range<usize>) -> bool {
    let (before, after) = (&input.text[..range.start], &input.text[range.end..]);
    if range.len() != TRACE {
        return false;
    }
    let hex = |text: &[u8], length: usize| length >= TRACE && text.iter().any(u8::is_ascii_alphabetic);
    let joined_before = before.strip_suffix(b"-").is_some_and(|before| {
        let length = run_back(&before[before.len().saturating_sub(MAX_TRACE)..], |b| b.is_ascii_hexdigit());
        hex(&before[before.len() - length..], length)
    });
    let joined_after = after.strip_prefix(b"-").is_some_and(|after| {
        let length = run(&after[..after.len().min(MAX_TRACE)], |b| b.is_ascii_hexdigit());
        hex(&after[..length], length)
    });
    joined_before
        || joined_after
        || is_resource(before)
        || input.name(range.start).is_some_and(|name| TRACES.iter().any(|trace| words::ends_with(name, trace)))
}

/// The digits of a span, and the most that a trace may have.
const TRACE: usize = 16;
const MAX_TRACE: usize = 64;

/// Whether a resource's kind and name and a slash stand before: `targetgroup/shop/`.
fn is_resource(before: &[u8]) -> bool {
    let Some(before) = before.strip_suffix(b"/") else { return false };
    let name = run_back(&before[before.len().saturating_sub(MAX_TRACE)..], |b| b.is_ascii_alphanumeric() || b == b'-');
    let Some(before) = before[..before.len() - name].strip_suffix(b"/") else { return false };
    RESOURCES.iter().any(|kind| {
        let before = before.strip_suffix(*kind);
        before.is_some_and(|before| {
            before.last().is_none_or(|b| matches!(b, b' ' | b':' | b'"')) || before.ends_with(b"loadbalancer/")
        })
    })
}

/// Whether digits are a part of a decimal or of a version. A whole number may be written as a decimal: what follows is
/// then nothing but zeros.
fn in_decimal(input: &Input<'_>, range: &Range<usize>) -> bool {
    let text = input.text;
    let zeros = text[range.end..].strip_prefix(b".").map_or(0, |fraction| run(fraction, |b| b == b'0'));
    let end = range.end + 1 + zeros;
    let whole = zeros > 0 && input.ends_word(end) && !(input.is(end, |b| b == b'.') && input.is(end + 1, is_digit));
    let range = if whole { range.start..end } else { range.clone() };
    input.in_dotted_number(&range)
}

/// The end of a number whose groups are parted by one kind of separator, single spaces or hyphens.
fn grouped(text: &[u8], at: usize) -> Option<Range<usize>> {
    let separator = *text.get(at + 4).filter(|b| matches!(b, b' ' | b'-'))?;
    let longest_first = GROUPS.iter().filter(|groups| {
        let mut end = at;
        groups.iter().enumerate().all(|(index, length)| {
            if index > 0 {
                if text.get(end) != Some(&separator) {
                    return false;
                }
                end += 1;
            }
            let sound = run(&text[end..], is_digit) == *length;
            end += length;
            sound
        })
    });
    let length = longest_first.map(|groups| groups.iter().sum::<usize>() + groups.len() - 1).max()?;
    let end = at + length;
    // A further group makes it another number; a space may precede an unrelated one.
    let goes_on = text.get(end) == Some(&b'-') && text.get(end + 1).is_some_and(u8::is_ascii_digit);
    (!goes_on).then_some(at..end)
}

fn is_issued(digits: &[u8]) -> bool {
    let first = digits.iter().take(4).fold(0, |n, d| n * 10 + u32::from(d - b'0'));
    ISSUERS.iter().any(|(from, to, lengths)| {
        let fewer = match from {
            0..10 => 1000,
            10..100 => 100,
            100..1000 => 10,
            _ => 1,
        };
        (*from..=*to).contains(&(first / fewer)) && lengths.contains(&digits.len())
    })
}
