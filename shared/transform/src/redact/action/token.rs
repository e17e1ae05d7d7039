//! What counts as redacted already: exactly what a compiled rule would write, and nothing else.

use std::collections::HashMap;
use std::ops::Range;

use super::Action;

/// The hexadecimal digits of a `hash`.
pub const HASH_DIGITS: usize = 16;

/// Those of a `pseudonym`.
const PSEUDONYM_DIGITS: usize = 32;

/// The longest text between brackets: a name, an id, digits.
const MAX_INSIDE: usize = 160;

/// The longest text of a `replace`, in bytes.
pub const MAX_REPLACEMENT: usize = 256;

/// What stands between name and digits in a hash.
pub const HASH_ID: &str = "sha256";

/// Whether a text can name a key.
pub fn is_key_id(id: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    (1..=32).contains(&id.len()) && id.bytes().all(allowed) && id != HASH_ID
}

/// Whether a text can be a replacement: it stands in JSON and in quotes as it is.
pub fn is_replacement(text: &str) -> bool {
    let stands = |c: char| !c.is_control() && !matches!(c, '"' | '\'' | '\\');
    (1..=MAX_REPLACEMENT).contains(&text.len()) && text.chars().all(stands) && !text.trim().is_empty()
}

/// The forms in which one detector's name may stand between brackets.
#[derive(Clone, Debug, Default)]
struct Forms {
    label: bool,
    hash: bool,
    keys: Vec<String>,
}

/// Everything that the compiled rules can write.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// By the name in capitals.
    by_name: HashMap<Vec<u8>, Forms>,
    replacements: Vec<String>,
}

impl Tokens {
    /// Adds what `action` writes for a detector of this name.
    pub fn add(&mut self, name: &str, action: &Action) {
        let forms = self.by_name.entry(name.to_ascii_uppercase().into_bytes()).or_default();
        // All that is no mask and no removal writes the label where it can do nothing better.
        forms.label |= !matches!(action, Action::Mask(_) | Action::Remove);
        match action {
            Action::Hash => forms.hash = true,
            Action::Pseudonym(key) if !forms.keys.iter().any(|known| known == key.id()) => {
                forms.keys.push(key.id().to_owned());
            }
            Action::Replace(text) if !self.replacements.contains(text) => self.replacements.push(text.clone()),
            _ => {}
        }
    }

    /// The length of the token or replacement that `text` begins with; 0 where it begins with none.
    pub fn leading(&self, text: &[u8]) -> usize {
        let longest =
            self.replacements.iter().filter(|known| text.starts_with(known.as_bytes())).map(String::len).max();
        self.bracketed(text).max(longest.unwrap_or(0))
    }

    /// The tokens in brackets that stand in `text`, in their order.
    pub fn within<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = Range<usize>> + 'a {
        let starts = memchr::memchr_iter(b'[', text).map(|at| at..at + self.bracketed(&text[at..]));
        starts.filter(|range| !range.is_empty())
    }

    /// The length of the token in brackets that `text` begins with; 0 where it begins with none.
    fn bracketed(&self, text: &[u8]) -> usize {
        // Names begin with a capital or a digit; most brackets hold something else.
        let Some(inside @ [b'A'..=b'Z' | b'0'..=b'9', ..]) = text.strip_prefix(b"[") else { return 0 };
        let Some(end) = memchr::memchr(b']', &inside[..inside.len().min(MAX_INSIDE)]) else { return 0 };
        let mut parts = inside[..end].split(|b| *b == b':');
        let forms = parts.next().and_then(|name| self.by_name.get(name));
        let known = forms.is_some_and(|forms| match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => forms.label,
            (Some(id), Some(digits), None) if id == HASH_ID.as_bytes() => forms.hash && is_hex(digits, HASH_DIGITS),
            (Some(id), Some(digits), None) => {
                forms.keys.iter().any(|key| key.as_bytes() == id) && is_hex(digits, PSEUDONYM_DIGITS)
            }
            _ => false,
        });
        if known { end + 2 } else { 0 }
    }
}

fn is_hex(digits: &[u8], count: usize) -> bool {
    digits.len() == count && digits.iter().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::action::{Kept, PseudonymKeys};
    use crate::redact::names::Names;

    #[test]
    fn every_detectors_label_is_a_token() {
        let mut tokens = Tokens::default();
        let names = Names::with(["a_name_of_ones_own"]);
        names.iter().for_each(|name| tokens.add(name, &Action::Label));
        for name in names.iter() {
            let label = format!("[{}]", name.to_ascii_uppercase());
            assert_eq!(tokens.leading(label.as_bytes()), label.len(), "{name}");
        }
    }

    #[test]
    fn only_what_a_rule_would_write_is_a_token() {
        let keys = PseudonymKeys::stand_ins(["primary"]);
        let mut tokens = Tokens::default();
        tokens.add("email_address", &Action::Pseudonym(keys.get("primary").unwrap().clone()));
        tokens.add("jwt", &Action::Hash);
        tokens.add("us_ssn", &Action::Mask(Kept::default()));
        tokens.add("iban_code", &Action::Replace("account".into()));
        let (hash, pseudonym) = ("0123456789abcdef", "0123456789abcdef0123456789abcdef");
        for (text, expected) in [
            ("[EMAIL_ADDRESS]x".to_owned(), true),
            (format!("[EMAIL_ADDRESS:primary:{pseudonym}]"), true),
            (format!("[JWT:sha256:{hash}]"), true),
            ("[JWT]".to_owned(), true),
            ("account".to_owned(), true),
            ("[IBAN_CODE]".to_owned(), true),
            ("[US_SSN]".to_owned(), false),
            ("[CREDIT_CARD]".to_owned(), false),
            ("[email_address]".to_owned(), false),
            ("[hunter2]".to_owned(), false),
            ("[EMAIL_ADDRESS".to_owned(), false),
            ("[EMAIL_ADDRESS:hunter2]".to_owned(), false),
            (format!("[EMAIL_ADDRESS:other:{pseudonym}]"), false),
            (format!("[EMAIL_ADDRESS:primary:{hash}]"), false),
            (format!("[EMAIL_ADDRESS:primary:{}]", pseudonym.to_uppercase()), false),
            (format!("[EMAIL_ADDRESS:primary:{pseudonym}:x]"), false),
            (format!("[EMAIL_ADDRESS:sha256:{hash}]"), false),
            (format!("[JWT:primary:{pseudonym}]"), false),
            (format!("[JWT:sha256:{hash}0]"), false),
            ("[]".to_owned(), false),
            ("[".to_owned(), false),
        ] {
            assert_eq!(tokens.leading(text.as_bytes()) > 0, expected, "{text}");
        }
        let text = format!("a [[JWT:sha256:{hash}] [x] [JWT]");
        assert_eq!(tokens.within(text.as_bytes()).collect::<Vec<_>>(), [3..32, 37..42]);
    }
}
