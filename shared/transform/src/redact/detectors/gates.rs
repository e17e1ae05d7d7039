//! What every detector of a structure needs, told by a few bytes, before a pass over the text is begun: most long words are
//! hashes, most long numbers times, and most colons part the names of modules.
//!
//! It refuses to find: what passes is asked about. It sees texts as they are laid, with a zero between two of them, over which
//! no number reaches. That nothing is refused which a detector takes is held by the laws of places (see `pass`) and of the
//! arena; but some gates are the first question of their detector itself, and of those its own examples speak.

use std::ops::Range;

use crate::redact::derived;
use crate::redact::input::{begins_with_digits, digits, is_word, run, run_back};
use crate::redact::structure::Structure;

use super::general::{credit_card, crypto, email_address, iban_code, ip_address, phone_number};
use super::secrets::{azure, url_credentials};

/// Whether some detector of a structure, whose place is `at`, may find something there, or an encoding begins.
#[inline(always)]
pub fn open(structure: Structure, text: &[u8], at: usize) -> bool {
    match structure {
        Structure::At => at_sign(text, at),
        Structure::Colons => colons(text, at),
        Structure::Fours => text.get(at..).is_some_and(credit_card::may_begin),
        Structure::LettersDigits => letters_digits(text, at),
        Structure::LongDigits => long_digits(text, at),
        Structure::LongWord => long_word(text, at),
        Structure::Plus => plus(text, at),
        Structure::Quad => !ip_address::is_product(text, at),
        _ => true,
    }
}

/// Whether an `@` can stand in an address or behind a password.
#[inline(never)]
fn at_sign(text: &[u8], at: usize) -> bool {
    email_address::may_hold(text, at) || url_credentials::may_end(text, at)
}

/// Whether a colon, the second of two or the last of several, can stand in an address.
#[inline(never)]
fn colons(text: &[u8], at: usize) -> bool {
    let Some((before, [_, after @ ..])) = text.split_at_checked(at) else { return false };
    let gap = before.strip_suffix(b":");
    let (left, right) = (gap.unwrap_or(before).last(), after.first());
    let hex = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_hexdigit);
    let other = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric) & !hex(byte);
    match gap {
        // Beside two stands a group or nothing. Two alone are an address to those who ask for addresses by name.
        Some(before) => {
            if other(left) | other(right) {
                return false;
            }
            let part = |b: u8| b.is_ascii_alphanumeric();
            let left = run_back(&before[before.len().saturating_sub(5)..], part);
            let right = run(&after[..after.len().min(5)], part);
            let is_group = |group: &[u8]| group.len() <= 4 && group.iter().all(u8::is_ascii_hexdigit);
            is_group(&before[before.len() - left..]) && is_group(&after[..right])
        }
        // One stands between two groups. Ten of them, nine times a colon, are a fingerprint.
        None => {
            let pair = |pair: &[u8; 3]| (pair[0] == b':') & pair[1].is_ascii_hexdigit() & pair[2].is_ascii_hexdigit();
            let pairs = |bytes: &[u8; 24]| bytes.as_chunks().0.iter().all(pair);
            let ends = after.get(2) == Some(&b':') && after[2..].first_chunk().is_some_and(pairs);
            hex(left) & hex(right) && !ends && !before.last_chunk().is_some_and(pairs)
        }
    }
}

/// Whether a word among colons, which begins at `at`, can be the first group of an address.
pub fn may_be_group(text: &[u8], at: usize) -> bool {
    let Some(word) = text.get(at..) else { return false };
    let group = run(&word[..word.len().min(5)], |b| b.is_ascii_hexdigit());
    (1..=4).contains(&group) && !word.get(group).is_some_and(|b| is_word(*b))
}

/// Whether a word of letters and digits in which `at` lies can be the number of an account or of a person: by its first
/// four, and by its length.
#[inline(never)]
fn letters_digits(text: &[u8], at: usize) -> bool {
    let Range { start, end } = word_around(text, at);
    match (text.get(start + 2), end - start) {
        (Some(b'0'..=b'9'), 4 | 15..) => iban_code::may_begin(&text[start..]),
        (Some(third), 15 | 16 | 18) => third.is_ascii_alphabetic(),
        _ => false,
    }
}

/// The word of at most eighteen letters and digits in which `at` lies.
pub fn word_around(text: &[u8], at: usize) -> Range<usize> {
    let Some((before, behind)) = text.split_at_checked(at) else { return at..at };
    let part = |b: u8| b.is_ascii_alphanumeric();
    let start = at - run_back(&before[at.saturating_sub(18)..], part);
    let most = (start + 19 - at).min(behind.len());
    start..at + run(&behind[..most], part)
}

/// Whether thirteen digits or more, which begin at `at`, can be the number of a card or of a person.
#[inline(never)]
fn long_digits(text: &[u8], at: usize) -> bool {
    let Some(number @ [first, _, _, tens, _, _, century @ ..]) = text.get(at..) else { return false };
    let card = credit_card::may_begin(number);
    // The sex and the month of a birth, or its century: numbers that are written with gaps stand near their words.
    let person = matches!(first, b'1' | b'2') & matches!(tens, b'0' | b'1');
    let resident = century.starts_with(b"19") || century.starts_with(b"20");
    if !(card | person | resident) {
        return false;
    }
    let length = digits(&number[..number.len().min(20)]);
    card & (length < 20) | person & (length == 15) | resident & matches!(length, 17 | 18)
}

/// Whether a word of 25 letters and digits or more, which begins at `at`, can be the address of a wallet, a key that holds
/// the signature of its service, or the part of a token behind a full stop.
#[inline(never)]
fn long_word(text: &[u8], at: usize) -> bool {
    let Some((before, word)) = text.split_at_checked(at) else { return false };
    crypto::may_begin(word) || azure::is_signed(word) || before.ends_with(b"1000.")
}

/// Whether the digit at `at`, behind a `+`, can begin a number of telephone, or the sign be an encoding.
#[inline(never)]
fn plus(text: &[u8], at: usize) -> bool {
    // No code of a country begins with 0.
    let number = text.get(at..).is_some_and(|number| !number.starts_with(b"0"));
    number && begins_with_digits(&text[at..], phone_number::LEAST)
        || at.checked_sub(1).is_some_and(|sign| derived::way_at(text, sign).is_some())
}
