//! Names of secrets that are only spoken of: `Unexpected token < in JSON`, `"eventName":"GetSecretValue"`.
//!
//! It refuses to find anything: it says that nothing would be found, whether the text is JSON, holds some, or is none, so
//! that it need not be known which. What is in doubt is left to those who look.

use std::ops::Range;

use crate::redact::action::Replacer;

use super::pairs::may_be_in;
use super::text::find_in_text;

/// Whether no value stands behind any of the `names` of secrets in a text without escapes: not where text has it, nor where
/// the string of a JSON text does in which one may stand, nor beside that string.
pub fn lead_nowhere(text: &[u8], names: &[Range<usize>], replacer: &Replacer) -> bool {
    let mut left = names;
    let mut from = 0;
    // No escape is there, so that every quote begins a string or ends one.
    while let Some(first) = left.first()
        && let Some(end) = memchr::memchr(b'"', &text[first.end..]).map(|quote| first.end + quote)
    {
        let (inside, behind) = left.split_at(left.partition_point(|name| name.start < end));
        if let Some(quote) = memchr::memrchr(b'"', &text[from..first.start]) {
            let start = from + quote + 1;
            let is_key = text[end + 1..].trim_ascii_start().first() == Some(&b':');
            if is_key || inside.iter().any(|name| name.end > end || text[name.clone()].contains(&b'"')) {
                return false;
            }
            let names: Vec<_> = inside.iter().map(|name| name.start - start..name.end - start).collect();
            if finds(&text[start..end], &names, replacer) {
                return false;
            }
        }
        (left, from) = (behind, end);
    }
    !finds(text, names, replacer) && !may_be_in(text, text, names)
}

fn finds(text: &[u8], names: &[Range<usize>], replacer: &Replacer) -> bool {
    let mut found = Vec::new();
    find_in_text(text, names, replacer, &mut found);
    !found.is_empty()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::redact::arena::Arena;
    use crate::redact::input::Input;
    use crate::redact::scan::Scanner;
    use crate::redact::{Action, Redactor, Selection};

    #[rustfmt::skip]
    const STRINGS: [&str; 22] = [
        "token", "GetSecretValue", "user.password", "Unexpected token < in JSON", "password: hunter2x", "DB_PASSWORD=a b c",
        "password is hunter2x", "arn:aws:secretsmanager:eu-west-1:1:secret:prod/db", "curl -u bob:hunter2x", "the secret of",
        "token k7Qz2P9w", "--token", "a7b!c2d9", "x", "(token", "[token", "token)", "name", "value", "k", "otp", "api key",
    ];

    fn json() -> impl Strategy<Value = String> {
        let string = || proptest::sample::select(STRINGS.to_vec()).prop_map(|text| format!("\"{text}\""));
        let leaf = prop_oneof![6 => string(), 1 => Just("12345".to_owned()), 1 => Just("null".to_owned())];
        leaf.prop_recursive(3, 16, 4, move |inner| {
            let member = (string(), inner.clone()).prop_map(|(key, value)| format!("{key}:{value}"));
            prop_oneof![
                proptest::collection::vec(inner, 0..4).prop_map(|all| format!("[{}]", all.join(", "))),
                proptest::collection::vec(member, 0..4).prop_map(|all| format!("{{{}}}", all.join(","))),
            ]
        })
    }

    proptest! {
        /// Where names are said to lead nowhere, nothing is found by those who look; be it JSON, text, or both.
        #[test]
        fn what_leads_nowhere_is_found_nowhere(json in json(), before in "[a-z=:]{0,2} ?", behind in "[\"': ]?[a-z ]{0,9}") {
            let selection = Selection::parse(["standard"]).unwrap();
            let (scanner, redactor) = (Scanner::new(&selection), Redactor::new(&selection, Action::Label));
            // An encoding beside it makes them look.
            let texts = [(json.clone(), format!("{{\"x\":\"%41\",\"y\":{json}}}")), {
                let text = format!("{before}{json}{behind}");
                (text.clone(), format!("{text} %41"))
            }];
            for (text, looked_at) in texts {
                let (found, seen) = Arena::default().scan_one(&scanner, Input::new(text.as_bytes(), None));
                let rules = redactor.rules.in_group("");
                if found.is_empty() && lead_nowhere(text.as_bytes(), &seen.names, &rules.replacer) {
                    let redacted = redactor.redact(&looked_at);
                    prop_assert!(redacted.findings.is_empty(), "{text}: {}", redacted.text);
                }
            }
        }
    }
}
