//! Secrets that a sentence tells: `password is hunter2x`, `Your OTP is 482913`, `cvv 123`.
//!
//! Prose speaks of secrets more often than it tells them: what stands there must look like one.

use memchr::memmem;

use crate::redact::finding::Form;
use crate::redact::input::{run, run_back};

use super::named::Wanted;
use super::names::MAX_NAME;
use super::text::{Field, Value, is_one_of};
use super::weak::{Weak, is_password};

/// What begins like a password in a sentence, and says how one is kept.
const METHODS: &[&[u8]] = &[b"argon", b"base", b"bcrypt", b"md", b"oauth", b"pbkdf", b"scrypt", b"sha", b"utf"];

/// How far before its name a code may stand: `482913 is your Example verification code`.
const REACH: usize = 48;

impl Field<'_> {
    /// The password that a sentence tells: `password is hunter2x`, `the password 'hunter2x' was rejected`.
    pub(super) fn in_sentence(&self) -> Option<Value> {
        if self.wanted != Wanted::Secret || !is_one_of(self.name(), &["password", "passwd", "passphrase"]) {
            return None;
        }
        let rest = self.text[self.end..].strip_prefix(b" ")?;
        let before = &self.text[..self.start];
        let told = ["is: ", "is "].iter().find_map(|is| rest.strip_prefix(is.as_bytes()));
        let tells = told.is_some() || [&b"with "[..], b"using "].iter().any(|word| before.ends_with(word));
        let rest = told.unwrap_or(rest);
        let at = self.text.len() - rest.len();
        let value = self.quoted(at).or_else(|| {
            if !tells {
                return None;
            }
            let end = at + run(rest, |b| b.is_ascii_graphic() && !matches!(b, b')' | b',' | b';' | b'"' | b'\''));
            Some(Value { start: at, end: end - usize::from(self.text[..end].ends_with(b".")), form: Form::Spaced })
        })?;
        let body = self.text.get(value.start..value.end)?;
        let lower = body.to_ascii_lowercase();
        let method = METHODS.iter().any(|method| lower.starts_with(method));
        (body.len() <= MAX_NAME && is_password(body) && !method).then_some(value)
    }

    /// The digits behind or before a name that says little: `OTP is 482913`, `482913 is your login code`.
    pub(super) fn told(&self, weak: Weak) -> Option<Value> {
        if self.wanted != Wanted::Secret || weak != Weak::Once {
            return None;
        }
        let rest = &self.text[self.end..];
        let sign = ["is ", "is: ", ""].iter().find_map(|sign| {
            let rest = rest.strip_prefix(b" ")?.strip_prefix(sign.as_bytes())?;
            rest.first().is_some_and(u8::is_ascii_digit).then_some(1 + sign.len())
        });
        let before = &self.text[self.start.saturating_sub(REACH)..self.start];
        let range = match (sign, memmem::rfind(before, b" is your ")) {
            (Some(sign), _) => {
                let start = self.end + sign;
                start..start + run(&self.text[start..], |b| b.is_ascii_digit())
            }
            (None, Some(your)) => {
                let end = self.start - before.len() + your;
                end - run_back(&before[..your], |b| b.is_ascii_digit())..end
            }
            (None, None) => return None,
        };
        let word = |at: Option<usize>| at.and_then(|at| self.text.get(at)).is_some_and(u8::is_ascii_alphanumeric);
        let parted = !word(range.start.checked_sub(1)) && !word(Some(range.end));
        (parted && weak.fits(&self.text[range.clone()])).then_some(Value {
            start: range.start,
            end: range.end,
            form: Form::Text,
        })
    }

    /// The three or four digits behind the name of a card's code: `cvv 123`.
    pub(super) fn card_code(&self) -> Option<Value> {
        let rest =
            self.text[self.end..].strip_prefix(b" ").filter(|_| is_one_of(self.name(), &["cvv", "cvv2", "cvc"]))?;
        let digits = run(rest, |b| b.is_ascii_digit());
        let start = self.text.len() - rest.len();
        let ends = !rest.get(digits).is_some_and(u8::is_ascii_alphanumeric);
        (ends && matches!(digits, 3 | 4)).then_some(Value { start, end: start + digits, form: Form::Text })
    }
}
