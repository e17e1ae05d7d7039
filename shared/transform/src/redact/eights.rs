//! Eight bytes at a time in an ordinary register, where a few bytes are asked about that no vector is worth.
//!
//! It refuses to know what the bytes mean. What is asked for many bytes at once is asked of [`super::masks`].

/// A one in each of eight bytes.
pub const EACH: u64 = 0x0101_0101_0101_0101;

/// Bit 5 of each of eight bytes: set, it makes a letter small.
pub const FOLD: u64 = EACH * 0x20;

/// The uppermost bit of each of eight bytes.
pub const UPPERMOST: u64 = EACH * 0x80;

/// Eight bytes without the uppermost bit of each: added to, none carries into the next.
#[inline(always)]
pub fn low(eight: u64) -> u64 {
    eight & !UPPERMOST
}

/// The uppermost bit of each of eight bytes that is one of these, both ASCII.
#[inline(always)]
pub fn within(eight: u64, first: u8, last: u8) -> u64 {
    let from = low(eight) + EACH * (0x80 - u64::from(first));
    let beyond = low(eight) + EACH * (0x7f - u64::from(last));
    from & !(beyond | eight) & UPPERMOST
}

/// The uppermost bits of eight bytes, side by side: each is moved to the highest byte, and to its place there.
#[inline(always)]
pub fn side_by_side(uppermost: u64) -> u64 {
    (uppermost >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn bytes_are_within_as_they_are_one_by_one(bytes: [u8; 8], first in 0..0x80_u8, more in 0..0x80_u8) {
            let last = first.saturating_add(more).min(0x7f);
            let expected = bytes.iter().rev().fold(0, |bits, byte| bits << 1 | u64::from((first..=last).contains(byte)));
            prop_assert_eq!(side_by_side(within(u64::from_le_bytes(bytes), first, last)), expected);
        }
    }
}
