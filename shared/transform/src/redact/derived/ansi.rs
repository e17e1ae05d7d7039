//! Text without ANSI control sequences (ECMA-48, section 5.4), which colour it on a terminal; also of those of colours
//! whose escape byte was lost on the way, where one that ends colours stands in the text.

use super::{Derived, Instead};

/// The longest sequence that is taken for one: a colour of three numbers needs 19 bytes.
const MAX: usize = 32;

/// What ends colours, without the bracket before it, and each byte behind it that is ASCII and neither letter nor digit: before
/// those, two bytes are a beginning by themselves. Behind a text stand zeros.
pub static RESETS: [[u8; 3]; 66] = {
    let (mut resets, mut count, mut byte) = ([[0; 3]; 66], 0, 0);
    while byte < 0x80_u8 {
        if !byte.is_ascii_alphanumeric() {
            resets[count] = [b'0', b'm', byte];
            count += 1;
        }
        byte += 1;
    }
    resets
};

/// Where the bracket stands of what ends colours right before `at`.
pub fn reset_before(text: &[u8], at: usize) -> Option<usize> {
    text[..at].ends_with(b"[0m").then(|| at - 3)
}

/// Leaves out control sequences. `None` where there are none.
pub fn plain(text: &[u8]) -> Option<Derived> {
    whole(text).or_else(|| without_escape(text))
}

/// Whether a control sequence begins a text, or a colour whose escape byte was lost.
pub fn begins(text: &[u8]) -> bool {
    sequence(text).or_else(|| colour(text)).is_some()
}

/// Leaves out colours whose escape byte was lost.
fn without_escape(text: &[u8]) -> Option<Derived> {
    memchr::memmem::find(text, b"[0m")?;
    Derived::undo(text, [b'['; 2], |at| colour(&text[at..]).map(|length| (Instead::Nothing, length)))
}

/// The length of the colour, without its escape byte, that `text` begins with.
fn colour(text: &[u8]) -> Option<usize> {
    let body = text.strip_prefix(b"[")?;
    let parameters = body.iter().take(MAX).take_while(|b| b.is_ascii_digit() || **b == b';').count();
    (parameters > 0 && body.get(parameters) == Some(&b'm')).then_some(1 + parameters + 1)
}

fn whole(text: &[u8]) -> Option<Derived> {
    Derived::undo(text, [ESCAPE; 2], |at| sequence(&text[at..]).map(|length| (Instead::Nothing, length)))
}

const ESCAPE: u8 = 0x1b;

/// The length of the control sequence that `text` begins with: the introducer, parameters, and a final byte.
fn sequence(text: &[u8]) -> Option<usize> {
    let body = text.strip_prefix(b"\x1b[")?;
    let parameters = body.iter().take(MAX).take_while(|b| matches!(b, 0x20..=0x3f)).count();
    matches!(body.get(parameters), Some(0x40..=0x7e)).then_some(2 + parameters + 1)
}

/// Where the sequence ends that began before `at` and goes on there.
pub fn end_within(text: &[u8], at: usize) -> Option<usize> {
    let floor = at.saturating_sub(MAX + 2);
    let start = floor + memchr::memrchr(ESCAPE, text.get(floor..at)?)?;
    let end = start + sequence(&text[start..])?;
    (end > at).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_lead_back() {
        let text = b"\x1b[1;31mpass\x1b[0mword\x1b[K=x1\x1b[0m";
        let derived = plain(text).unwrap();
        assert_eq!(derived.text, b"password=x1");
        assert_eq!(derived.original(0, 8), (7, 19));
        assert_eq!(derived.original(9, 11), (23, 25));
        assert_eq!(derived.original(4, 5), (15, 16));
        assert_eq!(plain(b"\x1b[0m").unwrap().text, b"");
    }

    #[test]
    fn what_is_no_sequence_stays() {
        for text in ["", "\u{1b}", "\u{1b}[", "\u{1b}[31", "[31m", "[m0m]", "\u{1b}[é"] {
            assert!(plain(text.as_bytes()).is_none(), "{text:?}");
        }
        assert!(plain(format!("\u{1b}[{}m", "1".repeat(MAX + 1)).as_bytes()).is_none());
    }

    #[test]
    fn an_escape_byte_may_be_lost() {
        let derived = plain(b"[1;31mpass[0mword[x]=[2]").unwrap();
        assert_eq!(derived.text, b"password[x]=[2]");
        assert_eq!(derived.original(0, 8), (6, 17));
    }

    #[test]
    fn a_sequence_is_known_from_within() {
        let ends: Vec<_> = (0..=6).map(|at| end_within(b"a\x1b[1mb", at)).collect();
        assert_eq!(ends, [None, None, Some(5), Some(5), Some(5), None, None]);
    }
}
