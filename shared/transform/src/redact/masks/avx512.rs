//! The masks by AVX-512: one vector of 64 bytes, and comparisons that answer with masks by themselves.
#![allow(unsafe_code)]

use std::arch::x86_64::*;

use super::{BLOCK, Masks, Visitor};

/// Hands over the masks of a text; answers whether this processor can.
pub fn visit(text: &[u8], from: usize, visitor: &mut impl Visitor) -> bool {
    let is_available = is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512dq")
        && is_x86_feature_detected!("avx512vl")
        && is_x86_feature_detected!("avx512vbmi2")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("lzcnt")
        && is_x86_feature_detected!("popcnt");
    if is_available {
        // SAFETY: the processor has every feature that the function is compiled for.
        unsafe { visit_with_features(text, from, visitor) }
    }
    is_available
}

#[target_feature(enable = "avx512bw,avx512dq,avx512vl,avx512vbmi2,bmi1,bmi2,lzcnt,popcnt")]
fn visit_with_features(text: &[u8], from: usize, visitor: &mut impl Visitor) {
    super::blocks(text, from, visitor, |block| classify(block));
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
