//! Freemius, a shop for plugins of WordPress.

use std::ops::Range;

use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, run};

pub const DETECTOR: Row = Row {
    name: "freemius_secret_key",
    sets: &["standard", "secrets"],
    context: Context::Free,
    matcher: Matcher::At(Anchor::Literals(&["'sk_", "\"sk_"]), verify),
    source: "Freemius, \"Integrating the WordPress SDK\": `'secret_key' => 'sk_…'`, `sk_` and 29 characters; gitleaks \
             freemius-secret-key",
    examples: &[
        "\"secret_key\" => \"sk_~Zk3vQ9xTn2LwRp#P7r5&@*xC$utE7\"",
        "'secret_key' => 'sk_~pX7sYc4HbJd6Ga1MfUe8Zk3vQ9xTn'",
        "array( 'secret_key'=>'sk_~n2LwRp7sYc4HbJd6Ga1MfUe8Zk3vQ' )",
    ],
    counterexamples: &[
        "secret_key => \"sk_~Zk3vQ9xTn2LwRp#P7r5&@*xC$utE7\"",
        "\"secret_key\" => sk_~Zk3vQ9xTn2LwRpP7r5xCutE7abcdef",
        "\"other_key\" => \"sk_~Zk3vQ9xTn2LwRp#P7r5&@*xC$utE7\"",
        "'secret_key' => 'sk_~short'",
    ],
};

/// How long a key is.
const LENGTH: usize = 32;

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    let before = text[at.saturating_sub(32)..at].trim_ascii_end();
    let name = before.strip_suffix(b"=>")?.trim_ascii_end();
    let name = name.strip_suffix(b"'").or_else(|| name.strip_suffix(b"\""))?;
    let quoted = name.len().checked_sub(11).is_some_and(|start| {
        matches!(name[start], b'\'' | b'"') && name[start + 1..].eq_ignore_ascii_case(b"secret_key")
    });
    let start = at + 1;
    let length = run(&text[start..text.len().min(start + LENGTH)], |b| b.is_ascii_graphic() && b != text[at]);
    let closed = text.get(start + LENGTH) == text.get(at);
    (quoted && length == LENGTH && closed).then_some(start..start + LENGTH)
}
