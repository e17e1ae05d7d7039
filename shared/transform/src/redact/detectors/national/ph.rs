//! The Philippines: tax identification numbers and mobile telephone numbers.

use std::ops::Range;

use crate::redact::checks::{all_same, weighted};
use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, is_digit, run};

pub const ROWS: &[Row] = &[
    Row {
        name: "ph_tin",
        sets: &["standard", "identity", "financial", "asia"],
        context: Context::Near(&["tin", "bir", "taxpayer identification", "taxpayer id"]),
        matcher: Matcher::Number {
            shapes: &[
                "999999999",
                "999-999-999",
                "999999999999",
                "999-999-999-999",
                "99999999999999",
                "999-999-999-99999",
            ],
            check: is_tin,
        },
        source: "Bureau of Internal Revenue: eight digits, a check digit with weights 9 to 2, modulus 11, and the code of a \
                 branch of three or five digits",
        examples: &["385-440-571", "385440571", "TIN: 111-623-133-000", "tin=051168510001", "BIR 396-880-113-00000"],
        counterexamples: &[
            "385-440-572",
            "385440572",
            "000-000-000",
            "385-440-571-00",
            "3854405710",
            "385-440-572-000",
            "1-385-440-571",
        ],
    },
    Row {
        name: "ph_mobile_number",
        sets: &["contact", "asia"],
        context: Context::Near(&[
            "mobile",
            "phone",
            "telephone",
            "cell",
            "cellphone",
            "celphone",
            "telepono",
            "numero",
            "contact number",
            "tawag",
            "sms",
            "msisdn",
            "whatsapp",
            "viber",
        ]),
        matcher: Matcher::At(Anchor::Digits, mobile),
        source: "National Telecommunications Commission, national numbering plan: +63 or 0, and ten digits that begin \
                 with 9, or with 813, 817 or 895 to 898",
        examples: &[
            "+63 917 123 4567",
            "+639171234567",
            "+63-917-123-4567",
            "+63 (917) 123 4567",
            "09171234567",
            "0917 123 4567",
            "0917-123-4567",
            "0 (917) 123 4567",
            "639171234567",
        ],
        counterexamples: &[
            "9171234567",
            "917 123 4567",
            "12345678901",
            "0917123456",
            "091712345678",
            "15091712345678",
            "+63 217 123 4567",
            "0.09171234567",
        ],
    },
];

fn is_tin(digits: &[u8]) -> bool {
    let sum = weighted(digits, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    digits.get(8).map(|check| u32::from(check - b'0')) == Some(sum) && !all_same(&digits[..9])
}

fn mobile(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    let plus = input.was(at, |b| b == b'+');
    let start = at - usize::from(plus);
    let prefix = match &text[at..] {
        [b'6', b'3', ..] => 2,
        [b'0', ..] if !plus => 1,
        _ => return None,
    };
    let mut end = at + prefix;
    let mut number = [0; 10];
    let mut taken = 0;
    while taken < number.len() {
        // Brackets may stand around the first three digits, and a separator before each group.
        let gap = match (taken, &text[end..]) {
            (0, [b' ', b'(', ..]) | (3, [b')', b' ', ..]) => 2,
            (0, [b'(' | b' ' | b'-' | b'.', ..]) => 1,
            (3, [b')' | b' ' | b'-' | b'.', ..]) | (6, [b' ' | b'-' | b'.', ..]) => 1,
            _ => 0,
        };
        end += gap;
        number[taken] = *text.get(end).filter(|b| b.is_ascii_digit())?;
        taken += 1;
        end += 1;
    }
    let mobile = matches!(number, [b'9', ..] | [b'8', b'1', b'3' | b'7', ..] | [b'8', b'9', b'5'..=b'8', ..]);
    let range = start..end;
    let joined = |b: u8| b == b'-' || b == b'.';
    let before = start >= 2 && input.was(start, joined) && input.was(start - 1, is_digit);
    let after = input.is(end, joined) && run(&text[end + 1..], is_digit) > 0;
    (mobile && !before && !after && input.starts_word(start) && input.ends_word(end) && !input.in_uuid(&range))
        .then_some(range)
}
