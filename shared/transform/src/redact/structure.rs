//! Where in a text something may stand, judged by the classes of its bytes alone, 64 at a time.
//!
//! Digits are everywhere in logs; the structures in which numbers of persons, cards and machines are written are not. Each
//! [`Structure`] is a few shifts of masks ([`Rows`]), and marks a place where its detectors are asked. It may mark too much, and must
//! never mark too little: laws hold it against asking everywhere.

use super::masks::{BLOCK, Masks, Visitor};
use super::rows::{Row, Rows};

/// A structure, and so the kind of a place at which detectors are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Structure {
    /// `@`.
    At,
    /// Three full stops between digits within reach, as of an IPv4 address.
    Quad,
    /// Two colons in a row, or five within reach, as of IPv6 and MAC addresses.
    Colons,
    /// Five hyphens, three apart, as of MAC addresses.
    Hyphens,
    /// Groups of four letters or digits with full stops, as of MAC addresses and Swiss social security numbers.
    DottedFours,
    /// Groups of two, three and three letters or digits with full stops, as of numbers printed in Brazil.
    DottedThrees,
    /// Thirteen digits or more.
    LongDigits,
    /// Groups of 4, 4, 4 and then more digits, or 4, 6 and then four or more, parted by spaces or hyphens, as of cards.
    Fours,
    /// Groups of 3, 2 and 4 digits with hyphens, as of social security numbers.
    ThreeTwoFour,
    /// Groups of 3, 3 and 4 digits, as of North American telephone numbers.
    ThreeThreeFour,
    /// A digit behind `+`, but not in the offset of a time zone, `+02:00`.
    Plus,
    /// A word of fifteen letters and digits, or of four before a gap, that begins with two letters and two digits, as of
    /// IBANs; or one that has two capitals and two digits where numbers of persons do.
    LettersDigits,
    /// A word of 25 letters and digits or more.
    LongWord,
    /// Five hyphens in a row, as before the label of a PEM block.
    Dashes,
    /// Two or three groups of digits, parted by one byte each, or eight digits and a `T`, as of dates.
    Date,
    /// A full stop between a letter or digit and a letter, as of names of hosts.
    Host,
}

impl Structure {
    /// Whether it begins with a digit, whatever stands before the digit.
    pub fn is_digits(&self) -> bool {
        use Structure::{Date, Fours, LongDigits, Plus, Quad, ThreeThreeFour, ThreeTwoFour};
        matches!(self, Quad | LongDigits | Fours | ThreeTwoFour | ThreeThreeFour | Plus | Date)
    }
}

/// How many structures there are.
pub const STRUCTURES: usize = 16;

/// What takes the places that are found.
pub trait Places {
    /// Whether structures are wanted that stand in most lines: dates and names of hosts.
    fn wants_everyday(&self) -> bool;
    /// A structure was found; `at` is where its word, or a word within its reach, begins or goes on.
    fn structure(&mut self, structure: Structure, at: usize);
    /// Words, or humps of camel case, begin in the block from `start`; numbers of more than one digit are none.
    fn words(&mut self, start: usize, mask: u64);
    /// Words of seven letters or more end before these bytes of the block.
    fn long_word_ends(&mut self, start: usize, mask: u64);
    /// The bytes of the block from `start` behind which other text may be hidden.
    fn escapes(&mut self, start: usize, mask: u64);
    /// Its bytes that are no ASCII.
    fn high(&mut self, start: usize, mask: u64);
}

/// Finds structures in the blocks of one text.
pub struct Finder<'a, P> {
    places: P,
    rows: &'a mut Rows,
}

impl<'a, P> Finder<'a, P> {
    /// A finder that hands its places to `places`, for a text that begins here or, if `rows` were not cleared, goes on.
    pub fn new(rows: &'a mut Rows, places: P) -> Self {
        Self { places, rows }
    }
}

/// Hands out the places of a mask's bits, each moved back by `by`.
#[inline(always)]
pub fn each(mut mask: u64, start: usize, by: usize, mut take: impl FnMut(usize)) {
    while mask != 0 {
        let at = start + mask.trailing_zeros() as usize;
        mask &= mask - 1;
        take(at.saturating_sub(by));
    }
}

impl<P: Places> Visitor for Finder<'_, P> {
    #[inline(always)]
    fn block(&mut self, index: usize, m: &Masks) {
        self.rows.put(index, m);
    }

    #[inline(always)]
    fn window(&mut self, start: usize, count: usize) {
        self.rows.find(count);
        if self.places.wants_everyday() {
            self.rows.find_everyday(count);
        }
        let (r, places) = (&*self.rows, &mut self.places);
        for index in 0..count {
            let start = start + index * BLOCK;
            let began = r.began.mask(index);
            if began & 1 != 0 {
                places.words(start - BLOCK, 1 << (BLOCK - 1));
            }
            places.words(start, r.begins.mask(index) | began >> 1);
            places.long_word_ends(start, r.ends.mask(index));
            places.escapes(start, r.escape.mask(index));
            places.high(start, r.high.mask(index));
            // Most blocks have none of what follows.
            if r.numbers.mask(index) | r.others.mask(index) == 0 {
                continue;
            }
            let mut found = |structure, row: &Row, by| {
                each(row.mask(index), start, by, |at| places.structure(structure, at));
            };
            found(Structure::LongWord, &r.long_word, 24);
            found(Structure::LongDigits, &r.long_digits, 12);
            found(Structure::Fours, &r.fours, 15);
            found(Structure::Fours, &r.fours_six, 15);
            found(Structure::ThreeThreeFour, &r.three_three_four, 10);
            found(Structure::ThreeTwoFour, &r.three_two_four, 10);
            found(Structure::Quad, &r.quad, 0);
            found(Structure::DottedFours, &r.dotted_fours, 14);
            found(Structure::DottedFours, &r.dotted_four_digits, 9);
            found(Structure::DottedThrees, &r.dotted_threes, 9);
            found(Structure::Colons, &r.colons, 0);
            found(Structure::Hyphens, &r.hyphens, 14);
            found(Structure::Dashes, &r.dashes, 4);
            found(Structure::LettersDigits, &r.account, 14);
            found(Structure::LettersDigits, &r.account_groups, 5);
            found(Structure::LettersDigits, &r.person, 3);
            found(Structure::At, &r.at, 0);
            found(Structure::Plus, &r.plus_digit, 3);
            found(Structure::Date, &r.date, 0);
            found(Structure::Date, &r.stamp, 9);
            found(Structure::Host, &r.host, 0);
        }
        self.rows.keep(count);
    }
}
