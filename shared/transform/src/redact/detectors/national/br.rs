//! Brazil.

use std::ops::Range;

use crate::redact::checks;
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::Input;
use crate::redact::shape;
use crate::redact::structure::Structure;

/// The printed forms have two full stops around three letters or digits.
const PRINTED: &[Structure] = &[Structure::DottedThrees];

pub const ROWS: &[Row] = &[
    Row {
        name: "br_cpf",
        sets: &["standard", "financial", "identity", "americas"],
        context: Context::Free,
        matcher: Matcher::At(Anchor::Structures { structures: PRINTED, words: PERSON }, cpf),
        source: "Receita Federal, Instrução Normativa RFB 2172/2024 (Cadastro de Pessoas Físicas): nine \
                 digits and two check digits modulo 11; but for the printed form only near its name",
        examples: &["526.018.159-06", "52601815906", "526018159-06", "CPF: 083.016.613-05", "cpf=18609139034"],
        counterexamples: &[
            "526.018.159-07",
            "52601815916",
            "111.111.111-11",
            "5260181590",
            "526018159061",
            "1.526.018.159-06",
            "526.018.159-06-1",
        ],
    },
    Row {
        name: "br_cnpj",
        sets: &["standard", "financial", "business", "americas"],
        context: Context::Free,
        matcher: Matcher::At(Anchor::Structures { structures: PRINTED, words: FIRM }, cnpj),
        source: "Receita Federal, Instrução Normativa RFB 2229/2024 (Cadastro Nacional da Pessoa \
                 Jurídica): twelve digits, from July 2026 also letters, and two check digits modulo 11 over the \
                 characters' codes less 48; but for the printed form only near its name",
        examples: &[
            "62.819.482/0001-63",
            "62819482000163",
            "62819482/0001-63",
            "CNPJ 19.935.181/0001-76",
            "K7.QX0.2RT/0001-07",
            "cnpj: B3N4P5R6004D48",
        ],
        counterexamples: &[
            "62.819.482/0001-64",
            "62819482000164",
            "00.000.000/0000-00",
            "K7.QX0.2RT/0001-08",
            "6281948200016",
            "628194820001631",
            "b3n4p5r6004d48",
        ],
    },
];

/// Words near which a number of a person counts without its punctuation.
const PERSON: &[&str] = &["cpf", "cadastro de pessoa"];

/// Words near which a number of a firm does.
const FIRM: &[&str] = &["cnpj", "cadastro nacional da pessoa"];

fn cpf(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    printed_or_expected(input, at, &["999.999.999-99"], &["999_999_999_99"], is_cpf, PERSON)
}

fn cnpj(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let (printed, loose) = (&["XX.XXX.XXX/XXXX-99"], &["XXXXXXXXXXXX99", "XX_XXX_XXX_XXXX_99"]);
    let range = printed_or_expected(input, at, printed, loose, is_cnpj, FIRM)?;
    // What has no punctuation and small letters is an identifier of some other kind.
    let written = &input.text[range.clone()];
    let other = written.len() == 14 && written.iter().any(u8::is_ascii_lowercase);
    (!other).then_some(range)
}

/// A number as it is printed, or in a looser shape where it is expected.
fn printed_or_expected(
    input: &Input<'_>,
    at: usize,
    printed: &[&str],
    loose: &[&str],
    check: fn(&[u8]) -> bool,
    words: &[&str],
) -> Option<Range<usize>> {
    // Asked at every three letters between full stops, of which few are printed so.
    let is_printed = input.is(at + 10, |b| b == b'/') || input.is(at + 11, |b| b == b'-');
    let found = if is_printed { shape::find(input, at, printed, check) } else { None };
    found.or_else(|| shape::find(input, at, loose, check).filter(|_| input.expects(at, words)))
}

fn is_cpf(compact: &[u8]) -> bool {
    const WEIGHTS: &[u32] = &[11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
    compact.len() == 11
        && !checks::all_same(compact)
        && is_check_digit(compact, 9, &WEIGHTS[1..])
        && is_check_digit(compact, 10, WEIGHTS)
}

fn is_cnpj(compact: &[u8]) -> bool {
    const WEIGHTS: &[u32] = &[6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
    compact.len() == 14
        && !checks::all_same(&compact[..12])
        && is_check_digit(compact, 12, &WEIGHTS[1..])
        && is_check_digit(compact, 13, WEIGHTS)
}

/// Whether the character at `at` is the check digit of those before it.
fn is_check_digit(compact: &[u8], at: usize, weights: &[u32]) -> bool {
    let remainder = checks::weighted(compact, weights) % 11;
    let digit = if remainder < 2 { 0 } else { 11 - remainder };
    compact.get(at).is_some_and(|byte| u32::from(byte.wrapping_sub(b'0')) == digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Banco do Brasil's own number, the Receita Federal's example with letters, and its example of a person's number.
    #[test]
    fn published_examples_agree() {
        assert!(is_cnpj(b"00000000000191") && is_cnpj(b"12ABC34501DE35"));
        assert!(!is_cnpj(b"12ABC34501DE36") && !is_cnpj(b"00000000000000"));
        assert!(is_cpf(b"11144477735") && !is_cpf(b"11144477736"));
    }
}
