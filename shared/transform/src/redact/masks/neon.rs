//! The masks by NEON, which every 64-bit Arm has: four vectors of 16 bytes.
#![allow(unsafe_code)]

use std::arch::aarch64::*;

use super::{BLOCK, Masks, Visitor};

/// Hands over the masks of a text.
pub fn visit(text: &[u8], from: usize, visitor: &mut impl Visitor) {
    // SAFETY: NEON is part of the architecture.
    let classify = |block: &[u8; BLOCK]| unsafe { classify(block) };
    super::blocks(text, from, visitor, classify, super::spread);
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

#[inline]
#[target_feature(enable = "neon")]
fn classify(block: &[u8; BLOCK]) -> Masks {
    // SAFETY: each vector of 16 bytes is its table; the block has the 64 of the four that are loaded at once, of which the
    // first has each fourth byte, the second those behind, and so on.
    let (by_low, by_high, uint8x16x4_t(first, second, third, fourth)) =
        unsafe { (vld1q_u8(BY_LOW.as_ptr()), vld1q_u8(BY_HIGH.as_ptr()), vld4q_u8(block.as_ptr())) };
    let bytes = [first, second, third, fourth];
    // The highest bit of each byte: those of four bytes in a row are shifted together into half a byte, and the halves of
    // two into one.
    let mask = |[a, b, c, d]: [uint8x16_t; 4]| {
        let (ab, cd) = (vsriq_n_u8::<1>(b, a), vsriq_n_u8::<1>(d, c));
        let four = vsriq_n_u8::<2>(cd, ab);
        let twice = vreinterpretq_u16_u8(vsriq_n_u8::<4>(four, four));
        vget_lane_u64::<0>(vreinterpret_u64_u8(vshrn_n_u16::<4>(twice)))
    };
    let class = bytes
        .map(|b| vandq_u8(vqtbl1q_u8(by_low, vandq_u8(b, vdupq_n_u8(0x0f))), vqtbl1q_u8(by_high, vshrq_n_u8::<4>(b))));
    // Letters, upper and lower case alike: from 'a' with bit 5 set, 26 of them.
    let letters =
        mask(bytes.map(|b| vcltq_u8(vsubq_u8(vorrq_u8(b, vdupq_n_u8(0x20)), vdupq_n_u8(b'a')), vdupq_n_u8(26))));
    let bit_5 = mask(bytes.map(|b| vshlq_n_u8::<2>(b)));
    let is = |b, byte| vceqq_u8(b, vdupq_n_u8(byte));
    Masks {
        digit: mask(class.map(|c| vshlq_n_u8::<7>(c))),
        dot: mask(class.map(|c| vshlq_n_u8::<6>(c))),
        colon: mask(class.map(|c| vshlq_n_u8::<5>(c))),
        hyphen: mask(class.map(|c| vshlq_n_u8::<4>(c))),
        space: mask(class.map(|c| vshlq_n_u8::<3>(c))),
        close: mask(class.map(|c| vshlq_n_u8::<2>(c))),
        at: mask(class.map(|c| vshlq_n_u8::<1>(c))),
        plus: mask(class),
        upper: letters & !bit_5,
        lower: letters & bit_5,
        percent: mask(bytes.map(|b| is(b, b'%'))),
        escape: mask(bytes.map(|b| vorrq_u8(is(b, b'\\'), is(b, 0x1b)))),
        high: mask(bytes),
    }
}
