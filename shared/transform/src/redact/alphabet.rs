//! The characters that a run within a token may hold: each alphabet is one row.
//!
//! All of them are known by one look-up of a byte; it refuses to know characters beyond ASCII.

macro_rules! alphabets {
    ($($name:ident $characters:literal $($doc:literal)?)*) => {
        /// Characters that a run may hold.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Alphabet {
            $(#[doc = concat!("`", $characters, "`", $(": ", $doc,)? ".")] $name,)*
        }

        /// The characters of each, in their order.
        const CHARACTERS: &[&str] = &[$($characters),*];
    };
}

alphabets! {
    Digits "0-9"
    HexLower "0-9a-f"
    HexUpper "0-9A-F"
    Hex "0-9a-fA-F"
    Lower "a-z"
    Upper "A-Z"
    Letters "a-zA-Z"
    LowerDigits "0-9a-z"
    UpperDigits "0-9A-Z"
    AlphaDigits "0-9a-zA-Z"
    Base32 "A-Z2-7" "base32 of RFC 4648"
    Word "0-9a-zA-Z_"
    Base64Url "0-9a-zA-Z_-" "base64url of RFC 4648"
    Extended "0-9a-zA-Z_=-" "gitleaks's extended alphabet"
    Base64 "0-9a-zA-Z+/" "base64 of RFC 4648 without padding"
    Base64Padded "0-9a-zA-Z+/=" "base64 with padding"
    AnyBase64 "0-9a-zA-Z+/_=-" "base64 and base64url, with padding"
    Dotted "0-9a-zA-Z_.-"
    ExtendedDotted "0-9a-zA-Z_=.-" "gitleaks's extended alphabet and the full stop"
    Percent "0-9a-zA-Z%_-" "base64url, and what is percent-encoded"
    Visible "!#-&(-+./0-9:=?@A-Z[]^_a-z{-~-" "visible ASCII but quotes, back-ticks, backslashes, commas, semicolons and angle brackets"
}

impl Alphabet {
    /// Whether it holds a byte.
    #[inline]
    pub fn holds(self, byte: u8) -> bool {
        HOLD[usize::from(byte)] >> self as u32 & 1 != 0
    }
}

/// The alphabets that hold a byte, a bit for each.
static HOLD: [u32; 256] = {
    let (mut hold, mut alphabet) = ([0; 256], 0);
    while alphabet < CHARACTERS.len() {
        let mut left = CHARACTERS[alphabet].as_bytes();
        loop {
            // From one to another, or one.
            let (mut byte, last) = match *left {
                [first, b'-', last, ref behind @ ..] => {
                    left = behind;
                    (first, last)
                }
                [one, ref behind @ ..] => {
                    left = behind;
                    (one, one)
                }
                [] => break,
            };
            while byte <= last {
                hold[byte as usize] |= 1 << alphabet;
                byte += 1;
            }
        }
        alphabet += 1;
    }
    hold
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alphabets_hold_their_characters() {
        let held =
            |alphabet: Alphabet| (0..=u8::MAX).filter(|byte| alphabet.holds(*byte)).map(char::from).collect::<String>();
        for (alphabet, expected) in [
            (Alphabet::HexUpper, "0123456789ABCDEF"),
            (Alphabet::Base32, "234567ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            (Alphabet::Base64Url, "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"),
            (Alphabet::Base64Padded, "+/0123456789=ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
            (Alphabet::Percent, "%-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"),
        ] {
            assert_eq!(held(alphabet), expected, "{alphabet:?}");
        }
        let visible: String = (b'!'..=b'~').map(char::from).filter(|c| !"\"'`\\,;<>".contains(*c)).collect();
        assert_eq!(held(Alphabet::Visible), visible);
        assert_eq!(CHARACTERS.len(), Alphabet::Visible as usize + 1);
    }
}
