//! What single words say about the name of a field in which they stand: that a secret stands behind it, or none.
//!
//! It refuses to judge names: that is done by `names`. All words are known by one look-up.

use crate::redact::eights::FOLD;

/// What a word says, a bit for each of these.
pub type Says = u32;

/// The field is secret, wherever the word stands in its name.
pub const SECRET: Says = 1;
/// As a last word, that the value is about a secret, and is none.
pub const ABOUT: Says = 1 << 1;
/// It is `token`.
pub const TOKEN: Says = 1 << 2;
/// As the word before `token`, that it is a mark of position or meaning.
pub const NO_TOKEN: Says = 1 << 3;
/// A token in the same name is a public key's, as `PublicKeyToken` in .NET.
pub const PUBLIC: Says = 1 << 4;
/// As the word before a secret, that it is the name of an object, as Kubernetes calls it.
pub const PULL: Says = 1 << 5;
/// It is `pass` or `pw`, too short to mean a password by itself.
pub const SHORT: Says = 1 << 6;
/// It has a password.
pub const OWNER: Says = 1 << 7;

/// The first of two words that are secret in a row has one of these bits for its pairs, the second the same, shifted.
const FIRST: u32 = 8;
const SECOND: u32 = 16;

/// Whether two words in a row make a field secret.
#[inline]
pub fn is_secret_pair(first: Says, second: Says) -> bool {
    first >> FIRST & second >> SECOND & 0xff != 0
}

/// Words written together count by their ending too (see `names`), so that `userpassword` and `authtoken` are among them.
#[rustfmt::skip]
const SECRETS: &[&str] = &[
    "password", "passwords", "passwd", "pwd", "passphrase", "passcode", "secret", "secrets", "token", "apikey", "apisecret",
    "accesskey", "secretkey", "privatekey", "masterkey", "authorization", "credential", "credentials", "cookie", "cookies",
    "cvv", "cvc", "connectionstring", "connstr", "creds", "storepass", "keypass", "passin", "passout",
];

/// The only word that is known and longer than sixteen letters; it is secret.
const LONGEST: &[u8] = b"connectionstrings";

/// Two words in a row: those that may be the first, and the second.
#[rustfmt::skip]
const PAIRS: &[(&[&str], &str)] = &[
    (&["api", "access", "secret", "private", "signing", "encryption", "auth", "account", "shared", "master", "hmac"], "key"),
    (&["api"], "keys"),
    (&["access", "refresh"], "tokens"),
    (&["connection", "conn"], "string"),
    (&["connection"], "strings"),
    (&["conn"], "str"),
];

#[rustfmt::skip]
const ABOUTS: &[&str] = &[
    "age", "algorithm", "arn", "at", "attempts", "changed", "count", "created", "date", "domain", "enabled", "endpoint",
    "exception", "error", "expired", "expires", "expiration", "expiry", "field", "fields", "file", "format", "id", "ids",
    "in", "index", "issuer", "kind", "length", "limit", "manager", "max", "min", "mode", "name", "names", "path", "policy",
    "provider", "ref", "refs", "region", "required", "reset", "rotation", "rule", "scope", "scopes", "size", "source",
    "state", "status", "strength", "ttl", "type", "updated", "uri", "url", "usage", "used", "valid", "version", "banner",
    "bucket", "cache", "config", "configuration", "consent", "controller", "duration", "encoder", "encoding", "factory",
    "filter", "generator", "handler", "helper", "interceptor", "jar", "lifetime", "parser", "quota", "rate", "repository",
    "resolver", "service", "store", "threshold", "timeout", "util", "utils", "validator",
];

/// What has a password, in names that end with `pass` or `pw`.
#[rustfmt::skip]
const OWNERS: &[&str] = &[
    "admin", "amqp", "app", "auth", "database", "db", "ftp", "http", "imap", "keystore", "ldap", "login", "mail", "mongo",
    "my", "mysql", "pg", "postgres", "proxy", "rabbitmq", "redis", "root", "smtp", "ssh", "user", "wifi",
];

/// First words that make a token a mark of position or meaning.
const NO_TOKENS: &[&str] =
    &["next", "page", "pagination", "continuation", "sequence", "idempotency", "unexpected", "max"];

/// What a word of letters and digits says, in whatever case.
#[inline]
pub fn says(word: &[u8]) -> Says {
    let Some(key) = key(word) else {
        return if word.eq_ignore_ascii_case(LONGEST) { SECRET } else { 0 };
    };
    let mut at = hash(key);
    loop {
        let slot = &TABLE[at % SLOTS];
        if slot.key == key || slot.says == 0 {
            return slot.says;
        }
        at += 1;
    }
}

/// A known word, and what it says; nothing if it is none.
#[derive(Clone, Copy)]
struct Slot {
    key: (u64, u64),
    says: Says,
}

/// Thrice as many as there are words, so that few must give way to one another.
const SLOTS: usize = 1 << SLOT_BITS;
const SLOT_BITS: u32 = 9;

static TABLE: [Slot; SLOTS] = table();

const fn table() -> [Slot; SLOTS] {
    let mut slots = [Slot { key: (0, 0), says: 0 }; SLOTS];
    put_all(&mut slots, SECRETS, SECRET);
    put_all(&mut slots, ABOUTS, ABOUT);
    put_all(&mut slots, &["token"], TOKEN);
    put_all(&mut slots, NO_TOKENS, NO_TOKEN);
    put_all(&mut slots, &["public"], PUBLIC);
    put_all(&mut slots, &["pull"], PULL);
    put_all(&mut slots, &["pass", "pw"], SHORT);
    put_all(&mut slots, OWNERS, OWNER);
    let mut pair = 0;
    while pair < PAIRS.len() {
        let (firsts, second) = PAIRS[pair];
        put_all(&mut slots, firsts, 1 << FIRST << pair);
        put_all(&mut slots, &[second], 1 << SECOND << pair);
        pair += 1;
    }
    slots
}

const fn put_all(slots: &mut [Slot; SLOTS], words: &[&str], says: Says) {
    let mut word = 0;
    while word < words.len() {
        let Some(key) = key(words[word].as_bytes()) else { panic!("a known word is longer than sixteen letters") };
        let mut at = hash(key) % SLOTS;
        while slots[at].says != 0 && !(slots[at].key.0 == key.0 && slots[at].key.1 == key.1) {
            at = (at + 1) % SLOTS;
        }
        slots[at].key = key;
        slots[at].says |= says;
        word += 1;
    }
}

const fn hash(key: (u64, u64)) -> usize {
    ((key.0 ^ key.1.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - SLOT_BITS)) as usize
}

/// A word of up to sixteen letters and digits in lower case, of which setting bit 5 makes no two alike.
#[inline(always)]
const fn key(word: &[u8]) -> Option<(u64, u64)> {
    match word.split_first_chunk::<8>() {
        None => Some((up_to_8(word) | FOLD, FOLD)),
        Some((first, rest)) if rest.len() <= 8 => Some((u64::from_le_bytes(*first) | FOLD, up_to_8(rest) | FOLD)),
        Some(_) => None,
    }
}

/// Up to eight bytes, filled up with zeros.
#[inline(always)]
const fn up_to_8(bytes: &[u8]) -> u64 {
    if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        let (first, last) = (u32::from_le_bytes(*first) as u64, u32::from_le_bytes(*last) as u64);
        return first | last << (8 * (bytes.len() - 4));
    }
    match *bytes {
        [first, second, third] => u32::from_le_bytes([first, second, third, 0]) as u64,
        [first, second] => u16::from_le_bytes([first, second]) as u64,
        [first] => first as u64,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_what_their_lists_do() {
        for (words, bit) in [(SECRETS, SECRET), (ABOUTS, ABOUT), (OWNERS, OWNER), (NO_TOKENS, NO_TOKEN)] {
            for word in words {
                assert!(says(word.as_bytes()) & bit != 0 && says(word.to_uppercase().as_bytes()) & bit != 0, "{word}");
                let longer = format!("{word}z");
                assert_eq!(says(longer.as_bytes()) & bit, 0, "{longer}");
            }
        }
        assert_eq!(says(b"ConnectionStrings"), SECRET);
        assert_eq!(says(b"") | says(b"zebra") | says(b"authorizations") | says(b"anywordthatisverylong"), 0);
    }

    #[test]
    fn pairs_are_of_the_first_and_the_second() {
        for (firsts, second) in PAIRS {
            for first in *firsts {
                assert!(is_secret_pair(says(first.as_bytes()), says(second.as_bytes())), "{first} {second}");
            }
        }
        for (first, second) in [("refresh", "key"), ("conn", "strings"), ("key", "api"), ("", "key"), ("api", "")] {
            assert!(!is_secret_pair(says(first.as_bytes()), says(second.as_bytes())), "{first} {second}");
        }
    }
}
