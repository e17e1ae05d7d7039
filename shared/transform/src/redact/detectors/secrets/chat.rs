//! Places to talk, by name from A to H: Discord.

use std::ops::Range;

use crate::redact::detector::{Anchor, Context, Matcher, Row};
use crate::redact::input::{Input, run};
use crate::redact::parts::Alphabet::{Digits, Extended, Hex};
use crate::redact::parts::Part::Run;
use crate::redact::parts::entropy;

pub const ROWS: &[Row] = &[
    Row {
        name: "discord_api_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["discord"], forms: &[&[Run(Hex, 64, 64)]], entropy: 2.5 },
        source: "gitleaks discord-api-token",
        examples: &[
            "dis~cord_key = \"7dc96432e45d133e93650d1882bd5e617dc96432e45d133e93650d1882bd5e61\"",
            "{\"dis~cordToken\": \"0c71be5a93f8426d1e7b05d94c8af3620c71be5a93f8426d1e7b05d94c8af362\"}",
            "DIS~CORD_PUBLIC_KEY: 16f5fd13099c2f1331aafb86f648969516f5fd13099c2f1331aafb86f6489695",
        ],
        counterexamples: &[
            "dis~cord_key = \"7dc96432e45d133e93650d1882bd5e617dc96432e45d133e93650d1882bd5e6\"",
            "other_key = \"7dc96432e45d133e93650d1882bd5e617dc96432e45d133e93650d1882bd5e61\"",
            "discord 7dc96432e45d133e93650d1882bd5e617dc96432e45d133e93650d1882bd5e61",
        ],
    },
    Row {
        name: "discord_client_id",
        sets: &["secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["discord"], forms: &[&[Run(Digits, 18, 18)]], entropy: 2.0 },
        source: "gitleaks discord-client-id: no secret by itself, and of the form of every other number of Discord",
        examples: &[
            "dis~cord_client_id = \"308994132968210433\"",
            "{\"dis~cordClientId\": \"408785106942164992\"}",
            "DIS~CORD_CLIENT_ID=508994132968210436",
        ],
        counterexamples: &[
            "dis~cord_client_id = \"30899413296821043\"",
            "dis~cord_client_id = \"3089941329682104331\"",
            "client_id = \"308994132968210433\"",
            "discord_client_id = \"111111111111111111\"",
        ],
    },
    Row {
        name: "discord_client_secret",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::Assigned { words: &["discord"], forms: &[&[Run(Extended, 32, 32)]], entropy: 2.5 },
        source: "gitleaks discord-client-secret",
        examples: &[
            "dis~cord_client_secret = \"Zk3vQ9xTn2LwRp7sYc4HbJd6Ga1MfUe8\"",
            "{\"dis~cordSecret\": \"pX7sYc4HbJd6-a1MfUe8Zk3v_9xTn2Lw\"}",
            "DIS~CORD_SECRET: n2LwRp7sYc4HbJd6Ga1MfUe8Zk3vQ9xT",
        ],
        counterexamples: &[
            "dis~cord_client_secret = \"Zk3vQ9xTn2LwRp7sYc4HbJd6Ga1MfUe\"",
            "client_name = \"Zk3vQ9xTn2LwRp7sYc4HbJd6Ga1MfUe8\"",
            "discord_client_secret = \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
        ],
    },
    Row {
        name: "discord_bot_token",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::At(Anchor::Literals(NUMBERS), bot_token),
        source: "Discord, \"API reference: authentication\": the base64 of a snowflake, a time and a signature, parted by full \
                 stops",
        examples: &[
            "Mz~A4OTk0MTMyOTY4MjEwNDMz.GkQ3xT.n2LwRp7sYc4HbJd6Ga1MfUe8Zk3vQ9xTn2LwRp",
            "DISCORD_TOKEN=ND~A4Nzg1MTA2OTQyMTY0OTky.XH6lNw.yQVXVHjpyqxxN0oGh1p-T_pJw3k",
            "bot OT~E2MDAwMDAwMDAwMDAwMDAw.G-k3x_.n2LwRp7sYc4HbJd6Ga1MfUe8Zk3vQ9xTn2LwRp.",
        ],
        counterexamples: &[
            "Mz~A4OTk0MTMyOTY4MjEwNDMz.GkQ3xT.short",
            "Xz~A4OTk0MTMyOTY4MjEwNDMz.GkQ3xT.n2LwRp7sYc4HbJd6Ga1MfUe8Zk3vQ9xTn2LwRp",
            "MyVeryLongPackageNameOfJava.config.ApplicationConfigurationPropertiesLoader",
        ],
    },
    Row {
        name: "discord_webhook",
        sets: &["standard", "secrets"],
        context: Context::Free,
        matcher: Matcher::At(Anchor::Literals(&["/api/webhooks/"]), webhook),
        source: "Discord, \"Webhook resource\": `/api/webhooks/`, a snowflake and a token of 68 characters of base64url",
        examples: &[
            "https://discord.com/api/web~hooks/308994132968210433/Zk3vQ9xTn2LwRp7sYc4HbJd6Ga1MfUe8-Zk3vQ9xTn2LwRp7sYc4HbJd6Ga1MfUe8Zk",
            "https://discordapp.com/api/web~hooks/1308994132968210433/pX7sYc4HbJd6Ga1MfUe8Zk3v_Q9xTn2LwRp7sYc4HbJd6Ga1MfUe8Zk3vQ9x",
            "url=https://ptb.discord.com/api/web~hooks/308994132968210433/n2LwRp7sYc4HbJd6Ga1MfUe8Zk3vQ9xTn2LwRp7sYc4HbJd6Ga1MfUe8/slack",
        ],
        counterexamples: &[
            "https://discord.com/api/webhooks/308994132968210433",
            "https://discord.com/api/web~hooks/308994132968210433/short",
            "https://shop.example/api/webhooks/orders/Zk3vQ9xTn2LwRp7sYc4HbJd6Ga1MfUe8Zk3vQ9xTn2LwRp7sYc4HbJd6Ga1MfUe8",
        ],
    },
];

/// Beginnings of three characters, each with the ten that may stand for a number's second digit.
macro_rules! numbers {
    ($($first:literal)*) => {
        &[$(
            concat!($first, "A"), concat!($first, "E"), concat!($first, "I"), concat!($first, "M"), concat!($first, "Q"),
            concat!($first, "U"), concat!($first, "Y"), concat!($first, "c"), concat!($first, "g"), concat!($first, "k"),
        )*]
    };
}

/// How the base64 of a number in decimal begins.
const NUMBERS: &[&str] = numbers!("MD" "MT" "Mj" "Mz" "ND" "NT" "Nj" "Nz" "OD" "OT");

/// A bot's token: three parts.
fn bot_token(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    let part = |from: usize, most: usize| run(&text[from..text.len().min(from + most)], is_base64url);
    let number = part(at, 29);
    let time = at + number + 1;
    if !(23..=28).contains(&number) || text.get(time - 1) != Some(&b'.') || !input.starts_word(at) {
        return None;
    }
    let signature = time + 7;
    if part(time, 7) != 6 || text.get(signature - 1) != Some(&b'.') {
        return None;
    }
    let end = signature + part(signature, 41);
    let digits = text[at..time].iter().any(u8::is_ascii_digit);
    let upper = matches!(text[at], b'M' | b'N' | b'O');
    ((27..=40).contains(&(end - signature)) && upper && digits && entropy(&text[at..end]) >= 3.5).then_some(at..end)
}

/// A webhook's token, behind its number.
fn webhook(input: &Input<'_>, at: usize) -> Option<Range<usize>> {
    let text = input.text;
    let number = at + "/api/webhooks/".len();
    let digits = run(&text[number..text.len().min(number + 21)], |b| b.is_ascii_digit());
    let start = number + digits + 1;
    let length = run(text.get(start..text.len().min(start + 101))?, is_base64url);
    let sound = (16..=20).contains(&digits) && text.get(start - 1) == Some(&b'/') && (50..=100).contains(&length);
    sound.then_some(start..start + length)
}

fn is_base64url(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}
