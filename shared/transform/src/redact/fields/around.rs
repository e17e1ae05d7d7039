//! In which ways a value may belong to a name, by the two bytes on each side of it: most names are words of a sentence, and
//! have none in any.
//!
//! It refuses to find values: each way looks for its own, and this says which need not.

use super::text::Field;

/// Some ways, a bit for each of these.
type Ways = u16;

/// An element of markup.
pub const ELEMENT: Ways = 1;
/// Behind a sign.
pub const SIGN: Ways = 1 << 1;
/// Beside an attribute or an element that holds the name.
pub const MARKUP: Ways = 1 << 2;
/// The part of a form.
pub const FORM: Ways = 1 << 3;
/// The other of two fields.
pub const PAIR: Ways = 1 << 4;
/// The next in a tuple or a list.
pub const TUPLE: Ways = 1 << 5;
/// The argument of what sets it.
pub const SETTER: Ways = 1 << 6;
/// In a statement.
pub const STATEMENT: Ways = 1 << 7;
/// Behind a space, as commands and sentences have it.
pub const SPACE: Ways = 1 << 8;

/// Those of which a byte says nothing.
const ALL: Ways = Ways::MAX;

/// In which ways a value may stand behind a name that such a byte follows; none is zero.
static BEHIND: [Ways; 256] = {
    let mut ways = [ELEMENT | MARKUP; 256];
    add(&mut ways, b"\"'\\", SIGN | FORM | PAIR | TUPLE);
    add(&mut ways, b"]=:", SIGN);
    // A colour may be among the spaces.
    add(&mut ways, b" \t\x1b", SIGN | STATEMENT);
    add(&mut ways, b" \t", PAIR | SPACE);
    add(&mut ways, b",;\n\r", PAIR);
    add(&mut ways, b"(", SETTER);
    ways
};

/// The same where it stands behind a space.
static BEHIND_SPACE: [Ways; 256] = {
    let mut ways = [ALL & !(SIGN | STATEMENT); 256];
    add(&mut ways, b"=: \t\x1b", SIGN);
    // The beginnings of `like`, `ilike`, `for` and comparisons, and of literals.
    add(&mut ways, b"lLiIfF<!'NE \t\x1b", STATEMENT);
    ways
};

/// The same where it stands before the name.
static BEFORE: [Ways; 256] = {
    let mut ways = [SIGN | SETTER | STATEMENT | SPACE; 256];
    add(&mut ways, b"<:", ELEMENT);
    add(&mut ways, b"\"'", MARKUP | FORM | TUPLE);
    add(&mut ways, b">", MARKUP);
    add(&mut ways, b"\"'\\:=> ", PAIR);
    ways
};

/// The same where it stands before a quote, or before a space.
static BEFORE_QUOTE: [Ways; 256] = {
    let mut ways = [ALL & !(MARKUP | FORM | PAIR); 256];
    add(&mut ways, b"=", MARKUP | FORM);
    add(&mut ways, b"\"'\\:=> ", PAIR);
    ways
};
static BEFORE_SPACE: [Ways; 256] = {
    let mut ways = [ALL & !PAIR; 256];
    add(&mut ways, b":=> ", PAIR);
    ways
};

const fn add(ways: &mut [Ways; 256], bytes: &[u8], more: Ways) {
    let mut at = 0;
    while at < bytes.len() {
        ways[bytes[at] as usize] |= more;
        at += 1;
    }
}

impl Field<'_> {
    /// The ways in which it may have a value.
    pub(super) fn ways(&self) -> Ways {
        let byte = |at: Option<usize>| at.and_then(|at| self.text.get(at)).copied().unwrap_or(0);
        let (behind, next) = (byte(Some(self.end)), byte(Some(self.end + 1)));
        let (before, last) = (byte(self.start.checked_sub(1)), byte(self.start.checked_sub(2)));
        let mut ways = BEHIND[usize::from(behind)] & BEFORE[usize::from(before)];
        if behind == b' ' {
            // An option takes what follows the space.
            ways &= BEHIND_SPACE[usize::from(next)] | if self.name().starts_with(b"--") { SIGN } else { 0 };
        }
        match before {
            b' ' => ways & BEFORE_SPACE[usize::from(last)],
            b'"' | b'\'' => ways & BEFORE_QUOTE[usize::from(last)],
            _ => ways,
        }
    }
}
