//! The masks by NEON, which every 64-bit Arm has: four vectors of 16 bytes.
#![allow(unsafe_code)]

use std::arch::aarch64::*;

use super::{BLOCK, Masks, Visitor};

/// Hands over the masks of a text.
pub fn visit(text: &[u8], from: usize, visitor: &mut impl Visitor) {
    super::blocks(text, from, visitor, |block| {
        // SAFETY: NEON is part of the architecture.
        unsafe { classify(block) }
    });
}

/// The classes of single characters, one bit each, that two tables tell apart by a byte's halves.
const DIGIT: u8 = 1;
const DOT: u8 = 2;
const COLON: u8 = 4;
const HYPHEN: u8 = 8;
const SPACE: u8 = 16;
const CLOSE: u8 = 32;
const AT: u8 = 64;
const PLUS: u8 = 128;

/// By the lower half of a byte: what it can be.
#[rustfmt::skip]
static BY_LOW: [u8; 16] = [
    DIGIT | SPACE | AT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT, DIGIT | CLOSE, COLON, PLUS, 0, HYPHEN,
    DOT, 0,
];

/// By the upper half.
static BY_HIGH: [u8; 16] =
    [0, 0, DOT | HYPHEN | SPACE | CLOSE | PLUS, DIGIT | COLON, AT, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

/// The bit of each byte among its eight.
static BITS: [u8; 16] = [1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128];

#[inline]
#[target_feature(enable = "neon")]
fn classify(block: &[u8; BLOCK]) -> Masks {
    // SAFETY: each vector of 16 bytes lies within its table, or within the block's 64.
    let (by_low, by_high, bits, bytes) = unsafe {
        let from = block.as_ptr();
        (
            vld1q_u8(BY_LOW.as_ptr()),
            vld1q_u8(BY_HIGH.as_ptr()),
            vld1q_u8(BITS.as_ptr()),
            [vld1q_u8(from), vld1q_u8(from.add(16)), vld1q_u8(from.add(32)), vld1q_u8(from.add(48))],
        )
    };
    // One bit a byte of four vectors whose bytes are all ones or all zeros.
    let mask = |vectors: [uint8x16_t; 4]| {
        let [a, b, c, d] = vectors.map(|vector| vandq_u8(vector, bits));
        let sum = vpaddq_u8(vpaddq_u8(a, b), vpaddq_u8(c, d));
        vgetq_lane_u64::<0>(vreinterpretq_u64_u8(vpaddq_u8(sum, sum)))
    };
    let class = bytes
        .map(|b| vandq_u8(vqtbl1q_u8(by_low, vandq_u8(b, vdupq_n_u8(0x0f))), vqtbl1q_u8(by_high, vshrq_n_u8::<4>(b))));
    let of_class = |bit: u8| mask(class.map(|c| vtstq_u8(c, vdupq_n_u8(bit))));
    // Letters, upper and lower case alike: from 'a' with bit 5 set, 26 of them.
    let letters =
        mask(bytes.map(|b| vcltq_u8(vsubq_u8(vorrq_u8(b, vdupq_n_u8(0x20)), vdupq_n_u8(b'a')), vdupq_n_u8(26))));
    let bit_5 = mask(bytes.map(|b| vtstq_u8(b, vdupq_n_u8(0x20))));
    let is = |b, byte| vceqq_u8(b, vdupq_n_u8(byte));
    Masks {
        digit: of_class(DIGIT),
        dot: of_class(DOT),
        colon: of_class(COLON),
        hyphen: of_class(HYPHEN),
        space: of_class(SPACE),
        close: of_class(CLOSE),
        at: of_class(AT),
        plus: of_class(PLUS),
        upper: letters & !bit_5,
        lower: letters & bit_5,
        percent: mask(bytes.map(|b| is(b, b'%'))),
        escape: mask(bytes.map(|b| vorrq_u8(is(b, b'\\'), is(b, 0x1b)))),
        high: mask(bytes.map(|b| vtstq_u8(b, vdupq_n_u8(0x80)))),
    }
}
