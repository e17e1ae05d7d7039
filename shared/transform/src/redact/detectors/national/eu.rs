//! Value added tax numbers of the European Union's members, of Northern Ireland, Great Britain and Switzerland.

use std::ops::Range;

use super::eu_check_digits as check;
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::Input;
use crate::redact::shape;

pub const ROWS: &[Row] = &[Row {
    name: "eu_vat",
    sets: &["standard", "eu", "uk", "financial", "business"],
    context: Context::Near(WORDS),
    matcher: Matcher::At(Anchor::Word, verify),
    source: "European Commission, VIES: structure of VAT numbers by member state, and the check digits that the states \
             publish; HM Revenue & Customs (GB and XI); Verordnung über die Unternehmens-Identifikationsnummer (CHE); small \
             letters parted from the number count only near its name",
    examples: &[
        "DE123456788",
        "DE 123 456 788",
        "VAT number de 123 456 788",
        "ATU31415929",
        "BE 0314.159.244",
        "FR 44 732 829 320",
        "NL314159265B01",
        "IT31415926539",
        "ES A3141592 0",
        "IE1234567FA",
        "EL314159263",
        "GB 314 1592 28",
        "CHE-314.159.269 MWST",
        "PL 314-15-92-607",
        "SE314159265301",
        "{\"vatId\":\"DK31415918\"}",
    ],
    counterexamples: &[
        "DE123456789",
        "DE12345678",
        "DE1234567880",
        "XX123456788",
        "xDE123456788",
        "de 123 456 788",
        "ATX31415929",
        "FR45732829320",
        "NL314159267B01",
        "IT00000000000",
        "GB314159226",
        "DE89370400440532013000",
        "de123456-7888-4111-8111-123456788111",
    ],
}];

const WORDS: &[&str] = &[
    "vat",
    "vatin",
    "vies",
    "ust",
    "ust id",
    "ust idnr",
    "umsatzsteuer",
    "mehrwertsteuer",
    "mwst",
    "uid nummer",
    "uid nr",
    "tva",
    "btw",
    "iva",
    "piva",
    "partita iva",
    "nif",
    "cif",
    "moms",
    "momsnr",
    "alv",
    "alv nro",
    "nip",
    "dph",
    "dic",
    "dič",
    "oib",
    "pdv",
    "ddv",
    "afm",
    "fpa",
    "pvm",
    "pvn",
    "kmkr",
    "kmknr",
    "adoszam",
    "adószám",
    "cui",
    "tax id",
    "tax number",
    "taxid",
    "siren",
    "intracommunautaire",
    "intracom",
];

/// How one state writes its numbers and checks them.
struct State {
    /// The two letters that its numbers begin with.
    code: &'static [u8; 2],
    /// The shapes in which they are written.
    shapes: &'static [&'static str],
    /// The check of what stands behind the two letters.
    check: fn(&[u8]) -> bool,
}

#[rustfmt::skip]
const STATES: &[State] = &[
    State { code: b"AT", shapes: &["AA_A_9999_9999"], check: check::austria },
    State { code: b"BE", shapes: &["AA_9999_999_999", "AA_999_999_999"], check: check::belgium },
    State { code: b"BG", shapes: &["AA_999_999_999", "AA_9999999999"], check: check::bulgaria },
    State { code: b"CH", shapes: &["AAA_999_999_999"], check: check::switzerland },
    State { code: b"CY", shapes: &["AA_99999999_A"], check: check::cyprus },
    State { code: b"CZ", shapes: &["AA_99999999", "AA_999999999", "AA_999999_9999"], check: check::czechia },
    State { code: b"DE", shapes: &["AA_999_999_999"], check: check::germany },
    State { code: b"DK", shapes: &["AA_99_99_99_99"], check: check::denmark },
    State { code: b"EE", shapes: &["AA_999_999_999"], check: check::estonia },
    State { code: b"EL", shapes: &["AA_999_999_999"], check: check::greece },
    State { code: b"ES", shapes: &["AA_X_9999999_X"], check: check::spain },
    State { code: b"FI", shapes: &["AA_9999999_9"], check: check::finland },
    State { code: b"FR", shapes: &["AA_XX_999_999_999"], check: check::france },
    State { code: b"GB", shapes: &["AA_999_9999_99", "AA_999_9999_99_999", "AA_AA999"], check: check::united_kingdom },
    State { code: b"GR", shapes: &["AA_999_999_999"], check: check::greece },
    State { code: b"HR", shapes: &["AA_99999999999"], check: check::croatia },
    State { code: b"HU", shapes: &["AA_99999999"], check: check::hungary },
    State { code: b"IE", shapes: &["AA_9X99999A", "AA_9999999A", "AA_9999999AA"], check: check::ireland },
    State { code: b"IT", shapes: &["AA_999_9999_9999"], check: check::italy },
    State { code: b"LT", shapes: &["AA_999_999_999", "AA_999999999999"], check: check::lithuania },
    State { code: b"LU", shapes: &["AA_9999_9999", "AA_999_999_99"], check: check::luxembourg },
    State { code: b"LV", shapes: &["AA_99999999999", "AA_9999_9999_999"], check: check::latvia },
    State { code: b"MT", shapes: &["AA_9999_9999"], check: check::malta },
    State { code: b"NL", shapes: &["AA_999999999_A_99", "AA_9999_99_999_A_99"], check: check::netherlands },
    State { code: b"PL", shapes: &["AA_999_99_99_999", "AA_999_999_99_99"], check: check::poland },
    State { code: b"PT", shapes: &["AA_999_999_999"], check: super::pt::agrees },
    State {
        code: b"RO",
        shapes: &["AA_999999", "AA_9999999", "AA_99999999", "AA_999999999", "AA_9999999999"],
        check: check::romania,
    },
    State { code: b"SE", shapes: &["AA_999999_9999_99"], check: check::sweden },
    State { code: b"SI", shapes: &["AA_9999_9999"], check: check::slovenia },
    State { code: b"SK", shapes: &["AA_9999999999"], check: check::slovakia },
    State { code: b"XI", shapes: &["AA_999_9999_99", "AA_999_9999_99_999", "AA_AA999"], check: check::united_kingdom },
];

fn verify(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let state = state(input.text.get(at..)?)?;
    let found = shape::find(input, at, state.shapes, agrees)?;
    // `de`, `it`, `se`, `el` and others are words, behind which any number may stand.
    let word = input.text[at..at + 2].iter().any(u8::is_ascii_lowercase) && input.is(at + 2, |b| b == b' ');
    (!word || input.near(at, WORDS)).then_some(found)
}

fn state(text: &[u8]) -> Option<&'static State> {
    let code = [text.first()?.to_ascii_uppercase(), text.get(1)?.to_ascii_uppercase()];
    STATES.iter().find(|state| *state.code == code)
}

/// No number is all zeros.
fn agrees(text: &[u8]) -> bool {
    let Some((state, rest)) = state(text).zip(text.get(2..)) else { return false };
    rest.iter().any(|byte| matches!(byte, b'1'..=b'9')) && (state.check)(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::{Action, Redactor, Selection};

    #[test]
    fn every_states_numbers_agree() {
        let redactor = Redactor::new(&Selection::parse(["eu_vat"]).unwrap(), Action::Label);
        let mut wrong = Vec::new();
        for number in NUMBERS {
            if redactor.redact(number).text != "[EU_VAT]" {
                wrong.push(format!("{number} is not found"));
            }
            // Another check digit, or letter, is wrong, where it stands last.
            let Some(other) = other(number) else { continue };
            if redactor.redact(&other).text != other {
                wrong.push(format!("{other} is found"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        for state in STATES.iter().filter(|state| state.code != b"GR") {
            let has = NUMBERS.iter().any(|number| number.as_bytes().starts_with(state.code));
            assert!(has, "{:?}", str::from_utf8(state.code));
        }
    }

    /// The number with its last digit one higher; none where the last digits do not check.
    fn other(number: &str) -> Option<String> {
        if ["NL", "SE", "GBGD", "GBHA"].iter().any(|code| number.starts_with(code)) || number.len() > 13 {
            return None;
        }
        let (body, last) = number.split_at(number.len() - 1);
        let digit: u32 = last.parse().ok()?;
        Some(format!("{body}{}", (digit + 1) % 10))
    }

    #[rustfmt::skip]
    const NUMBERS: &[&str] = &[
        "ATU50628307", "BE0073906674", "BG522848838", "BG1220484409", "CY27354578L", "CZ15138879",
        "CZ7902070517", "DE767727974", "DK87634795", "EE030068326", "EL305279681", "ES60742605L",
        "ESX7910104J", "ESB22386270", "ESQ1021678F", "FI92798362", "FR87369338389", "FRB6022158984",
        "HR46963277077", "HU35273998", "IE1012950F", "IE1005200DA", "IE0F32662A", "IT78061050635",
        "LT456816312", "LT557581837610", "LU72247865", "LV41473756699", "LV15032818483", "MT66717786",
        "NL484976606B01", "NL514073009B07", "PL4975212382", "PT561610460", "RO44087883", "RO214721",
        "RO4822724380", "SE776307066601", "SI74564838", "SK2023592285", "CHE357808544", "GB414739015",
        "GB941523297001", "XI437856119", "GBGD123", "GBHA567",
    ];
}
