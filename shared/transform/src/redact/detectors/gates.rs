//! What every detector of a structure needs, told by a few bytes: most long words are hashes, most long numbers times, and
//! most colons part the names of modules.
//!
//! It refuses to find: what passes is asked about. That nothing is refused which a detector takes is held by the law of
//! places (see `pass`).

use crate::redact::input::{digits, is_digit, is_word, run};

use super::general::{credit_card, iban_code};

/// Whether a word of 25 letters and digits or more, which begins at `at`, can be the address of a wallet, a key that holds
/// the signature of its service, or the part of a token behind a full stop.
pub fn long_word(text: &[u8], at: usize) -> bool {
    let Some(word) = text.get(at..) else { return false };
    let has = |place: usize, letter: u8| word.get(place) == Some(&letter);
    let address = match word {
        // Of up to 35 letters and digits.
        [b'1' | b'3', ..] => !word.get(25..36).is_some_and(|more| more.iter().all(u8::is_ascii_alphanumeric)),
        [b'b' | b'B', b'c' | b'C', b'1', ..] | [b'0', b'x' | b'X', ..] => true,
        _ => false,
    };
    address || has(76, b'A') || has(52, b'J') || has(42, b'A') || has(33, b'A') || text[..at].ends_with(b".")
}

/// Whether thirteen digits or more, which begin at `at`, can be the number of a card or of a person.
pub fn long_digits(text: &[u8], at: usize) -> bool {
    let Some(number) = text.get(at..) else { return false };
    let person = match digits(number) {
        // A key stands behind these.
        13 => number.get(14).is_some_and(|b| is_digit(*b)),
        15 | 17 | 18 => true,
        20.. => return false,
        _ => false,
    };
    person || credit_card::may_begin(number)
}

/// Whether a word among colons, which begins at `at`, can be the first group of an address.
pub fn colons(text: &[u8], at: usize) -> bool {
    let Some(word) = text.get(at..) else { return false };
    let group = run(&word[..word.len().min(5)], |b| b.is_ascii_hexdigit());
    (1..=4).contains(&group) && !word.get(group).is_some_and(|b| is_word(*b))
}

/// Whether a word of four letters and digits, or of fifteen or more, which begins at `at`, can be the number of an account
/// or of a person: by its first four, and by its length.
pub fn letters_digits(text: &[u8], at: usize) -> bool {
    let Some(word) = text.get(at..) else { return false };
    let Some([first, second, third, fourth]) = word.first_chunk() else { return false };
    let ends = |length: usize| !word.get(length).is_some_and(u8::is_ascii_alphanumeric);
    if is_digit(*third) && is_digit(*fourth) {
        return iban_code::account(*first, *second).is_some();
    }
    third.is_ascii_alphabetic() && (ends(15) || ends(16) || ends(18))
}
