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
    /// A word, or a hump of camel case, begins at `at`; numbers of more than one digit are none.
    fn word(&mut self, at: usize);
    /// A word of seven letters or more ends before `end`.
    fn long_word_end(&mut self, end: usize);
    /// The bytes of the block from `start` behind which other text may be hidden.
    fn escapes(&mut self, start: usize, mask: u64);
    /// Its bytes that are no ASCII.
    fn high(&mut self, start: usize, mask: u64);
}

/// Finds structures in the blocks of one text.
pub struct Finder<P> {
    places: P,
    /// What the blocks that follow need to know.
    pub before: Before,
}

/// What later blocks need of the last.
#[derive(Default)]
pub struct Before {
    digit: u64,
    number: u64,
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
    /// A finder that hands its places to `places`.
    pub fn new(places: P) -> Self {
        Self::behind(None, places)
    }

    /// A finder that goes on behind the blocks that left `before`.
    pub fn behind(before: Option<Before>, places: P) -> Self {
        Self { places, before: before.unwrap_or_default() }
    }
}

/// The mask by `count` places later: what a byte sees when it looks back.
#[inline(always)]
fn back(now: u64, before: u64, count: u32) -> u64 {
    now << count | before >> (REACH - count)
}

/// How far back is looked, in bytes. Of an earlier block, only so many of its last bits are kept: with all 64 this would be
/// one double shift, which some processors take many times longer for than for two shifts.
const REACH: u32 = 25;

/// What later blocks need of a mask.
#[inline(always)]
fn last(mask: u64) -> u64 {
    mask >> (64 - REACH)
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

        // Words.
        let word_1 = back(word, b.word, 1);
        let upper_1 = back(upper, b.upper, 1);
        let lower_1 = back(lower, b.lower, 1);
        let digit_1 = back(digit, b.digit, 1);
        let hump = upper & (lower_1 | digit_1);
        // Of numbers, only those of one digit: no text that is looked for begins with more.
        let number = digit & !word_1;
        let one_digit = back(number, b.number, 1) & !digit;
        let begins = letter & !word_1 | hump;
        // The last capital of a row before a small letter: `Token` in `AWSToken`.
        let last_capital = lower & upper_1 & back(upper, b.upper, 2);
        let word_2 = word & word_1;
        let word_4 = word_2 & back(word_2, b.word_2, 2);
        let word_8 = word_4 & back(word_4, b.word_4, 4);
        let letters_2 = letter & back(letter, b.letter, 1);
        let letters_4 = letters_2 & back(letters_2, b.letters_2, 2);
        let letters_7 = letters_4 & back(letters_2, b.letters_2, 4) & back(letter, b.letter, 6);
        let long_end = (!letter | upper & lower_1) & back(letters_7, b.letters_7, 1);

        // Digits: runs that are so long at least, groups that are exactly so long.
        let digit_2 = back(digit, b.digit, 2);
        let run_2 = digit & digit_1;
        let run_3 = run_2 & digit_2;
        let run_4 = run_3 & back(digit, b.digit, 3);
        let group_2 = run_2 & !digit_2;
        let group_3 = run_3 & !back(digit, b.digit, 3);
        let group_4 = run_4 & !back(digit, b.digit, 4);

        let places = &mut self.places;
        each(begins, start, 0, |at| places.word(at));
        each(last_capital | one_digit, start, 1, |at| places.word(at));
        each(long_end, start, 0, |at| places.long_word_end(at));
        let mut found = |structure, mask, by| each(mask, start, by, |at| places.structure(structure, at));

        // Most blocks have none of what follows; each question is asked where its beginning is there.
        let mut word_25 = 0;
        if word_8 != 0 {
            let word_16 = word_8 & back(word_8, b.word_8, 8);
            word_25 = word_16 & back(word_8, b.word_8, 16) & back(word, b.word, 24);
            found(Structure::LongWord, word_25 & !back(word_25, b.word_25, 1), 24);
        }
        let (mut group_6, mut run_13) = (0, 0);
        if run_4 != 0 {
            group_6 = run_4 & back(run_2, b.run_2, 4) & !back(digit, b.digit, 6);
            let run_8 = run_4 & back(run_4, b.run_4, 4);
            if run_8 != 0 {
                run_13 = run_8 & back(run_4, b.run_4, 8) & back(digit, b.digit, 12);
                found(Structure::LongDigits, run_13 & !back(run_13, b.run_13, 1), 12);
            }
            let phone_gap = |count| back(m.hyphen | m.space | m.dot | m.close, b.phone_gap, count);
            let last_four = run_4 & phone_gap(4);
            if last_four != 0 {
                let exchange = last_four & back(run_3, b.run_3, 5) & phone_gap(8);
                let area = back(run_3, b.run_3, 9) | back(run_3, b.run_3, 10);
                found(Structure::ThreeThreeFour, exchange & area, 11);
                let hyphen = |count| back(m.hyphen, b.hyphen, count);
                let two = last_four & hyphen(4) & back(group_2, b.group_2, 5) & hyphen(7);
                found(Structure::ThreeTwoFour, two & back(group_3, b.group_3, 8), 10);
            }
        }
        let card_gap = m.hyphen | m.space;
        let fours = card_gap & (back(group_4, b.group_4, 1) | back(group_6, b.group_6, 1));
        if fours != 0 {
            let gap = |count| back(card_gap, b.card_gap, count);
            let four = |count| back(group_4, b.group_4, count);
            found(Structure::Fours, fours & four(1) & gap(5) & four(6), 9);
            found(Structure::Fours, fours & back(group_6, b.group_6, 1) & gap(7) & four(8), 11);
        }

        let (mut octet, mut octets) = (0, 0);
        let dots = m.dot | b.dot;
        if dots != 0 {
            let near = |mask, before| back(mask, before, 2) | back(mask, before, 3) | back(mask, before, 4);
            octet = digit & back(m.dot, b.dot, 1) & digit_2;
            octets = octet & near(octet, b.octet);
            found(Structure::Quad, octet & near(octets, b.octets), 0);
            let fives = m.dot & back(m.dot, b.dot, 5) & back(word_4, b.word_4, 1);
            found(Structure::DottedFours, fives & back(word_4, b.word_4, 6), 9);
            // Three letters or digits, a full stop before them and one behind, and two before that.
            let threes = m.dot & back(m.dot, b.dot, 4) & word_1 & back(word_2, b.word_2, 2);
            found(Structure::DottedThrees, threes & back(word_2, b.word_2, 5), 5);
        }
        let mut colons = 0;
        if m.colon != 0 {
            let within = |mask, before| {
                back(mask, before, 2) | back(mask, before, 3) | back(mask, before, 4) | back(mask, before, 5)
            };
            colons = m.colon & within(m.colon, b.colon);
            found(Structure::Colons, m.colon & (within(colons, b.colons) | back(m.colon, b.colon, 1)), 0);
        }
        let mut hyphens_5 = 0;
        if m.hyphen != 0 {
            let hyphen = |count| back(m.hyphen, b.hyphen, count);
            let threes = m.hyphen & hyphen(3);
            found(Structure::Hyphens, threes & hyphen(6) & hyphen(9) & hyphen(12), 14);
            hyphens_5 = threes & hyphen(1) & hyphen(2) & hyphen(4);
            found(Structure::Dashes, hyphens_5 & !back(hyphens_5, b.hyphens_5, 1), 4);
        }
        let letters_digits = run_2 & back(letters_2, b.letters_2, 2);
        if letters_digits != 0 {
            let capitals = back(upper, b.upper, 2) & back(upper, b.upper, 3);
            found(Structure::LettersDigits, letters_digits & (!back(word, b.word, 4) | capitals), 3);
        }
        found(Structure::At, m.at, 0);
        found(Structure::Plus, digit & back(m.plus, b.plus, 1), 0);

        let percent_encoded = word_2 & back(m.percent, b.percent, 2);
        places.escapes(start, m.escape | percent_encoded);
        places.high(start, m.high);

        self.before = Before {
            digit: last(digit),
            number: last(number),
            upper: last(upper),
            lower: last(lower),
            letter: last(letter),
            word: last(word),
            dot: last(m.dot),
            colon: last(m.colon),
            hyphen: last(m.hyphen),
            card_gap: last(card_gap),
            phone_gap: last(card_gap | m.dot | m.close),
            plus: last(m.plus),
            percent: last(m.percent),
            run_2: last(run_2),
            run_3: last(run_3),
            run_4: last(run_4),
            run_13: last(run_13),
            group_2: last(group_2),
            group_3: last(group_3),
            group_4: last(group_4),
            group_6: last(group_6),
            octet: last(octet),
            octets: last(octets),
            colons: last(colons),
            word_2: last(word_2),
            word_4: last(word_4),
            word_8: last(word_8),
            word_25: last(word_25),
            letters_2: last(letters_2),
            letters_7: last(letters_7),
            hyphens_5: last(hyphens_5),
        };
    }
}
