//! Text with ASCII in place of the characters that people and programs write for it: full-width letters and digits,
//! Arabic-Indic digits, other spaces and hyphens; and without those that nobody sees.

use super::Derived;
use crate::redact::eights::UPPERMOST;

/// Folds a text. `None` where nothing in it is worth it.
pub fn fold(text: &[u8]) -> Option<Derived> {
    let mut derived = Derived::new(text.len());
    let (mut at, mut from, mut worth) = (0, 0, false);
    while let Some(next) = lead(text, from) {
        let beside_digits = || ends_with_digit(&text[..next]) || begins_with_digit(&text[next + 3..]);
        let (folded, length) = match one(&text[next..]) {
            Some((Folded::Dash, _)) if !beside_digits() => (None, 3),
            Some((folded, length)) => (Some(folded), length),
            None => (None, 1),
        };
        let Some(folded) = folded else {
            from = next + length;
            continue;
        };
        derived.verbatim(at, &text[at..next]);
        match folded {
            Folded::To(byte) => derived.instead(next, &[byte]),
            Folded::Mark(byte) => derived.instead(next, &[byte]),
            Folded::Dash => derived.instead(next, b"-"),
            Folded::Nothing => {}
        }
        worth |= !matches!(folded, Folded::Mark(_));
        (at, from) = (next + length, next + length);
    }
    if !worth {
        return None;
    }
    derived.verbatim(at, &text[at..]);
    Some(derived)
}

/// Where the first byte at or behind `from` stands with which a character of several bytes may begin.
fn lead(text: &[u8], mut from: usize) -> Option<usize> {
    let is_lead = |byte: &u8| *byte >= 0xc2;
    // Most bytes are ASCII.
    while let Some(eight) = text[from..].first_chunk::<8>() {
        if u64::from_le_bytes(*eight) & UPPERMOST != 0
            && let Some(offset) = eight.iter().position(is_lead)
        {
            return Some(from + offset);
        }
        from += 8;
    }
    text[from..].iter().position(is_lead).map(|offset| from + offset)
}

/// What a character becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Folded {
    To(u8),
    /// The same, of marks that are all over prose: they alone are not worth folding a text.
    Mark(u8),
    /// A hyphen, beside a digit: elsewhere it parts sentences.
    Dash,
    Nothing,
}

/// What the character becomes that `text` begins with, and its length.
fn one(text: &[u8]) -> Option<(Folded, usize)> {
    let folded = match *text {
        // U+00A0 no-break space, U+00AD soft hyphen.
        [0xc2, 0xa0, ..] => Folded::To(b' '),
        [0xc2, 0xad, ..] => Folded::Nothing,
        // U+0660 and U+06F0: Arabic-Indic digits.
        [0xd9, digit @ 0xa0..=0xa9, ..] => Folded::To(b'0' + (digit - 0xa0)),
        [0xdb, digit @ 0xb0..=0xb9, ..] => Folded::To(b'0' + (digit - 0xb0)),
        // U+2007 figure, U+2009 thin, U+202F narrow no-break space.
        [0xe2, 0x80, 0x87 | 0x89 | 0xaf, ..] => Folded::To(b' '),
        // U+200B to U+200F and U+202A to U+202E: without width, and for the direction of text.
        [0xe2, 0x80, 0x8b..=0x8f | 0xaa..=0xae, ..] => Folded::Nothing,
        // U+2060 word joiner, U+2066 to U+2069 for the direction, U+FEFF.
        [0xe2, 0x81, 0xa0 | 0xa6..=0xa9, ..] | [0xef, 0xbb, 0xbf, ..] => Folded::Nothing,
        // U+2010 and U+2011 are hyphens; U+2012 to U+2015 and U+2212 are longer.
        [0xe2, 0x80, 0x90 | 0x91, ..] => Folded::To(b'-'),
        [0xe2, 0x80, 0x92..=0x95, ..] | [0xe2, 0x88, 0x92, ..] => Folded::Dash,
        // U+3000 ideographic space.
        [0xe3, 0x80, 0x80, ..] => Folded::Mark(b' '),
        // U+FF01 to U+FF5E, full-width ASCII.
        [0xef, 0xbc, last @ 0x81..=0xbf, ..] => full_width(0x21 + (last - 0x81)),
        [0xef, 0xbd, last @ 0x80..=0x9e, ..] => full_width(0x60 + (last - 0x80)),
        _ => return None,
    };
    Some((folded, if text[0] < 0xe0 { 2 } else { 3 }))
}

fn full_width(ascii: u8) -> Folded {
    match ascii {
        b'!' | b'(' | b')' | b',' | b';' | b'?' | b'~' => Folded::Mark(ascii),
        _ => Folded::To(ascii),
    }
}

fn is_digit(folded: (Folded, usize)) -> bool {
    matches!(folded.0, Folded::To(b'0'..=b'9'))
}

fn begins_with_digit(text: &[u8]) -> bool {
    text.first().is_some_and(u8::is_ascii_digit) || one(text).is_some_and(is_digit)
}

fn ends_with_digit(text: &[u8]) -> bool {
    let folded = |length: usize| text.len().checked_sub(length).and_then(|at| one(&text[at..])).is_some_and(is_digit);
    text.last().is_some_and(u8::is_ascii_digit) || folded(2) || folded(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Option<String> {
        fold(text.as_bytes()).map(|derived| String::from_utf8(derived.text).unwrap())
    }

    #[test]
    fn characters_become_what_they_look_like() {
        for (text, expected) in [
            ("\u{ff14}\u{ff11}\u{ff0d}\u{ff21}\u{ff42}\u{ff20}\u{ff43}\u{ff0e}\u{ff44}", "41-Ab@c.d"),
            ("\u{664}\u{661} \u{6f4}\u{6f1}", "41 41"),
            ("4\u{200b}1\u{200d}1\u{2060}1\u{feff}1\u{ad}", "41111"),
            ("1\u{2011}2\u{2013}3\u{2212}4", "1-2-3-4"),
            ("1\u{a0}2\u{2007}3\u{2009}4\u{202f}5", "1 2 3 4 5"),
            ("a\u{2014}b 1\u{2014}2", "a\u{2014}b 1-2"),
            ("\u{2212}\u{ff13}\u{3000}\u{ff13}\u{2013}x", "-3 3-x"),
        ] {
            assert_eq!(folded(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn prose_is_not_worth_it() {
        for text in
            ["", "plain", "gr\u{fc}n \u{2014} blau", "\u{4f60}\u{597d}\u{ff0c}\u{3000}\u{ff08}\u{ff09}", "\u{1f600}"]
        {
            assert_eq!(folded(text), None, "{text}");
        }
        assert!(fold(&[0xc2]).is_none());
        assert!(fold(&[0xe2, 0x80]).is_none());
        assert!(fold(&[0xe2, 0x88, 0x92]).is_none());
    }

    #[test]
    fn positions_lead_back() {
        let derived = fold("x\u{200b}\u{ff14}1\u{200b}1y".as_bytes()).unwrap();
        assert_eq!(derived.text, b"x411y");
        assert_eq!(derived.original(1, 2), (4, 7));
        assert_eq!(derived.original(1, 4), (4, 12));
        assert_eq!(derived.original(4, 5), (12, 13));
    }
}
