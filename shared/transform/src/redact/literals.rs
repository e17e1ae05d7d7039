//! A great many fixed texts at once: vendors' prefixes, and the words that explain what stands beside them.
//!
//! All of them begin where a word begins, which is one byte in six of a log. There, the first three bytes are looked up in
//! a small table of bits, then the first four; the few that pass are compared. Case is folded by setting bit 5, which
//! takes some other bytes for one another too, so that a hit is always compared by whoever asked for it.

use super::parts::Alphabet;

/// Texts by their first four bytes, each with what it stands for.
#[derive(Debug)]
pub struct Literals<T> {
    /// A bit for each hash of the first three bytes of a text.
    threes: Box<[u64; 1 << (THREE_BITS - 6)]>,
    /// A bit for each hash of the first four.
    fours: Box<[u64; 1 << (FOUR_BITS - 6)]>,
    /// What stands under each hash of four, in the order of the hashes.
    entries: Vec<(u32, T)>,
    /// Where the entries begin whose hash begins with the same bits.
    index: Vec<u32>,
    /// Whether some text begins with a byte that is no ASCII.
    has_high: bool,
}

const THREE_BITS: u32 = 15;
const FOUR_BITS: u32 = 17;
/// The entries under one place of the index have this many bits of their hash in common, and few differ in the rest.
const INDEX_BITS: u32 = 11;

/// What may stand between the words of a text, where it has a space.
const GAPS: [&[u8]; 5] = [b"", b" ", b"_", b"-", b"."];

impl<T: Copy> Literals<T> {
    /// A table of texts. The space in a text stands for a separator or none; a text of fewer than four bytes is known by
    /// what may follow it, where an alphabet says so.
    pub fn new<'t>(texts: impl IntoIterator<Item = (&'t str, Option<Alphabet>, T)>) -> Self {
        let mut entries: Vec<(u32, T)> = Vec::new();
        let mut threes = Box::new([0; 1 << (THREE_BITS - 6)]);
        let mut fours = Box::new([0; 1 << (FOUR_BITS - 6)]);
        let mut has_high = false;
        for (text, next, target) in texts {
            has_high |= !text.as_bytes().first().is_some_and(u8::is_ascii);
            let mut hashes: Vec<u32> = Vec::new();
            for head in heads(text.as_bytes(), next) {
                let head = u32::from_le_bytes(head);
                let (three, four) = (hash_3(head), hash_4(head));
                threes[three as usize >> 6] |= 1 << (three & 63);
                fours[four as usize >> 6] |= 1 << (four & 63);
                hashes.push(four);
            }
            hashes.sort_unstable();
            hashes.dedup();
            entries.extend(hashes.into_iter().map(|hash| (hash, target)));
        }
        entries.sort_by_key(|(hash, _)| *hash);
        let first = |place: u32| entries.partition_point(|(hash, _)| hash >> (FOUR_BITS - INDEX_BITS) < place) as u32;
        let index = (0..=1 << INDEX_BITS).map(first).collect();
        Self { threes, fours, entries, index, has_high }
    }

    /// Whether some text begins with a byte that is no ASCII.
    pub fn has_high(&self) -> bool {
        self.has_high
    }

    /// Whether a text may begin at `at`.
    #[inline(always)]
    pub fn may_begin(&self, text: &[u8], at: usize) -> bool {
        let head = head(text, at);
        let (three, four) = (hash_3(head), hash_4(head));
        // Most words end with the first question.
        self.threes[three as usize >> 6] >> (three & 63) & 1 != 0
            && self.fours[four as usize >> 6] >> (four & 63) & 1 != 0
    }

    /// What may begin at `at`, to be compared.
    pub fn candidates(&self, text: &[u8], at: usize) -> impl Iterator<Item = T> + '_ {
        let hash = hash_4(head(text, at));
        let place = (hash >> (FOUR_BITS - INDEX_BITS)) as usize;
        let entries = &self.entries[self.index[place] as usize..self.index[place + 1] as usize];
        entries.iter().filter(move |(known, _)| *known == hash).map(|(_, target)| *target)
    }
}

/// The ways in which a text's first four bytes may be written.
fn heads(text: &[u8], next: Option<Alphabet>) -> Vec<[u8; 4]> {
    let mut heads: Vec<Vec<u8>> = vec![Vec::new()];
    let grow = |heads: Vec<Vec<u8>>, ways: &[&[u8]]| {
        let longer = |head: Vec<u8>| match head.len() {
            4.. => vec![head],
            _ => ways.iter().map(|way| [head.as_slice(), way].concat()).collect(),
        };
        heads.into_iter().flat_map(longer).collect::<Vec<_>>()
    };
    for byte in text {
        heads = match byte {
            b' ' => grow(heads, &GAPS),
            byte => grow(heads, &[&[*byte]]),
        };
    }
    // Behind the text: what its alphabet holds, in lower case; else anything.
    let folded = (0..=u8::MAX).filter(|byte| !byte.is_ascii_uppercase() && next.is_none_or(|next| next.holds(*byte)));
    let upper = next.iter().flat_map(|next| (b'a'..=b'z').filter(|byte| next.holds(byte.to_ascii_uppercase())));
    let behind: Vec<[u8; 1]> = folded.chain(upper).map(|byte| [byte]).collect();
    let behind: Vec<&[u8]> = behind.iter().map(<[u8; 1]>::as_slice).collect();
    while heads.iter().any(|head| head.len() < 4) {
        heads = grow(heads, &behind);
    }
    heads.iter().filter_map(|head| head.first_chunk::<4>().copied()).collect()
}

/// The four bytes from `at`, filled up with zeros.
#[inline(always)]
fn head(text: &[u8], at: usize) -> u32 {
    if let Some(bytes) = text.get(at..).and_then(|rest| rest.first_chunk::<4>()) {
        return u32::from_le_bytes(*bytes);
    }
    let mut bytes = [0; 4];
    let rest = text.get(at..).unwrap_or_default();
    bytes[..rest.len()].copy_from_slice(rest);
    u32::from_le_bytes(bytes)
}

#[inline(always)]
fn hash_4(head: u32) -> u32 {
    (head | 0x2020_2020).wrapping_mul(MULTIPLIER) >> (32 - FOUR_BITS)
}

#[inline(always)]
fn hash_3(head: u32) -> u32 {
    (head & 0x00ff_ffff | 0x0020_2020).wrapping_mul(MULTIPLIER) >> (32 - THREE_BITS)
}

/// Fibonacci hashing: the upper bits of a product with 2^32 by the golden ratio.
const MULTIPLIER: u32 = 0x9e37_79b1;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_found_again_whatever_its_case() {
        let texts = [
            ("password", None),
            ("tax id", None),
            ("tel", None),
            ("SK", Some(Alphabet::HexUpper)),
            ("état", None),
            ("AKIA", None),
            ("p iva", None),
        ];
        let literals = Literals::new(texts.iter().enumerate().map(|(index, (text, next))| (*text, *next, index)));
        for (text, expected) in [
            ("Password", 0),
            ("TAX_ID", 1),
            ("taxid", 1),
            ("tel", 2),
            ("TEL:", 2),
            ("SK9A", 3),
            ("skff", 3),
            ("état", 4),
            ("akia1", 5),
            ("p.iva", 6),
            ("PIVA", 6),
        ] {
            assert!(literals.may_begin(text.as_bytes(), 0), "{text}");
            assert!(literals.candidates(text.as_bytes(), 0).any(|index| index == expected), "{text}");
        }
        let nothing = ["", "zzzz", "skip"];
        assert!(!nothing.iter().any(|text| literals.candidates(text.as_bytes(), 0).count() > 0));
        assert!(literals.has_high());
    }
}
