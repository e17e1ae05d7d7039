//! Where the bits of many masks stand, laid out one behind the other.
//!
//! How many bits a mask has cannot be foretold, and a loop over them ends by surprise, which costs a processor more than
//! the loop. So places are written without asking, some more than there are, and the next mask's over those.
//!
//! It refuses to know what a bit means.

use std::cell::Cell;

use super::masks::{BLOCK, WINDOW};

/// How much room there is, for all bytes of a window, and for what is written beyond.
const ROOM: usize = WINDOW * BLOCK + BLOCK;

/// Places in a window, each kind for itself, to be used again and again.
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
    /// Puts the places of the bits of a window's masks, which `mask` gives for each of so many blocks. `USUAL` of them
    /// are written for every block: it is to be more than most have.
    #[inline(always)]
    pub fn put<const USUAL: usize>(&mut self, blocks: usize, mask: impl Fn(usize) -> u64) {
        self.count = 0;
        for block in 0..blocks.min(WINDOW) {
            let mut mask = mask(block);
            let count = mask.count_ones() as usize;
            let Some(room) = self.at.get_mut(self.count..).and_then(<[u16]>::first_chunk_mut::<BLOCK>) else { return };
            let mut write = |slot: &mut u16| {
                *slot = (block * BLOCK) as u16 + mask.trailing_zeros() as u16;
                mask &= mask.wrapping_sub(1);
            };
            let (usual, more) = room.split_at_mut(USUAL);
            usual.iter_mut().for_each(&mut write);
            if count > USUAL {
                more[..count - USUAL].iter_mut().for_each(&mut write);
            }
            self.count += count;
        }
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

    proptest! {
        #[test]
        fn spots_are_the_bits(
            masks in proptest::collection::vec(
                prop_oneof![any::<u64>(), Just(0), Just(u64::MAX), Just(1 << 63)],
                0..=WINDOW,
            ),
        ) {
            let mut spots = Spots::default();
            let bits = masks.iter().enumerate().flat_map(|(block, mask)| {
                (0..BLOCK).filter(move |bit| mask >> bit & 1 != 0).map(move |bit| block * BLOCK + bit)
            });
            let mut expected: Vec<_> = bits.collect();
            spots.put::<3>(masks.len(), |block| masks[block]);
            prop_assert_eq!(spots.all().collect::<Vec<_>>(), expected.clone());
            spots.retain(|at| at % 3 == 0);
            expected.retain(|at| at % 3 == 0);
            prop_assert_eq!(spots.all().collect::<Vec<_>>(), expected);
            spots.put::<3>(1, |_| 0);
            prop_assert_eq!(spots.all().count(), 0);
        }
    }
}
