//! Passwords in NuGet's configuration.

use std::ops::Range;

use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, run, starts_ignoring_case};
use crate::redact::parts;

pub const DETECTOR: Row = Row {
    name: "nuget_config_password",
    sets: &["standard", "secrets"],
    context: Context::Free,
    matcher: Matcher::At(Anchor::Literals(&["<add key="]), verify),
    source: "NuGet, \"nuget.config reference\", packageSourceCredentials: `Password` and `ClearTextPassword`; gitleaks \
             nuget-config-password: 8 characters or more, and no name of the environment between percent signs",
    examples: &[
        r#"<add key="Password" value="corr~ect-horse" />"#,
        r#"<add key="ClearTextPassword" value="batt~ery%staple%" />"#,
        r#"<add key="cleartextpassword"  value="Hunt~er2hunter2"/>"#,
    ],
    counterexamples: &[
        r#"<add key="ClearTextPassword" value="short" />"#,
        r#"<add key="ClearTextPassword" value="%PASSWORD_OF_FEED%" />"#,
        r#"<add key="ClearTextPassword" value="YYYYYYYYYYYY" />"#,
        r#"<add key="Username" value="somebody-else" />"#,
    ],
};

/// The longest value that is read.
const MAX: usize = 1024;

/// The passwords of the documentation's own examples.
const SAMPLES: &[&[u8]] = &[b"33f!!lloppa", b"hal+9ooo_da!sY"];

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    let name = at + "<add key=".len() + 1;
    let quote = *text.get(name - 1)?;
    let names: [&[u8]; 2] = [b"password", b"cleartextpassword"];
    let rest = text.get(name..)?;
    let length = names.iter().find(|n| starts_ignoring_case(rest, n) && rest.get(n.len()) == Some(&quote))?.len();
    let mut start = name + length + 1;
    start += run(&text[start..], |b| b.is_ascii_whitespace());
    if !starts_ignoring_case(&text[start..], b"value=") || !input.is(start + 6, |b| b == quote) {
        return None;
    }
    start += 7;
    let value = &text[start..text.len().min(start + MAX)];
    let value = &value[..run(value, |b| b != quote && b != b'\n')];
    let variable = value.len() > 2 && value.starts_with(b"%") && value.ends_with(b"%");
    let known = SAMPLES.contains(&value);
    let is_password = value.len() >= 8 && !variable && !known && parts::entropy(value) >= 1.0;
    is_password.then_some(start..start + value.len())
}
