//! AWS access key ids.

use std::ops::Range;

use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::Input;
use crate::redact::parts::entropy;

pub const DETECTOR: Row = Row {
    name: "aws_access_token",
    sets: &["standard", "secrets"],
    context: Context::Free,
    matcher: Matcher::At(Anchor::Literals(&["AKIA", "ASIA", "ABIA", "ACCA", "A3T"]), verify),
    source: "IAM User Guide, \"Unique identifiers\": the prefixes of keys, then 16 capitals and digits; gitleaks \
             aws-access-token takes base32 only, but AWS's own examples hold 8 and 9 too",
    examples: &[
        "AK~IAQ3EGUYR5LTMSV7DZ",
        "ASI~A4GBX7RQTLNWPD2KF",
        "key=A~KIAQ3EGUYR5LTMSV7DZ,",
        "A3~TXQ3EGUYR5LTMSV7DZ",
    ],
    counterexamples: &[
        "AKIA",
        "AK~IAQ3EGUYR5LTMSV7D",
        "AK~IAQ3EGUYR5LTMSV7DZX",
        "AIDAQ3EGUYR5LTMSV7DZ",
        "ak~iaq3eguyr5ltmsv7dz",
        "AK~IAXXXXXXXXXXXXXXXX",
        "AK~IAIOSFODNN7EXAMPLE",
        "msgstr \"Näytä asiakirjamallikansio.\"",
    ],
};

const LENGTH: usize = 20;

/// Below, a key is a placeholder such as sixteen times `X`, in bits a character.
const MIN_ENTROPY: f32 = 2.0;

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let key = input.text.get(at..at + LENGTH)?;
    let prefix = key[0] == b'A' && key[..4].iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let body = key[4..].iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    // AWS's documentation ends its keys so, as gitleaks knows too; one key in 2^35 would by chance.
    let placeholder = entropy(key) < MIN_ENTROPY || key.ends_with(b"EXAMPLE");
    let sound = prefix && body && !placeholder;
    (sound && input.starts_word(at) && input.ends_word(at + LENGTH)).then_some(at..at + LENGTH)
}
