//! The masks by plain code: what every other kind is held against.

use super::{BLOCK, Masks, Visitor};

/// Hands over the masks of a text.
pub fn visit(text: &[u8], from: usize, visitor: &mut impl Visitor) {
    super::blocks(text, from, visitor, classify, super::spread);
}

fn classify(block: &[u8; BLOCK]) -> Masks {
    let mut masks = Masks::default();
    for (index, byte) in block.iter().enumerate() {
        let bit = 1 << index;
        let class = match byte {
            b'0'..=b'9' => &mut masks.digit,
            b'A'..=b'Z' => &mut masks.upper,
            b'a'..=b'z' => &mut masks.lower,
            b'.' => &mut masks.dot,
            b':' => &mut masks.colon,
            b'-' => &mut masks.hyphen,
            b' ' => &mut masks.space,
            b')' => &mut masks.close,
            b'@' => &mut masks.at,
            b'+' => &mut masks.plus,
            b'%' => &mut masks.percent,
            b'\\' | 0x1b => &mut masks.escape,
            0x80.. => &mut masks.high,
            _ => continue,
        };
        *class |= bit;
    }
    masks
}
