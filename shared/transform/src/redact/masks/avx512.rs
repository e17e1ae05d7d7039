//! The masks by AVX-512: one vector of 64 bytes, and comparisons that answer with masks by themselves.
#![allow(unsafe_code)]

use std::arch::x86_64::*;

use super::{BLOCK, Masks, Visitor};

/// Whether this processor has what is needed.
pub fn is_available() -> bool {
    is_x86_feature_detected!("avx512bw") && is_x86_feature_detected!("bmi1") && is_x86_feature_detected!("bmi2")
}

/// Hands over the masks of a text. Only for a processor that [`is_available`] speaks for.
pub fn visit(text: &[u8], visitor: &mut impl Visitor) {
    debug_assert!(is_available());
    // SAFETY: the caller has asked whether the features are there.
    unsafe { visit_with_features(text, visitor) }
}

#[target_feature(enable = "avx512bw,bmi1,bmi2,lzcnt,popcnt")]
fn visit_with_features(text: &[u8], visitor: &mut impl Visitor) {
    super::blocks(text, visitor, |block| classify(block));
}

#[inline]
#[target_feature(enable = "avx512bw,bmi1,bmi2")]
fn classify(block: &[u8; BLOCK]) -> Masks {
    // SAFETY: the block has the vector's 64 bytes.
    let bytes = unsafe { _mm512_loadu_si512(block.as_ptr().cast()) };
    let all = |byte: u8| _mm512_set1_epi8(byte as i8);
    let is = |byte: u8| _mm512_cmpeq_epi8_mask(bytes, all(byte));
    // From `first` on, so many and one more.
    let range = |bytes, first: u8, more: u8| _mm512_cmple_epu8_mask(_mm512_sub_epi8(bytes, all(first)), all(more));
    let letters = range(_mm512_or_si512(bytes, all(0x20)), b'a', 25);
    let bit_5 = _mm512_test_epi8_mask(bytes, all(0x20));
    Masks {
        digit: range(bytes, b'0', 9),
        upper: letters & !bit_5,
        lower: letters & bit_5,
        dot: is(b'.'),
        colon: is(b':'),
        hyphen: is(b'-'),
        space: is(b' '),
        close: is(b')'),
        at: is(b'@'),
        plus: is(b'+'),
        percent: is(b'%'),
        escape: is(b'\\') | is(0x1b),
        high: _mm512_movepi8_mask(bytes),
    }
}
