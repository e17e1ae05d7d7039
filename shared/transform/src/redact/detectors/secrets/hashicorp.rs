//! HashiCorp's Terraform.

use std::ops::Range;

use crate::redact::assigned;
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, run};
use crate::redact::parts::Alphabet::Extended;
use crate::redact::parts::Part::Run;
use crate::redact::parts::entropy;

pub const ROWS: &[Row] = &[
    Row {
        name: "hashicorp_tf_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::At(Anchor::Literals(&[".atlasv1."]), api_token),
        source: "HCP Terraform, \"API tokens\": 14 characters, `.atlasv1.` and 60 to 70 more; gitleaks hashicorp-tf-api-token",
        examples: &[
            "k3Vq9ZtBw7LmXc.atl~asv1.Zk3vQ9xTn2LwRp7sYc4HbJd6Ga1MfUe8Zk3vQ9xTn2LwRp7sYc4HbJd6Ga1MfUe8abc",
            "token = \"a1b2c3d4e5f607.atl~asv1.n2LwRpX7sYc4HbJd6Ga1MfUe8Zk3vQ9xTn2LwRpX7sYc4HbJd6Ga1MfUe8Zk3vQ9\"",
            "TF_TOKEN_app_terraform_io=k3Vq9ZtBw7LmXc.atl~asv1.vQ9xTn2LwRp7sYc4HbJd6Ga1MfUe8-Zk3vQ9xTn2LwRp7sYc4HbJd6Ga1MfU",
        ],
        counterexamples: &[
            "xxxxxxxxxxxxxx.atl~asv1.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            "k3Vq9ZtBw7LmXc.atl~asv1.Zk3vQ9xTn2LwRp7sYc4HbJd6Ga1MfUe8",
            "k3Vq9ZtBw7LmX.atl~asv1.Zk3vQ9xTn2LwRp7sYc4HbJd6Ga1MfUe8Zk3vQ9xTn2LwRp7sYc4HbJd6Ga1MfUe8abc",
        ],
    },
    Row {
        name: "hashicorp_tf_password",
        sets: &["secrets"],
        context: Context::Free,
        matcher: Matcher::At(Anchor::Literals(&["administrator_login_password", "password"]), password),
        source: "gitleaks hashicorp-tf-password: 8 to 20 characters in double quotes; in `standard`, secret_field finds them",
        examples: &[
            "administrator_login_pass~word = \"thatWasMyDog7\"",
            "pass~word       = \"rootsecret1\"",
            "db_pass~word = \"k3Vq9ZtBw7\" # for now",
        ],
        counterexamples: &[
            "administrator_login_password = var.db_password",
            "password = \"${aws_db_instance.default.password}\"",
            "password = \"short\"",
            "password is required",
        ],
    },
];

/// How long the first part of a token is.
const HEAD: usize = 14;

fn api_token(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    let start = at.checked_sub(HEAD)?;
    let body = at + ".atlasv1.".len();
    let length =
        run(&text[body..text.len().min(body + 71)], |b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'='));
    let range = start..body + length;
    let sound = text[start..at].iter().all(u8::is_ascii_alphanumeric)
        && text[at..body].eq(b".atlasv1.")
        && (60..=70).contains(&length)
        && input.starts_word(start);
    (sound && entropy(&text[range.clone()]) >= 3.5).then_some(range)
}

fn password(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let found =
        assigned::find(input, at, &["password"], &[&[Run(Extended, 8, 20)]], 2.0, |_, _| true).or_else(|| {
            let words = &["administrator_login_password"];
            assigned::find(input, at, words, &[&[Run(Extended, 8, 20)]], 2.0, |_, _| true)
        })?;
    let quoted = input.was(found.start, |b| b == b'"') && input.is(found.end, |b| b == b'"');
    quoted.then_some(found)
}
