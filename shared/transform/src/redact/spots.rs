//! Where the bits of many masks stand, laid out one behind the other.
//!
//! How many bits a mask has cannot be foretold, and a loop over each mask's ends by surprise, which costs a processor more
//! than the loop. So places are written without asking, some more than there are, and the next mask's over those; then
//! they are narrowed down by arithmetic.
//!
//! It refuses to know what a bit means.

use std::cell::Cell;

use super::masks::{BLOCK, Spread, WINDOW};

/// How much room there is, for all bytes of a window, and for what is written beyond.
const ROOM: usize = WINDOW * BLOCK + BLOCK;

/// Places in a window, in their order, to be used again and again.
pub struct Spots {
    at: [u16; ROOM],
    count: usize,
}

impl Default for Spots {
    fn default() -> Self {
        Self { at: [0; ROOM], count: 0 }
    }
}

impl Spots {
    /// Puts the places of the bits of a window's masks, which `mask` gives for each of so many blocks, by a processor's
    /// way to `spread` them. `usual` is more than most masks have.
    #[inline(always)]
    pub fn put(
        &mut self,
        spread: impl Fn(u64, Spread) -> usize,
        usual: usize,
        blocks: usize,
        mask: impl Fn(usize) -> u64,
    ) {
        self.count = 0;
        for block in 0..blocks.min(WINDOW) {
            let Some(room) = self.at.get_mut(self.count..).and_then(<[u16]>::first_chunk_mut) else { return };
            self.count += spread(mask(block), Spread { first: (block * BLOCK) as u16, usual, room });
        }
    }

    /// Puts those of other places that `keep` says, without a branch for any.
    #[inline(always)]
    pub fn put_those(&mut self, others: &Spots, mut keep: impl FnMut(usize) -> bool) {
        let mut kept = 0;
        for at in others.all() {
            if let Some(next) = self.at.get_mut(kept) {
                *next = at as u16;
            }
            kept += usize::from(keep(at));
        }
        self.count = kept;
    }

    /// Leaves only those places that `keep` says, without a branch for any.
    #[inline(always)]
    pub fn retain(&mut self, mut keep: impl FnMut(usize) -> bool) {
        let mut kept = 0;
        let spots = Cell::from_mut(self.at.get_mut(..self.count).unwrap_or_default()).as_slice_of_cells();
        for spot in spots {
            let at = spot.get();
            if let Some(next) = spots.get(kept) {
                next.set(at);
            }
            kept += usize::from(keep(usize::from(at)));
        }
        self.count = kept;
    }

    /// Whether no place is left.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The places that are left, in their order.
    #[inline(always)]
    pub fn all(&self) -> impl Iterator<Item = usize> {
        self.at.iter().take(self.count).map(|at| usize::from(*at))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::redact::masks;

    proptest! {
        #[test]
        fn spots_are_the_bits(
            window in proptest::collection::vec(
                prop_oneof![any::<u64>(), Just(0), Just(u64::MAX), Just(1 << 63)],
                0..=WINDOW,
            ),
        ) {
            let mut spots = Spots::default();
            let bits = window.iter().enumerate().flat_map(|(block, mask)| {
                (0..BLOCK).filter(move |bit| mask >> bit & 1 != 0).map(move |bit| block * BLOCK + bit)
            });
            let mut expected: Vec<_> = bits.collect();
            spots.put(masks::spread, 3, window.len(), |block| window[block]);
            prop_assert_eq!(spots.all().collect::<Vec<_>>(), expected.clone());
            spots.retain(|at| at % 3 == 0);
            expected.retain(|at| at % 3 == 0);
            prop_assert_eq!(spots.all().collect::<Vec<_>>(), expected);
            let mut even = Spots::default();
            even.put_those(&spots, |at| at % 2 == 0);
            let expected: Vec<_> = spots.all().filter(|at| at % 2 == 0).collect();
            prop_assert_eq!(even.all().collect::<Vec<_>>(), expected);
            spots.put(masks::spread, 3, 1, |_| 0);
            prop_assert_eq!(spots.all().count(), 0);
        }
    }
}
