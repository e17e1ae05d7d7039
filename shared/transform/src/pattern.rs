//! CloudWatch Logs' filter-pattern syntax: the one that users of subscription filters know already.
//!
//! Built so far: bare and quoted terms, `?` for any of several, `-` for exclusion, and JSON comparisons joined with `&&`
//! and `||`. The rest of the syntax (regular expressions, `IS`, `NOT EXISTS`, space-delimited patterns) is refused with
//! a message that says so, never matched wrongly.
//!
//! Source: *CloudWatch Logs User Guide*, "Filter pattern syntax".

mod json;
mod parse;
mod terms;

pub use json::{Selector, Value};
pub use parse::PatternError;

use std::cell::OnceCell;

use json::Comparison;
use terms::Terms;

/// A compiled pattern.
#[derive(Clone, Debug, PartialEq)]
pub enum Pattern {
    /// The empty pattern: every message.
    All,
    /// Terms in unstructured text.
    Terms(Terms),
    /// Comparisons of JSON fields.
    Json(Condition),
}

/// A condition on a JSON message.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// One comparison.
    Compare(Comparison),
    /// Both.
    And(Box<Condition>, Box<Condition>),
    /// Either or both.
    Or(Box<Condition>, Box<Condition>),
}

/// Longer messages are matched as text only: what JSON becomes in memory is many times its text. CloudWatch takes 1 MiB.
const MAX_JSON: usize = 1 << 20;

/// A message, parsed as JSON at most once for all patterns and selectors that ask.
pub struct Subject<'a> {
    text: &'a str,
    json: OnceCell<Option<serde_json::Value>>,
}

impl<'a> Subject<'a> {
    /// A message to be matched.
    pub fn new(text: &'a str) -> Self {
        Self { text, json: OnceCell::new() }
    }

    fn json(&self) -> Option<&serde_json::Value> {
        let parse = || {
            let text = self.text.trim_ascii_start();
            (text.len() <= MAX_JSON && text.starts_with(['{', '['])).then(|| serde_json::from_str(text).ok()).flatten()
        };
        self.json.get_or_init(parse).as_ref()
    }

    /// The value that a selector finds in the message.
    pub fn select(&self, selector: &Selector) -> Option<&serde_json::Value> {
        selector.find(self.json()?)
    }
}

impl Pattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// With what is wrong, where (in characters from 1), and what to write instead.
    pub fn parse(pattern: &str) -> Result<Self, PatternError> {
        parse::pattern(pattern)
    }

    /// Whether a message matches. Upper and lower case differ, as in CloudWatch.
    pub fn matches(&self, subject: &Subject<'_>) -> bool {
        match self {
            Self::All => true,
            Self::Terms(terms) => terms.matches(subject.text),
            Self::Json(condition) => subject.json().is_some_and(|json| condition.holds(json)),
        }
    }
}

impl Condition {
    fn holds(&self, json: &serde_json::Value) -> bool {
        match self {
            Self::Compare(comparison) => comparison.holds(json),
            Self::And(a, b) => a.holds(json) && b.holds(json),
            Self::Or(a, b) => a.holds(json) || b.holds(json),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, message: &str) -> bool {
        Pattern::parse(pattern).unwrap_or_else(|e| panic!("{pattern}: {e}")).matches(&Subject::new(message))
    }

    #[test]
    fn terms() {
        for (pattern, message, expected) in [
            ("", "anything", true),
            ("ERROR", "[ERROR 400] BAD REQUEST", true),
            ("ERROR", "[error 400] bad request", false),
            ("ERROR REQUEST", "[ERROR 400] BAD REQUEST", true),
            ("ERROR REQUEST", "[ERROR 400] BAD RESPONSE", false),
            ("\"BAD REQUEST\"", "[ERROR 400] BAD REQUEST", true),
            ("\"REQUEST BAD\"", "[ERROR 400] BAD REQUEST", false),
            ("\"say \\\"x\\\"\"", "they say \"x\"", true),
            ("?ERROR ?WARN", "[WARN] low disk", true),
            ("?ERROR ?WARN", "[INFO] fine", false),
            ("ERROR -EXITING", "[ERROR] retrying", true),
            ("ERROR -EXITING", "[ERROR] EXITING", false),
            ("-\"health check\"", "GET health check", false),
            ("-DEBUG", "INFO", true),
            ("?\"a b\" ?c", "x a b", true),
        ] {
            assert_eq!(matches(pattern, message), expected, "{pattern} on {message}");
        }
    }

    #[test]
    fn json() {
        let message = r#"{"level":"ERROR","status":503,"ms":12.5,"user":{"id":7,"tags":["a","b"]},"path":"/v1/items","ok":true,"a.b":"dot"}"#;
        for (pattern, expected) in [
            (r#"{ $.level = "ERROR" }"#, true),
            (r#"{ $.level = ERROR }"#, true),
            (r#"{ $.level != "ERROR" }"#, false),
            (r#"{ $.level = "error" }"#, false),
            ("{ $.status = 503 }", true),
            ("{ $.status >= 500 }", true),
            ("{ $.status > 503 }", false),
            ("{ $.status < 5.04e2 }", true),
            ("{ $.status <= 502 }", false),
            ("{ $.status = 5* }", false),
            (r#"{ $.path = "/v1/*" }"#, true),
            (r#"{ $.path = "*items" }"#, true),
            (r#"{ $.path != "/v2/*" }"#, true),
            ("{ $.user.id = 7 }", true),
            (r#"{ $.user.tags[1] = "b" }"#, true),
            (r#"{ $.user.tags[0] = "b" }"#, false),
            (r#"{ $['a.b'] = "dot" }"#, true),
            (r#"{ $.["a.b"] = "dot" }"#, true),
            ("{ $.missing = 1 }", false),
            ("{ $.missing != 1 }", false),
            ("{ $.ms > 12 && $.status = 503 }", true),
            ("{ $.ms > 13 || $.status = 503 }", true),
            (r#"{ ($.ms > 13 || $.status = 503) && $.level = "INFO" }"#, false),
            (r#"{ $.ms > 13 && $.status = 1 || $.level = "ERROR" }"#, true),
            (r#"{ $.level = "ERROR" || $.ms > 13 && $.status = 1 }"#, true),
        ] {
            assert_eq!(matches(pattern, message), expected, "{pattern}");
        }
        assert!(!matches("{ $.a = 1 }", "not json"));
        assert!(!matches("{ $.a = 1 }", "{\"a\":"));
    }

    #[test]
    fn what_is_not_built_or_wrong_says_so() {
        for (pattern, part) in [
            ("%AUTHORIZED%", "regular expressions"),
            ("{ $.path = %v[0-9]% }", "regular expressions"),
            ("[ip, user, status=4*]", "space-delimited"),
            ("{ $.a IS NULL }", "IS"),
            ("{ $.a NOT EXISTS }", "NOT EXISTS"),
            ("[ERROR]", "space-delimited"),
            ("ERROR:", "double quotes"),
            ("\"open", "closing"),
            ("{ $.a = 1", "}"),
            ("{ $.a = 1 } x", "after"),
            ("{ a = 1 }", "$"),
            ("{ $.a == 1 }", "="),
            ("{ $.a = }", "value"),
            ("{ $.a > \"x\" }", "number"),
            ("{ }", "$"),
            ("{ $.a = 1 && }", "$"),
            ("?ERROR WARN", "?"),
            ("?", "term"),
            ("-", "term"),
        ] {
            let error = Pattern::parse(pattern).expect_err(pattern);
            assert!(error.to_string().contains(part), "{pattern}: {error}");
            assert!(error.column >= 1 && error.column <= pattern.chars().count() + 1, "{pattern}: {error:?}");
        }
    }

    #[test]
    fn deep_patterns_are_refused() {
        let deep = format!("{{ {} $.a = 1 {} }}", "(".repeat(10_000), ")".repeat(10_000));
        assert!(Pattern::parse(&deep).unwrap_err().to_string().contains("deep"));
    }
}
