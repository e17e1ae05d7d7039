//! `pseudonym`: the same value always gets the same token, which nobody can undo or guess without the key.
//!
//! A token is an HMAC-SHA-256 (RFC 2104, FIPS 198-1) under the key, cut to 128 bits, over the detector's name and the value:
//! the same digits as a telephone number and as an account have nothing in common. Keys come from outside; they are
//! never printed.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::token::is_key_id;
use crate::hash::hex;

/// The least length of a key: that of SHA-256's output (RFC 2104, section 3).
const MIN_KEY: usize = 32;

/// Bytes of a token: 128 bits.
const TOKEN: usize = 16;

/// A key and the id that tokens name it by.
#[derive(Clone, PartialEq, Eq)]
pub struct Key {
    id: Arc<str>,
    bytes: Arc<[u8]>,
}

/// Keys by their ids.
#[derive(Clone, Debug, Default)]
pub struct PseudonymKeys {
    keys: BTreeMap<String, Key>,
}

/// Why keys cannot be used. Nothing of a key's value is told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not an object of texts.
    #[error("is not of the form {{\"<key id>\": \"<base64, 32 bytes or more>\"}}")]
    Form,
    /// No key at all.
    #[error("holds no key: it has to be of the form {{\"<key id>\": \"<base64, 32 bytes or more>\"}}")]
    Empty,
    /// An id that cannot stand in a token. It is not told: who confuses id and key would see the key.
    #[error(
        "has a key id that is none: ids are 1 to 32 letters, digits, `-` and `_`, and not `sha256` (it is entry {0} of all, \
         by their ids)"
    )]
    Id(usize),
    /// A value that is no base64.
    #[error("the value of the key `{0}` is no base64; make one with: openssl rand -base64 32")]
    NotBase64(String),
    /// A value that is too short to be secret.
    #[error("the key `{0}` has {1} bytes, which is too few: make one of 32 with: openssl rand -base64 32")]
    TooShort(String, usize),
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.id)
    }
}

impl PseudonymKeys {
    /// Reads `{"<key id>": "<base64, 32 bytes or more>"}`.
    ///
    /// # Errors
    /// When it has another form, or a key is too short. Errors hold no part of a key.
    pub fn parse(json: &str) -> Result<Self, KeyError> {
        let base64 = GeneralPurpose::new(
            &STANDARD,
            GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
        );
        let values: BTreeMap<String, String> = serde_json::from_str(json).map_err(|_| KeyError::Form)?;
        let mut keys = BTreeMap::new();
        for (index, (id, value)) in values.into_iter().enumerate() {
            if !is_key_id(&id) {
                return Err(KeyError::Id(index + 1));
            }
            let bytes = base64.decode(value.trim()).map_err(|_| KeyError::NotBase64(id.clone()))?;
            if bytes.len() < MIN_KEY {
                return Err(KeyError::TooShort(id, bytes.len()));
            }
            let key = Key { id: id.as_str().into(), bytes: bytes.into() };
            keys.insert(id, key);
        }
        if keys.is_empty() { Err(KeyError::Empty) } else { Ok(Self { keys }) }
    }

    /// The key of an id.
    pub fn get(&self, id: &str) -> Option<&Key> {
        self.keys.get(id)
    }

    /// Keys that are none, so that a configuration can be checked where its keys are not. Nothing is ever redacted with
    /// them.
    pub(crate) fn stand_ins<'a>(ids: impl IntoIterator<Item = &'a str>) -> Self {
        let key = |id: &str| (id.to_owned(), Key { id: id.into(), bytes: [0; MIN_KEY].into() });
        Self { keys: ids.into_iter().map(key).collect() }
    }
}

impl Key {
    /// Its id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The token of a value that a detector found: hexadecimal digits.
    pub(super) fn token(&self, detector: &str, value: &[u8]) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.bytes).expect("HMAC takes keys of any length");
        // The names of detectors have no NUL: no two pairs run together.
        mac.update(detector.as_bytes());
        mac.update(&[0]);
        mac.update(value);
        hex(&mac.finalize().into_bytes()[..TOKEN])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> String {
        STANDARD_BASE64.encode([byte; 32])
    }

    const STANDARD_BASE64: GeneralPurpose = base64::engine::general_purpose::STANDARD;

    #[test]
    fn keys_are_read_or_refused_without_being_told() {
        let keys = PseudonymKeys::parse(&format!(r#"{{"primary":"{}","old":"{}"}}"#, key(1), key(2))).unwrap();
        assert_eq!(keys.get("primary").unwrap().id(), "primary");
        assert!(keys.get("other").is_none());
        assert!(!format!("{keys:?}").contains("AQEB"));
        let short = STANDARD_BASE64.encode([3; 16]);
        for (json, expected) in [
            ("AQEBAQEB".to_owned(), KeyError::Form),
            (r#"["a"]"#.to_owned(), KeyError::Form),
            (r#"{"a":1}"#.to_owned(), KeyError::Form),
            ("{}".to_owned(), KeyError::Empty),
            (format!(r#"{{"{}":"primary"}}"#, key(1)), KeyError::Id(1)),
            (format!(r#"{{"sha256":"{}"}}"#, key(1)), KeyError::Id(1)),
            (r#"{"a":"hunter2!"}"#.to_owned(), KeyError::NotBase64("a".into())),
            (format!(r#"{{"a":"{short}"}}"#), KeyError::TooShort("a".into(), 16)),
        ] {
            let error = PseudonymKeys::parse(&json).unwrap_err();
            assert_eq!(error, expected, "{json}");
            let told = error.to_string();
            assert!(!told.contains("hunter2") && !told.contains(&short) && !told.contains("AQEB"), "{told}");
        }
        assert!(PseudonymKeys::parse(&format!(r#"{{"a":"{}"}}"#, key(1).trim_end_matches('='))).is_ok());
    }

    #[test]
    fn tokens_part_keys_detectors_and_values() {
        let keys = PseudonymKeys::stand_ins(["a"]);
        let key_a = keys.get("a").unwrap();
        let token = key_a.token("email_address", b"alice@example.com");
        assert_eq!(token.len(), 32);
        assert_eq!(token, key_a.token("email_address", b"alice@example.com"));
        assert_ne!(token, key_a.token("email_address", b"bob@example.com"));
        assert_ne!(token, key_a.token("secret_field", b"alice@example.com"));
        let other = PseudonymKeys::parse(&format!(r#"{{"a":"{}"}}"#, key(1))).unwrap();
        let other = other.get("a").unwrap().token("email_address", b"alice@example.com");
        assert_ne!(token, other);
        // printf 'email_address\0alice@example.com' | openssl dgst -sha256 -mac HMAC -macopt hexkey:0101…
        assert_eq!(other, "081c159044034e47320c97c3a0ea60f1");
    }
}
