//! Gzip, one shot and strict: RFC 1952 members with their CRC-32 and length verified, and nothing after the last.
//!
//! It refuses to decompress beyond a cap, whatever the data says about its own size, and to ignore what it did not
//! verify. A streaming reader checks less and takes twice as long.

use flate2::{Compression, Crc, Decompress, FlushDecompress, GzBuilder, Status};
use std::io::Write;

/// Why bytes are not a whole and sound gzip file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GzipError {
    /// The magic bytes `1f 8b` or the method 8 are missing.
    #[error("not gzip data")]
    NotGzip,
    /// The data ends before the member does.
    #[error("cut short")]
    CutShort,
    /// The deflate stream breaks its format.
    #[error("the compressed data is corrupt")]
    Corrupt,
    /// The member's CRC-32 is not that of what was decompressed.
    #[error("wrong CRC-32")]
    WrongCrc,
    /// The member's length is not that of what was decompressed.
    #[error("wrong length")]
    WrongLength,
    /// Bytes that are no gzip member follow the last member.
    #[error("{0} bytes follow the last gzip member")]
    TrailingBytes(usize),
    /// More than the cap, in bytes.
    #[error("more than {0} bytes when decompressed")]
    TooLarge(usize),
}

/// Deflate cannot expand a byte to more than this (zlib's technical notes), so no claim beyond it is believed.
const MAX_RATIO: usize = 1032;

const FHCRC: u8 = 1 << 1;
const FEXTRA: u8 = 1 << 2;
const FNAME: u8 = 1 << 3;
const FCOMMENT: u8 = 1 << 4;
const RESERVED: u8 = 0b1110_0000;

/// Decompresses one or several gzip members.
///
/// # Errors
/// When anything is missing, wrong or left over, or when the output would exceed `cap` bytes.
pub fn decompress(input: &[u8], cap: usize) -> Result<Vec<u8>, GzipError> {
    let mut out = Vec::new();
    let mut inflater = Decompress::new(false);
    let mut rest = input;
    loop {
        let body = skip_header(rest)?;
        let start = out.len();
        let used = inflate(&mut inflater, body, &mut out, cap)?;
        let trailer = body.get(used..used + 8).ok_or(GzipError::CutShort)?;
        let (crc, length) = trailer.split_at(4);
        let mut actual = Crc::new();
        actual.update(&out[start..]);
        if crc != actual.sum().to_le_bytes() {
            return Err(GzipError::WrongCrc);
        }
        if length != actual.amount().to_le_bytes() {
            return Err(GzipError::WrongLength);
        }
        rest = &body[used + 8..];
        if rest.is_empty() {
            return Ok(out);
        }
        if !rest.starts_with(&[0x1f, 0x8b]) {
            return Err(GzipError::TrailingBytes(rest.len()));
        }
        inflater.reset(false);
    }
}

/// Compresses into one member whose header holds no time, no name and no operating system: the same bytes in, the
/// same bytes out.
pub fn compress(input: &[u8]) -> Vec<u8> {
    let mut encoder = GzBuilder::new()
        .mtime(0)
        .operating_system(255)
        .write(Vec::with_capacity(input.len() / 6 + 64), Compression::new(6));
    // Writing to a Vec does not fail.
    let _ = encoder.write_all(input);
    encoder.finish().unwrap_or_default()
}

/// Inflates one deflate stream onto the end of `out`; returns how many bytes of `body` it took.
fn inflate(inflater: &mut Decompress, body: &[u8], out: &mut Vec<u8>, cap: usize) -> Result<usize, GzipError> {
    // The length that the last four bytes claim is right when there is one member; it is a hint, held to what the
    // input could possibly expand to.
    let claimed = body.last_chunk::<4>().map_or(0, |tail| u32::from_le_bytes(*tail) as usize);
    let room = cap - out.len();
    out.reserve_exact(claimed.min(body.len().saturating_mul(MAX_RATIO)).min(room) + 1);
    loop {
        let used = inflater.total_in() as usize;
        let before = out.len();
        let status =
            inflater.decompress_vec(&body[used..], out, FlushDecompress::Finish).map_err(|_| GzipError::Corrupt)?;
        if out.len() > cap {
            return Err(GzipError::TooLarge(cap));
        }
        if status == Status::StreamEnd {
            return Ok(inflater.total_in() as usize);
        }
        if out.len() < out.capacity() {
            let stuck = out.len() == before && inflater.total_in() as usize == used;
            if stuck || inflater.total_in() as usize == body.len() {
                return Err(GzipError::CutShort);
            }
        } else {
            // One byte beyond the cap, so that a stream of exactly the cap's size is told from a longer one.
            let more = out.len().max(64 << 10).min(cap + 1 - out.len());
            out.reserve_exact(more);
        }
    }
}

fn skip_header(input: &[u8]) -> Result<&[u8], GzipError> {
    if input.len() < 2 || input[..2] != [0x1f, 0x8b] {
        return Err(GzipError::NotGzip);
    }
    let header = input.get(..10).ok_or(GzipError::CutShort)?;
    let flags = header[3];
    if header[2] != 8 || flags & RESERVED != 0 {
        return Err(GzipError::NotGzip);
    }
    let mut at = 10;
    if flags & FEXTRA != 0 {
        let length = input.get(at..at + 2).ok_or(GzipError::CutShort)?;
        at += 2 + usize::from(u16::from_le_bytes([length[0], length[1]]));
    }
    for flag in [FNAME, FCOMMENT] {
        if flags & flag != 0 {
            let text = input.get(at..).ok_or(GzipError::CutShort)?;
            at += 1 + memchr::memchr(0, text).ok_or(GzipError::CutShort)?;
        }
    }
    if flags & FHCRC != 0 {
        let stored = input.get(at..at + 2).ok_or(GzipError::CutShort)?;
        let mut crc = Crc::new();
        crc.update(&input[..at]);
        if stored != &crc.sum().to_le_bytes()[..2] {
            return Err(GzipError::WrongCrc);
        }
        at += 2;
    }
    input.get(at..).ok_or(GzipError::CutShort)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAP: usize = 1 << 20;

    #[test]
    fn members_follow_each_other() {
        let mut two = compress(b"one ");
        two.extend(compress(b"two"));
        assert_eq!(decompress(&two, CAP).unwrap(), b"one two");
        let empty = compress(b"");
        assert_eq!(decompress(&empty, CAP).unwrap(), b"");
    }

    #[test]
    fn every_prefix_is_refused() {
        let whole = compress(&b"a line of text that compresses, a line of text that compresses".repeat(9));
        for end in 0..whole.len() {
            assert!(decompress(&whole[..end], CAP).is_err(), "{end} of {} bytes were taken for the whole", whole.len());
        }
    }

    #[test]
    fn every_changed_byte_of_data_and_trailer_is_noticed() {
        let text = b"some text, some more text".repeat(5);
        let whole = compress(&text);
        for at in 10..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 0x10;
            assert_ne!(decompress(&changed, CAP).as_deref(), Ok(&text[..]), "byte {at}");
        }
    }

    #[test]
    fn says_what_is_wrong() {
        let whole = compress(b"text");
        let end = whole.len();
        let mut crc = whole.clone();
        crc[end - 5] ^= 1;
        let mut length = whole.clone();
        length[end - 1] ^= 1;
        let mut trailing = whole.clone();
        trailing.extend(b"xyz");
        assert_eq!(decompress(b"plain", CAP), Err(GzipError::NotGzip));
        assert_eq!(decompress(&whole[..end - 3], CAP), Err(GzipError::CutShort));
        assert_eq!(decompress(&crc, CAP), Err(GzipError::WrongCrc));
        assert_eq!(decompress(&length, CAP), Err(GzipError::WrongLength));
        assert_eq!(decompress(&trailing, CAP), Err(GzipError::TrailingBytes(3)));
    }

    #[test]
    fn the_cap_is_exact_over_all_members() {
        let text = vec![b'x'; 3000];
        let mut two = compress(&text);
        two.extend(compress(&text));
        assert_eq!(decompress(&two, 6000).unwrap().len(), 6000);
        assert_eq!(decompress(&two, 5999), Err(GzipError::TooLarge(5999)));
        assert_eq!(decompress(&compress(&text), 2999), Err(GzipError::TooLarge(2999)));
    }

    #[test]
    fn a_lie_about_the_length_allocates_little() {
        let mut small = compress(b"x");
        let end = small.len();
        small[end - 4..].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(decompress(&small, 64 << 20), Err(GzipError::WrongLength));
    }

    #[test]
    fn optional_header_fields_are_skipped() {
        let plain = compress(b"text");
        let mut rich = plain[..10].to_vec();
        rich[3] = FEXTRA | FNAME | FCOMMENT | FHCRC;
        rich.extend([3, 0, 1, 2, 3]);
        rich.extend(b"name\0comment\0");
        let mut crc = Crc::new();
        crc.update(&rich);
        rich.extend(&crc.sum().to_le_bytes()[..2]);
        rich.extend(&plain[10..]);
        assert_eq!(decompress(&rich, CAP).unwrap(), b"text");
        rich[12] ^= 1;
        assert!(decompress(&rich, CAP).is_err());
    }
}
