//! What stands behind encodings is found, its replacement keeps them whole, and the laws hold with all of them.

use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;

use super::{Way, way_at};
use crate::config::Draft;
use crate::redact::{Action, PseudonymKeys, Redactor, Selection};

fn standard() -> &'static Redactor {
    static STANDARD_SET: LazyLock<Redactor> =
        LazyLock::new(|| Redactor::new(&Selection::parse(["standard"]).unwrap(), Action::Label));
    &STANDARD_SET
}

fn configured(yaml: &str) -> Redactor {
    let draft = Draft::read(&format!("version: 1\nredact:\n  {yaml}\n")).unwrap();
    draft.compile(&PseudonymKeys::stand_ins(["primary"])).unwrap().redactor
}

fn once(redactor: &Redactor, text: &str) -> String {
    let once = redactor.redact(text).text.into_owned();
    assert_eq!(redactor.redact(&once).text, once, "twice: {text:?}");
    once
}

fn table(rows: &[(&str, &str)]) {
    let redactor = standard();
    for (text, expected) in rows {
        assert_eq!(once(redactor, text), *expected, "{text:?}");
    }
}

#[test]
fn percent_encoding() {
    table(&[
        ("GET /u?mail=bob%40example.com&x=1", "GET /u?mail=[EMAIL_ADDRESS]&x=1"),
        ("GET /u?mail=bob%2540example.com&x=1", "GET /u?mail=[EMAIL_ADDRESS]&x=1"),
        ("pay?card=4111%201111%201111%201111&x=1", "pay?card=[CREDIT_CARD]&x=1"),
        ("q=%20alice@example.com", "q=%20[EMAIL_ADDRESS]"),
        ("q=%41lice@example.com", "q=[EMAIL_ADDRESS]"),
        (
            "next=%2Flogin%3Fpassword%3Dhunter2%26user%3Dcarol",
            "next=%2Flogin%3Fpassword%3D[SECRET_FIELD]%26user%3Dcarol",
        ),
        ("state=%7B%22card%22%3A4111111111111111%7D", "state=%7B%22card%22%3A%22[CREDIT_CARD]%22%7D"),
        (r#"{"url":"/u?mail=bob%40example.com","n":1}"#, r#"{"url":"/u?mail=[EMAIL_ADDRESS]","n":1}"#),
        (r#"{"body":"{\"url\":\"?m=bob%40example.com\"}"}"#, r#"{"body":"{\"url\":\"?m=[EMAIL_ADDRESS]\"}"}"#),
        (r#"{"bob%40example.com":1}"#, r#"{"[EMAIL_ADDRESS]":1}"#),
        (r#"{"state":"%7B%22card%22%3A4111111111111111%7D"}"#, r#"{"state":"%7B%22card%22%3A%22[CREDIT_CARD]%22%7D"}"#),
        (r#"INFO {"u":"?password=%27abc","k":"v"} done"#, r#"INFO {"u":"?password=[SECRET_FIELD]","k":"v"} done"#),
        ("100%4111111111111111", "100%[CREDIT_CARD]"),
        ("a+b%20c 50%25 100% done", "a+b%20c 50%25 100% done"),
        ("pay?card=4111+1111+1111+1111&x=1+1", "pay?card=[CREDIT_CARD]&x=1+1"),
        ("phone=%2B49+30+23125100&x=1", "phone=[PHONE_NUMBER]&x=1"),
        (r#"{"body":"card=4111+1111+1111+1111"}"#, r#"{"body":"card=[CREDIT_CARD]"}"#),
    ]);
}

#[test]
fn entities() {
    table(&[
        ("&lt;password&gt;hunter2x&lt;/password&gt;", "&lt;password&gt;[SECRET_FIELD]&lt;/password&gt;"),
        (
            "{&quot;user&quot;:&quot;bob&quot;,&quot;password&quot;:&quot;a&amp;b&quot;}",
            "{&quot;user&quot;:&quot;bob&quot;,&quot;password&quot;:&quot;[SECRET_FIELD]&quot;}",
        ),
        ("{&#x27;token&#x27;: &#x27;x1y2z3&#x27;}", "{&#x27;token&#x27;: &#x27;[SECRET_FIELD]&#x27;}"),
        (
            r#"{"html":"&lt;pin&gt; &quot;password&quot;: &quot;x&quot;"}"#,
            r#"{"html":"&lt;pin&gt; &quot;password&quot;: &quot;[SECRET_FIELD]&quot;"}"#,
        ),
        ("a &lt; b &amp;&amp; c &quot;done&quot;", "a &lt; b &amp;&amp; c &quot;done&quot;"),
    ]);
}

#[test]
fn colours_without_their_escape_byte() {
    let token = format!("ghp_{}", "0123456789abcdefABCDEF0123456789abcd");
    table(&[
        (&format!("[31m{token}[0m"), "[31m[GITHUB_PAT][0m"),
        ("[32mpassword[0m=hunter2x", "[32mpassword[0m=[SECRET_FIELD]"),
        ("[32m INFO[0m started in [1m12[0m ms", "[32m INFO[0m started in [1m12[0m ms"),
    ]);
    for behind in ('\0'..'\u{80}').chain(['é', '│', '😀']) {
        let text = format!("[31m{token} [0m{behind}");
        assert_eq!(once(standard(), &text), format!("[31m[GITHUB_PAT] [0m{behind}"), "{text:?}");
    }
}

#[test]
fn characters_that_look_alike() {
    table(&[
        (
            "card \u{ff14}\u{ff11}\u{ff11}\u{ff11}1111\u{3000}11111111.",
            "card \u{ff14}\u{ff11}\u{ff11}\u{ff11}1111\u{3000}11111111.",
        ),
        (
            "card \u{ff14}\u{ff11}\u{ff11}\u{ff11}\u{ff11}\u{ff11}\u{ff11}\u{ff11}\u{ff11}\u{ff11}\u{ff11}\u{ff11}\u{ff11}\u{ff11}\u{ff11}\u{ff11}.",
            "card [CREDIT_CARD].",
        ),
        ("card 4111\u{200b}1111\u{200b}1111\u{200b}1111.", "card [CREDIT_CARD]."),
        ("card 4111\u{a0}1111\u{a0}1111\u{a0}1111.", "card [CREDIT_CARD]."),
        ("card 4111\u{2011}1111\u{2011}1111\u{2011}1111.", "card [CREDIT_CARD]."),
        ("ssn 536\u{2013}90\u{2013}4399.", "ssn [US_SSN]."),
        ("iban DE89\u{202f}3704\u{202f}0044\u{202f}0532\u{202f}0130\u{202f}00.", "iban [IBAN_CODE]."),
        ("mail \u{ff42}ob\u{ff20}example\u{ff0e}com.", "mail [EMAIL_ADDRESS]."),
        ("mail al\u{ad}ice@exam\u{200d}ple.com now", "mail [EMAIL_ADDRESS] now"),
        ("card \u{664}\u{661}\u{661}\u{661} 1111 1111 1111.", "card [CREDIT_CARD]."),
        ("Contact\u{2014}alice@example.com", "Contact\u{2014}[EMAIL_ADDRESS]"),
        ("pass\u{200b}word=hunter2", "pass\u{200b}word=[SECRET_FIELD]"),
        (r#"{"n":"4111\u200b1111\u200b1111\u200b1111"}"#, r#"{"n":"[CREDIT_CARD]"}"#),
        ("{\"n\":\"4111\u{200b}1111\u{200b}1111\u{200b}1111\",\"x\":1}", "{\"n\":\"[CREDIT_CARD]\",\"x\":1}"),
        ("{\"pass\u{200b}word\":\"hunter2\"}", "{\"pass\u{200b}word\":\"[SECRET_FIELD]\"}"),
    ]);
}

#[test]
fn colours() {
    table(&[
        ("\u{1b}[31malice@example.com\u{1b}[0m", "\u{1b}[31m[EMAIL_ADDRESS]\u{1b}[0m"),
        ("\u{1b}[31m4111111111111111\u{1b}[0m", "\u{1b}[31m[CREDIT_CARD]\u{1b}[0m"),
        (
            "\u{1b}[36mpassword\u{1b}[0m=\u{1b}[33mhunter2\u{1b}[0m",
            "\u{1b}[36mpassword\u{1b}[0m=\u{1b}[33m[SECRET_FIELD]\u{1b}[0m",
        ),
        ("4111\u{1b}[1m1111\u{1b}[0m11111111 x", "[CREDIT_CARD] x"),
        (
            "{\u{1b}[34m\"password\"\u{1b}[0m:\u{1b}[32m\"x y\"\u{1b}[0m}",
            "{\u{1b}[34m\"password\"\u{1b}[0m:\u{1b}[32m\"[SECRET_FIELD]\"\u{1b}[0m}",
        ),
        (r#"{"m":"\u001b[31malice@example.com\u001b[0m"}"#, r#"{"m":"\u001b[31m[EMAIL_ADDRESS]\u001b[0m"}"#),
        (r#"{"\u001b[31mpassword\u001b[0m":"hunter2"}"#, r#"{"\u001b[31mpassword\u001b[0m":"[SECRET_FIELD]"}"#),
        (
            "\u{1b}[31mC:\\temp\u{1b}[0m \u{1b}[32malice@example.com",
            "\u{1b}[31mC:\\temp\u{1b}[0m \u{1b}[32m[EMAIL_ADDRESS]",
        ),
    ]);
}

#[test]
fn base64_where_a_name_says_so() {
    let person = STANDARD.encode("mail to alice@example.com");
    let form = STANDARD.encode("password=hunter2&mail=bob%40example.com");
    let nested = STANDARD.encode(format!(r#"{{"inner_b64":"{person}"}}"#));
    let prose = STANDARD.encode("nothing to see here");
    let redactor = standard();
    for (text, expected) in [
        (format!(r#"{{"payload_base64":"{person}"}}"#), r#"{"payload_base64":"[EMAIL_ADDRESS]"}"#.to_owned()),
        (format!(r#"{{"payloadBase64":["{person}"]}}"#), r#"{"payloadBase64":["[EMAIL_ADDRESS]"]}"#.into()),
        (format!("x-body-b64={form} end"), "x-body-b64=[SECRET_FIELD] end".into()),
        (format!("x-body-b64={nested} end"), "x-body-b64=[EMAIL_ADDRESS] end".into()),
        (format!("x-body-b64={prose} end"), format!("x-body-b64={prose} end")),
        (format!("body={person} end"), format!("body={person} end")),
        (format!("src=data:text/plain;base64,{person})"), "src=data:text/plain;base64,[EMAIL_ADDRESS])".into()),
        (
            format!("Content-Transfer-Encoding: base64\r\n\r\n{}\r\n{}\r\n", &person[..12], &person[12..]),
            "Content-Transfer-Encoding: base64\r\n\r\n[EMAIL_ADDRESS]\r\n".into(),
        ),
    ] {
        assert_eq!(once(redactor, &text), expected, "{text}");
    }
    let allows = configured("action: { mask: { keep_last: 4 } }\n  allow: { values: [alice@example.com] }");
    let text = format!("b64={person}");
    assert_eq!(once(&allows, &text), text);
    let other = format!("b64={}", STANDARD.encode("mail bob@example.com, please"));
    let hidden = once(&allows, &other);
    assert!(hidden.bytes().skip(4).all(|b| b == b'*' || b == b'='), "{hidden}");
}

#[test]
fn actions_see_what_is_meant() {
    let redactor = configured("action: { pseudonym: { key: primary } }");
    let token = once(&redactor, "bob@example.com");
    for text in
        ["bob%40example.com", "bob%2540example.com", "b\u{200b}ob\u{ff20}example.com", "bo\u{1b}[1mb@example.com"]
    {
        assert_eq!(once(&redactor, text), token, "{text:?}");
    }
    let masked = configured("action: { mask: { keep_last: 4 } }");
    assert_eq!(once(&masked, "c=4111%201111%201111%201111&x"), "c=****%20****%20****%201111&x");
    let allows = configured("allow: { values: [noreply@example.com] }");
    assert_eq!(once(&allows, "to=noreply%40example.com"), "to=noreply%40example.com");
}

/// Layers that are put around each other without end, and names that lead to base64 everywhere: the work stays bounded, or this test would take hours.
#[test]
fn hostile_texts() {
    let redactor = standard();
    let long = |piece: &str| piece.repeat(400_000 / piece.len());
    let deep = format!("%{}40example.com", "25".repeat(1000));
    for text in [
        long("%25"),
        long("%2525252541@"),
        long("\\\\u0025\\u002541"),
        long("\u{1b}[0m%41\u{200b}\\u0041"),
        long("b64="),
        long("b64=YWFhYWFhYWFh "),
        long("base64:base64:"),
        long("\u{1b}["),
        long("\u{2014}"),
        long("\u{ff05}\u{ff14}\u{ff11}"),
        long("content-transfer-encoding: base64\n\nYWFhYWFhYWFh\n"),
        format!("bob{deep} {}", long("x ")),
        format!(
            "b64={}",
            (0..16).fold("alice@example.com".to_owned(), |text, _| STANDARD.encode(format!("b64={text}")))
        ),
    ] {
        once(redactor, &text);
        once(redactor, &serde_json::json!({ "b64": text }).to_string());
    }
}

fn encoded(text: String, ways: &[u8]) -> String {
    ways.iter().fold(text, |text, way| match way {
        0 => serde_json::to_string(&text).unwrap().trim_matches('"').to_owned(),
        1 => text.bytes().fold(String::new(), |out, b| {
            if b.is_ascii_alphanumeric() { out + &char::from(b).to_string() } else { format!("{out}%{b:02X}") }
        }),
        2 => text
            .chars()
            .map(|c| if c.is_ascii_digit() { char::from_u32(u32::from(c) + 0xfee0).unwrap() } else { c })
            .collect(),
        3 => text.chars().flat_map(|c| if c.is_ascii_digit() { vec![c, '\u{200b}'] } else { vec![c] }).collect(),
        4 => format!("\u{1b}[31m{text}\u{1b}[0m"),
        5 => format!("b64={}", STANDARD.encode(text)),
        6 => format!(r#"{{"body_base64":"{}"}}"#, STANDARD.encode(text)),
        _ => serde_json::json!({ "m": text, "n": [1] }).to_string(),
    })
}

fn noise() -> impl Strategy<Value = String> {
    let pieces = [
        "%",
        "%4",
        "%40",
        "%25",
        "%2540",
        "%22",
        "%5C",
        "%7B",
        "%C3%BC",
        "%ff",
        "\u{1b}[",
        "\u{1b}[31m",
        "\u{1b}",
        "m",
        "\u{200b}",
        "\u{ad}",
        "\u{2013}",
        "\u{a0}",
        "\u{ff10}",
        "\u{ff20}",
        "\u{ff02}",
        "\u{ff5b}",
        "\u{660}",
        "b64=",
        "base64:",
        ";base64,",
        "YWxpY2VAZXhhbXBsZS5jb20=",
        "alice@example.com",
        "4111111111111111",
        "password=",
        "{\"a\":\"",
        "\"}",
        "\"",
        "\\",
        "\\u0040",
        "\\n",
        "&#64;",
        "&lt;",
        "=a+b+4",
        "+",
        " ",
        "=",
        "[",
        "]",
        "{",
        "}",
        ":",
        ",",
        "'",
        "536-90-4399",
        "\"password\":",
        "[EMAIL_ADDRESS]",
        "192.0.2.17",
    ];
    let piece = prop_oneof![4 => prop::sample::select(pieces.to_vec()).prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is put around them, a card and an address are found.
    #[test]
    fn what_is_encoded_is_found(ways in prop::collection::vec(0..8_u8, 0..5)) {
        let redactor = standard();
        let text = encoded("to bob@example.com with 4111 1111 1111 1111 end".into(), &ways);
        let hidden = once(redactor, &text);
        prop_assert!(hidden.contains("[EMAIL_ADDRESS]") || hidden.contains("[CREDIT_CARD]"), "{:?}: {} became {}", ways, text, hidden);
        for part in ["bob", "example.com", "4111"] {
            prop_assert!(!hidden.contains(part), "{:?}: {} became {}", ways, text, hidden);
        }
    }

    /// What is undone begins somewhere, so that a text in which nothing begins need not be tried; a `+` that is a space is
    /// looked for where digits are.
    #[test]
    fn what_is_undone_begins_somewhere(noise in noise()) {
        let text = noise.as_bytes();
        let begins = |way| (0..text.len()).any(|at| way_at(text, at) == Some(way));
        for way in [Way::Escapes, Way::Percent, Way::Entities, Way::Plain] {
            prop_assert!(way.derive(text).is_none() || begins(way), "{:?}: {}", way, noise);
        }
        for way in [Way::Escapes, Way::Entities] {
            prop_assert!(way.derive(text).is_some() || !begins(way), "{:?}: {}", way, noise);
        }
    }

    #[test]
    fn laws_hold(noise in noise(), ways in prop::collection::vec(0..8_u8, 0..4), action in 0..5_usize) {
        static REDACTORS: LazyLock<Vec<Redactor>> = LazyLock::new(|| {
            ["label", "mask", "remove", "{ replace: two words }", "{ pseudonym: { key: primary } }"]
                .map(|action| configured(&format!("action: {action}")))
                .into()
        });
        let redactor = &REDACTORS[action];
        let text = encoded(noise, &ways);
        let hidden = once(redactor, &text);
        let is_json = |text: &str| serde_json::from_str::<serde_json::Value>(text).is_ok_and(|v| !v.is_number());
        prop_assert!(!is_json(&text) || is_json(&hidden), "{} became {}", text, hidden);
    }

    #[test]
    fn any_bytes_are_taken(mut bytes in prop::collection::vec(any::<u8>(), 0..80), noise in noise()) {
        bytes.extend_from_slice(noise.as_bytes());
        let redactor = standard();
        let (hidden, _) = redactor.session().redact_bytes(&bytes);
        prop_assert_eq!(redactor.session().redact_bytes(&hidden).0, hidden.clone());
    }
}
