//! Many texts in one go: short ones are laid one behind the other, so that their places are marked 64 bytes at a time
//! whatever their lengths, and only texts in which something is marked are looked at.
//!
//! It refuses to judge but by what stands around a place: places go to a [`Pass`] over their own text, which sees no other.

use std::ops::Range;

use super::detectors::gates;
use super::fields;
use super::finding::Finding;
use super::input::Input;
use super::literals::{head_8, head_16};
use super::masks::{self, BLOCK, WINDOW};
use super::pass::Pass;
use super::scan::{Scanner, Seen, Target};
use super::spots::Spots;
use super::structure::{Finder, Places, Room, Structure, each};

/// How much is marked before it is looked at, in bytes: what a processor's nearest caches hold. A multiple of a block.
const MARKED: usize = 16 << 10;

/// What stands between two texts: it belongs to no class, so that no structure reaches over it.
const BETWEEN: u8 = 0;

/// Room for texts and their places, to be used again and again.
#[derive(Default)]
pub struct Arena {
    bytes: Vec<u8>,
    room: Box<Room>,
    marked: Marked,
}

impl Arena {
    /// Passes over `texts`, and tells `each` of those, in their order, in which something was found or seen.
    pub fn scan(&mut self, scanner: &Scanner, texts: &[&[u8]], mut each: impl FnMut(usize, Vec<Finding>, Seen)) {
        let mut first = 0;
        while let Some(text) = texts.get(first) {
            if text.len() >= MARKED {
                let (found, seen) = self.scan_one(scanner, Input::new(text, None));
                tell(first, found, seen, &mut each);
                first += 1;
                continue;
            }
            self.bytes.clear();
            let mut next = first;
            while let Some(text) = texts.get(next).filter(|text| self.bytes.len() + text.len() < MARKED) {
                self.bytes.extend_from_slice(text);
                self.bytes.push(BETWEEN);
                next += 1;
            }
            self.marked.clear();
            let places = Collector { scanner, bytes: &self.bytes, marked: &mut self.marked };
            self.room.clear();
            masks::visit(&self.bytes, 0, &mut Finder::new(&mut self.room, places));
            self.marked.bytes(scanner, &self.bytes, 0);
            let mut left = self.marked.all();
            let mut pass = Pass::new(scanner, Input::new(b"", None));
            let mut start = 0;
            for (index, text) in texts[..next].iter().enumerate().skip(first) {
                let end = start + text.len();
                if scanner.asks_everywhere() || left.any_until(end) {
                    pass.go_on(Input::new(text, None));
                    left.hand_over(start, end, &mut pass);
                    let (found, seen) = pass.finish();
                    tell(index, found, seen, &mut each);
                }
                start = end + 1;
            }
            first = next;
        }
    }

    /// Passes over one text.
    pub fn scan_one(&mut self, scanner: &Scanner, input: Input<'_>) -> (Vec<Finding>, Seen) {
        let text = input.text;
        let mut pass = Pass::new(scanner, input);
        self.room.clear();
        let mut from = 0;
        loop {
            let to = text.len().min(from + MARKED);
            self.marked.clear();
            let places = Collector { scanner, bytes: text, marked: &mut self.marked };
            let mut finder = Finder::new(&mut self.room, places);
            masks::visit(&text[from..to], from, &mut finder);
            if to == text.len() && to.is_multiple_of(BLOCK) {
                // What ends with the text is marked behind it, where its last block has no room for that.
                masks::visit(&[BETWEEN], to, &mut finder);
            }
            self.marked.bytes(scanner, &text[from..to], from);
            self.marked.all().hand_over(0, text.len(), &mut pass);
            if to == text.len() {
                return pass.finish();
            }
            from = to;
        }
    }
}

fn tell(index: usize, found: Vec<Finding>, seen: Seen, each: &mut impl FnMut(usize, Vec<Finding>, Seen)) {
    if !found.is_empty() || !seen.nothing() || seen.dashes {
        each(index, found, seen);
    }
}

/// What a literal leads to, and where it stands.
struct Literal {
    target: Target,
    at: usize,
    end: usize,
}

/// Places, each kind in the order of the bytes.
#[derive(Default)]
struct Marked {
    /// The bytes of a last window, of which there are fewer.
    last: Last,
    /// What literals lead to, and where they stand.
    literals: Vec<Literal>,
    /// The names of secrets, by what words in them begin with.
    names: Vec<Range<usize>>,
    /// And by how words in them end.
    ended: Vec<Range<usize>>,
    structures: Vec<(Structure, usize)>,
    /// Where a byte stands at which a detector is asked, and which.
    bytes: Vec<(usize, usize)>,
    /// Blocks, by their beginnings, and which of their bytes hide other text.
    escapes: Vec<(usize, u64)>,
    /// And which are no ASCII.
    high: Vec<(usize, u64)>,
}

impl Marked {
    fn clear(&mut self) {
        self.literals.clear();
        self.names.clear();
        self.ended.clear();
        self.structures.clear();
        self.bytes.clear();
        self.escapes.clear();
        self.high.clear();
    }

    /// Marks in bytes, which begin at `start`, those at which a detector is asked.
    fn bytes(&mut self, scanner: &Scanner, bytes: &[u8], start: usize) {
        for (byte, detector) in &scanner.bytes {
            self.bytes.extend(memchr::memchr_iter(*byte, bytes).map(|at| (start + at, *detector)));
        }
        self.bytes.sort_unstable();
    }

    /// All of them, in their order: of a window, structures came kind after kind.
    fn all(&mut self) -> Left<'_> {
        self.structures.sort_unstable_by_key(|(structure, at)| (*at, *structure as u8));
        Left {
            literals: &self.literals,
            names: &self.names,
            ended: &self.ended,
            structures: &self.structures,
            bytes: &self.bytes,
            escapes: &self.escapes,
            high: &self.high,
        }
    }
}

/// The bytes of a window, and as many behind its last as are looked at together.
const EIGHTS: usize = WINDOW * BLOCK + 8;

/// The bytes of a window behind which there are no more, with zeros behind them.
struct Last(Box<[u8; EIGHTS]>);

impl Default for Last {
    fn default() -> Self {
        Self(Box::new([0; EIGHTS]))
    }
}

impl Last {
    /// The bytes from `start`, in place or, where there are fewer, copied. What stands behind the eighth zero is of no
    /// meaning.
    fn or_whole<'a>(&'a mut self, text: &'a [u8], start: usize) -> &'a [u8; EIGHTS] {
        let rest = text.get(start..).unwrap_or_default();
        if let Some(whole) = rest.first_chunk() {
            return whole;
        }
        let (bytes, behind) = self.0.split_at_mut(rest.len());
        bytes.copy_from_slice(rest);
        behind.iter_mut().take(8).for_each(|byte| *byte = BETWEEN);
        &self.0
    }
}

/// Places that no pass has taken yet.
struct Left<'a> {
    literals: &'a [Literal],
    names: &'a [Range<usize>],
    ended: &'a [Range<usize>],
    structures: &'a [(Structure, usize)],
    bytes: &'a [(usize, usize)],
    escapes: &'a [(usize, u64)],
    high: &'a [(usize, u64)],
}

impl Left<'_> {
    /// Whether a place is left up to `end`.
    #[inline]
    fn any_until(&self, end: usize) -> bool {
        self.literals.first().is_some_and(|literal| literal.at <= end)
            || self.structures.first().is_some_and(|(_, at)| *at <= end)
            || self.bytes.first().is_some_and(|(at, _)| *at <= end)
            || self.names.first().is_some_and(|name| name.start <= end)
            || self.ended.first().is_some_and(|name| name.start <= end)
            || self.escapes.first().is_some_and(|(at, _)| *at <= end)
            || self.high.first().is_some_and(|(at, _)| *at <= end)
    }

    /// Hands the places from `start` to `end` to the pass over the text that stands there.
    fn hand_over(&mut self, start: usize, end: usize, pass: &mut Pass<'_, '_>) {
        while let Some((literal, rest)) = self.literals.split_first().filter(|(literal, _)| literal.at <= end) {
            self.literals = rest;
            pass.target(literal.target, literal.at - start, literal.end - start);
        }
        for names in [&mut self.names, &mut self.ended] {
            while let Some((name, rest)) = names.split_first().filter(|(name, _)| name.start <= end) {
                *names = rest;
                pass.name(name.start - start..name.end - start);
            }
        }
        while let Some(((structure, at), rest)) = self.structures.split_first().filter(|((_, at), _)| *at <= end) {
            self.structures = rest;
            // What seems to begin in the text before is nothing: no structure reaches over two texts.
            if let Some(at) = at.checked_sub(start) {
                pass.structure(*structure, at);
            }
        }
        while let Some(((at, detector), rest)) = self.bytes.split_first().filter(|((at, _), _)| *at <= end) {
            self.bytes = rest;
            pass.ask(*detector, at - start);
        }
        bytes(&mut self.escapes, start, end, |at| pass.escape(at - start));
        bytes(&mut self.high, start, end, |at| pass.high(at - start));
    }
}

/// Takes the bytes from `start` to `end` out of blocks, of which the last may go on behind.
fn bytes(blocks: &mut &[(usize, u64)], start: usize, end: usize, mut take: impl FnMut(usize)) {
    while let Some(((block, mask), rest)) = blocks.split_first().filter(|((block, _), _)| *block <= end) {
        let from = u64::MAX << start.saturating_sub(*block).min(63);
        let to = u64::MAX >> (63 - (end - block).min(63));
        each(mask & from & to, *block, &mut take);
        if block + BLOCK > end {
            break;
        }
        *blocks = rest;
    }
}

/// Keeps the places at which the scanner has something to ask.
struct Collector<'a> {
    scanner: &'a Scanner,
    bytes: &'a [u8],
    marked: &'a mut Marked,
}

/// Puts the name around a hint, which begins at `start`, to others, unless it is the last of them.
fn name_around(names: &mut Vec<Range<usize>>, start: usize, name: impl FnOnce() -> Option<Range<usize>>) {
    if !names.last().is_some_and(|last| last.contains(&start)) {
        names.extend(name());
    }
}

impl Places for Collector<'_> {
    #[inline(always)]
    fn wants_everyday(&self) -> bool {
        self.scanner.wants_everyday()
    }

    #[inline(never)]
    fn words(&mut self, start: usize, begins: &mut Spots) {
        let literals = &self.scanner.literals;
        let Marked { last, literals: marked, names, .. } = &mut *self.marked;
        let bytes = last.or_whole(self.bytes, start);
        let eight = |at: usize| head_8(bytes, at % (WINDOW * BLOCK));
        let (may_begin, may_go_on) = (literals.may_begin_with(), literals.may_go_on_with());
        begins.retain(|at| may_begin(eight(at) as u32));
        begins.retain(|at| may_go_on(eight(at)));
        for at in begins.all() {
            let at = start + at;
            literals.candidates(head_16(self.bytes, at), |target, length| {
                let Some(end) = self.scanner.end_of(target, self.bytes, at, length) else { return };
                match target {
                    Target::Hint(_) => name_around(names, at, || fields::secret_name(self.bytes, at, end)),
                    Target::Lead(_) => name_around(names, at, || fields::leading_name(self.bytes, at, end)),
                    _ => marked.push(Literal { target, at, end }),
                }
            });
        }
    }

    #[inline(never)]
    fn long_words(&mut self, start: usize, ends: &mut Spots) {
        let may_end = self.scanner.endings.may_begin_with();
        // Before the first window nothing ends, and no long word within its first bytes.
        let before = start.min(4);
        let bytes = self.marked.last.or_whole(self.bytes, start - before);
        let four = |end: usize| head_8(bytes, (end + before).saturating_sub(4) % (WINDOW * BLOCK)) as u32;
        ends.retain(|end| may_end(four(end)));
        for end in ends.all() {
            if let Some(hint) = fields::hint_before(self.bytes, start + end) {
                let name = || fields::secret_name(self.bytes, hint.start, hint.end);
                name_around(&mut self.marked.ended, hint.start, name);
            }
        }
    }

    #[inline(always)]
    fn structure(&mut self, structure: Structure, at: usize) {
        let asked = !self.scanner.structures[structure as usize].is_empty() || structure == Structure::Plus;
        if asked && gates::open(structure, self.bytes, at) {
            self.marked.structures.push((structure, at));
        }
    }

    #[inline(always)]
    fn hidden(&mut self, start: usize, escapes: u64, high: u64) {
        if escapes != 0 {
            self.marked.escapes.push((start, escapes));
        }
        if high != 0 {
            self.marked.high.push((start, high));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::redact::detectors::rows;
    use crate::redact::{Action, Redactor, Selection};

    fn texts() -> impl Strategy<Value = Vec<String>> {
        let examples: Vec<&str> = rows().flat_map(|d| d.examples.iter().chain(d.counterexamples)).copied().collect();
        let piece = prop_oneof![
            2 => proptest::sample::select(examples).prop_map(|text| text.replace('~', "")),
            2 => "[a-z]{1,9}(=|: | )[0-9A-Za-z.:/-]{1,40}",
            1 => "[0-9.:+() @a-fA-F-]{1,24}",
            1 => "[0-9a-zA-Z]{1,5}(\\+[0-9a-zA-Z]{1,5}){1,4}",
            1 => "\\PC{0,30}",
            1 => "[a-z ]{0,90}",
        ];
        let text = proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.join(" "));
        proptest::collection::vec(text, 1..60)
    }

    proptest! {
        /// Texts that are scanned together, over the edges of blocks and windows, are redacted as each by itself is.
        #[test]
        fn together_is_as_one_by_one(texts in texts()) {
            for set in ["standard", "all"] {
                let redactor = Redactor::new(&Selection::parse([set]).unwrap(), Action::Label);
                // Keys that begin in one text are hidden in the next.
                let (mut one, mut all) = (redactor.session(), redactor.session());
                let all = all.redact_all(&texts.iter().map(String::as_str).collect::<Vec<_>>());
                for (text, together) in texts.iter().zip(all) {
                    prop_assert_eq!(one.redact(text).text, together.text);
                }
            }
        }
    }

    /// The same at every offset to the blocks, and over the edge of a window.
    #[test]
    fn a_finding_is_found_wherever_it_stands_among_others() {
        let redactor = Redactor::new(&Selection::parse(["standard"]).unwrap(), Action::Label);
        let hidden = [
            "call +44 7700 900324",
            "contact=wei_9764@mail.example.co.uk",
            "from 198.51.100.7",
            "card 4111 1111 1111 1111",
        ];
        for before in (0..2 * BLOCK).chain(MARKED - 2 * BLOCK..MARKED + BLOCK) {
            let filler = "x ".repeat(before / 2) + &"y".repeat(before % 2);
            let texts: Vec<&str> =
                [filler.as_str()].into_iter().chain(hidden).chain(["GET /ab12cd34 25 2f:b0"]).collect();
            let redacted = redactor.session().redact_all(&texts);
            let changed: Vec<_> = redacted.iter().map(|one| !one.findings.is_empty()).collect();
            assert_eq!(changed, [false, true, true, true, true, false], "{before}");
        }
    }
}
