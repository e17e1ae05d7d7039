//! Chance from a seed: SplitMix64, the same on every machine.

/// Hexadecimal digits in lower case.
pub const HEX: &[u8] = b"0123456789abcdef";
/// Hexadecimal digits in upper case.
pub const HEX_UPPER: &[u8] = b"0123456789ABCDEF";
/// Digits.
pub const DIGITS: &[u8] = b"0123456789";
/// Lower-case letters and digits.
pub const LOWER_DIGITS: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyz";
/// Capitals.
pub const UPPER: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/// Capitals and digits.
pub const UPPER_DIGITS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/// Letters and digits.
pub const BASE62: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// Base64 of RFC 4648.
pub const BASE64: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
/// Base64url of RFC 4648.
pub const BASE64URL: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/// Base32 of RFC 4648.
pub const BASE32: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A source of chance.
#[derive(Clone, Debug)]
pub struct Random {
    state: u64,
}

impl Random {
    /// Chance from this seed on.
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.bits()) * u128::from(end)) >> 64) as u64
    }

    /// A number from `first` to `last`.
    pub fn between(&mut self, first: u64, last: u64) -> u64 {
        first + self.below(last - first + 1)
    }

    /// Whether one in so many came up.
    pub fn one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }

    /// One of these.
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }

    /// So many characters of an alphabet.
    pub fn text(&mut self, alphabet: &[u8], length: usize) -> String {
        (0..length).map(|_| char::from(alphabet[self.below(alphabet.len() as u64) as usize])).collect()
    }

    /// So many hexadecimal digits.
    pub fn hex(&mut self, length: usize) -> String {
        self.text(HEX, length)
    }

    /// So many digits.
    pub fn digits(&mut self, length: usize) -> String {
        self.text(DIGITS, length)
    }

    /// A number with so many digits, the first of which is not 0.
    pub fn number(&mut self, length: u32) -> u64 {
        self.between(10_u64.pow(length - 1), 10_u64.pow(length) - 1)
    }

    /// A length of time in milliseconds, short more often than long.
    pub fn millis(&mut self) -> u64 {
        let size = self.below(5) as u32;
        self.below(10_u64.pow(size) * 3 + 1)
    }

    /// A size in bytes, of any order.
    pub fn size(&mut self) -> u64 {
        let length = self.between(2, 10) as u32;
        self.number(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first numbers of SplitMix64 from seed 0, as its authors' program gives them.
    #[test]
    fn it_is_splitmix64() {
        let mut random = Random::new(0);
        assert_eq!(random.bits(), 0xe220_a839_7b1d_cdaf);
        assert_eq!(random.bits(), 0x6e78_9e6a_a1b9_65f4);
    }

    #[test]
    fn numbers_keep_their_bounds() {
        let mut random = Random::new(5);
        for _ in 0..10_000 {
            assert!((3..=9).contains(&random.between(3, 9)));
            assert_eq!(random.number(4).to_string().len(), 4);
        }
    }
}
