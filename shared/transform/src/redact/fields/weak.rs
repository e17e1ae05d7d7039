//! Names that say too little by themselves, `auth`, `otp`, `pass`, `pin`, `pw`, `login code`: a secret stands behind one only if it looks
//! like one.

use crate::redact::input::run;
use crate::redact::parts::is_random;

use super::names::last_words;

/// What hides behind a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weak {
    /// A password.
    Password,
    /// A few digits, as of a personal identification number.
    Digits,
    /// A few digits, or letters and digits, that count once.
    Once,
    /// The digits on the back of a card.
    Card,
    /// A token.
    Token,
}

/// How many digits a personal identification number, and a number that counts once, may have.
const PIN: std::ops::RangeInclusive<usize> = 4..=8;
/// And what stands on the back of a card.
const CARD: std::ops::RangeInclusive<usize> = 3..=4;

/// What makes a code one that counts once.
const CODES: &[&[u8]] = &[b"verification", b"login", b"otp", b"time", b"2fa", b"mfa", b"totp"];

impl Weak {
    /// What hides behind a field of this name, if it is such a name.
    pub fn of(name: &[u8]) -> Option<Self> {
        if name.eq_ignore_ascii_case(b"pass") || name.eq_ignore_ascii_case(b"pw") {
            return Some(Self::Password);
        }
        // Almost every name ends with something else.
        let end = name.last_chunk::<3>()?.map(|b| b.to_ascii_lowercase());
        if !matches!(&end, b"pin" | b"otp" | b"uth" | b"ode") {
            return None;
        }
        let [before, word] = last_words(name);
        let is = |known: &[u8]| word.eq_ignore_ascii_case(known);
        let code = || CODES.iter().any(|kind| before.eq_ignore_ascii_case(kind));
        // Those of electronic parts are numbered.
        let part = [&b"led"[..], b"gpio", b"bcm"]
            .iter()
            .any(|part| name.len() > part.len() && name[..part.len()].eq_ignore_ascii_case(part));
        if is(b"pin") && !part {
            Some(Self::Digits)
        } else if is(b"otp") || (is(b"code") && code()) {
            Some(Self::Once)
        } else if is(b"code") && before.eq_ignore_ascii_case(b"security") {
            Some(Self::Card)
        } else if is(b"auth") {
            Some(Self::Token)
        } else {
            None
        }
    }

    /// Whether a value looks like what hides there.
    pub fn fits(self, value: &[u8]) -> bool {
        let digits = run(value, |b| b.is_ascii_digit());
        let number = |lengths: &std::ops::RangeInclusive<usize>| digits == value.len() && lengths.contains(&digits);
        match self {
            Self::Digits => number(&PIN),
            Self::Card => number(&CARD),
            Self::Once => number(&PIN) || (value.len() >= 6 && is_random(value) && is_plain(value)),
            Self::Token => value.len() >= 8 && is_random(value) && !value.contains(&b'.') && !value.starts_with(b"0x"),
            Self::Password => is_password(value),
        }
    }
}

/// Whether a value is one word of letters and digits that no measure, path or count is.
pub fn is_password(value: &[u8]) -> bool {
    let has = |test: fn(&u8) -> bool| value.iter().any(test);
    let marked = has(|b| matches!(b, b'!' | b'@' | b'#' | b'$' | b'^' | b'&' | b'*' | b'?'));
    value.len() >= 6
        && !value[0].is_ascii_digit()
        && value.iter().all(u8::is_ascii_graphic)
        && has(u8::is_ascii_alphabetic)
        && (has(u8::is_ascii_digit) || marked)
        && !has(|b| matches!(b, b'/' | b'\\' | b'(' | b'{' | b'[' | b'<' | b'.' | b'_' | b':'))
}

/// Whether a value is all letters and digits.
fn is_plain(value: &[u8]) -> bool {
    value.iter().all(u8::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_must_look_like_a_secret() {
        for (name, value, expected) in [
            ("pass", "hunter2x", true),
            ("PASS", "correct!horse", true),
            ("pass", "3", false),
            ("pass", "100ms9x", false),
            ("pass", "a/b2c3d", false),
            ("pass", "second", false),
            ("pw", "hunter2x", true),
            ("first_pass", "hunter2x", false),
            ("pin", "4821", true),
            ("cardPin", "482193", true),
            ("pin", "GPIO4", false),
            ("pin", "13", false),
            ("led_pin", "1234", false),
            ("otp", "482913", true),
            ("otp", "k7Qz2P9w", true),
            ("otp", "sent", false),
            ("verification_code", "482913", true),
            ("securityCode", "123", true),
            ("one-time-code", "48291", true),
            ("verification_code", "sent", false),
            ("login_code", "401", false),
            ("status_code", "200", false),
            ("code", "482913", false),
            ("auth", "Zm9vYmFyMTIz", true),
            ("auth", "oauth2", false),
            ("auth", "SCRAM-SHA-256", false),
            ("auth", "12.500ms", false),
            ("author", "Zm9vYmFyMTIz", false),
        ] {
            let found = Weak::of(name.as_bytes()).is_some_and(|weak| weak.fits(value.as_bytes()));
            assert_eq!(found, expected, "{name} {value}");
        }
    }
}
