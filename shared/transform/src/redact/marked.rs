//! Where in a text something may stand, as a pass over the whole of it saw: what JSON holds elsewhere need not be looked at
//! a second time.

use std::ops::Range;

use super::derived::Ways;
use super::finding::Finding;
use super::json::Token;
use super::scan::Seen;

/// All marks of a text.
pub struct Marks {
    /// What was found, words that explain, and words that say base64, by their beginnings.
    ranges: Vec<(usize, usize)>,
    /// The names of secrets, in their order.
    pub names: Vec<Range<usize>>,
    /// Where words begin that say that a value is base64.
    pub base64: Vec<usize>,
    /// Where encodings begin.
    pub encoded: Vec<usize>,
    /// The ways in which other text may be derived.
    pub ways: Ways,
    high: bool,
}

impl Marks {
    pub fn new(found: &[Finding], seen: Seen) -> Self {
        let found = found.iter().map(|finding| (finding.start, finding.end));
        let words = seen.words.iter().chain(&seen.base64).map(|at| (*at, at + 1));
        let mut ranges: Vec<_> = found.chain(words).collect();
        ranges.sort_unstable();
        let ways = seen.ways();
        Self { ranges, names: seen.names, base64: seen.base64, encoded: seen.encoded, ways, high: seen.high }
    }

    /// Whether nothing is marked but the names of secrets, and characters that are no ASCII.
    pub fn only_names_and_characters(&self) -> bool {
        self.ranges.is_empty() && self.encoded.is_empty()
    }

    pub fn in_order(&self) -> Marked<'_> {
        let mut marked = Marked {
            ranges: &self.ranges,
            names: &self.names,
            encoded: &self.encoded,
            ways: self.ways,
            high: self.high,
            next: 0,
        };
        marked.pass(0);
        marked
    }
}

/// Marks, asked for tokens in their order.
pub struct Marked<'a> {
    ranges: &'a [(usize, usize)],
    names: &'a [Range<usize>],
    encoded: &'a [usize],
    ways: Ways,
    high: bool,
    /// Where the first of those begins that are left.
    next: usize,
}

/// What may stand in a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held<'a> {
    Nothing,
    /// Nothing but names of secrets.
    Names(&'a [Range<usize>]),
    /// Nothing but encodings, which begin at these places, and the ways that there are in the text.
    Encoded(&'a [usize], Ways),
    /// Several of those, or something else.
    Something,
}

impl<'a> Marked<'a> {
    /// Up to where nothing is marked behind the token that was asked for last.
    #[inline(always)]
    pub fn nothing_until(&self) -> usize {
        if self.high { 0 } else { self.next }
    }

    pub fn held(&mut self, text: &[u8], token: &Token) -> Held<'a> {
        if token.end <= self.nothing_until() {
            return Held::Nothing;
        }
        self.pass(token.start);
        let names = &self.names[..self.names.partition_point(|name| name.start < token.end)];
        let encoded = &self.encoded[..self.encoded.partition_point(|at| *at < token.end)];
        let found = self.ranges.first().is_some_and(|(start, _)| *start < token.end);
        if found || (self.high && !text[token.start..token.end].is_ascii()) {
            return Held::Something;
        }
        let inside = |name: &Range<usize>| token.start <= name.start && name.end <= token.end;
        match (names, encoded) {
            ([], []) => Held::Nothing,
            ([], encoded) => Held::Encoded(encoded, self.ways),
            (names, []) if names.iter().all(inside) => Held::Names(names),
            _ => Held::Something,
        }
    }

    /// Leaves out what ends before `at`.
    fn pass(&mut self, at: usize) {
        while let Some(((_, end), rest)) = self.ranges.split_first()
            && *end <= at
        {
            self.ranges = rest;
        }
        while let Some((name, rest)) = self.names.split_first()
            && name.end <= at
        {
            self.names = rest;
        }
        while let Some((sign, rest)) = self.encoded.split_first()
            && *sign < at
        {
            self.encoded = rest;
        }
        let firsts = [
            self.ranges.first().map(|(start, _)| *start),
            self.names.first().map(|name| name.start),
            self.encoded.first().copied(),
        ];
        self.next = firsts.into_iter().flatten().min().unwrap_or(usize::MAX);
    }
}
