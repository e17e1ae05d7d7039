//! The texts: lines of the corpus in one buffer.

use std::ops::Range;

use sluice_corpus::{mixed, ordinary};

/// Lines in one buffer, each with what was planted in it.
pub struct Text {
    /// The lines, each with its line feed.
    pub bytes: String,
    /// Where each line stands, without its line feed.
    pub lines: Vec<Range<usize>>,
    /// What was planted: the line's index, the range within the line, and the detector's name.
    pub planted: Vec<(usize, Range<usize>, &'static str)>,
}

impl Text {
    /// At least so many bytes of lines, of which one in ten holds something.
    pub fn mixed(seed: u64, length: usize) -> Self {
        Self::of(mixed(seed).map(|labelled| (labelled.line, labelled.planted)), length)
    }

    /// The same of lines that hold nothing.
    pub fn ordinary(seed: u64, length: usize) -> Self {
        Self::of(ordinary(seed).map(|line| (line, Vec::new())), length)
    }

    fn of(lines: impl Iterator<Item = (String, Vec<(Range<usize>, &'static str)>)>, length: usize) -> Self {
        let mut text = Self { bytes: String::with_capacity(length + 4096), lines: Vec::new(), planted: Vec::new() };
        for (line, planted) in lines {
            let start = text.bytes.len();
            if start >= length {
                break;
            }
            text.bytes.push_str(&line);
            let index = text.lines.len();
            text.lines.push(start..text.bytes.len());
            text.bytes.push('\n');
            text.planted.extend(planted.into_iter().map(|(range, detector)| (index, range, detector)));
        }
        text
    }

    /// The first lines, up to so many bytes.
    pub fn part(&self, length: usize) -> Batch<'_> {
        let count = self.lines.partition_point(|line| line.end < length);
        Batch { bytes: &self.bytes, lines: &self.lines[..count] }
    }

    /// All lines, in slices of about so many bytes.
    pub fn slices(&self, length: usize) -> Vec<Batch<'_>> {
        let lines = self.lines.chunk_by(|a, b| a.start / length == b.start / length);
        lines.map(|lines| Batch { bytes: &self.bytes, lines }).collect()
    }
}

/// Lines that follow each other in one buffer.
#[derive(Clone, Copy)]
pub struct Batch<'t> {
    bytes: &'t str,
    lines: &'t [Range<usize>],
}

impl<'t> Batch<'t> {
    /// Line for line, without the line feeds.
    pub fn lines(self) -> impl Iterator<Item = &'t str> {
        self.lines.iter().map(move |range| &self.bytes[range.clone()])
    }

    /// All of it, with the line feeds.
    pub fn bytes(self) -> &'t [u8] {
        let start = self.lines.first().map_or(0, |line| line.start);
        &self.bytes.as_bytes()[start..start + self.len()]
    }

    /// How many lines.
    pub fn count(self) -> usize {
        self.lines.len()
    }

    /// How many bytes, with the line feeds.
    pub fn len(self) -> usize {
        let [first, .., last] = self.lines else { return self.lines.first().map_or(0, |line| line.len() + 1) };
        last.end + 1 - first.start
    }

    /// Whether there is no line.
    pub fn is_empty(self) -> bool {
        self.lines.is_empty()
    }
}
