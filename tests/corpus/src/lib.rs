//! Synthetic logs, the same for the same seed: what accuracy and speed are measured on.
//!
//! - [`ordinary`] gives lines as workloads on ECS and Lambda write them, full of what only looks like personal data or
//!   a secret, and without either;
//! - [`mixed()`] plants personal data and secrets into about one of ten such lines, and labels each to the byte.
//!
//! All of it is invented here: no line was ever written by a program, and no value belongs to anyone. Numbers have valid
//! check digits. The parts can be used by themselves: [`personal`], [`national`] and [`secrets`] make what is planted, [`identifiers`]
//! and [`clock`] what is not.

pub mod clock;
pub mod formats;
pub mod identifiers;
pub mod mixed;
pub mod national;
pub mod personal;
pub mod random;
pub mod secrets;

use std::collections::HashSet;

pub use formats::{FORMATS, Format, Shape};
pub use mixed::{KINDS, Labelled, Mixed, Piece, Planting, mixed};
pub use random::Random;

use clock::Clock;

/// What ordinary lines may hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Variant {
    /// Neither personal data nor a secret, and no address of a machine either.
    #[default]
    Plain,
    /// Addresses of clients and of machines where programs write them: the one kind of finding in such lines is
    /// `ip_address`.
    Addresses,
}

/// What a format writes from: chance, a clock that goes on, and what it may write.
pub struct World {
    /// Chance.
    pub random: Random,
    /// The time, which goes on with each line.
    pub clock: Clock,
    /// What the lines may hold.
    pub variant: Variant,
}

impl World {
    /// A world of this seed.
    pub fn new(seed: u64, variant: Variant) -> Self {
        Self { random: Random::new(seed), clock: Clock::default(), variant }
    }

    /// Who calls: a machine's name, or its address where addresses are allowed.
    pub fn client(&mut self) -> String {
        match self.variant {
            Variant::Plain => identifiers::host(&mut self.random),
            Variant::Addresses => personal::ip_address(&mut self.random),
        }
    }
}

/// Ordinary lines without end, none of them twice: no personal data, no secret, no address.
pub fn ordinary(seed: u64) -> Ordinary {
    ordinary_as(seed, Variant::Plain)
}

/// The same, of a variant.
pub fn ordinary_as(seed: u64, variant: Variant) -> Ordinary {
    Ordinary { world: World::new(seed, variant), seen: HashSet::new() }
}

/// See [`ordinary`].
pub struct Ordinary {
    world: World,
    /// The hashes of the lines that were given.
    seen: HashSet<u64>,
}

impl Ordinary {
    /// The next line, with the format that wrote it.
    pub fn with_format(&mut self) -> (&'static Format, String) {
        loop {
            self.world.clock.go_on(&mut self.world.random);
            let format = &FORMATS[self.world.random.below(FORMATS.len() as u64) as usize];
            let line = (format.line)(&mut self.world);
            if self.seen.insert(hash(&line)) {
                return (format, line);
            }
        }
    }
}

impl Iterator for Ordinary {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        Some(self.with_format().1)
    }
}

/// FNV-1a: the same on every machine.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn lines_are_distinct_single_and_of_every_format() {
        let mut lines = ordinary(7);
        let mut seen = HashSet::new();
        let mut formats: BTreeMap<&str, usize> = BTreeMap::new();
        for _ in 0..200_000 {
            let (format, line) = lines.with_format();
            *formats.entry(format.name).or_default() += 1;
            assert!(!line.is_empty() && !line.contains(['\n', '\r']), "{line}");
            assert!(seen.insert(line), "twice");
        }
        assert_eq!(formats.len(), FORMATS.len());
        assert!(FORMATS.len() >= 20);
        assert!(formats.values().all(|count| *count >= 1_000), "{formats:?}");
    }

    #[test]
    fn the_same_seed_gives_the_same_lines() {
        let lines = |seed: u64| ordinary(seed).take(2_000).collect::<Vec<_>>();
        assert_eq!(lines(1), lines(1));
        assert_ne!(lines(1), lines(2));
    }

    #[test]
    fn json_lines_are_objects() {
        let mut lines = ordinary(3);
        for _ in 0..20_000 {
            let (format, line) = lines.with_format();
            if format.shape == Shape::Json {
                assert!(line.starts_with('{') && line.ends_with('}'), "{}: {line}", format.name);
            }
        }
    }
}
