//! A great many fixed texts at once: vendors' prefixes, and the words that explain what stands beside them.
//!
//! All of them begin where a word begins, which is one byte in eight of a log. There, the first four bytes are looked up in
//! a small table, which one word in four passes; then the next two; then up to eight, exactly; the few that pass are
//! compared: wholly, where they have no more than sixteen bytes. The questions before that are arithmetic, for many words in
//! a row without a branch. Case is folded by setting bit 5; questions take some other bytes for one another too, what is
//! compared only letters.

use super::eights::{FOLD, within};
use super::words;

/// Texts by their first bytes, each with what it stands for.
#[derive(Debug)]
pub struct Literals<T> {
    /// A bit for each hash of four bytes with which a text may begin.
    fours: Box<[u64; 1 << (FOUR_BITS - 6)]>,
    /// By the hash of the first three bytes of a text, what goes on behind the fourth.
    behind: Box<[Behind; 1 << THREE_BITS]>,
    /// A bit for each hash of a head.
    heads: Box<[u64; 1 << (HASH_BITS - 6)]>,
    /// What stands under each hash of a head, in the order of the hashes.
    entries: Vec<Entry<T>>,
    /// Where the entries begin whose hash begins with the same bits.
    index: Vec<u32>,
    /// Whether some text begins with a byte that is no ASCII.
    has_high: bool,
}

/// What goes on behind four bytes of texts: a bit for each of the lower five that the next bytes have.
#[derive(Clone, Copy, Debug, Default)]
struct Behind {
    fifth: u32,
    sixth: u32,
}

/// One way in which a text may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry<T> {
    /// The hash of its head.
    hash: u32,
    /// Its first bytes, at most sixteen, case folded.
    bytes: u128,
    /// The bits of these bytes.
    mask: u128,
    /// Bit 5 of those that are letters, in which case is folded.
    letters: u128,
    /// Where the text ends, if these bytes are all that it has; else 0.
    end: u8,
    /// The uppermost bit of the byte behind a text that ends where a word ends: a small letter may not stand there.
    behind: u64,
    target: T,
}

impl<T> Entry<T> {
    /// A `way` in which `text` may begin.
    fn new(text: &str, way: &[u8], hash: u32, behind: u64, target: T) -> Self {
        let mask = u128::MAX >> (128 - 8 * way.len().clamp(1, 16));
        let letters = letters(way) & mask;
        let bytes = (head_16(way, 0) | letters) & mask;
        let end = words::stem_end(text, way, 0).filter(|end| *end <= 16).unwrap_or(0) as u8;
        Self { hash, bytes, mask, letters, end, behind, target }
    }
}

const FOUR_BITS: u32 = 16;
const THREE_BITS: u32 = 12;
const HASH_BITS: u32 = 16;
/// How many bytes heads have: of a text, the most that it has itself. Long ones tell a word from others that begin alike.
const LENGTHS: [usize; 4] = [8, 6, 4, 3];
/// The entries under one place of the index have this many bits of their hash in common, and few differ in the rest.
const INDEX_BITS: u32 = 12;

/// What may stand between the words of a text, where it has a space.
const GAPS: [&[u8]; 6] = [b"", b" ", b"_", b"-", b".", b"__"];

impl<T: Copy + Ord> Literals<T> {
    /// A table of texts. The space in a text stands for a separator or none; a text of two bytes counts only before a
    /// letter or digit, and one of which `ends` says so before no small letter.
    pub fn new<'t>(texts: impl IntoIterator<Item = (&'t str, T)>, ends: impl Fn(&str, T) -> bool) -> Self {
        let mut entries = Vec::new();
        let mut fours = Box::new([0; 1 << (FOUR_BITS - 6)]);
        let mut behind = Box::new([Behind::default(); 1 << THREE_BITS]);
        let mut heads = Box::new([0; 1 << (HASH_BITS - 6)]);
        let mut has_high = false;
        for (text, target) in texts {
            let small = if ends(text, target) { 0x80_u64.checked_shl(8 * text.len() as u32).unwrap_or(0) } else { 0 };
            has_high |= !text.as_bytes().first().is_some_and(u8::is_ascii);
            for way in beginnings(text.as_bytes()) {
                let bytes = head_8(&way, 0);
                let which = LENGTHS.into_iter().position(|length| length <= way.len()).unwrap_or(LENGTHS.len() - 1);
                let length = LENGTHS[which];
                let hash = hash_head(bytes, length);
                let bits = |at: usize| if at < way.len() { 1 << (bytes >> (8 * at) & 31) } else { u32::MAX };
                // Of a shorter text the fourth byte is any.
                let fourths = if way.len() > 3 { 0..1 } else { 0..32 };
                for fourth in fourths {
                    let hash = hash_4(bytes as u32 | fourth << 24);
                    fours[hash >> 6] |= 1_u64 << (hash & 63);
                }
                let behind = &mut behind[hash_3(bytes as u32)];
                behind.fifth |= bits(4);
                behind.sixth |= bits(5);
                heads[hash as usize >> 6] |= 1_u64 << (hash & 63);
                entries.push(Entry::new(text, &way, hash, small, target));
            }
        }
        entries.sort_unstable();
        entries.dedup();
        let mut index = vec![0; 1 + (1 << INDEX_BITS)];
        for entry in &entries {
            index[1 + (entry.hash >> (HASH_BITS - INDEX_BITS)) as usize] += 1;
        }
        let mut before = 0;
        for count in &mut index {
            before += *count;
            *count = before;
        }
        Self { fours, behind, heads, entries, index, has_high }
    }

    /// Whether some text begins with a byte that is no ASCII.
    pub fn has_high(&self) -> bool {
        self.has_high
    }

    /// Whether a text may begin at a place where four bytes stand: most words end with this first question.
    #[inline(always)]
    pub fn may_begin_with(&self) -> impl Fn(u32) -> bool {
        let fours = &*self.fours;
        move |four| {
            let hash = hash_4(four);
            fours[hash >> 6] >> (hash & 63) & 1 != 0
        }
    }

    /// Whether a text may begin at a place where eight bytes stand, once that was answered.
    #[inline(always)]
    pub fn may_go_on_with(&self) -> impl Fn(u64) -> bool {
        let behind = &*self.behind;
        move |bytes| {
            let behind = &behind[hash_3(bytes as u32)];
            behind.fifth >> (bytes >> 32 & 31) & behind.sixth >> (bytes >> 40 & 31) & 1 != 0
        }
    }

    /// The hashes of heads of each of [`LENGTHS`] with which eight bytes begin, and a bit for each that some text may have.
    #[inline(always)]
    fn heads_of(&self, bytes: u64) -> ([u32; LENGTHS.len()], u32) {
        let has = |hash: u32| u32::from(self.heads[hash as usize >> 6] >> (hash & 63) & 1 != 0);
        let hashes = LENGTHS.map(|length| hash_head(bytes, length));
        let heads = hashes.iter().enumerate().fold(0, |all, (which, hash)| all | has(*hash) << which);
        (hashes, heads)
    }

    /// Hands over what begins with these sixteen bytes, or may do so; what has the longest head comes first. With it goes
    /// how long it is here, if it is known to stand here and nothing is left to be compared.
    #[inline]
    pub fn candidates(&self, whole: u128, mut take: impl FnMut(T, Option<usize>)) {
        let bytes = whole as u64;
        let small = within(bytes, b'a', b'z');
        let (hashes, heads) = self.heads_of(bytes);
        for which in bits(heads) {
            let Some(hash) = hashes.get(which) else { continue };
            let place = (hash >> (HASH_BITS - INDEX_BITS)) as usize;
            for entry in &self.entries[self.index[place] as usize..self.index[place + 1] as usize] {
                let stands = (whole | entry.letters) & entry.mask == entry.bytes;
                if (entry.hash == *hash) & stands & (small & entry.behind == 0) {
                    take(entry.target, (entry.end > 0).then_some(usize::from(entry.end)));
                }
            }
        }
    }
}

/// The places of the bits, the lowest first.
#[inline(always)]
fn bits(mut left: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (left != 0).then_some(left.trailing_zeros() as usize);
        left &= left.wrapping_sub(1);
        bit
    })
}

/// The ways in which a text may begin: its first sixteen bytes, or up to a space behind the eighth, or all that it has, and
/// at least three.
fn beginnings(text: &[u8]) -> Vec<Vec<u8>> {
    let mut ways: Vec<Vec<u8>> = vec![Vec::new()];
    let grow = |ways: Vec<Vec<u8>>, enough: usize, more: &[&[u8]]| {
        let longer = |way: Vec<u8>| match way.len() < enough {
            true => more.iter().map(|more| [way.as_slice(), more].concat()).collect(),
            false => vec![way],
        };
        ways.into_iter().flat_map(longer).collect::<Vec<_>>()
    };
    let mut whole = Vec::new();
    for byte in text {
        if *byte == b' ' {
            whole.extend(ways.extract_if(.., |way| way.len() > 8));
            ways = grow(ways, 9, &GAPS);
        } else {
            ways = grow(ways, 16, &[&[*byte]]);
        }
    }
    ways.append(&mut whole);
    let behind: Vec<[u8; 1]> = (b'0'..=b'9').chain(b'a'..=b'z').map(|byte| [byte]).collect();
    let behind: Vec<&[u8]> = behind.iter().map(<[u8; 1]>::as_slice).collect();
    while ways.iter().any(|way| way.len() < 3) {
        ways = grow(ways, 3, &behind);
    }
    ways
}

/// The eight bytes from `at`, filled up with zeros.
#[inline]
pub fn head_8(text: &[u8], at: usize) -> u64 {
    let rest = text.get(at..).unwrap_or_default();
    if let Some(bytes) = rest.first_chunk::<8>() {
        return u64::from_le_bytes(*bytes);
    }
    let mut bytes = [0; 8];
    bytes[..rest.len()].copy_from_slice(rest);
    u64::from_le_bytes(bytes)
}

/// The sixteen bytes from `at`, filled up with zeros.
#[inline]
pub fn head_16(text: &[u8], at: usize) -> u128 {
    u128::from(head_8(text, at)) | u128::from(head_8(text, at + 8)) << 64
}

/// Bit 5 of those of up to sixteen bytes that are letters.
fn letters(bytes: &[u8]) -> u128 {
    let bit = |byte: &u8| if byte.is_ascii_alphabetic() { 0x20 } else { 0 };
    bytes.iter().rev().fold(0, |all, byte| all << 8 | bit(byte))
}

/// The hash of the first `length` of eight bytes, of which lengths differ in hash.
#[inline(always)]
fn hash_head(bytes: u64, length: usize) -> u32 {
    let folded = (bytes | FOLD) << (64 - 8 * length);
    (folded.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - HASH_BITS)) as u32
}

/// Fibonacci hashing of four bytes, of the last of which the lower five bits count.
#[inline(always)]
fn hash_4(four: u32) -> usize {
    ((four | 0xe020_2020).wrapping_mul(0x9e37_79b1) >> (32 - FOUR_BITS)) as usize
}

/// The same of the first three of four bytes: the upper bits of a product with 2^32 by the golden ratio.
#[inline(always)]
fn hash_3(four: u32) -> usize {
    ((four << 8 | 0x2020_2000).wrapping_mul(0x9e37_79b1) >> (32 - THREE_BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_found_again_whatever_its_case() {
        let texts = ["password", "tax id", "tel", "SK", "état", "AKIA", "p iva"];
        let literals =
            Literals::new(texts.iter().enumerate().map(|(index, text)| (*text, index)), |text, _| text == "tel");
        let candidates = |text: &str| {
            let mut found = Vec::new();
            literals.candidates(head_16(text.as_bytes(), 0), |index, _| found.push(index));
            found
        };
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
            let bytes = head_8(text.as_bytes(), 0);
            assert!(literals.may_begin_with()(bytes as u32) && literals.may_go_on_with()(bytes), "{text}");
            assert!(candidates(text).contains(&expected), "{text}");
        }
        let end = |text: &str| {
            let mut end = None;
            literals.candidates(head_16(text.as_bytes(), 0), |_, known| end = known);
            end
        };
        for (text, expected) in
            [("Password", Some(8)), ("tax__id9", Some(7)), ("TaxId", Some(5)), ("tel 1", Some(3)), ("SK9A", None)]
        {
            assert_eq!(end(text), expected, "{text}");
        }
        let nothing = ["", "tax\x7fid", "zzzz", "sk-ip", "telemetry"];
        assert!(nothing.iter().all(|text| candidates(text).is_empty()));
        assert!(literals.has_high());
    }
}
