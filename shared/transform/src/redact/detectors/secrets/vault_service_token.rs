//! Service tokens of HashiCorp Vault.

use std::ops::Range;

use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::Input;
use crate::redact::parts::Alphabet::{AlphaDigits, Base64Url};
use crate::redact::parts::Part::{Run, Text};
use crate::redact::parts::{self, Part};

pub const DETECTOR: Row = Row {
    name: "vault_service_token",
    sets: &["standard", "secrets"],
    context: Context::Free,
    matcher: Matcher::At(Anchor::Literals(&["hvs.", "s."]), verify),
    source: "HashiCorp Vault, \"Tokens\": `hvs.` and 90 letters or more; before Vault 1.10 `s.` and 24 letters and digits, \
             which are never letters alone in gitleaks vault-service-token, since code reads so",
    examples: &[
        "hv~s.CAESIQ7Rw2mKx9Lz4Tn8Bv3Hs6Yc1Dg5Fj0PkAuEi-Wm2Zk9Tx4Lr8Np1Vc6Jd3Hs5Yg0QeUbqFaOi_aQ1zS2xD3cF4vG5bH6nJ7",
        "X-Vault-Token: s.q7~Rw2mKx9Lz4Tn8Bv3Hs6Yc1",
        "token=s.Wm~2Zk9Tx4Lr8Np1Vc6Jd3Hs5",
    ],
    counterexamples: &[
        "s.yyyyyyyyyyyyyyyyyyyyyyyy",
        "s.DefaultHandlerOfRequests",
        "s.ALLTHESEARECAPITALLETTER",
        "it was the dog's.q7Rw2mKx9Lz4Tn8Bv3Hs6",
        "class.q7~Rw2mKx9Lz4Tn8Bv3Hs6Yc1",
        "hvs.yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy",
    ],
};

const FORMS: &[&[Part]] = &[&[Text("hvs."), Run(Base64Url, 90, 200)], &[Text("s."), Run(AlphaDigits, 24, 24)]];

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let end = at + parts::longest(FORMS, &input.text[at..])?;
    let starts = input.starts_word(at) && !input.was(at, |b| b == b'_' || b == b'.');
    let token = &input.text[at..end];
    let code = token[0] == b's' && !token.iter().any(u8::is_ascii_digit);
    (starts && !code && parts::entropy(token) >= 3.5).then_some(at..end)
}
