//! What the others look for: seventeen regular expressions for what the corpus plants, as one would write them for a
//! scanner of logs. All are ASCII only, which is what makes them quick.

/// A rule.
pub struct Rule {
    /// Its name; its label is the same in brackets.
    pub name: &'static str,
    /// The regular expression, in the syntax of the crate `regex`. It holds no apostrophe, so that it can stand in a
    /// program of VRL.
    pub pattern: &'static str,
    /// The names of the corpus's kinds that it is meant to find.
    pub kinds: &'static [&'static str],
    /// A check of Datadog's scanner for what it finds.
    pub check: Check,
}

/// A check of what a regular expression found.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// None.
    No,
    /// Luhn's formula.
    Luhn,
    /// The check digits of an IBAN.
    Iban,
}

const fn rule(name: &'static str, pattern: &'static str, kinds: &'static [&'static str], check: Check) -> Rule {
    Rule { name, pattern, kinds, check }
}

/// The rules, in the order in which those come that try one after the other.
#[rustfmt::skip]
pub const RULES: &[Rule] = &[
    rule("PRIVATE_KEY", r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[A-Za-z0-9+/=\\nr ]+-----END [A-Z ]{0,20}PRIVATE KEY-----", &["private_key"], Check::No),
    rule("JWT", r"(?-u:\b)eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*", &["jwt"], Check::No),
    rule("AWS_ACCESS_TOKEN", r"(?-u:\b)(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?-u:\b)", &["aws_access_token"], Check::No),
    rule("GITHUB_TOKEN", r"(?-u:\b)(?:gh[pousr]_[0-9A-Za-z]{36}|github_pat_[0-9A-Za-z_]{82})(?-u:\b)", &["github_pat", "github_fine_grained_pat", "github_oauth", "github_app_token"], Check::No),
    rule("GITLAB_PAT", r"(?-u:\b)glpat-[0-9A-Za-z_-]{20}", &["gitlab_pat"], Check::No),
    rule("SLACK_TOKEN", r"(?-u:\b)xox[bpe](?:-[0-9]{10,13}){2,3}-[0-9A-Za-z-]{24,34}|(?:https?://)?hooks\.slack\.com/services/[A-Za-z0-9+/]{43,56}", &["slack_bot_token", "slack_user_token", "slack_webhook_url"], Check::No),
    rule("STRIPE_ACCESS_TOKEN", r"(?-u:\b)[sr]k_(?:live|test|prod)_[0-9A-Za-z]{10,99}(?-u:\b)", &["stripe_access_token"], Check::No),
    rule("URL_CREDENTIALS", r"://[^/\t :@\x22]{0,64}:[^/\t @\x22]{1,64}@", &["url_credentials"], Check::No),
    rule("BEARER_TOKEN", r"(?i-u)\b(?:bearer|basic)[ \t]+[a-z0-9._~+/-]{16,}=*", &["bearer_token"], Check::No),
    rule("SECRET_FIELD", r"(?i-u:passwd|password|secret|token|api[_-]?key|secret[_-]?access[_-]?key)\\?\x22?(?::|=| = |: )\\?[\x22\x27]?[^\t \x22\x27,;&\\]{6,}", &["secret_field"], Check::No),
    rule("EMAIL_ADDRESS", r"(?i-u)[a-z0-9._%+-]{1,64}(?:@|%40)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*\.[a-z]{2,24}", &["email_address"], Check::No),
    rule("IBAN_CODE", r"(?-u:\b)[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?-u:\b)", &["iban_code"], Check::Iban),
    rule("CREDIT_CARD", r"(?-u:\b)(?:(?:4[0-9]{3}|5[1-5][0-9]{2}|6011)[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}|3[47][0-9]{2}[ -]?[0-9]{6}[ -]?[0-9]{5})(?-u:\b)", &["credit_card"], Check::Luhn),
    rule("US_SSN", r"(?-u:\b)[0-9]{3}-[0-9]{2}-[0-9]{4}(?-u:\b)|(?i-u)(?:ssn|social[ _]security[ _]number)[ \\\x22:=]{1,5}[0-9]{9}\b", &["us_ssn"], Check::No),
    rule("PHONE_NUMBER", r"\+[1-9][0-9]{0,2}(?:[ .-]?[0-9]{1,10}){1,5}(?-u:\b)|\(?[2-9][0-9]{2}(?:\) |[ .-])[2-9][0-9]{2}[.-][0-9]{4}(?-u:\b)|(?i-u)(?:phone|mobile)(?:_number)?[ \\\x22:=]{1,5}[0-9]{10}\b", &["phone_number"], Check::No),
    rule("MAC_ADDRESS", r"(?i-u)\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b|\b(?:[0-9a-f]{2}-){5}[0-9a-f]{2}\b", &["mac_address"], Check::No),
    rule("IP_ADDRESS", r"(?-u:\b)(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?-u:\b)|(?i-u)(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,6}(?::[0-9a-f]{1,4}){1,6}", &["ip_address"], Check::No),
];
