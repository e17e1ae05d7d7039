//! Which names of fields say that a secret stands behind them.

use crate::redact::input::run_back;

/// What every secret name holds: words, one of which begins where a word of the name begins, or endings of words written
/// together.
pub struct Hints {
    pub begin: &'static [&'static str],
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
        // These lead to secrets that no field names (see `commands`).
        "identified", "tcp(", "unix(", "jdbc:oracle:", "auth=", "curl", "mysql", "mariadb", "sshpass", "docker", "podman",
        "auth plain", "auth login", "redis-cli", "mongo", "cqlsh", "sqlcmd", "mosquitto_", "ldap", "plink", "pscp", "psftp", "sqlplus", "sqlldr",
        "expdp", "impdp", "convertto-securestring",
    ],
    end: WRITTEN_TOGETHER,
};

/// Endings of words written together that make a field secret.
const WRITTEN_TOGETHER: &[&str] =
    &["password", "passwd", "passphrase", "secret", "token", "apikey", "dbpass", "userpass", "bindpw"];

/// Whether a word, in lower case, makes a field secret wherever it stands in its name. Words written together count by their
/// ending, so that `userpassword` and `authtoken` are among them.
#[rustfmt::skip]
fn is_secret_in_lower_case(word: &[u8]) -> bool {
    matches!(
        word,
        b"password" | b"passwords" | b"passwd" | b"pwd" | b"passphrase" | b"passcode" | b"secret" | b"secrets" | b"token"
        | b"apikey" | b"apisecret" | b"accesskey" | b"secretkey" | b"privatekey" | b"masterkey" | b"authorization"
        | b"credential" | b"credentials" | b"cookie" | b"cookies" | b"cvv" | b"cvc" | b"connectionstring"
        | b"connectionstrings" | b"connstr" | b"creds" | b"storepass" | b"keypass" | b"passin" | b"passout"
    )
}

/// Whether two words in a row, in lower case, do so together.
#[rustfmt::skip]
fn is_secret_pair(first: &[u8], second: &[u8]) -> bool {
    match second {
        b"key" => matches!(
            first,
            b"api" | b"access" | b"secret" | b"private" | b"signing" | b"encryption" | b"auth" | b"account" | b"shared"
            | b"master" | b"hmac"
        ),
        b"keys" => first == b"api",
        b"tokens" => matches!(first, b"access" | b"refresh"),
        b"string" => matches!(first, b"connection" | b"conn"),
        b"strings" => first == b"connection",
        b"str" => first == b"conn",
        _ => false,
    }
}

/// Whether a last word, in lower case, says that the value is about a secret, and is none.
#[rustfmt::skip]
fn is_about(word: &[u8]) -> bool {
    matches!(
        word,
        b"age" | b"algorithm" | b"arn" | b"at" | b"attempts" | b"changed" | b"count" | b"created" | b"date" | b"domain"
        | b"enabled" | b"endpoint" | b"exception" | b"error" | b"expired" | b"expires" | b"expiration" | b"expiry"
        | b"field" | b"fields" | b"file" | b"format" | b"id" | b"ids" | b"in" | b"index" | b"issuer" | b"kind"
        | b"length" | b"limit" | b"manager" | b"max" | b"min" | b"mode" | b"name" | b"names" | b"path" | b"policy"
        | b"provider" | b"ref" | b"refs" | b"region" | b"required" | b"reset" | b"rotation" | b"rule" | b"scope"
        | b"scopes" | b"size" | b"source" | b"state" | b"status" | b"strength" | b"ttl" | b"type" | b"updated" | b"uri"
        | b"url" | b"usage" | b"used" | b"valid" | b"version" | b"banner" | b"bucket" | b"cache" | b"config"
        | b"configuration" | b"consent" | b"controller" | b"duration" | b"encoder" | b"encoding" | b"factory" | b"filter"
        | b"generator" | b"handler" | b"helper" | b"interceptor" | b"jar" | b"lifetime" | b"parser" | b"quota" | b"rate"
        | b"repository" | b"resolver" | b"service" | b"store" | b"threshold" | b"timeout" | b"util" | b"utils"
        | b"validator"
    )
}

/// What has a password, in names that end with `pass` or `pw`.
#[rustfmt::skip]
const PASSWORD_OWNERS: &[&str] = &[
    "admin", "amqp", "app", "auth", "database", "db", "ftp", "http", "imap", "keystore", "ldap", "login", "mail", "mongo",
    "my", "mysql", "pg", "postgres", "proxy", "rabbitmq", "redis", "root", "smtp", "ssh", "user", "wifi",
];

/// First words that make a token a mark of position or meaning.
const NO_TOKEN: &[&str] =
    &["next", "page", "pagination", "continuation", "sequence", "idempotency", "unexpected", "max"];

/// Longer names are read by their ends only.
pub const MAX_NAME: usize = 128;

/// Whether a field of this name holds a secret. Case, `_`, `-`, `.`, spaces and humps part its words.
pub fn is_secret(name: &[u8]) -> bool {
    let mut words = Words::default();
    words.fill(&name[name.len().saturating_sub(MAX_NAME)..]);
    let words = words.as_slice();
    let Some(last) = words.last() else { return false };
    let secret_at = words.iter().enumerate().position(|(index, word)| {
        let lower = Lower::of(word);
        let pair = |next: &&[u8]| is_secret_pair(lower.as_slice(), Lower::of(next).as_slice());
        words.get(index + 1).is_some_and(pair) || is_secret_word(lower.as_slice())
    });
    if is_short_password(words) {
        return true;
    }
    let Some(at) = secret_at else { return false };
    let about = at + 1 < words.len() && is_about(Lower::of(last).as_slice());
    // `PublicKeyToken` names a public key in .NET.
    let public = words.iter().any(|word| is(word, "public"));
    // Kubernetes names objects so.
    let reference = at > 0 && is(words[at - 1], "pull");
    let mark = is(words[at], "token") && at > 0 && (public || is_one_of(words[at - 1], NO_TOKEN));
    !about && !mark && !reference
}

/// The last two words of a name; the first is empty where there is only one.
pub fn last_words(name: &[u8]) -> [&[u8]; 2] {
    let mut words = Words::default();
    words.fill(&name[name.len().saturating_sub(MAX_NAME)..]);
    match *words.as_slice() {
        [.., before, last] => [before, last],
        [last] => [b"", last],
        [] => [b"", b""],
    }
}

fn is(word: &[u8], known: &str) -> bool {
    word.eq_ignore_ascii_case(known.as_bytes())
}

fn is_one_of(word: &[u8], known: &[&str]) -> bool {
    known.iter().any(|known| is(word, known))
}

/// `db_pass`, `smtp_pw`: too short to mean a password by themselves.
fn is_short_password(words: &[&[u8]]) -> bool {
    let [.., owner, last] = words else { return false };
    is_one_of(last, &["pass", "pw"]) && is_one_of(owner, PASSWORD_OWNERS)
}

/// Whether a word, in lower case, is one by itself, whatever number it has.
fn is_secret_word(word: &[u8]) -> bool {
    let stem = &word[..word.len() - run_back(word, |b| b.is_ascii_digit())];
    // The name of a library.
    if stem == b"jsonwebtoken" {
        return false;
    }
    is_secret_in_lower_case(stem) || WRITTEN_TOGETHER.iter().any(|end| stem.ends_with(end.as_bytes()))
}

/// A word in lower case; of a very long one, the end.
struct Lower {
    bytes: [u8; MAX_WORD],
    length: usize,
}

/// Longer than any word that is known here, with a number behind it.
const MAX_WORD: usize = 32;

impl Lower {
    fn of(word: &[u8]) -> Self {
        let end = &word[word.len().saturating_sub(MAX_WORD)..];
        let mut bytes = [0; MAX_WORD];
        bytes[..end.len()].copy_from_slice(end);
        bytes.make_ascii_lowercase();
        Self { bytes, length: end.len() }
    }

    fn as_slice(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

/// The words of a name; of very many, the last.
struct Words<'a> {
    words: [&'a [u8]; MAX_WORDS],
    count: usize,
}

const MAX_WORDS: usize = 24;

impl Default for Words<'_> {
    fn default() -> Self {
        Self { words: [&[]; MAX_WORDS], count: 0 }
    }
}

impl<'a> Words<'a> {
    fn as_slice(&self) -> &[&'a [u8]] {
        &self.words[..self.count]
    }

    fn push(&mut self, word: &'a [u8]) {
        if word.is_empty() {
            return;
        }
        if self.count == MAX_WORDS {
            self.words.rotate_left(1);
            self.count -= 1;
        }
        self.words[self.count] = word;
        self.count += 1;
    }

    fn fill(&mut self, name: &'a [u8]) {
        let mut start = 0;
        for (at, byte) in name.iter().enumerate() {
            let hump = byte.is_ascii_uppercase()
                && at > 0
                && (name[at - 1].is_ascii_lowercase()
                    || (name[at - 1].is_ascii_uppercase() && name.get(at + 1).is_some_and(u8::is_ascii_lowercase)));
            let letter = byte.is_ascii_alphanumeric();
            if hump || !letter {
                self.push(&name[start..at]);
                start = at + usize::from(!letter);
            }
        }
        self.push(&name[start..]);
    }
}

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
