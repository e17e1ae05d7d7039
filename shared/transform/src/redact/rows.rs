//! The masks of a window in rows, a word for each block, and the bit logic that finds structures in them.
//!
//! The logic is plain code without branches, in short loops over rows, so that the compiler makes one instruction of a
//! processor's vectors serve several blocks. What a byte sees when it looks back over the beginning of its block stands in
//! the word before. What the structures are is told by [`super::structure::Structure`].

use super::masks::{BLOCK, Masks, WINDOW};

/// A mask for each block of a window, behind that of the last block of the window before. The first stands where a
/// vector of any processor begins.
#[repr(align(64))]
pub struct Row([u64; FIRST + WINDOW]);

/// How many blocks' masks a vector of any processor holds, at most: a few more cost nothing, the rest of a vector does.
const LANES: usize = 8;
const _: () = assert!(WINDOW.is_multiple_of(LANES));

/// Where the mask of the first block stands.
const FIRST: usize = 8;

impl Row {
    /// The mask of a block.
    #[inline(always)]
    pub fn mask(&self, block: usize) -> u64 {
        self.0[FIRST + block]
    }

    /// Whether a bit may stand in some block, of this window or of one before: to look at all of a row is quicker than to count.
    #[inline(always)]
    pub fn may_have_any(&self) -> bool {
        self.0[FIRST..].iter().fold(0, |all, mask| all | mask) != 0
    }

    /// Whether the bit stands that is so many bytes behind the window's beginning.
    #[inline(always)]
    pub fn has(&self, at: usize) -> bool {
        self.0[FIRST + at / BLOCK % WINDOW] >> (at % BLOCK) & 1 != 0
    }

    /// The mask of a block by `count` places later: what a byte sees when it looks back so far.
    #[inline(always)]
    fn back(&self, block: usize, count: u32) -> u64 {
        self.0[FIRST + block] << count | self.0[FIRST - 1 + block] >> (u64::BITS - count)
    }

    /// Whether a bit stands so far back, `from` up to `to`.
    #[inline(always)]
    fn near(&self, block: usize, from: u32, to: u32) -> u64 {
        (from + 1..to + 1).fold(self.back(block, from), |all, count| all | self.back(block, count))
    }

    #[inline(always)]
    fn put(&mut self, block: usize, mask: u64) {
        self.0[FIRST + block] = mask;
    }
}

/// So many blocks, filled up to whole vectors, within a window.
#[inline(always)]
fn whole_vectors(blocks: usize) -> usize {
    blocks.min(WINDOW).div_ceil(LANES) * LANES
}

macro_rules! rows {
    ($($(#[$doc:meta])* $name:ident)*) => {
        /// The masks of a window, to be used for one after the other.
        pub struct Rows {
            $($(#[$doc])* pub $name: Row,)*
        }

        impl Default for Rows {
            fn default() -> Self {
                Self { $($name: Row([0; FIRST + WINDOW]),)* }
            }
        }

        impl Rows {
            /// Forgets what stands before: the next window begins a text.
            pub fn clear(&mut self) {
                $(self.$name.0[FIRST - 1] = 0;)*
            }

            /// Keeps the last of so many blocks for the window that follows.
            pub fn keep(&mut self, blocks: usize) {
                $(self.$name.0[FIRST - 1] = self.$name.0[FIRST - 1 + blocks];)*
            }
        }
    };
}

rows! {
    digit
    upper
    lower
    letter
    word
    dot
    colon
    hyphen
    space
    close
    at
    plus
    percent
    /// Bytes behind which other text may be hidden.
    escape
    high
    /// What may part the groups of a card's number, and joins those of a telephone's.
    card_gap
    phone_joint
    /// The second of two digits, and so on: runs that are so long at least.
    run_2
    run_3
    run_4
    /// The last digit so far of what began no earlier: runs that are so long up to here.
    group_2
    group_3
    group_4
    group_6
    word_2
    word_4
    letters_2
    /// The last of five letters or more, with another or a digit before them.
    long_letters
    octet
    octets
    colons_3
    colons_4
    /// Where a word or a hump begins.
    begins
    /// Where one began a byte before.
    began
    /// Where a long word ended.
    ends
    long_digits
    fours
    fours_six
    three_two_four
    three_three_four
    quad
    plus_digit
    long_word
    /// Two letters and two digits with which a word begins.
    letters_digits
    account
    account_groups
    person
    dotted_fours
    dotted_four_digits
    dotted_threes
    colons
    hyphens
    dashes
    date
    stamp
    host
    /// All structures of digits.
    numbers
    /// All others.
    others
}

impl Rows {
    /// Takes the masks of a block.
    #[inline(always)]
    pub fn put(&mut self, block: usize, masks: &Masks) {
        let letter = masks.upper | masks.lower;
        self.letter.put(block, letter);
        self.word.put(block, letter | masks.digit);
        self.digit.put(block, masks.digit);
        self.upper.put(block, masks.upper);
        self.lower.put(block, masks.lower);
        self.dot.put(block, masks.dot);
        self.colon.put(block, masks.colon);
        self.hyphen.put(block, masks.hyphen);
        self.space.put(block, masks.space);
        self.close.put(block, masks.close);
        self.at.put(block, masks.at);
        self.plus.put(block, masks.plus);
        self.percent.put(block, masks.percent);
        self.escape.put(block, masks.escape);
        self.high.put(block, masks.high);
    }

    /// Finds what stands in so many blocks. What is found beyond them is of no meaning. Each step goes over all blocks by
    /// itself, since it may look back at rows that the one before wrote.
    #[inline(always)]
    pub fn find(&mut self, blocks: usize) {
        let blocks = whole_vectors(blocks);
        for i in 0..blocks {
            self.runs(i);
        }
        for i in 0..blocks {
            self.words(i);
        }
        for i in 0..blocks {
            self.longer(i);
        }
        for i in 0..blocks {
            self.long_words(i);
        }
        for i in 0..blocks {
            self.long_digits(i);
        }
        for i in 0..blocks {
            self.groups(i);
        }
        for i in 0..blocks {
            self.dotted(i);
        }
        for i in 0..blocks {
            self.dots(i);
        }
        for i in 0..blocks {
            self.others(i);
        }
        for i in 0..blocks {
            self.accounts(i);
        }
    }

    /// And what stands in most lines: dates and names of hosts.
    #[inline(always)]
    pub fn find_everyday(&mut self, blocks: usize) {
        for i in 0..whole_vectors(blocks) {
            self.everyday(i);
        }
    }

    /// Digits and what they are parted by: runs, groups, octets.
    #[inline(always)]
    fn runs(&mut self, i: usize) {
        let digit = |count| self.digit.back(i, count);
        let run_2 = self.digit.mask(i) & digit(1);
        let run_3 = run_2 & digit(2);
        let run_4 = run_3 & digit(3);
        let group_6 = run_4 & digit(4) & digit(5) & !digit(6);
        let octet = self.digit.mask(i) & self.dot.back(i, 1) & digit(2);
        let (group_2, group_3, group_4) = (run_2 & !digit(2), run_3 & !digit(3), run_4 & !digit(4));
        let card_gap = self.hyphen.mask(i) | self.space.mask(i);
        self.card_gap.put(i, card_gap);
        self.phone_joint.put(i, self.hyphen.mask(i) | self.dot.mask(i));
        self.run_2.put(i, run_2);
        self.run_3.put(i, run_3);
        self.run_4.put(i, run_4);
        self.group_2.put(i, group_2);
        self.group_3.put(i, group_3);
        self.group_4.put(i, group_4);
        self.group_6.put(i, group_6);
        self.octet.put(i, octet);
    }

    /// Where words begin. Of numbers, only those of one digit: no text that is looked for begins with more.
    #[inline(always)]
    fn words(&mut self, i: usize) {
        let (letter, upper) = (self.letter.mask(i), self.upper.mask(i));
        let (word_1, digit_1) = (self.word.back(i, 1), self.digit.back(i, 1));
        let hump = upper & (self.lower.back(i, 1) | digit_1);
        let one_digit = digit_1 & !self.word.back(i, 2) & !self.digit.mask(i);
        // The last capital of a row before a small letter: `Token` in `AWSToken`.
        let last_capital = self.lower.mask(i) & self.upper.back(i, 1) & self.upper.back(i, 2);
        self.begins.put(i, letter & !word_1 | hump);
        self.began.put(i, one_digit | last_capital);
        self.word_2.put(i, self.word.mask(i) & word_1);
        self.letters_2.put(i, letter & self.letter.back(i, 1));
        self.colons_3.put(i, self.colon.mask(i) & self.colon.near(i, 2, 5));
    }

    #[inline(always)]
    fn longer(&mut self, i: usize) {
        let letters_5 = self.letters_2.mask(i) & self.letters_2.back(i, 2) & self.letter.back(i, 4);
        self.long_letters.put(i, letters_5 & self.word.back(i, 5));
        self.word_4.put(i, self.word_2.mask(i) & self.word_2.back(i, 2));
        self.letters_digits.put(i, self.run_2.mask(i) & self.letters_2.back(i, 2) & !self.word.back(i, 4));
        self.octets.put(i, self.octet.mask(i) & self.octet.near(i, 2, 4));
        self.colons_4.put(i, self.colons_3.mask(i) & self.colons_3.near(i, 2, 5));
    }

    #[inline(always)]
    fn long_words(&mut self, i: usize) {
        let word_4 = |count| self.word_4.back(i, count);
        let word_24 = self.word_4.mask(i) & word_4(4) & word_4(8) & word_4(12) & word_4(16) & word_4(20);
        let behind = !self.letter.mask(i) | self.upper.mask(i) & self.lower.back(i, 1);
        self.ends.put(i, self.long_letters.back(i, 1) & behind);
        self.long_word.put(i, word_24 & self.word.back(i, 24) & !self.word.back(i, 25));
        self.escape.put(i, self.escape.mask(i) | self.word_2.mask(i) & self.percent.back(i, 2));
    }

    /// Numbers without gaps, behind `+`, and of groups of four.
    #[inline(always)]
    fn long_digits(&mut self, i: usize) {
        let run_12 = self.run_4.mask(i) & self.run_4.back(i, 4) & self.run_4.back(i, 8);
        // Hexadecimal digits may go on before.
        let long_digits = run_12 & self.digit.back(i, 12) & !(self.digit.back(i, 13) | self.lower.back(i, 13));
        let gap = |count| self.card_gap.back(i, count);
        let group_4 = |count| self.group_4.back(i, count);
        let fours = self.digit.mask(i) & gap(1) & group_4(2) & gap(6) & group_4(7) & gap(11) & group_4(12);
        let fours_six = self.run_4.mask(i) & gap(4) & self.group_6.back(i, 5) & gap(11) & group_4(12);
        let zone = self.digit.back(i, 2) & self.colon.back(i, 1);
        let plus_digit = self.plus.back(i, 4) & self.digit.back(i, 3) & !zone;
        self.long_digits.put(i, long_digits);
        self.fours.put(i, fours);
        self.fours_six.put(i, fours_six);
        self.plus_digit.put(i, plus_digit);
        self.numbers.put(i, long_digits | fours | fours_six | plus_digit);
    }

    /// Numbers of three groups, by what may part them. Of those parted by spaces alone, only an area in brackets.
    #[inline(always)]
    fn groups(&mut self, i: usize) {
        let four = self.run_4.mask(i);
        let (close, group_3) = (|count| self.close.back(i, count), |count| self.group_3.back(i, count));
        let joined = (self.phone_joint.back(i, 9) | close(9)) & group_3(10);
        let area = joined | self.space.back(i, 9) & close(10) & group_3(11);
        let gap = self.phone_joint.back(i, 5) | self.space.back(i, 5);
        let three_three_four = !self.word.mask(i) & self.group_4.back(i, 1) & gap & group_3(6) & area;
        let two_four = four & self.hyphen.back(i, 4) & self.group_2.back(i, 5);
        let three_two_four = two_four & self.hyphen.back(i, 7) & self.group_3.back(i, 8);
        self.three_three_four.put(i, three_three_four);
        self.three_two_four.put(i, three_two_four);
        self.numbers.put(i, self.numbers.mask(i) | three_three_four | three_two_four);
    }

    /// Full stops among digits, and among groups of four.
    #[inline(always)]
    fn dotted(&mut self, i: usize) {
        let quad = self.octet.mask(i) & self.octets.near(i, 2, 4);
        let word_4 = |count| self.word_4.back(i, count);
        let two_fours = self.dot.back(i, 5) & word_4(1) & word_4(6) & self.dot.back(i, 10);
        let dotted_fours = !self.word.mask(i) & two_fours & word_4(11);
        let four_digits = self.dot.mask(i) & two_fours & self.run_4.back(i, 1) & self.run_4.back(i, 6);
        self.quad.put(i, quad);
        self.dotted_fours.put(i, dotted_fours);
        self.dotted_four_digits.put(i, four_digits);
        self.numbers.put(i, self.numbers.mask(i) | quad | dotted_fours | four_digits);
    }

    /// And of three.
    #[inline(always)]
    fn dots(&mut self, i: usize) {
        let (dot, word_2) = (|count| self.dot.back(i, count), |count| self.word_2.back(i, count));
        let threes = word_2(1) & self.word.back(i, 3) & dot(4) & word_2(5) & self.word.back(i, 7) & dot(8) & word_2(9);
        let dotted_threes = !(self.word.mask(i) | self.dot.mask(i)) & threes;
        self.dotted_threes.put(i, dotted_threes);
        self.numbers.put(i, self.numbers.mask(i) | dotted_threes);
    }

    /// What parts the groups of a date is any byte but those that stand between most digits.
    #[inline(always)]
    fn everyday(&mut self, i: usize) {
        let digit = |count| self.digit.back(i, count);
        let within = |count| {
            self.word.back(i, count) | self.space.back(i, count) | self.colon.back(i, count) | self.high.back(i, count)
        };
        let (now, parted) = (self.digit.mask(i), !within(1));
        let three = parted & digit(2) & (!within(3) & digit(4) | digit(3) & !within(4) & digit(5));
        let two = digit(1) & !(within(2) | self.dot.back(i, 2) | self.hyphen.back(i, 2)) & digit(3);
        let date = now & (three | two);
        let stamp = now & self.upper.back(i, 1) & self.run_4.back(i, 2) & self.run_4.back(i, 6);
        let host = self.letter.mask(i) & self.dot.back(i, 1) & self.word.back(i, 2);
        self.date.put(i, date);
        self.stamp.put(i, stamp);
        self.host.put(i, host);
        self.others.put(i, self.others.mask(i) | date | stamp | host);
    }

    /// Letters and digits in one word: accounts of at least fifteen, or of groups, and numbers of persons, in capitals, whose
    /// first digits are the sixth, the eighth or the ninth of the word.
    #[inline(always)]
    fn accounts(&mut self, i: usize) {
        let letters_digits = |count| self.letters_digits.back(i, count);
        let fifteen = self.word_4.mask(i) & self.word_4.back(i, 4) & self.word_4.back(i, 7);
        let account = fifteen & letters_digits(11);
        let account_groups = (self.word.mask(i) | self.card_gap.mask(i)) & self.card_gap.back(i, 1) & letters_digits(2);
        let capitals = self.run_2.mask(i) & self.upper.back(i, 2) & self.upper.back(i, 3);
        let begins = |first| self.word.back(i, first) & !self.word.back(i, first + 1);
        let person = capitals & (begins(5) | begins(7) | begins(8));
        self.account.put(i, account);
        self.account_groups.put(i, account_groups);
        self.person.put(i, person);
        self.others.put(i, self.others.mask(i) | account | account_groups | person);
    }

    #[inline(always)]
    fn others(&mut self, i: usize) {
        let five = self.colons_4.mask(i) & self.colons_4.near(i, 2, 5);
        let colons = self.colon.mask(i) & (self.colon.back(i, 1) | five);
        let hyphen = |count| self.hyphen.back(i, count);
        let hyphens = self.hyphen.mask(i) & hyphen(3) & hyphen(6) & hyphen(9) & hyphen(12);
        let dashes = self.hyphen.mask(i) & hyphen(1) & hyphen(2) & hyphen(3) & hyphen(4) & !hyphen(5);
        self.colons.put(i, colons);
        self.hyphens.put(i, hyphens);
        self.dashes.put(i, dashes);
        self.others.put(i, colons | hyphens | dashes | self.long_word.mask(i) | self.at.mask(i));
    }
}
