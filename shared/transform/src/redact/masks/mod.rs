//! The classes of 64 bytes at a time, as bit masks, and the places of a mask's bits: what the engine asks of a processor's
//! vectors, and the one place that speaks to them.
//!
//! `portable` says what is right; `avx2`, `avx512` and `neon` say the same faster, and tests hold them against it. What masks mean
//! is decided elsewhere, in `structure`. This is the only module that may be `unsafe`: a vector is loaded through a
//! pointer, and a function for a feature is called once the feature is known to be there.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "aarch64")]
mod neon;
mod portable;

/// Bytes that are classified at once.
pub const BLOCK: usize = 64;

/// The blocks of a window, at most: so many that their masks stay in a processor's nearest cache.
pub const WINDOW: usize = 64;

/// Which of 64 bytes belong to a class: bit `i` stands for byte `i`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Masks {
    /// `0-9`.
    pub digit: u64,
    /// `A-Z`.
    pub upper: u64,
    /// `a-z`.
    pub lower: u64,
    /// `.`.
    pub dot: u64,
    /// `:`.
    pub colon: u64,
    /// `-`.
    pub hyphen: u64,
    /// A space.
    pub space: u64,
    /// `)`.
    pub close: u64,
    /// `@`.
    pub at: u64,
    /// `+`.
    pub plus: u64,
    /// `%`.
    pub percent: u64,
    /// A byte behind which other text may be hidden: `\`, escape (0x1b).
    pub escape: u64,
    /// A byte from 0x80.
    pub high: u64,
}

/// Something that takes the masks of a text's blocks in their order. It is compiled once for each kind of processor.
pub trait Visitor {
    /// Takes the masks of a window's block; the first has the index 0.
    fn block(&mut self, index: usize, masks: &Masks);
    /// Takes the end of a window that begins at `start` and has so many blocks, and the best way to spread masks.
    fn window(&mut self, start: usize, blocks: usize, spread: impl Fn(u64, Spread) -> usize);
}

/// Where the places of a mask's bits are written.
pub struct Spread<'a> {
    /// What is written for the lowest bit, if it stands.
    pub first: u16,
    /// So many are written at once, and more only if there are more. It is to be more than most masks have.
    pub usual: usize,
    /// The room for them; what stands behind the last is of no meaning.
    pub room: &'a mut [u16; BLOCK],
}

/// Hands the masks of `text`, which begins at `from`, to `visitor`, block for block. A last block that is shorter is
/// filled up with zeros.
pub fn visit(text: &[u8], from: usize, visitor: &mut impl Visitor) {
    #[cfg(target_arch = "x86_64")]
    if avx512::visit(text, from, visitor) || avx2::visit(text, from, visitor) {
        return;
    }
    #[cfg(target_arch = "aarch64")]
    return neon::visit(text, from, visitor);
    #[cfg(not(target_arch = "aarch64"))]
    portable::visit(text, from, visitor);
}

/// Writes the places of a mask's bits, and answers how many there are.
#[inline(always)]
pub fn spread(mut mask: u64, spread: Spread) -> usize {
    let count = mask.count_ones() as usize;
    let mut write = |slot: &mut u16| {
        *slot = spread.first + mask.trailing_zeros() as u16;
        mask &= mask.wrapping_sub(1);
    };
    // How many there are cannot be foretold, and a loop that ends by surprise costs more than some places too many.
    let (usual, more) = spread.room.split_at_mut(spread.usual);
    usual.iter_mut().for_each(&mut write);
    if let Some(left) = count.checked_sub(spread.usual) {
        more.iter_mut().take(left).for_each(&mut write);
    }
    count
}

/// The blocks of a text, each classified by `classify`, and their windows.
#[inline(always)]
fn blocks(
    text: &[u8],
    from: usize,
    visitor: &mut impl Visitor,
    classify: impl Fn(&[u8; BLOCK]) -> Masks,
    spread: impl Fn(u64, Spread) -> usize,
) {
    for (number, window) in text.chunks(WINDOW * BLOCK).enumerate() {
        let (whole, rest) = window.as_chunks::<BLOCK>();
        for (index, block) in whole.iter().enumerate() {
            visitor.block(index, &classify(block));
        }
        if !rest.is_empty() {
            let mut last = [0; BLOCK];
            last[..rest.len()].copy_from_slice(rest);
            visitor.block(whole.len(), &classify(&last));
        }
        visitor.window(from + number * WINDOW * BLOCK, window.len().div_ceil(BLOCK), &spread);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Default)]
    struct All {
        masks: Vec<(usize, Masks)>,
        spread: Vec<Vec<u16>>,
    }

    impl Visitor for All {
        fn block(&mut self, index: usize, masks: &Masks) {
            self.masks.push((index, *masks));
        }

        fn window(&mut self, start: usize, blocks: usize, spread: impl Fn(u64, Spread) -> usize) {
            self.masks.push((start + blocks, Masks::default()));
            for (_, masks) in &self.masks {
                for (mask, usual) in [(masks.lower, 3), (masks.digit, 12), (masks.lower | masks.digit, 12), (!0, 1)] {
                    let mut room = [0; BLOCK];
                    let count = spread(mask, Spread { first: 64, usual, room: &mut room });
                    self.spread.push(room[..count].to_vec());
                }
            }
        }
    }

    fn agrees(text: &[u8]) {
        let masks = |visit: fn(&[u8], usize, &mut All)| {
            let mut all = All::default();
            visit(text, 0, &mut all);
            (all.masks, all.spread)
        };
        let portable = masks(portable::visit);
        assert_eq!(masks(visit), portable);
        // On a processor that cannot, nothing is handed over.
        #[cfg(target_arch = "x86_64")]
        for masks in
            [masks(|t, at, all| _ = avx2::visit(t, at, all)), masks(|t, at, all| _ = avx512::visit(t, at, all))]
        {
            assert!(masks.0.is_empty() || masks == portable);
        }
    }

    #[test]
    fn every_byte_at_every_place_is_classified_alike() {
        for byte in 0..=u8::MAX {
            for place in 0..BLOCK {
                let mut text = [b'x'; BLOCK];
                text[place] = byte;
                agrees(&text);
                agrees(&text[..=place]);
            }
            agrees(&[byte; 2 * BLOCK + 1]);
        }
    }

    proptest! {
        #[test]
        fn a_mask_is_spread_to_its_bits(mask in prop_oneof![any::<u64>(), Just(0), Just(u64::MAX)], usual in 0..BLOCK) {
            let mut room = [0; BLOCK];
            let count = spread(mask, Spread { first: 7, usual, room: &mut room });
            let expected: Vec<_> = (0..BLOCK as u16).filter(|bit| mask >> bit & 1 != 0).map(|bit| 7 + bit).collect();
            prop_assert_eq!(&room[..count], expected);
        }

        #[test]
        fn any_bytes_are_classified_alike(text in proptest::collection::vec(any::<u8>(), 0..300)) {
            agrees(&text);
        }
    }
}
