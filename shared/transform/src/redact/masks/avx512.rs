//! The masks by AVX-512: one vector of 64 bytes, comparisons that answer with masks by themselves, and an instruction that
//! lays out the bytes that a mask names.
#![allow(unsafe_code)]

use std::arch::x86_64::*;

use super::{BLOCK, Masks, Spread, Visitor};

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
    super::blocks(text, from, visitor, |block| classify(block), |mask, room| spread(mask, room));
}

/// The places of all bits, from which a mask takes its own.
static PLACES: [u8; BLOCK] = {
    let (mut places, mut at) = ([0; BLOCK], 0);
    while at < BLOCK {
        places[at] = at as u8;
        at += 1;
    }
    places
};

#[inline]
#[target_feature(enable = "avx512bw,avx512vbmi2,popcnt")]
fn spread(mask: u64, spread: Spread) -> usize {
    // SAFETY: the table has the vector's 64 bytes.
    let all = unsafe { _mm512_loadu_si512(PLACES.as_ptr().cast()) };
    let places = _mm512_maskz_compress_epi8(mask, all);
    let wide = |half| _mm512_add_epi16(_mm512_cvtepu8_epi16(half), _mm512_set1_epi16(spread.first as i16));
    let (count, half) = (mask.count_ones() as usize, BLOCK / 2);
    let room = spread.room.as_mut_ptr();
    // SAFETY: the room has two vectors of 32 places.
    unsafe { _mm512_storeu_si512(room.cast(), wide(_mm512_castsi512_si256(places))) };
    if count > half {
        // SAFETY: so is this the second.
        unsafe { _mm512_storeu_si512(room.add(half).cast(), wide(_mm512_extracti64x4_epi64::<1>(places))) };
    }
    count
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
