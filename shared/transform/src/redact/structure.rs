//! Where in a text something may stand, judged by the classes of its bytes alone, 64 at a time.
//!
//! Digits are everywhere in logs; the structures in which numbers of persons, cards and machines are written are not. Each
//! [`Structure`] is a few shifts of masks, and marks a place where its detectors are asked. It may mark too much, and must
//! never mark too little: laws hold it against asking everywhere.

use super::masks::{Masks, Visitor};

/// A structure, and so the kind of a place at which detectors are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Structure {
    /// `@`.
    At,
    /// Three full stops between digits within reach, as of an IPv4 address.
    Quad,
    /// Two colons in a row, or three within reach, as of IPv6 and MAC addresses.
    Colons,
    /// Five hyphens, three apart, as of MAC addresses.
    Hyphens,
    /// Two full stops, five apart, between four letters or digits each, as of MAC addresses.
    DottedFours,
    /// Two full stops around three letters or digits, behind two or three, as of numbers printed in Brazil.
    DottedThrees,
    /// Thirteen digits or more.
    LongDigits,
    /// Groups of 4, 4 and then more digits, or 4, 6 and then more, parted by spaces or hyphens, as of cards.
    Fours,
    /// Groups of 3, 2 and 4 digits with hyphens, as of social security numbers.
    ThreeTwoFour,
    /// Groups of 3, 3 and 4 digits, as of North American telephone numbers.
    ThreeThreeFour,
    /// A digit behind `+`.
    Plus,
    /// A word that begins with two letters and two digits, or holds two capitals before two digits, as of IBANs.
    LettersDigits,
    /// A word of 25 letters and digits or more.
    LongWord,
    /// Five hyphens in a row, as before the label of a PEM block.
    Dashes,
}

/// How many structures there are.
pub const STRUCTURES: usize = 14;

/// What takes the places that are found.
pub trait Places {
    /// A structure was found; `at` is where its word, or a word within its reach, begins or goes on.
    fn structure(&mut self, structure: Structure, at: usize);
    /// A word, or a hump of camel case, begins at `at`.
    fn word(&mut self, at: usize);
    /// A word of seven letters or more ends before `end`.
    fn long_word_end(&mut self, end: usize);
    /// A byte that is no ASCII.
    fn high(&mut self, at: usize);
}

/// Finds structures in the blocks of one text.
pub struct Finder<P> {
    /// What takes the places.
    pub places: P,
    /// Whether a byte was seen behind which other text may be hidden.
    pub escapes: bool,
    /// Whether a byte was seen that is no ASCII.
    pub is_ascii: bool,
    before: Before,
}

/// What later blocks need of the last.
#[derive(Default)]
struct Before {
    digit: u64,
    upper: u64,
    lower: u64,
    letter: u64,
    word: u64,
    dot: u64,
    colon: u64,
    hyphen: u64,
    card_gap: u64,
    phone_gap: u64,
    plus: u64,
    percent: u64,
    run_2: u64,
    run_3: u64,
    run_4: u64,
    run_13: u64,
    group_2: u64,
    group_3: u64,
    group_4: u64,
    group_6: u64,
    octet: u64,
    octets: u64,
    colons: u64,
    word_2: u64,
    word_4: u64,
    word_8: u64,
    word_25: u64,
    letters_2: u64,
    letters_7: u64,
    hyphens_5: u64,
}

impl<P> Finder<P> {
    pub fn new(places: P) -> Self {
        Self { places, escapes: false, is_ascii: true, before: Before::default() }
    }
}

/// The mask by `count` places later: what a byte sees when it looks back.
#[inline(always)]
fn back(now: u64, before: u64, count: u32) -> u64 {
    now << count | before >> (64 - count)
}

/// Hands out the places of a mask's bits, each moved back by `by`.
#[inline(always)]
fn each(mut mask: u64, start: usize, by: usize, mut take: impl FnMut(usize)) {
    while mask != 0 {
        let at = start + mask.trailing_zeros() as usize;
        mask &= mask - 1;
        take(at.saturating_sub(by));
    }
}

impl<P: Places> Visitor for Finder<P> {
    #[inline(always)]
    fn block(&mut self, start: usize, m: &Masks) {
        let b = &self.before;
        let (digit, upper, lower) = (m.digit, m.upper, m.lower);
        let letter = upper | lower;
        let word = letter | digit;
        let percent_encoded = word & back(word, b.word, 1) & back(m.percent, b.percent, 2);
        self.escapes |= m.escape | percent_encoded != 0;

        // Words.
        let word_1 = back(word, b.word, 1);
        let upper_1 = back(upper, b.upper, 1);
        let lower_1 = back(lower, b.lower, 1);
        let letter_1 = back(letter, b.letter, 1);
        let begins = word & !word_1 | upper & (lower_1 | back(digit, b.digit, 1));
        // The last capital of a row before a small letter: `Token` in `AWSToken`.
        let hump = lower & upper_1 & back(upper, b.upper, 2);
        let word_2 = word & word_1;
        let word_4 = word_2 & back(word_2, b.word_2, 2);
        let word_8 = word_4 & back(word_4, b.word_4, 4);
        let word_16 = word_8 & back(word_8, b.word_8, 8);
        let word_25 = word_16 & back(word_8, b.word_8, 16) & back(word, b.word, 24);
        let letters_2 = letter & letter_1;
        let letters_4 = letters_2 & back(letters_2, b.letters_2, 2);
        let letters_7 = letters_4 & back(letters_2, b.letters_2, 4) & back(letter, b.letter, 6);
        let long_end = (!letter | upper & lower_1) & back(letters_7, b.letters_7, 1);

        // Digits.
        let digit_1 = back(digit, b.digit, 1);
        let digit_2 = back(digit, b.digit, 2);
        let digit_3 = back(digit, b.digit, 3);
        let digit_4 = back(digit, b.digit, 4);
        let run_2 = digit & digit_1;
        let run_3 = run_2 & digit_2;
        let run_4 = run_3 & digit_3;
        let run_8 = run_4 & back(run_4, b.run_4, 4);
        let run_13 = run_8 & back(run_4, b.run_4, 8) & back(digit, b.digit, 12);
        let group_2 = run_2 & !digit_2;
        let group_3 = run_3 & !digit_3;
        let group_4 = run_4 & !digit_4;
        let group_6 = run_4 & back(run_2, b.run_2, 4) & !back(digit, b.digit, 6);

        let octet = digit & back(m.dot, b.dot, 1) & digit_2;
        let near = |mask, before| back(mask, before, 2) | back(mask, before, 3) | back(mask, before, 4);
        let octets = octet & near(octet, b.octet);
        let quad = octet & near(octets, b.octets);

        let within = |mask, before| near(mask, before) | back(mask, before, 5);
        let colons = m.colon & within(m.colon, b.colon);
        let colon = m.colon & (within(colons, b.colons) | back(m.colon, b.colon, 1));

        let hyphen = |count| back(m.hyphen, b.hyphen, count);
        let hyphens = m.hyphen & hyphen(3) & hyphen(6) & hyphen(9) & hyphen(12);
        let hyphens_5 = m.hyphen & hyphen(1) & hyphen(2) & hyphen(3) & hyphen(4);
        let dashes = hyphens_5 & !back(hyphens_5, b.hyphens_5, 1);
        let dotted = m.dot & back(m.dot, b.dot, 5) & back(word_4, b.word_4, 1) & back(word_4, b.word_4, 6);

        // Three letters or digits, a full stop before them and one behind, and two before that.
        let threes = m.dot & back(m.dot, b.dot, 4) & word_1 & back(word_2, b.word_2, 2) & back(word_2, b.word_2, 5);

        let card_gap = m.hyphen | m.space;
        let gap = |count| back(card_gap, b.card_gap, count);
        let fours = card_gap & back(group_4, b.group_4, 1) & gap(5) & back(group_4, b.group_4, 6);
        let four_six = card_gap & back(group_6, b.group_6, 1) & gap(7) & back(group_4, b.group_4, 8);
        let three_two_four = run_4 & hyphen(4) & back(group_2, b.group_2, 5) & hyphen(7) & back(group_3, b.group_3, 8);
        let phone_gap = card_gap | m.dot | m.close;
        let three_three_four = run_4
            & back(phone_gap, b.phone_gap, 4)
            & back(run_3, b.run_3, 5)
            & back(phone_gap, b.phone_gap, 8)
            & (back(run_3, b.run_3, 9) | back(run_3, b.run_3, 10));
        let plus = digit & back(m.plus, b.plus, 1);
        let two_letters = back(letters_2, b.letters_2, 2);
        let capitals = back(upper, b.upper, 2) & back(upper, b.upper, 3);
        let letters_digits = run_2 & two_letters & (!back(word, b.word, 4) | capitals);

        let first_13 = run_13 & !back(run_13, b.run_13, 1);
        let first_25 = word_25 & !back(word_25, b.word_25, 1);

        let places = &mut self.places;
        each(begins, start, 0, |at| places.word(at));
        each(hump, start, 1, |at| places.word(at));
        each(long_end, start, 0, |at| places.long_word_end(at));
        let rare = m.at | quad | colon | hyphens | dotted | first_13 | fours | four_six | three_two_four;
        if rare | three_three_four | plus | letters_digits | first_25 | dashes | threes != 0 {
            let mut found = |structure, mask, by| each(mask, start, by, |at| places.structure(structure, at));
            found(Structure::At, m.at, 0);
            found(Structure::Quad, quad, 0);
            found(Structure::Colons, colon, 0);
            found(Structure::Hyphens, hyphens, 14);
            found(Structure::DottedFours, dotted, 9);
            found(Structure::DottedThrees, threes, 5);
            found(Structure::LongDigits, first_13, 12);
            found(Structure::Fours, fours, 9);
            found(Structure::Fours, four_six, 11);
            found(Structure::ThreeTwoFour, three_two_four, 10);
            found(Structure::ThreeThreeFour, three_three_four, 11);
            found(Structure::Plus, plus, 0);
            found(Structure::LettersDigits, letters_digits, 3);
            found(Structure::LongWord, first_25, 24);
            found(Structure::Dashes, dashes, 4);
        }
        if m.high != 0 {
            self.is_ascii = false;
            each(m.high, start, 0, |at| places.high(at));
        }

        self.before = Before {
            digit,
            upper,
            lower,
            letter,
            word,
            dot: m.dot,
            colon: m.colon,
            hyphen: m.hyphen,
            card_gap,
            phone_gap,
            plus: m.plus,
            percent: m.percent,
            run_2,
            run_3,
            run_4,
            run_13,
            group_2,
            group_3,
            group_4,
            group_6,
            octet,
            octets,
            colons,
            word_2,
            word_4,
            word_8,
            word_25,
            letters_2,
            letters_7,
            hyphens_5,
        };
    }
}
