//! Addresses of cryptocurrency wallets: Bitcoin and Ethereum.

use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::redact::checks::all_same;
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, run};
use crate::redact::structure::Structure;

pub const DETECTOR: Row = Row {
    name: "crypto",
    sets: &["standard", "financial"],
    context: Context::Free,
    matcher: Matcher::At(Anchor::Structures { structures: &[Structure::LongWord], words: &[] }, verify),
    source: "Bitcoin: base58check of a version byte and 20 bytes (P2PKH 0, P2SH 5), and BIP 173 and BIP 350 (bech32, \
             bech32m; segwit); Ethereum: 0x and 20 bytes in hexadecimal, with or without the capitals of EIP-55",
    examples: &[
        "1Dn45zU6bnCP7vDi2aP62iKX9d9Fcvjzwt",
        "31jq9nLzNzu2Hi2VEE2VeurhsbVyscqo1r",
        "bitcoin:bc1qe2tczyk2rw7u47kzxxee5g7ufkncdmlcpmw3pk?amount=1",
        "bc1q8c37s9sq89v55vuffajkfcd3xj9m67sq3r2zcjktw0h2a4vuqzwskcfe8r",
        "bc1p9e7jcqaf2pawye0v7k6n26y955ee8gszn5jp89yewfj6rgj6alrqcvs289",
        "BC1QE2TCZYK2RW7U47KZXXEE5G7UFKNCDMLCPMW3PK",
        "0x3f79bb7b435b05321651daefd374cdc681dc06fa",
        "wallet=0x3F79BB7b435b05321651DAEFd374cdc681dc06fA",
        "to%3D1Dn45zU6bnCP7vDi2aP62iKX9d9Fcvjzwt",
    ],
    counterexamples: &[
        "1Dn45zU6bnCP7vDi2aP62iKX9d9Fcvjzwu",
        "1Dn45zU6bnCP7vDi2aP62iKX9d9Fcvjzwt2",
        "x1Dn45zU6bnCP7vDi2aP62iKX9d9Fcvjzwt",
        "bc1qe2tczyk2rw7u47kzxxee5g7ufkncdmlcpmw3pq",
        "bc1Qe2tczyk2rw7u47kzxxee5g7ufkncdmlcpmw3pk",
        "0x3f79bb7b435b05321651daefd374cdc681dc06",
        "0x3f79bb7b435b05321651daefd374cdc681dc06fa8f953371d3e85eddb89b05ed",
        "0x0000000000000000000000000000000000000000",
        "3f79bb7b435b05321651daefd374cdc681dc06fa",
        "8f953371d3e85eddb89b05ed6b9e680791055315c73e1025ab5dba7bb2aee189",
    ],
};

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    if may_begin(input.text.get(at..)?) { address(input, at) } else { None }
}

/// Whether an address can begin like a long word: most are hashes.
pub fn may_begin(word: &[u8]) -> bool {
    match word {
        [b'1' | b'3', ..] => {
            // Hexadecimal digits have zeros, which base58 has not.
            let end = run(&word[..word.len().min(MAX_BASE58 + 1)], |b| b.is_ascii_alphanumeric() && b != b'0');
            end <= MAX_BASE58 && word.get(end) != Some(&b'0')
        }
        [b'b' | b'B', b'c' | b'C', b'1', ..] | [b'0', b'x' | b'X', ..] => true,
        _ => false,
    }
}

/// The address at `at`.
#[inline(never)]
fn address(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let word = &input.text[at..];
    let word = &word[..run(&word[..word.len().min(MAX + 1)], |b| b.is_ascii_alphanumeric())];
    let end = at + word.len();
    if !input.starts_word(at) || !input.ends_word(end) || word.len() > MAX {
        return None;
    }
    let sound = match word {
        [b'1' | b'3', ..] => is_base58check(word),
        [b'b' | b'B', b'c' | b'C', b'1', data @ ..] => is_segwit(data),
        [b'0', b'x' | b'X', digits @ ..] => {
            digits.len() == 40 && digits.iter().all(u8::is_ascii_hexdigit) && !all_same(digits)
        }
        _ => false,
    };
    sound.then_some(at..end)
}

/// The longest address (BIP 173), and the longest of base58.
const MAX: usize = 90;
const MAX_BASE58: usize = 35;

/// Whether a word is base58check of a version byte, 0 or 5, and 20 bytes.
fn is_base58check(word: &[u8]) -> bool {
    const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    if !(26..=MAX_BASE58).contains(&word.len()) {
        return false;
    }
    // The number that the letters write, the least part first: 35 letters are less than 206 bits.
    let mut parts = [0_u32; 7];
    for letter in word {
        let Some(digit) = ALPHABET.iter().position(|known| known == letter) else { return false };
        let mut carry = digit as u64;
        for part in &mut parts {
            carry += u64::from(*part) * 58;
            *part = carry as u32;
            carry >>= u32::BITS;
        }
    }
    let mut bytes = [0_u8; 28];
    bytes
        .chunks_exact_mut(4)
        .zip(parts.iter().rev())
        .for_each(|(bytes, part)| bytes.copy_from_slice(&part.to_be_bytes()));
    let Some((&[0, 0, 0], bytes)) = bytes.split_first_chunk() else { return false };
    // Each leading 1 stands for a byte of zero.
    let ones = run(word, |b| b == b'1');
    let (payload, checksum) = bytes.split_at(21);
    matches!(payload[0], 0 | 5)
        && ones == run(bytes, |b| b == 0)
        && Sha256::digest(Sha256::digest(payload))[..4] == *checksum
}

/// Whether `data`, behind `bc1`, is a witness program with its check: bech32 for version 0, bech32m above.
fn is_segwit(data: &[u8]) -> bool {
    const ALPHABET: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    let mixed = data.iter().any(u8::is_ascii_lowercase) && data.iter().any(u8::is_ascii_uppercase);
    if mixed || data.len() < 11 {
        return false;
    }
    // `bc`, expanded as BIP 173 says.
    let mut check = [3, 3, 0, 2, 3].into_iter().fold(1, polymod);
    let mut version = None;
    for letter in data {
        let letter = letter.to_ascii_lowercase();
        let Some(value) = ALPHABET.iter().position(|known| *known == letter) else { return false };
        version = version.or(Some(value));
        check = polymod(check, value as u32);
    }
    match version {
        Some(0) => check == 1,
        Some(1..=16) => check == 0x2bc8_30a3,
        _ => false,
    }
}

/// A step of the checksum of BIP 173.
fn polymod(check: u32, value: u32) -> u32 {
    const GENERATOR: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    let top = check >> 25;
    let next = (check & 0x01ff_ffff) << 5 ^ value;
    (0..5).filter(|bit| top >> bit & 1 == 1).fold(next, |next, bit| next ^ GENERATOR[bit])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The address of the first block, and those that BIP 173 and BIP 350 give as valid and invalid.
    #[test]
    fn published_examples_agree() {
        assert!(is_base58check(b"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"));
        assert!(is_base58check(b"3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"));
        assert!(is_segwit(b"QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4"));
        assert!(is_segwit(b"p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"));
        assert!(!is_segwit(b"p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd"));
    }
}
