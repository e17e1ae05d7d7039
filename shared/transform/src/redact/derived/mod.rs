//! Texts derived from others, and the way from their positions back to the original's. One file for each way to derive.

mod ansi;
pub mod base64;
pub mod entities;
mod escape;
mod fold;
mod percent;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::eights::{EACH, UPPERMOST};

pub use ansi::{plain, reset_before};
pub use escape::unescape;
pub use fold::fold;
pub use percent::{decode, encode};

/// How a text was derived from the one around it, base64 apart, of which nothing is replaced but the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Without the escapes of a JSON string.
    Escapes = 0,
    /// Without percent-encoding.
    Percent = 1,
    /// Other characters for what they look like.
    Folded = 2,
    /// Without colour sequences.
    Plain = 3,
    /// Without entities.
    Entities = 4,
}

impl Way {
    /// The text that is derived in this way; `None` where it would be the same.
    pub fn derive(self, text: &[u8]) -> Option<Derived> {
        match self {
            Self::Escapes => unescape(text),
            Self::Percent => decode(text),
            Self::Folded => fold(text),
            Self::Plain => plain(text),
            Self::Entities => entities::decode(text),
        }
    }

    /// How many bits a number has that says one.
    pub const BITS: u32 = 3;

    /// The way of a number that says one, by its lowest bits.
    pub fn of(number: u64) -> Self {
        match number & 7 {
            0 => Self::Escapes,
            1 => Self::Percent,
            2 => Self::Folded,
            3 => Self::Plain,
            _ => Self::Entities,
        }
    }
}

/// Some ways.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ways(u8);

impl Ways {
    /// All of them.
    pub const ALL: Self = Self(u8::MAX);

    pub fn add(&mut self, way: Way) {
        self.0 |= 1 << way as u8;
    }

    pub fn has(self, way: Way) -> bool {
        self.0 & 1 << way as u8 != 0
    }
}

/// The next text behind this one. There is one at most, so that layers make a chain and no tree: what is left in it, the
/// next but one is derived from. `ways` are those that are worth trying.
pub fn next(text: &[u8], ways: Ways) -> Option<(Way, Derived)> {
    const ORDER: [Way; 5] = [Way::Escapes, Way::Plain, Way::Percent, Way::Entities, Way::Folded];
    ORDER.into_iter().filter(|way| ways.has(*way)).find_map(|way| Some((way, way.derive(text)?)))
}

/// The way behind which other text may be hidden by what begins at `at`; `None` where nothing begins that would be undone.
pub fn way_at(text: &[u8], at: usize) -> Option<Way> {
    let rest = text.get(at..)?;
    let (way, begins) = match rest.first()? {
        b'\\' => (Way::Escapes, escape::begins(rest)),
        b'%' | b'+' => (Way::Percent, percent::begins(text, at)),
        b'&' => (Way::Entities, entities::begins(rest)),
        _ => (Way::Plain, ansi::begins(rest)),
    };
    begins.then_some(way)
}

/// What begins where a word begins in encodings that no class of bytes marks; each but for a sign before it.
pub fn beginnings() -> impl Iterator<Item = &'static str> {
    let resets = ansi::RESETS.iter().filter_map(|reset| str::from_utf8(reset).ok());
    entities::BEGINNINGS.into_iter().chain(resets)
}

/// The sign before what begins so at `at`, if it is the part of an encoding.
pub fn sign_before(text: &[u8], at: usize) -> Option<usize> {
    match &text[..at] {
        [.., b'&' | b'['] => Some(at - 1),
        [.., b'&', b'#'] => Some(at - 2),
        _ => None,
    }
}

/// A name without all that it may be hidden behind.
pub fn bare(name: &[u8]) -> Cow<'_, [u8]> {
    let mut name = Cow::Borrowed(name);
    for _ in 0..MAX_NAME_LAYERS {
        let Some((_, derived)) = next(&name, Ways::ALL) else { break };
        name = Cow::Owned(derived.text);
    }
    name
}

/// How many layers of a name are taken off.
const MAX_NAME_LAYERS: usize = 8;

/// Where a colour sequence or a percent-encoded byte ends that goes on at `at`; `at` itself where none does.
pub fn end_of_sequence(text: &[u8], at: usize) -> usize {
    percent::end_within(text, at).or_else(|| ansi::end_within(text, at)).unwrap_or(at)
}

/// One text derived from another, with the way back.
pub struct Derived {
    /// The derived text.
    pub text: Vec<u8>,
    /// In rising order, where a stretch begins in the derived and the original text.
    stretches: Vec<Stretch>,
    original_len: usize,
}

/// What stands in a derived text instead of something.
#[derive(Clone, Copy)]
pub enum Instead {
    Byte(u8),
    Character(char),
    Nothing,
}

/// Room for how many stretches is taken at first.
const STRETCHES: usize = 32;

struct Stretch {
    derived: usize,
    original: usize,
    /// Derived and original run byte for byte; otherwise the stretch stands for the original as a whole.
    verbatim: bool,
}

impl Derived {
    pub fn new(original_len: usize) -> Self {
        Self { text: Vec::new(), stretches: Vec::new(), original_len }
    }

    /// Derives a text in which something stands instead of what begins at some of the places where one of the `signs` does,
    /// as `undo` says, with its length; it is asked once, in their order. `None` where it undoes nothing.
    pub fn undo(text: &[u8], signs: [u8; 2], mut undo: impl FnMut(usize) -> Option<(Instead, usize)>) -> Option<Self> {
        let find = |from: usize| memchr::memchr2(signs[0], signs[1], &text[from..]).map(|offset| from + offset);
        let mut next = find(0)?;
        let mut undone = undo(next);
        while undone.is_none() {
            next = find(next + 1)?;
            undone = undo(next);
        }
        let mut derived = Self::new(text.len());
        derived.make_room();
        derived.verbatim(0, &text[..next]);
        while let Some((instead, length)) = undone.take() {
            match instead {
                Instead::Byte(byte) => derived.instead(next, &[byte]),
                Instead::Character(character) => derived.character(next, character),
                Instead::Nothing => {}
            }
            // As it is, up to what is undone next.
            let at = next + length;
            let start = derived.text.len();
            next = derived.copy_until(text, at, signs);
            while next < text.len() {
                undone = undo(next);
                if undone.is_some() {
                    break;
                }
                derived.text.push(text[next]);
                next = derived.copy_until(text, next + 1, signs);
            }
            if derived.text.len() > start {
                derived.stretches.push(Stretch { derived: start, original: at, verbatim: true });
            }
        }
        Some(derived)
    }

    /// Appends what stands from `at` to the next of the `signs`; returns where that stands, or the length of the text.
    /// Signs may stand close to one another: eight bytes are copied and looked at in one go.
    fn copy_until(&mut self, text: &[u8], mut at: usize, signs: [u8; 2]) -> usize {
        while let Some(eight) = text[at..].first_chunk::<8>() {
            let bytes = u64::from_le_bytes(*eight);
            // The highest bit of the first byte that is the sign; what stands above it says nothing.
            let first = |sign: u8| {
                let zero = bytes ^ (EACH * u64::from(sign));
                zero.wrapping_sub(EACH) & !zero & UPPERMOST
            };
            let found = first(signs[0]) | first(signs[1]);
            let length = found.trailing_zeros() as usize / 8;
            self.text.extend_from_slice(eight);
            at += length;
            if found != 0 {
                self.text.truncate(self.text.len() - (8 - length));
                return at;
            }
        }
        let rest = &text[at..];
        let length = rest.iter().position(|byte| signs.contains(byte)).unwrap_or(rest.len());
        self.text.extend_from_slice(&rest[..length]);
        at + length
    }

    /// Appends bytes that stand in the original at `at` just so.
    pub fn verbatim(&mut self, at: usize, bytes: &[u8]) {
        if !bytes.is_empty() {
            self.stretch(at, true);
            self.text.extend_from_slice(bytes);
        }
    }

    /// Appends bytes that stand for the stretch of the original that begins at `at`.
    pub fn instead(&mut self, at: usize, bytes: &[u8]) {
        self.stretch(at, false);
        match bytes {
            [byte] => self.text.push(*byte),
            bytes => self.text.extend_from_slice(bytes),
        }
    }

    /// Appends a character that stands for the stretch of the original that begins at `at`.
    pub fn character(&mut self, at: usize, character: char) {
        self.instead(at, character.encode_utf8(&mut [0; 4]).as_bytes());
    }

    fn stretch(&mut self, original: usize, verbatim: bool) {
        if self.stretches.is_empty() {
            self.make_room();
        }
        self.stretches.push(Stretch { derived: self.text.len(), original, verbatim });
    }

    /// Most texts are derived in vain, and need no room.
    fn make_room(&mut self) {
        self.text.reserve(self.original_len + 8);
        self.stretches.reserve(STRETCHES);
    }

    /// The original's range for a range of the derived text: never smaller than what it stands for.
    pub fn original(&self, start: usize, end: usize) -> (usize, usize) {
        (self.original_start(start), self.original_end(end))
    }

    fn original_start(&self, at: usize) -> usize {
        // The last stretch that begins at or before `at`.
        match self.stretches.partition_point(|s| s.derived <= at).checked_sub(1).map(|i| &self.stretches[i]) {
            None => 0,
            Some(stretch) if stretch.verbatim => stretch.original + (at - stretch.derived),
            Some(stretch) => stretch.original,
        }
    }

    fn original_end(&self, at: usize) -> usize {
        // The last stretch that begins before `at`: `at` is its end or within it.
        let next = self.stretches.partition_point(|s| s.derived < at);
        match next.checked_sub(1).map(|i| &self.stretches[i]) {
            None => 0,
            Some(stretch) if stretch.verbatim => stretch.original + (at - stretch.derived),
            Some(_) => self.stretches.get(next).map_or(self.original_len, |s| s.original),
        }
    }
}
