//! Which names of fields say that a secret stands behind them.

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
        "pass", "pwd", "pw", "secret", "token", "apikey", "apisecret", "accesskey", "privatekey", "authoriz",
        "credential", "cookie", "cvv", "cvc", "api key", "access key", "secret key", "private key", "signing key",
        "encryption key", "auth key", "account key", "shared key", "master key", "connection string",
    ],
    end: WRITTEN_TOGETHER,
};

/// Endings of words written together that make a field secret.
const WRITTEN_TOGETHER: &[&str] = &["password", "passwd", "passphrase", "secret", "token", "apikey"];

/// Words that make a field secret wherever they stand in its name. Words written together count by their ending, so
/// that `userpassword` and `authtoken` are among them.
#[rustfmt::skip]
const SECRET_WORDS: &[&str] = &[
    "password", "passwords", "passwd", "pwd", "passphrase", "passcode", "secret", "secrets", "token", "apikey",
    "apisecret", "accesskey", "secretkey", "privatekey", "authorization", "credential", "credentials", "cookie",
    "cookies", "cvv", "cvc",
];

/// Pairs of words that do so together.
#[rustfmt::skip]
const SECRET_PAIRS: &[(&str, &str)] = &[
    ("api", "key"), ("api", "keys"), ("access", "key"), ("access", "tokens"), ("secret", "key"),
    ("private", "key"), ("signing", "key"), ("encryption", "key"), ("auth", "key"), ("account", "key"),
    ("shared", "key"), ("master", "key"), ("refresh", "tokens"), ("connection", "string"),
];

/// Last words that say that the value is about a secret, and is none.
#[rustfmt::skip]
const ABOUT: &[&str] = &[
    "age", "algorithm", "arn", "at", "attempts", "changed", "count", "created", "date", "domain", "enabled",
    "endpoint", "exception", "error", "expired", "expires", "expiration", "expiry", "field", "fields", "file",
    "format", "id", "ids", "in", "index", "issuer", "kind", "length", "limit", "manager", "max", "min", "mode",
    "name", "names", "path", "policy", "provider", "region", "required", "reset", "rotation", "rule", "scope",
    "scopes", "size", "source", "state", "status", "strength", "ttl", "type", "updated", "uri", "url", "usage",
    "used", "valid", "version", "banner", "bucket", "cache", "config", "configuration", "consent", "controller", "duration",
    "encoder", "encoding", "factory", "filter", "generator", "handler", "helper", "interceptor", "jar", "lifetime",
    "parser", "quota", "rate", "repository", "resolver", "service", "store", "threshold", "timeout", "util", "utils",
    "validator",
];

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
    let words = words_of(&name[name.len().saturating_sub(MAX_NAME)..]);
    let Some(last) = words.last() else { return false };
    let secret_at = words.iter().enumerate().find(|(index, word)| {
        let pair = words
            .get(index + 1)
            .is_some_and(|next| SECRET_PAIRS.iter().any(|(first, second)| word == first && next == second));
        pair || is_secret_word(word)
    });
    if is_short_password(&words) {
        return true;
    }
    let Some((at, _)) = secret_at else { return false };
    let about = at + 1 < words.len() && ABOUT.contains(&last.as_str());
    // `PublicKeyToken` names a public key in .NET.
    let public = words.iter().any(|word| word == "public");
    let mark = words[at] == "token" && at > 0 && (public || NO_TOKEN.contains(&words[at - 1].as_str()));
    !about && !mark
}

/// `db_pass`, `smtp_pw`: too short to mean a password by themselves.
fn is_short_password(words: &[String]) -> bool {
    let [.., owner, last] = words else { return false };
    ["pass", "pw"].contains(&last.as_str()) && PASSWORD_OWNERS.contains(&owner.as_str())
}

fn is_secret_word(word: &str) -> bool {
    let stem = word.trim_end_matches(|c: char| c.is_ascii_digit());
    // The name of a library.
    if stem == "jsonwebtoken" {
        return false;
    }
    SECRET_WORDS.contains(&stem) || WRITTEN_TOGETHER.iter().any(|ending| stem.ends_with(ending))
}

fn words_of(name: &[u8]) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for (at, byte) in name.iter().enumerate() {
        let hump = byte.is_ascii_uppercase()
            && at > 0
            && (name[at - 1].is_ascii_lowercase()
                || (name[at - 1].is_ascii_uppercase() && name.get(at + 1).is_some_and(u8::is_ascii_lowercase)));
        let letter = byte.is_ascii_alphanumeric();
        if (hump || !letter) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if letter {
            word.push(char::from(byte.to_ascii_lowercase()));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
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
            "first_pass",
        ] {
            assert!(!is_secret(name.as_bytes()), "{name}");
        }
    }
}
