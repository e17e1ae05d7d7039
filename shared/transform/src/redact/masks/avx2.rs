//! The masks by AVX2: two vectors of 32 bytes.
#![allow(unsafe_code)]

use std::arch::x86_64::*;

use super::{BLOCK, Masks, Visitor};

/// Hands over the masks of a text; answers whether this processor can.
pub fn visit(text: &[u8], from: usize, visitor: &mut impl Visitor) -> bool {
    let is_available = is_x86_feature_detected!("avx2")
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

#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
fn visit_with_features(text: &[u8], from: usize, visitor: &mut impl Visitor) {
    super::blocks(text, from, visitor, |block| classify(block), super::spread);
}

/// The classes of single characters, one bit each, that two tables tell apart by a byte's halves.
const DIGIT: i8 = 1;
const DOT: i8 = 2;
const COLON: i8 = 4;
const HYPHEN: i8 = 8;
const SPACE: i8 = 16;
const CLOSE: i8 = 32;
const AT: i8 = 64;
const PLUS: i8 = -128;

#[inline]
#[target_feature(enable = "avx2,bmi1,bmi2")]
fn classify(block: &[u8; BLOCK]) -> Masks {
    let (low, high) = (half(block, 0), half(block, 32));
    let join = |low: u32, high: u32| u64::from(low) | u64::from(high) << 32;
    Masks {
        digit: join(low.digit, high.digit),
        upper: join(low.upper, high.upper),
        lower: join(low.lower, high.lower),
        dot: join(low.dot, high.dot),
        colon: join(low.colon, high.colon),
        hyphen: join(low.hyphen, high.hyphen),
        space: join(low.space, high.space),
        close: join(low.close, high.close),
        at: join(low.at, high.at),
        plus: join(low.plus, high.plus),
        percent: join(low.percent, high.percent),
        escape: join(low.escape, high.escape),
        high: join(low.high, high.high),
    }
}

struct Half {
    digit: u32,
    upper: u32,
    lower: u32,
    dot: u32,
    colon: u32,
    hyphen: u32,
    space: u32,
    close: u32,
    at: u32,
    plus: u32,
    percent: u32,
    escape: u32,
    high: u32,
}

#[inline]
#[target_feature(enable = "avx2,bmi1,bmi2")]
fn half(block: &[u8; BLOCK], from: usize) -> Half {
    // SAFETY: 32 bytes from 0 or 32 lie within the block's 64.
    let bytes = unsafe { _mm256_loadu_si256(block.as_ptr().add(from).cast()) };
    // By the lower half of a byte: what it can be.
    let by_low = _mm_setr_epi8(
        DIGIT | SPACE | AT,
        DIGIT,
        DIGIT,
        DIGIT,
        DIGIT,
        DIGIT,
        DIGIT,
        DIGIT,
        DIGIT,
        DIGIT | CLOSE,
        COLON,
        PLUS,
        0,
        HYPHEN,
        DOT,
        0,
    );
    // By the upper half.
    let by_high =
        _mm_setr_epi8(0, 0, DOT | HYPHEN | SPACE | CLOSE | PLUS, DIGIT | COLON, AT, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    let nibble = _mm256_set1_epi8(0x0f);
    let upper_half = _mm256_and_si256(_mm256_srli_epi16::<4>(bytes), nibble);
    // A byte from 0x80 finds nothing in the first table, and nothing in the second.
    let class = _mm256_and_si256(
        _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(by_low), bytes),
        _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(by_high), upper_half),
    );
    let mask = |vector: __m256i| _mm256_movemask_epi8(vector) as u32;
    // Letters, upper and lower case alike: from 'a' with bit 5 set, 26 of them.
    let folded = _mm256_or_si256(bytes, _mm256_set1_epi8(0x20));
    let from_a = _mm256_sub_epi8(folded, _mm256_set1_epi8(b'a' as i8));
    let letters = mask(_mm256_cmpeq_epi8(_mm256_min_epu8(from_a, _mm256_set1_epi8(25)), from_a));
    let bit_5 = mask(_mm256_slli_epi16::<2>(bytes));
    let is = |byte: u8| _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(byte as i8));
    Half {
        digit: mask(_mm256_slli_epi16::<7>(class)),
        dot: mask(_mm256_slli_epi16::<6>(class)),
        colon: mask(_mm256_slli_epi16::<5>(class)),
        hyphen: mask(_mm256_slli_epi16::<4>(class)),
        space: mask(_mm256_slli_epi16::<3>(class)),
        close: mask(_mm256_slli_epi16::<2>(class)),
        at: mask(_mm256_slli_epi16::<1>(class)),
        plus: mask(class),
        upper: letters & !bit_5,
        lower: letters & bit_5,
        percent: mask(is(b'%')),
        escape: mask(_mm256_or_si256(is(b'\\'), is(0x1b))),
        high: mask(bytes),
    }
}
