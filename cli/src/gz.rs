//! Opens a file for reading, compressed or not.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

// A log file on disk may be of any size, so it is streamed, and the caller's line cap bounds memory; a batch's payload
// goes through `sluice_transform::gzip` instead.
#[allow(clippy::disallowed_types)]
type Stream = flate2::bufread::MultiGzDecoder<BufReader<File>>;

const BUFFER: usize = 256 << 10;

/// Whether a file's name says that it is compressed.
pub fn is_compressed(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz"))
}

/// Opens a file; `-` is standard input. Text in UTF-16 is refused: no detector would see anything in it.
pub fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    let mut reader = open_bytes(path)?;
    if [[0xff, 0xfe], [0xfe, 0xff]].iter().any(|mark| reader.fill_buf().is_ok_and(|start| start.starts_with(mark))) {
        return Err(io::Error::other("it is UTF-16: convert it first, with `iconv -f utf-16 -t utf-8`"));
    }
    Ok(reader)
}

fn open_bytes(path: &Path) -> io::Result<Box<dyn BufRead>> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(BufReader::with_capacity(BUFFER, io::stdin())));
    }
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
    }
    let file = BufReader::with_capacity(BUFFER, file);
    if is_compressed(path) {
        return Ok(Box::new(BufReader::with_capacity(BUFFER, Stream::new(file))));
    }
    Ok(Box::new(file))
}

/// Whether an error says that compressed data is broken, rather than that it cannot be read.
pub fn is_broken(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof)
}
