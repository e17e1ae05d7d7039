//! Lines in bounded memory. A line longer than the cap is told, not held.

use std::io::{self, BufRead, Read};

/// The longest line that is held, in bytes: CloudWatch takes 1 MiB.
pub const MAX_LINE: usize = 16 << 20;

/// What [`Lines::next`] found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// The buffer holds the line, with its ending.
    Whole,
    /// The buffer holds the first [`MAX_LINE`] bytes; [`Lines::rest`] brings the others.
    TooLong,
}

pub struct Lines<R> {
    reader: R,
}

impl<R: BufRead> Lines<R> {
    pub fn new(reader: R) -> Self {
        Self { reader }
    }

    /// Reads the next line into `buffer`; `None` at the end.
    pub fn next(&mut self, buffer: &mut Vec<u8>) -> io::Result<Option<Line>> {
        buffer.clear();
        loop {
            let available = self.reader.fill_buf()?;
            if available.is_empty() {
                return Ok((!buffer.is_empty()).then_some(Line::Whole));
            }
            let room = MAX_LINE - buffer.len();
            let newline = available.iter().take(room).position(|b| *b == b'\n');
            let take = newline.map_or(available.len().min(room), |at| at + 1);
            buffer.extend_from_slice(&available[..take]);
            self.reader.consume(take);
            if newline.is_some() {
                return Ok(Some(Line::Whole));
            }
            if buffer.len() == MAX_LINE {
                return Ok(Some(Line::TooLong));
            }
        }
    }

    /// The whole lines that have been read already, or can be at once; none where a line is longer than that, or at the
    /// end. They are read when [`Lines::pass`] says so.
    pub fn held(&mut self) -> io::Result<&[u8]> {
        let held = self.reader.fill_buf()?;
        Ok(&held[..held.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1)])
    }

    /// Passes over so many bytes of what is held.
    pub fn pass(&mut self, length: usize) {
        self.reader.consume(length);
    }

    /// The rest of a line that is too long, with its ending, to be read to its end before the next line.
    pub fn rest(&mut self) -> Rest<'_, R> {
        Rest { reader: &mut self.reader, done: false }
    }
}

/// Reads up to and with the next line feed.
pub struct Rest<'a, R> {
    reader: &'a mut R,
    done: bool,
}

impl<R: BufRead> Read for Rest<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.done {
            return Ok(0);
        }
        let available = self.reader.fill_buf()?;
        let room = &available[..available.len().min(out.len())];
        let newline = room.iter().position(|b| *b == b'\n');
        let take = newline.map_or(room.len(), |at| at + 1);
        out[..take].copy_from_slice(&room[..take]);
        self.reader.consume(take);
        self.done = newline.is_some();
        Ok(take)
    }
}

/// A line and its ending.
pub fn split_ending(line: &[u8]) -> (&[u8], &[u8]) {
    let body = line.strip_suffix(b"\n").map_or(line, |body| body.strip_suffix(b"\r").unwrap_or(body));
    line.split_at(body.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_whole_with_their_endings() {
        let mut lines = Lines::new(&b"a\r\n\nb"[..]);
        let mut buffer = Vec::new();
        let mut seen = Vec::new();
        while let Some(line) = lines.next(&mut buffer).unwrap() {
            assert_eq!(line, Line::Whole);
            seen.push(buffer.clone());
        }
        assert_eq!(seen, [&b"a\r\n"[..], b"\n", b"b"]);
        assert_eq!(split_ending(b"a\r\n"), (&b"a"[..], &b"\r\n"[..]));
    }

    #[test]
    fn what_is_held_ends_with_a_line() {
        let mut lines = Lines::new(&b"a\nb\nc"[..]);
        assert_eq!(lines.held().unwrap(), b"a\nb\n");
        lines.pass(4);
        assert_eq!(lines.held().unwrap(), b"");
        let mut buffer = Vec::new();
        assert_eq!(lines.next(&mut buffer).unwrap(), Some(Line::Whole));
        assert_eq!(buffer, b"c");
        assert_eq!(lines.held().unwrap(), b"");
        assert_eq!(lines.next(&mut buffer).unwrap(), None);
    }

    #[test]
    fn a_line_that_is_too_long_is_told() {
        let mut text = vec![b'x'; MAX_LINE + 5];
        text.extend(b"\nnext");
        let mut lines = Lines::new(&text[..]);
        let (mut buffer, mut rest) = (Vec::new(), Vec::new());
        assert_eq!(lines.next(&mut buffer).unwrap(), Some(Line::TooLong));
        lines.rest().read_to_end(&mut rest).unwrap();
        assert_eq!((buffer.len(), rest.as_slice()), (MAX_LINE, &b"xxxxx\n"[..]));
        assert_eq!(lines.next(&mut buffer).unwrap(), Some(Line::Whole));
        assert_eq!(buffer, b"next");
    }
}
