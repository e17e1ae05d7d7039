//! A great many fixed texts at once: vendors' prefixes, and the words that explain what stands beside them.
//!
//! All of them begin where a word begins, which is one byte in six of a log. There, the first three or four bytes are
//! looked up in a small table of bits; the few that pass are compared. Case is folded by setting bit 5, which may take
//! other bytes for one another too, so that a hit is always compared by whoever asked for it.

/// Texts by their first bytes, each with what it stands for.
#[derive(Debug)]
pub struct Literals<T> {
    /// A bit for each hash of the first four bytes, and of the first three, of some text.
    fours: Box<[u64; WORDS]>,
    threes: Box<[u64; WORDS]>,
    /// What stands under each hash, in the order of the hashes.
    entries: Vec<(u16, T)>,
    /// Whether some text begins with a byte that is no ASCII.
    has_high: bool,
}

/// The bits of a hash.
const BITS: u32 = 15;
const WORDS: usize = 1 << (BITS - 6);

impl<T: Copy> Literals<T> {
    /// A table of `texts`. Of a text that holds a space only what stands before it is looked up, since the space may be
    /// written otherwise.
    pub fn new<'t>(texts: impl IntoIterator<Item = (&'t str, T)>) -> Self {
        let mut fours = Box::new([0; WORDS]);
        let mut threes = Box::new([0; WORDS]);
        let mut entries = Vec::new();
        let mut has_high = false;
        for (text, target) in texts {
            let head = text.split(' ').next().unwrap_or_default().as_bytes();
            has_high |= !head.first().is_some_and(u8::is_ascii);
            let mut put = |bits: &mut [u64; WORDS], hash: u16, marker: u16| {
                bits[usize::from(hash >> 6)] |= 1 << (hash & 63);
                entries.push((hash | marker, target));
            };
            match *head {
                [a, b, c, d, ..] => put(&mut fours, hash_4(u32::from_le_bytes([a, b, c, d])), 0),
                [a, b, c] => put(&mut threes, hash_3(u32::from_le_bytes([a, b, c, 0])), MARKER),
                // So few that every third byte may stand behind them.
                [a, b] => {
                    for c in 0..=u8::MAX {
                        put(&mut threes, hash_3(u32::from_le_bytes([a, b, c, 0])), MARKER);
                    }
                }
                _ => {}
            }
        }
        entries.sort_by_key(|(hash, _)| *hash);
        Self { fours, threes, entries, has_high }
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether some text begins with a byte that is no ASCII.
    pub fn has_high(&self) -> bool {
        self.has_high
    }

    /// Whether a text may begin at `at`.
    #[inline(always)]
    pub fn may_begin(&self, text: &[u8], at: usize) -> bool {
        let head = head(text, at);
        let (four, three) = (hash_4(head), hash_3(head));
        let bit = |bits: &[u64; WORDS], hash: u16| bits[usize::from(hash >> 6)] >> (hash & 63) & 1;
        bit(&self.fours, four) | bit(&self.threes, three) != 0
    }

    /// What may begin at `at`, to be compared.
    pub fn candidates(&self, text: &[u8], at: usize) -> impl Iterator<Item = T> + '_ {
        let head = head(text, at);
        self.under(hash_4(head)).chain(self.under(hash_3(head) | MARKER))
    }

    fn under(&self, hash: u16) -> impl Iterator<Item = T> + '_ {
        let first = self.entries.partition_point(|(known, _)| *known < hash);
        self.entries[first..].iter().take_while(move |(known, _)| *known == hash).map(|(_, target)| *target)
    }
}

/// Tells hashes of three bytes from those of four.
const MARKER: u16 = 1 << BITS;

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
fn hash_4(head: u32) -> u16 {
    hash(head | 0x2020_2020)
}

#[inline(always)]
fn hash_3(head: u32) -> u16 {
    hash(head & 0x00ff_ffff | 0x0020_2020)
}

/// Fibonacci hashing: the upper bits of a product.
#[inline(always)]
fn hash(head: u32) -> u16 {
    (head.wrapping_mul(0x9e37_79b1) >> (32 - BITS)) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_found_again_whatever_its_case() {
        let texts = ["password", "tax id", "tel", "sk", "état", "AKIA"];
        let literals = Literals::new(texts.iter().enumerate().map(|(index, text)| (*text, index)));
        for (text, expected) in
            [("Password", 0), ("TAX_ID", 1), ("tel", 2), ("TEL:", 2), ("sk", 3), ("SK9", 3), ("état", 4), ("akia1", 5)]
        {
            assert!(literals.may_begin(text.as_bytes(), 0), "{text}");
            assert!(literals.candidates(text.as_bytes(), 0).any(|index| index == expected), "{text}");
        }
        assert!(!literals.may_begin(b"", 0) && !literals.may_begin(b"zzzz", 0) && literals.has_high());
    }
}
