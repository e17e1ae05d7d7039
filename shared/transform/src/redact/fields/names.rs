//! Which names of fields say that a secret stands behind them.

use crate::redact::input::{ends_ignoring_case, run_back};

use super::known::{self, Says};

/// What every secret name holds: words, one of which begins where a word of the name begins, or endings of words written
/// together.
pub struct Hints {
    pub begin: &'static [&'static str],
    /// Words that lead to secrets that no field names (see `commands`), or begin a name like the others.
    pub lead: &'static [&'static str],
    pub end: &'static [&'static str],
}

/// So that most text is passed over at once.
#[rustfmt::skip]
pub const HINTS: Hints = Hints {
    begin: &[
        "pass", "pwd", "secret", "token", "apikey", "apisecret", "accesskey", "privatekey", "authoriz",
        "credential", "cookie", "cvv", "cvc", "api key", "access key", "secret key", "private key", "signing key",
        "encryption key", "auth key", "account key", "shared key", "master key", "masterkey", "hmac key", "dbpass", "userpass", "bindpw", "connection string",
        "admin pw", "amqp pw", "app pw", "auth pw", "database pw", "db pw", "ftp pw", "http pw", "imap pw", "keystore pw",
        "ldap pw", "login pw", "mail pw", "mongo pw", "my pw", "mysql pw", "pg pw", "postgres pw", "proxy pw",
        "rabbitmq pw", "redis pw", "root pw", "smtp pw", "ssh pw", "user pw", "wifi pw",
        "connstr", "conn str", "storepass", "keypass", "creds",
        // These say little by themselves (see `weak`).
        "auth:", "auth\"", "auth'", "otp =", "otp:", "otp\"", "otp'", "pin =", "pin:", "pin\"", "pin'", "pw =", "pw:", "pw\"",
        "otp is", "otp code", "totp code", "2fa code", "mfa code", "login code", "one time code", "security code",
        "verification code",
    ],
    lead: &[
        "identified", "tcp(", "unix(", "jdbc:oracle:", "auth=", "curl", "mysql", "mariadb", "sshpass", "docker", "podman",
        "auth plain", "auth login", "redis-cli", "mongo", "cqlsh", "sqlcmd", "mosquitto_", "ldap", "plink", "pscp", "psftp", "sqlplus", "sqlldr",
        "expdp", "impdp", "convertto-securestring",
    ],
    end: WRITTEN_TOGETHER,
};

/// Endings of words written together that make a field secret.
const WRITTEN_TOGETHER: &[&str] =
    &["password", "passwd", "passphrase", "secret", "token", "apikey", "dbpass", "userpass", "bindpw"];

/// Longer names are read by their ends only.
pub const MAX_NAME: usize = 128;

/// Whether a field of this name holds a secret. Case, `_`, `-`, `.`, spaces and humps part its words.
pub fn is_secret(name: &[u8]) -> bool {
    let mut words = Words::of(name);
    let Some(last) = words.next() else { return false };
    let mut behind = known::says(last);
    // No word of the kind is a secret itself, nor part of one.
    if behind & known::ABOUT != 0 {
        return false;
    }
    // Of the first word that makes the name secret: whether it is `token`, and what the one before it says.
    let mut secret = is_secret_word(last, behind).then_some((behind & known::TOKEN != 0, None));
    let mut said = behind;
    for (index, word) in words.enumerate() {
        let says = known::says(word);
        if index == 0 && behind & known::SHORT != 0 && says & known::OWNER != 0 {
            return true;
        }
        if let Some((_, before @ None)) = &mut secret {
            *before = Some(says);
        }
        if known::is_secret_pair(says, behind) || is_secret_word(word, says) {
            secret = Some((says & known::TOKEN != 0, None));
        }
        said |= says;
        behind = says;
    }
    let Some((token, before)) = secret else { return false };
    before.is_none_or(|before| {
        let mark = token && (said & known::PUBLIC != 0 || before & known::NO_TOKEN != 0);
        !mark && before & known::PULL == 0
    })
}

/// The last two words of a name; the first is empty where there is only one.
pub fn last_words(name: &[u8]) -> [&[u8]; 2] {
    let mut words = Words::of(name);
    let last = words.next().unwrap_or_default();
    [words.next().unwrap_or_default(), last]
}

/// Whether a word is one by itself, whatever number it has; `says` is what is known of it.
fn is_secret_word(word: &[u8], says: Says) -> bool {
    if says & known::SECRET != 0 {
        return true;
    }
    let end = &word[word.len().saturating_sub(MAX_WORD)..];
    let stem = &end[..end.len() - run_back(end, |b| b.is_ascii_digit())];
    let numbered = || stem.len() < end.len() && known::says(stem) & known::SECRET != 0;
    is_written_together(stem) || numbered()
}

/// Whether a word ends like one that makes a field secret.
fn is_written_together(word: &[u8]) -> bool {
    let ends = || WRITTEN_TOGETHER.iter().any(|end| ends_ignoring_case(word, end.as_bytes()));
    // Almost every word ends with other letters. One that ends so is the name of a library.
    let four = word.last_chunk::<4>().map_or(0, |four| u32::from_le_bytes(*four) | 0x2020_2020);
    LAST_FOURS.contains(&four) && ends() && !word.eq_ignore_ascii_case(b"jsonwebtoken")
}

/// The last four letters of each of [`WRITTEN_TOGETHER`].
const LAST_FOURS: [u32; WRITTEN_TOGETHER.len()] = {
    let mut fours = [0; WRITTEN_TOGETHER.len()];
    let mut at = 0;
    while at < fours.len() {
        if let Some(four) = WRITTEN_TOGETHER[at].as_bytes().last_chunk::<4>() {
            fours[at] = u32::from_le_bytes(*four);
        }
        at += 1;
    }
    fours
};

/// Longer than any word that is known here, with a number behind it: of longer ones, the end is read.
const MAX_WORD: usize = 32;

/// How many words of a name are read, from its end.
const MAX_WORDS: usize = 24;

/// The words of a name, the last first: this is what is not read yet.
struct Words<'a>(&'a [u8]);

impl<'a> Words<'a> {
    fn of(name: &'a [u8]) -> std::iter::Take<Self> {
        Self(&name[name.len().saturating_sub(MAX_NAME)..]).take(MAX_WORDS)
    }
}

impl<'a> Iterator for Words<'a> {
    type Item = &'a [u8];

    #[inline]
    fn next(&mut self) -> Option<&'a [u8]> {
        let end = self.0.len() - run_back(self.0, |b| KINDS[usize::from(b)] == OTHER);
        let name = &self.0[..end];
        let mut start = end;
        // What stands behind a word is never in lower case.
        let mut behind = OTHER;
        while let Some(at) = start.checked_sub(1) {
            let kind = KINDS[usize::from(name[at])];
            if kind == OTHER {
                break;
            }
            start = at;
            if kind == UPPER {
                let before = at.checked_sub(1).map_or(OTHER, |before| KINDS[usize::from(name[before])]);
                if before == LOWER || (before == UPPER && behind == LOWER) {
                    break;
                }
            }
            behind = kind;
        }
        self.0 = &name[..start];
        (start < end).then_some(&name[start..])
    }
}

/// The kinds of bytes in names.
const OTHER: u8 = 0;
const LOWER: u8 = 1;
const UPPER: u8 = 2;
const DIGIT: u8 = 3;

static KINDS: [u8; 256] = {
    let mut kinds = [OTHER; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        kinds[byte as usize] = match byte {
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => DIGIT,
            _ => OTHER,
        };
        byte += 1;
    }
    kinds
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for name in [
            "password",
            "PASSWORD",
            "userPassword",
            "db_password",
            "PGPASSWORD",
            "password2",
            "password_hash",
            "passwd",
            "pwd",
            "secret",
            "client_secret",
            "clientSecret",
            "aws_secret_access_key",
            "token",
            "access_token",
            "x-amz-security-token",
            "apiKey",
            "api_key",
            "X-Api-Key",
            "apikey",
            "authorization",
            "Authorization",
            "proxy-authorization",
            "credentials",
            "private_key",
            "Set-Cookie",
            "cvv",
            "DB_PASS",
            "smtp_pw",
            "authToken",
            "csrftoken",
            "ConnectionString",
            "creds",
        ] {
            assert!(is_secret(name.as_bytes()), "{name}");
        }
        for name in [
            "",
            "user",
            "key",
            "keys",
            "monkey",
            "passenger",
            "password_policy",
            "passwordChangedAt",
            "token_count",
            "tokens",
            "max_tokens",
            "token_type",
            "expires_in",
            "next_token",
            "nextToken",
            "pageToken",
            "secret_arn",
            "secretName",
            "tokenizer",
            "secretary",
            "author",
            "compass",
            "passed",
            "key_id",
            "keyboard",
            "cookie_domain",
            "TokenService",
            "CookieAuthenticationFilter",
            "passwordEncoder",
            "PublicKeyToken",
            "imagePullSecrets",
            "secretKeyRef",
            "first_pass",
        ] {
            assert!(!is_secret(name.as_bytes()), "{name}");
        }
    }
}
