//! What is written in place of a finding: one subject a file, put together by `replacer`.

mod generalise;
mod mask;
mod pseudonym;
mod replacer;
mod token;

pub use generalise::generalisation;
pub use mask::Kept;
pub use pseudonym::{Key, KeyError, PseudonymKeys};
pub use replacer::{Replacer, value};
pub use token::{MAX_REPLACEMENT, Tokens, is_key_id, is_replacement};

/// What is written in place of a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Action {
    /// The detector's name in brackets: `[EMAIL_ADDRESS]`.
    #[default]
    Label,
    /// A `*` for each character but separators and what is kept: `***-**-4399`.
    Mask(Kept),
    /// Nothing.
    Remove,
    /// Always this text, of which [`is_replacement`] holds.
    Replace(String),
    /// The first 16 hexadecimal digits of the value's SHA-256: `[EMAIL_ADDRESS:sha256:ff8d9819fc0e12bf]`. Whoever can
    /// guess the value can check the guess.
    Hash,
    /// 32 hexadecimal digits of an HMAC-SHA-256 of the value, behind the key's id:
    /// `[EMAIL_ADDRESS:primary:84f2…]`. Only whoever has the key can check a guess.
    Pseudonym(Key),
    /// A network instead of an address, a month instead of a date; what has no such thing gets its label.
    Generalise,
}

impl Action {
    /// The names of all actions in `sluice.yaml`.
    pub const NAMES: [&str; 7] = ["label", "mask", "remove", "replace", "hash", "pseudonym", "generalise"];

    /// Its name in `sluice.yaml`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Mask(_) => "mask",
            Self::Remove => "remove",
            Self::Replace(_) => "replace",
            Self::Hash => "hash",
            Self::Pseudonym(_) => "pseudonym",
            Self::Generalise => "generalise",
        }
    }
}
