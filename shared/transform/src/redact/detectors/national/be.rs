//! Belgium: numbers of the national register.

use crate::redact::checks::number;
use crate::redact::detector::{Context, Matcher, Row};

pub const ROWS: &[Row] = &[Row {
    name: "be_national_number",
    sets: &["standard", "eu", "identity"],
    context: Context::Near(WORDS),
    matcher: Matcher::Number { shapes: &["99_99_99_999_99"], check: is_citizen },
    source: "Arrêté royal of 3 April 1984: date of birth, order, and 97 less the remainder by 97, with a 2 before those born \
             from 2000 on; the bis register adds 20 or 40 to the month",
    examples: &[
        "85.07.30-033.28",
        "85073003328",
        "Rijksregisternummer 72.09.15-314.35",
        "04.02.29-159.68",
        "numéro national 720915 314 35",
    ],
    counterexamples: &[
        "85.07.30-033.29",
        "85.13.30-033.28",
        "85.07.32-033.28",
        "85.07.30-033.2",
        "850730033281",
        "x85073003328",
        "1.85.07.30-033.28",
        "00000000097",
    ],
}];

const WORDS: &[&str] = &[
    "rijksregister",
    "registre national",
    "numero national",
    "numéro national",
    "national number",
    "national register",
    "nationalregister",
    "insz",
    "niss",
    "rrn",
    "nrn",
];

fn is_citizen(text: &[u8]) -> bool {
    let (Some(body), Some(key)) = (text.get(..9), text.get(9..)) else { return false };
    let (month, day, key) = (number(&body[2..4]), number(&body[4..6]), number(key));
    let dated = matches!(month, 0..=12 | 20..=32 | 40..=52) && day <= 31 && number(&body[..6]) != 0;
    let order = (1..=998).contains(&number(&body[6..]));
    let keyed = |whole: u64| 97 - whole % 97 == key;
    dated && order && (keyed(number(body)) || keyed(2_000_000_000 + number(body)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the register's documentation.
    #[test]
    fn a_published_example_agrees() {
        assert!(is_citizen(b"85073003328") && !is_citizen(b"85073003329"));
    }
}
