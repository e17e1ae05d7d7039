//! Ordinary lines with personal data and secrets planted where programs write them, labelled to the byte.

use std::ops::Range;

use crate::random::Random;
use crate::{Ordinary, Shape, ordinary, personal, secrets};

/// A line, and what was planted in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labelled {
    /// The line.
    pub line: String,
    /// The bytes to hide, from left to right, each with the name of the detector that finds it; empty for an ordinary
    /// line.
    pub planted: Vec<(Range<usize>, &'static str)>,
}

/// What is planted: a value, and the text around it that belongs to it.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What stands before the value, such as `Bearer `.
    pub before: String,
    /// What is to be hidden.
    pub value: String,
    /// What stands behind it.
    pub after: String,
}

/// A kind of what is planted.
pub struct Kind {
    /// The name of the detector that finds it.
    pub detector: &'static str,
    /// Makes one.
    pub piece: fn(&mut Random) -> Piece,
    /// The names that its fields have.
    pub fields: &'static [&'static str],
    /// What is said before it in a sentence; empty if it stands in fields only.
    pub said: &'static [&'static str],
    /// Whether it can stand in the query of a web request.
    pub in_query: bool,
}

fn bare(value: String) -> Piece {
    Piece { before: String::new(), value, after: String::new() }
}

fn framed(before: &str, value: String, after: &str) -> Piece {
    Piece { before: before.to_owned(), value, after: after.to_owned() }
}

macro_rules! kind {
    ($detector:literal, $piece:expr, $fields:expr, $said:expr, $query:literal) => {
        Kind { detector: $detector, piece: $piece, fields: &$fields, said: &$said, in_query: $query }
    };
}

/// Every kind that is planted, each as often as the others; a detector may have several.
#[rustfmt::skip]
pub const KINDS: &[Kind] = &[
    kind!("email_address", |r| bare(personal::email_address(r)), ["email", "user_email", "to", "contact", "login"],
        ["receipt sent to", "signed in as", "user", "invited"], true),
    kind!("phone_number", |r| bare(personal::phone_number(r)), ["phone", "to", "contact", "caller"],
        ["text message sent to", "call from", "verified"], false),
    kind!("phone_number", |r| bare(personal::bare_phone_number(r)), ["phone", "phone_number", "mobile", "customerPhone"],
        ["calling phone", "mobile"], true),
    kind!("credit_card", |r| bare(personal::credit_card(r)), ["card", "card_number", "pan", "payment", "value"],
        ["charged card", "declined", "paid with"], false),
    kind!("iban_code", |r| bare(personal::iban_code(r)), ["iban", "account", "debtor", "creditor_iban"],
        ["transfer from", "payout to", "account"], false),
    kind!("ip_address", |r| bare(personal::ip_address(r)), ["client_ip", "remote_addr", "ip", "source", "peer"],
        ["connection from", "blocked", "upstream"], true),
    kind!("mac_address", |r| bare(personal::mac_address(r)), ["mac", "device", "hw_addr", "station"],
        ["lease for", "device", "associated with"], true),
    kind!("us_ssn", |r| bare(personal::us_ssn(r)), ["ssn", "subject", "taxpayer"], ["applicant", "verified", "ssn"], true),
    kind!("us_ssn", |r| bare(personal::bare_us_ssn(r)), ["ssn", "applicantSsn", "social_security_number"],
        ["ssn", "social security number"], true),
    kind!("aws_access_token", |r| bare(secrets::aws_access_token(r)), ["accessKeyId", "aws_access_key_id", "principal", "key"],
        ["signed with", "key", "caller"], true),
    kind!("github_pat", |r| bare(secrets::github_token(r, 'p')), ["auth", "value", "pat"], ["cloning with", "using"], true),
    kind!("github_fine_grained_pat", |r| bare(secrets::github_fine_grained_pat(r)), ["auth", "value", "pat"], ["cloning with", "using"], true),
    kind!("github_oauth", |r| bare(secrets::github_token(r, 'o')), ["auth", "value"], ["authorised", "using"], true),
    kind!("github_app_token", |r| bare(secrets::github_token(r, 's')), ["auth", "installation"], ["installation", "using"], true),
    kind!("gitlab_pat", |r| bare(secrets::gitlab_pat(r)), ["auth", "value", "pat"], ["pulling with", "using"], true),
    kind!("slack_bot_token", |r| bare(secrets::slack_bot_token(r)), ["auth", "bot"], ["posting as", "using"], true),
    kind!("slack_user_token", |r| bare(secrets::slack_user_token(r)), ["auth", "user"], ["posting as", "using"], true),
    kind!("slack_webhook_url", slack_webhook, ["webhook", "url", "target"], ["posting to", "failed:"], false),
    kind!("stripe_access_token", |r| bare(secrets::stripe_access_token(r)), ["stripe", "auth", "value"], ["charging with", "using"], true),
    kind!("jwt", |r| bare(secrets::jwt(r)), ["assertion", "id_token", "value", "session"], ["rejected", "expired:", "decoded"], true),
    kind!("bearer_token", |r| framed("Bearer ", secrets::opaque_token(r), ""), ["authorization", "header", "Authorization"],
        ["sending Authorization:", "header"], false),
    kind!("url_credentials", database, ["dsn", "url", "database_url", "broker"], ["connecting to", "dial"], false),
    kind!("secret_field", |r| bare(secrets::password(r)), ["password", "db_password", "passwd", "userPassword"], [], true),
    kind!("secret_field", |r| bare(secrets::machine_secret(r)), ["api_key", "client_secret", "aws_secret_access_key", "refresh_token", "secret"], [], false),
    kind!("private_key", |r| framed("", secrets::private_key(r), "\\n"), ["pem", "signing", "private_key", "content"], ["loaded", "parsing"], false),
];

/// Its scheme is no secret.
fn slack_webhook(random: &mut Random) -> Piece {
    let (scheme, rest) = ("https://", secrets::slack_webhook_url(random));
    framed(scheme, rest.trim_start_matches(scheme).to_owned(), "")
}

fn database(random: &mut Random) -> Piece {
    let scheme = random.pick(&["postgres", "redis", "amqp", "mongodb+srv", "https", "mysql"]);
    let host = crate::identifiers::host(random);
    framed(&format!("{scheme}://"), secrets::user_and_password(random), &format!("@{host}:{}/main", random.number(4)))
}

/// Lines without end, of which about one in ten holds something to hide.
pub fn mixed(seed: u64) -> Mixed {
    Mixed { ordinary: ordinary(seed), random: Random::new(seed ^ 0x706c_616e_7465_6421) }
}

/// See [`mixed()`].
pub struct Mixed {
    ordinary: Ordinary,
    random: Random,
}

impl Iterator for Mixed {
    type Item = Labelled;

    fn next(&mut self) -> Option<Labelled> {
        let (format, line) = self.ordinary.with_format();
        let mut labelled = Labelled { line, planted: Vec::new() };
        // Some formats take nothing.
        if self.random.one_in(8) {
            plant(&mut labelled, format.shape, &mut self.random);
            // Now and then a second, where the first cannot be in its way.
            if matches!(format.shape, Shape::Json | Shape::Pairs) && self.random.one_in(6) {
                plant(&mut labelled, format.shape, &mut self.random);
            }
        }
        Some(labelled)
    }
}

/// Plants one more piece into a line of this shape.
fn plant(labelled: &mut Labelled, shape: Shape, random: &mut Random) {
    let kind = &KINDS[random.below(KINDS.len() as u64) as usize];
    let piece = (kind.piece)(random);
    let field = random.pick(kind.fields);
    let (detector, said, in_query) = (kind.detector, kind.said, kind.in_query);
    Planting { detector, piece, field, said, in_query }.into(labelled, shape, random);
}

/// What is planted into one line: see [`Kind`].
#[derive(Clone, Debug)]
pub struct Planting<'a> {
    /// The name of the detector that finds it.
    pub detector: &'static str,
    /// What is planted.
    pub piece: Piece,
    /// The name of its field.
    pub field: &'a str,
    /// What is said before it in a sentence; empty if it stands in fields only.
    pub said: &'a [&'a str],
    /// Whether it can stand in the query of a web request.
    pub in_query: bool,
}

impl Planting<'_> {
    /// Plants it into a line of this shape.
    pub fn into(self, labelled: &mut Labelled, shape: Shape, random: &mut Random) {
        let Planting { piece, field, .. } = self.clone();
        let kind = &self;
        let text = &labelled.line;
        match shape {
            Shape::Other => {}
            Shape::Json => {
                let (before, after, escaped) = match random.below(6) {
                    0 => (format!(r#""{field}":""#), "\",".to_owned(), false),
                    1 => (format!(r#""{field}": ""#), "\", ".to_owned(), false),
                    2 => (format!(r#""user":{{"id":{},"{field}":""#, random.number(6)), "\"},".to_owned(), false),
                    3 => (format!(r#""body":"{{\"{field}\":\""#), r#"\",\"ok\":true}","#.to_owned(), true),
                    _ if kind.said.is_empty() => (format!(r#""detail":"retry with {field}="#), "\",".to_owned(), false),
                    _ => (format!(r#""detail":"{} "#, random.pick(kind.said)), " again\",".to_owned(), false),
                };
                // Behind the object's opening brace.
                let piece = if escaped { escape(&piece) } else { piece };
                insert(labelled, 1, kind, &before, &piece, &after);
            }
            Shape::Pairs => {
                let quoted = piece.value.contains([' ', '\\']) || piece.before.contains(' ');
                let quote = if quoted { "\"" } else { "" };
                insert(labelled, text.len(), kind, &format!(" {field}={quote}"), &piece, quote);
            }
            Shape::Prose => {
                let before = match random.below(3) {
                    _ if kind.said.is_empty() => format!(" ({field}="),
                    0 => format!(" ({} ", random.pick(kind.said)),
                    1 => format!(": {field}: "),
                    _ => format!(", {} ", random.pick(kind.said)),
                };
                let after = if before.starts_with(" (") { ")" } else { "" };
                insert(labelled, text.len(), kind, &before, &piece, after);
            }
            Shape::Access => {
                let client = text.find([' ', ':']).unwrap_or(0);
                let request = text.find(" HTTP/");
                if kind.detector == "ip_address" && random.below(4) > 0 {
                    labelled.line.replace_range(..client, "");
                    insert(labelled, 0, kind, "", &piece, "");
                } else if let (true, Some(at)) = (kind.in_query, request) {
                    let path = text[..at].rfind(' ').unwrap_or(0);
                    let mark = if text[path..at].contains('?') { '&' } else { '?' };
                    let piece = Piece { value: in_query(&piece.value, random), ..piece };
                    insert(labelled, at, kind, &format!("{mark}{field}="), &piece, "");
                } else {
                    // The header of a request, or a cookie-like field, logged behind all else.
                    insert(labelled, text.len(), kind, &format!(" \"{field}="), &piece, "\"");
                }
            }
        }
    }
}

/// Browsers escape `@` in a query; other programs do not always.
fn in_query(value: &str, random: &mut Random) -> String {
    if random.one_in(2) { value.replace('@', "%40").replace('+', "%2B") } else { value.to_owned() }
}

fn escape(piece: &Piece) -> Piece {
    let escape = |text: &str| text.replace('\\', "\\\\");
    Piece { before: escape(&piece.before), value: escape(&piece.value), after: escape(&piece.after) }
}

/// Inserts a piece at `at` and labels it.
fn insert(labelled: &mut Labelled, at: usize, kind: &Planting<'_>, before: &str, piece: &Piece, after: &str) {
    let text = format!("{before}{}{}{}{after}", piece.before, piece.value, piece.after);
    let start = at + before.len() + piece.before.len();
    for (range, _) in &mut labelled.planted {
        if range.start >= at {
            *range = range.start + text.len()..range.end + text.len();
        }
    }
    labelled.line.insert_str(at, &text);
    labelled.planted.push((start..start + piece.value.len(), kind.detector));
    labelled.planted.sort_by_key(|(range, _)| range.start);
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashSet};

    use super::*;

    #[test]
    fn one_line_in_ten_holds_something_and_every_kind_is_planted() {
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        let mut seen = HashSet::new();
        let mut planted = 0;
        for labelled in mixed(1).take(100_000) {
            planted += usize::from(!labelled.planted.is_empty());
            let mut end = 0;
            for (range, detector) in &labelled.planted {
                assert!(range.start >= end && range.start < range.end, "{labelled:?}");
                let value = &labelled.line[range.clone()];
                assert!(!value.starts_with([' ', '"']) && !value.ends_with([' ', '"']), "{labelled:?}");
                end = range.end;
                *kinds.entry(detector).or_default() += 1;
            }
            assert!(seen.insert(labelled.line), "twice");
        }
        assert!((8_000..12_000).contains(&planted), "{planted}");
        assert!(KINDS.iter().all(|kind| kinds[kind.detector] > 200), "{kinds:?}");
    }

    #[test]
    fn labels_stand_on_what_was_planted() {
        for labelled in mixed(4).take(50_000) {
            for (range, detector) in &labelled.planted {
                let value = &labelled.line[range.clone()];
                let sound = match *detector {
                    "email_address" => value.contains('@') || value.contains("%40"),
                    "private_key" => value.starts_with("-----") && value.ends_with("-----"),
                    "url_credentials" => value.contains(':') && labelled.line[range.end..].starts_with('@'),
                    "jwt" => value.matches('.').count() == 2,
                    "ip_address" => value.parse::<std::net::IpAddr>().is_ok(),
                    _ => true,
                };
                assert!(sound, "{detector}: {value}: {}", labelled.line);
            }
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_lines() {
        assert!(mixed(9).take(3_000).eq(mixed(9).take(3_000)));
    }
}
