//! Where in a text something may stand, judged by the classes of its bytes alone, 64 at a time.
//!
//! Digits are everywhere in logs; the structures in which numbers of persons, cards and machines are written are not. Each
//! [`Structure`] is a few shifts of masks ([`Rows`]), and marks a place where its detectors are asked. It may mark too much, and must
//! never mark too little: laws hold it against asking everywhere.

use super::detectors::general::phone_number;
use super::masks::{BLOCK, Masks, Spread, Visitor};
use super::rows::{Row, Rows};
use super::spots::Spots;

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

    /// How many digits that has at least, before any letter, which is asked for at it and near words.
    pub fn least_digits(&self) -> usize {
        match self {
            Self::Plus | Self::ThreeThreeFour => phone_number::LEAST,
            // A French number may have a letter behind the sixth.
            digits if digits.is_digits() => 6,
            _ => 1,
        }
    }
}

/// How many structures there are.
pub const STRUCTURES: usize = 16;

/// What takes the places that are found, of each window kind after kind, and each kind in its order.
pub trait Places {
    /// Whether structures are wanted that stand in most lines: dates and names of hosts.
    fn wants_everyday(&self) -> bool;
    /// A structure was found; `at` is where its word, or a word within its reach, begins or goes on.
    fn structure(&mut self, structure: Structure, at: usize);
    /// Words, or humps of camel case, begin at these places behind `start`; numbers of more than one digit are none.
    fn words(&mut self, start: usize, begins: &mut Spots);
    /// Words end before these bytes behind `start`, with five letters or more, and another or a digit before those.
    fn long_words(&mut self, start: usize, ends: &mut Spots);
    /// The bytes of the block from `start` behind which other text may be hidden, and those that are no ASCII.
    fn hidden(&mut self, start: usize, escapes: u64, high: u64);
}

/// Room for what a finder keeps, to be used again and again.
#[derive(Default)]
pub struct Room {
    rows: Rows,
    spots: Spots,
    /// The spots of one kind of structures.
    kind: Spots,
}

impl Room {
    /// Forgets what stands before: what comes next begins a text.
    pub fn clear(&mut self) {
        self.rows.clear();
    }
}

/// Finds structures in the blocks of one text.
pub struct Finder<'a, P> {
    places: P,
    room: &'a mut Room,
}

impl<'a, P> Finder<'a, P> {
    /// A finder that hands its places to `places`, for a text that begins here or, if `room` was not cleared, goes on.
    pub fn new(room: &'a mut Room, places: P) -> Self {
        Self { places, room }
    }
}

/// Hands out the places of a mask's bits.
#[inline(always)]
pub fn each(mut mask: u64, start: usize, mut take: impl FnMut(usize)) {
    while mask != 0 {
        take(start + mask.trailing_zeros() as usize);
        mask &= mask - 1;
    }
}

/// The spots at which a window has structures.
struct Found<'a, P> {
    places: &'a mut P,
    spots: &'a Spots,
    kind: &'a mut Spots,
    start: usize,
}

impl<P: Places> Found<'_, P> {
    /// Hands out the structures of one kind, whose bits stand in `row`, so many bytes behind where they begin.
    #[inline(always)]
    fn hand_out(&mut self, structure: Structure, row: &Row, by: usize) {
        if row.may_have_any() {
            self.kind.put_those(self.spots, |spot| row.has(spot));
            for spot in self.kind.all() {
                self.places.structure(structure, (self.start + spot).saturating_sub(by));
            }
        }
    }
}

impl<P: Places> Visitor for Finder<'_, P> {
    #[inline(always)]
    fn block(&mut self, index: usize, m: &Masks) {
        self.room.rows.put(index, m);
    }

    #[inline(always)]
    fn window(&mut self, start: usize, count: usize, spread: impl Fn(u64, Spread) -> usize) {
        let Room { rows, spots, kind } = &mut *self.room;
        rows.find(count);
        if self.places.wants_everyday() {
            rows.find_everyday(count);
        }
        let (r, places) = (&*rows, &mut self.places);
        // What is known by the byte behind its first may begin a block before.
        let next = |i| if i + 1 < count { r.began.mask(i + 1) << (BLOCK - 1) } else { 0 };
        if r.began.mask(0) & 1 != 0 {
            spots.put(&spread, 1, 1, |_| 1);
            places.words(start.saturating_sub(1), spots);
        }
        spots.put(&spread, 12, count, |i| r.begins.mask(i) | r.began.mask(i) >> 1 | next(i));
        places.words(start, spots);
        spots.put(&spread, 4, count, |i| r.ends.mask(i));
        places.long_words(start, spots);
        for index in 0..count {
            places.hidden(start + index * BLOCK, r.escape.mask(index), r.high.mask(index));
        }
        spots.put(&spread, 2, count, |i| r.numbers.mask(i) | r.others.mask(i));
        if spots.is_empty() {
            return rows.keep(count);
        }
        // Kind after kind, so that what is asked about them is the same many times. How many bytes before the bit such a
        // structure begins stands behind its row.
        let mut found = Found { places, spots, kind, start };
        found.hand_out(Structure::LongWord, &r.long_word, 24);
        found.hand_out(Structure::LongDigits, &r.long_digits, 12);
        found.hand_out(Structure::Fours, &r.fours, 15);
        found.hand_out(Structure::Fours, &r.fours_six, 15);
        found.hand_out(Structure::ThreeThreeFour, &r.three_three_four, 10);
        found.hand_out(Structure::ThreeTwoFour, &r.three_two_four, 10);
        found.hand_out(Structure::Quad, &r.quad, 0);
        found.hand_out(Structure::DottedFours, &r.dotted_fours, 14);
        found.hand_out(Structure::DottedFours, &r.dotted_four_digits, 9);
        found.hand_out(Structure::DottedThrees, &r.dotted_threes, 9);
        found.hand_out(Structure::Colons, &r.colons, 0);
        found.hand_out(Structure::Hyphens, &r.hyphens, 14);
        found.hand_out(Structure::Dashes, &r.dashes, 4);
        found.hand_out(Structure::LettersDigits, &r.account, 14);
        found.hand_out(Structure::LettersDigits, &r.account_groups, 5);
        found.hand_out(Structure::LettersDigits, &r.person, 3);
        found.hand_out(Structure::At, &r.at, 0);
        found.hand_out(Structure::Plus, &r.plus_digit, 3);
        if found.places.wants_everyday() {
            found.hand_out(Structure::Date, &r.date, 0);
            found.hand_out(Structure::Date, &r.stamp, 9);
            found.hand_out(Structure::Host, &r.host, 0);
        }
        rows.keep(count);
    }
}
