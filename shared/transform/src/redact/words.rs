//! The words that explain what stands beside them, as they are written in prose and in names.
//!
//! A word is lower case. A space in it stands for one separator, `__` among them, or none: `tax id` is also `tax_id`, `Tax-Id`
//! and `taxId`. It begins where a word or a hump of camel case begins; one of up to four letters also ends where one ends, or
//! `tel` would be found in `telemetry`.

use std::ops::Range;

use super::detectors::DETECTORS;

/// Where `word` ends, if it stands at `at`.
#[inline]
pub fn end_of(word: &str, text: &[u8], at: usize) -> Option<usize> {
    // Most short words are the beginnings of others.
    let behind = text.get(at + word.len());
    if is_short(word) && behind.is_some_and(u8::is_ascii_lowercase) {
        return None;
    }
    let end = stem_end(word, text, at)?;
    stands(word, text, at, end).then_some(end)
}

/// Whether what stands from `at` to `end`, which has the letters of `word`, is a word of its own.
#[inline]
pub fn stands(word: &str, text: &[u8], at: usize, end: usize) -> bool {
    let goes_on = text
        .get(end)
        .is_some_and(|b| b.is_ascii_lowercase() || (b.is_ascii_uppercase() && text[end - 1].is_ascii_uppercase()));
    begins(text, at) && !(word.len() <= SHORT && goes_on) && !in_label(text, at, end)
}

/// Whether `text` from `at` to `end` is a part of a label that redaction writes, `[PHONE_NUMBER]`: the next look would take
/// it for a word that explains what stands beside it.
fn in_label(text: &[u8], at: usize, end: usize) -> bool {
    let part = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
    // Almost every word ends before something else.
    if !text.get(end).is_some_and(|b| part(*b) || *b == b']') {
        return false;
    }
    let start = at - text[..at].iter().rev().take_while(|b| part(**b)).take(MAX_LABEL).count();
    let end = end + text[end..].iter().take_while(|b| part(**b)).take(MAX_LABEL).count();
    let framed = text[..start].ends_with(b"[") && text[end..].starts_with(b"]");
    framed && DETECTORS.iter().any(|detector| text[start..end].eq_ignore_ascii_case(detector.name.as_bytes()))
}

/// The length of the longest label.
const MAX_LABEL: usize = 64;

/// Words as long as this, in letters, must end where a word ends.
const SHORT: usize = 4;

/// Whether a word, which has no gap, must end where a word ends.
pub fn is_short(word: &str) -> bool {
    word.len() <= SHORT && !word.contains(' ')
}

/// The same where a longer word may stand, of which `word` is the beginning.
#[inline]
pub fn stem_end(word: &str, text: &[u8], at: usize) -> Option<usize> {
    // Almost always the first letter is another.
    if text.get(at)?.to_ascii_lowercase() != *word.as_bytes().first()? {
        return None;
    }
    let mut end = at;
    for letter in word.bytes() {
        if letter == b' ' {
            end += match text[end..] {
                [b'_', b'_', ..] => 2,
                [b' ' | b'_' | b'-' | b'.', ..] => 1,
                _ => 0,
            };
            continue;
        }
        (text.get(end)?.to_ascii_lowercase() == letter).then_some(())?;
        end += 1;
    }
    Some(end)
}

/// Whether a word, or a hump of camel case, can begin at `at`.
pub fn begins(text: &[u8], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| text[before]) else { return true };
    let acronym_ends = || {
        before.is_ascii_uppercase()
            && text[at].is_ascii_uppercase()
            && text.get(at + 1).is_some_and(u8::is_ascii_lowercase)
    };
    let hump = text[at].is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit());
    hump || acronym_ends() || !before.is_ascii_alphanumeric()
}

/// Whether one of `words` begins somewhere in `text`.
pub fn contains(text: &[u8], words: &[&str]) -> bool {
    any(text, 0..text.len(), words, |_, _| true)
}

/// Whether one of `words` begins in `place` of which `test` likes where it begins and where it ends.
pub fn any(text: &[u8], place: Range<usize>, words: &[&str], test: impl Fn(usize, usize) -> bool) -> bool {
    // The lower five bits of a letter are the same in either case.
    let low = |byte: u8| byte & 31;
    let first = |word: &str| word.bytes().next().map_or(0, low);
    let firsts = words.iter().fold(0_u32, |bits, word| bits | 1 << first(word));
    let from = place.start;
    text.get(place).unwrap_or_default().iter().enumerate().any(|(at, byte)| {
        let at = from + at;
        let stands = |word: &&str| first(word) == low(*byte) && end_of(word, text, at).is_some_and(|end| test(at, end));
        firsts >> low(*byte) & 1 != 0 && begins(text, at) && words.iter().any(stands)
    })
}

/// Whether `text` ends with `word`.
pub fn ends_with(text: &[u8], word: &str) -> bool {
    (text.len().saturating_sub(2 * word.len())..text.len()).any(|at| end_of(word, text, at) == Some(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_explain_nothing() {
        assert!(contains(b"[PHONE] 1", &["phone"]) && contains(b"PHONE_NUMBER 1", &["phone"]));
        assert!(!contains(b"[PHONE_NUMBER] 1", &["phone"]) && !contains(b"x=[DATE_OF_BIRTH]", &["birth"]));
    }

    #[test]
    fn words_are_found_however_they_are_parted() {
        for text in ["tax id", "my tax_id", "Tax__Id", "TaxId", "customerTaxId:", "taxid", "TAX-ID", "x.tax.id"] {
            assert!(contains(text.as_bytes(), &["tax id"]), "{text}");
        }
        for text in ["syntax id", "tax  id", "tax___id", "taxi driver"] {
            assert!(!contains(text.as_bytes(), &["tax id"]), "{text}");
        }
        for (text, expected) in [
            ("tel: 1", true),
            ("hotel", false),
            ("telemetry", false),
            ("userTel", true),
            ("TEL1", true),
            ("TELEX", false),
        ] {
            assert_eq!(contains(text.as_bytes(), &["tel"]), expected, "{text}");
        }
    }
}
