//! Actions, rules and allow lists at work: what is written, and that redacting twice equals redacting once with each.

use proptest::prelude::*;

use super::*;
use crate::config::{Config, Draft};

fn keys() -> PseudonymKeys {
    PseudonymKeys::stand_ins(["primary"])
}

fn redactor(yaml: &str) -> Redactor {
    let draft = Draft::read(&format!("version: 1\nredact:\n  {yaml}\n")).unwrap_or_else(|e| panic!("{yaml}: {e}"));
    draft.compile(&keys()).unwrap_or_else(|e| panic!("{yaml}: {e}")).redactor
}

fn once(redactor: &Redactor, text: &str) -> String {
    let once = redactor.redact(text).text.into_owned();
    let twice = redactor.redact(&once);
    assert_eq!(twice.text, once, "twice");
    assert!(twice.findings.is_empty(), "{once}");
    once
}

#[test]
fn each_action_writes_its_own() {
    for (action, text, expected) in [
        ("label", "mail alice@example.com now", "mail [EMAIL_ADDRESS] now"),
        ("mask", "ssn 536-90-4399", "ssn ***-**-****"),
        ("{ mask: { keep_last: 4 } }", "ssn 536-90-4399", "ssn ***-**-4399"),
        ("{ mask: { keep_first: 1 } }", r#"{"m":"a\u006cice@example.com"}"#, r#"{"m":"a****@*******.***"}"#),
        ("{ mask: { keep_first: 3 } }", r#"{"password":"a\"\nbcdef"}"#, r#"{"password":"a\"\u000a*****"}"#),
        ("{ mask: { keep_last: 4 } }", r#"{"card":4111111111111111}"#, r#"{"card":"************1111"}"#),
        ("remove", "mail alice@example.com now", "mail  now"),
        ("{ replace: withheld }", "mail alice@example.com, password=hunter2!", "mail withheld, password=withheld"),
        ("{ replace: two words }", "password=hunter2! x", "password=two words x"),
        // sha256sum of `alice@example.com`.
        ("hash", "mail Alice@Example.com", "mail [EMAIL_ADDRESS:sha256:ff8d9819fc0e12bf]"),
        ("generalise", "from 192.0.2.17:443", "from 192.0.2.0/24:443"),
        ("generalise", "from 10.1.2.3/8, 2001:db8:1:2::7", "from 10.0.0.0/8, 2001:db8:1::/48"),
        ("generalise", "mail alice@example.com", "mail [EMAIL_ADDRESS]"),
    ] {
        assert_eq!(once(&redactor(&format!("action: {action}")), text), expected, "{action}");
    }
}

#[test]
fn two_colons_are_an_address_to_those_who_ask_for_addresses() {
    for (text, expected) in [
        ("listens on ::", "listens on [IP_ADDRESS]"),
        ("src=:: dst=::1", "src=[IP_ADDRESS] dst=[IP_ADDRESS]"),
        ("::/0 and [::]", "[IP_ADDRESS]/0 and [[IP_ADDRESS]]"),
        ("std::vec, a :: b::c, ::std, :::", "std::vec, a [IP_ADDRESS] b::c, ::std, :::"),
    ] {
        let named = Redactor::new(&Selection::parse(["ip_address"]).unwrap(), Action::Label);
        assert_eq!(once(&named, text), expected);
    }
    let standard = Redactor::new(&Selection::parse(["standard"]).unwrap(), Action::Label);
    assert_eq!(once(&standard, "listens on ::"), "listens on ::");
}

#[test]
fn one_person_has_one_token() {
    let redactor = redactor("action: { pseudonym: { key: primary } }");
    let token = once(&redactor, "alice@example.com");
    assert!(token.starts_with("[EMAIL_ADDRESS:primary:") && token.len() == "[EMAIL_ADDRESS:primary:]".len() + 32);
    for text in [
        "mail Alice@EXAMPLE.com.",
        r#"{"to":"alice\u0040example.com"}"#,
        r#"{"m":"{\"to\":\"alice\\u0040example.com\"}"}"#,
    ] {
        assert!(once(&redactor, text).contains(&token), "{text}");
    }
    assert!(!once(&redactor, "bob@example.com").contains(&token));
}

#[test]
fn forged_tokens_are_secrets() {
    let digits = "0123456789abcdef0123456789abcdef";
    let redactor = redactor(
        "detectors: [standard, -jwt]\n  rules:\n    - detector: email_address\n      action: { pseudonym: { key: primary } }\n    - detector: us_ssn\n      action: hash",
    );
    for value in [
        format!("[EMAIL_ADDRESS:primary:{digits}]"),
        "[US_SSN:sha256:0123456789abcdef]".to_owned(),
        "[EMAIL_ADDRESS]".to_owned(),
        "[SECRET_FIELD]".to_owned(),
    ] {
        for text in [format!("password={value} x"), format!(r#"{{"password":"{value}"}}"#)] {
            assert_eq!(once(&redactor, &text), text);
        }
    }
    for value in [
        "[hunter2]".to_owned(),
        "[JWT]".to_owned(),
        format!("[EMAIL_ADDRESS:other:{digits}]"),
        format!("[EMAIL_ADDRESS:primary:{digits}0]"),
        format!("[EMAIL_ADDRESS:primary:{}]", &digits[1..]),
        format!("[EMAIL_ADDRESS:primary:{digits}]hunter2"),
        format!("hunter2[EMAIL_ADDRESS:primary:{digits}]"),
        format!("[IP_ADDRESS:primary:{digits}]"),
        format!("[EMAIL_ADDRESS:primary:{}]", digits.to_uppercase()),
        format!("[email_address:primary:{digits}]"),
        "[EMAIL_ADDRESS:sha256:0123456789abcdef]".to_owned(),
        "[US_SSN:sha256:hunter2hunter2ab]".to_owned(),
    ] {
        for text in [format!("password={value}"), format!(r#"{{"password":"{value}"}}"#)] {
            let clean = once(&redactor, &text);
            assert!(clean.contains("[SECRET_FIELD]") && !clean.contains("hunter2"), "{text} became {clean}");
            assert!(!clean.contains(&value), "{text} became {clean}");
        }
    }
}

/// `[AWS_ACCESS_TOKEN:primary:…]` looks like a field that is named like a secret.
#[test]
fn tokens_are_not_taken_for_fields() {
    let redactor = redactor("action: { pseudonym: { key: primary } }");
    let clean = once(&redactor, &["key AK", "IAQ3EGUYR5LTMSV7DZ and alice@example.com"].concat());
    assert!(
        clean.starts_with("key [AWS_ACCESS_TOKEN:primary:") && clean.contains("] and [EMAIL_ADDRESS:primary:"),
        "{clean}"
    );
}

#[test]
fn rules_are_for_their_detector_and_log_groups() {
    let redactor = redactor(
        "rules:\n    - { detector: email_address, action: remove, log_groups: [\"/ecs/*\"] }\n    - { detector: email_address, action: mask }\n    - { detector: ip_address, action: generalise, log_groups: [/ecs/web] }\n    - { name: badge, pattern: 'B[0-9]{4}', log_groups: [/ecs/web] }",
    );
    let text = "alice@example.com 192.0.2.17 B1234";
    for (group, expected) in [
        ("/ecs/web", " 192.0.2.0/24 [BADGE]"),
        ("/ecs/app", " [IP_ADDRESS] B1234"),
        ("/other", "*****@*******.*** [IP_ADDRESS] B1234"),
    ] {
        assert_eq!(redactor.session_in(group).redact(text).text, expected, "{group}");
    }
    assert_eq!(redactor.session().redact(text).text, "*****@*******.*** [IP_ADDRESS] B1234");
}

#[test]
fn detectors_of_ones_own_have_names_labels_and_actions() {
    let own = redactor(
        "rules:\n    - name: customer_number\n      pattern: 'CUST-(?<value>[0-9]{8})'\n      near: [customer, account]\n      action: { mask: { keep_last: 2 } }\n    - name: badge\n      pattern: 'B[0-9]{4}'\n    - name: birthday\n      pattern: 'born (?<value>[0-9-]{10})'\n      action: generalise",
    );
    assert_eq!(once(&own, "customer CUST-12345678, B1234"), "customer CUST-******78, [BADGE]");
    assert_eq!(once(&own, "order CUST-12345678"), "order CUST-12345678");
    assert_eq!(
        once(&own, r#"{"customer":"CUST-12345678","n":["B1234"]}"#),
        r#"{"customer":"CUST-******78","n":["[BADGE]"]}"#
    );
    assert_eq!(once(&own, "born 1985-03-14 or born 1234567890"), "born 1985-03 or born [BIRTHDAY]");
    let mut session = own.session();
    let findings = session.redact("customer CUST-12345678, B1234").findings;
    let told: Vec<_> = findings.iter().map(|f| (own.detector(f).as_ref(), session.action(f).name())).collect();
    assert_eq!(told, [("customer_number", "mask"), ("badge", "label")]);
    // A pattern may speak of a value as a whole, or of its field.
    let whole = redactor("rules:\n    - { name: badge, pattern: '^B[0-9]{4}$' }");
    for json in [r#"{"n":"B1234"}"#, r#"{"n":"B1234","msg":"the token is of no use here"}"#] {
        assert_eq!(once(&whole, json), json.replace("B1234", "[BADGE]"));
    }
    // It also names what a built-in detector finds just so.
    let shadow = redactor("rules:\n    - { name: our_hosts, pattern: '10[.][0-9.]+' }");
    assert_eq!(once(&shadow, "from 10.0.0.7 to 192.0.2.1"), "from [OUR_HOSTS] to [IP_ADDRESS]");
}

/// What one action leaves standing, another detector finds: it is hidden wholly, and the rest of the text stays.
#[test]
fn what_is_left_standing_is_not_found_again() {
    let left = redactor("action: { mask: { keep_first: 6 } }\n  rules:\n    - { detector: ip_address, action: label }");
    assert_eq!(once(&left, "password='10.0.0.10 hunter22' rest"), "password='**.*.*.** ********' rest");
    // The mask of an address, in a field that is named like a secret.
    let masked = redactor("action: mask\n  rules:\n    - { detector: secret_field, action: label }");
    assert_eq!(once(&masked, "a password=alice@example.com b"), "a password=[SECRET_FIELD] b");
    assert_eq!(
        once(&masked, r#"{"m":"Authorization: Bearer opaque"}"#),
        r#"{"m":"Authorization: Bearer [SECRET_FIELD]"}"#
    );
    let written = redactor("rules:\n    - { name: greedy, pattern: 'x(?<value>[a-z]+)', action: { replace: yz } }");
    assert_eq!(once(&written, "xabc rest"), "xyz rest");
}

#[test]
fn what_is_allowed_stays() {
    let redactor = redactor(
        "rules:\n    - { name: badge, pattern: 'B[0-9]{4}' }\n  allow: { values: [noreply@example.com, B0000], networks: [10.0.0.0/8, \"2001:db8::/32\"], domains: [example.org] }",
    );
    for text in
        ["from NoReply@Example.com, B0000", r#"{"ip":"10.1.2.3","v6":"2001:db8::17","to":"a\u0040mail.example.org"}"#]
    {
        assert_eq!(once(&redactor, text), text);
    }
    assert_eq!(once(&redactor, "a@example.com B0001 11.0.0.1"), "[EMAIL_ADDRESS] [BADGE] [IP_ADDRESS]");
    assert_eq!(once(&redactor, "password=a@example.org"), "password=[SECRET_FIELD]", "it is a password all the same");
}

#[test]
fn detectors_that_are_named_replace_rules_and_allow_list() {
    let yaml = "version: 1\nredact:\n  action: mask\n  rules:\n    - { detector: email_address, action: { pseudonym: { key: primary } } }\n  allow: { networks: [10.0.0.0/8] }\n";
    assert!(Config::parse(yaml).err().unwrap().to_string().contains("SLUICE_PSEUDONYM_KEY"));
    let draft = Draft::read(yaml).unwrap().with_detectors(Selection::parse(["ip_address"]).unwrap());
    assert!(draft.key_ids().is_empty());
    let redactor = draft.compile(&PseudonymKeys::default()).unwrap().redactor;
    assert_eq!(once(&redactor, "alice@example.com 10.1.2.3"), "alice@example.com **.*.*.*");
}

/// Settings that each do something else, mixed where they may come into each other's way.
const MIXTURES: &[&str] = &[
    "action: label",
    "action: mask",
    "action: remove",
    "action: hash",
    "action: generalise",
    "action: { pseudonym: { key: primary } }",
    "action: { replace: hidden }",
    "action: { replace: two words }",
    "action: { mask: { keep_last: 4 } }",
    "action: { mask: { keep_first: 20, keep_last: 3 } }",
    "action: { mask: { keep_first: 6 } }\n  rules:\n    - { detector: email_address, action: { pseudonym: { key: primary } } }\n    - { detector: ip_address, action: generalise }\n    - { detector: secret_field, action: remove }\n    - { name: word, pattern: '[a-f]{3}(?<value>[A-Z0-9a-f:]{2,})', action: { replace: fff } }\n    - { name: number, pattern: '[0-9]{5}', action: { mask: { keep_last: 2 } } }\n  allow: { values: [\"4111\", alice@example.com], networks: [192.0.2.0/28] }",
    "action: { pseudonym: { key: primary } }\n  rules:\n    - { detector: ip_address, action: generalise }\n    - { name: bracket_token, pattern: '[A-Z_]{4,}(?<value>.{1,9})' }\n    - { name: any_token, pattern: '(?-u)e(?<value>.)', action: { mask: { keep_first: 1 } } }",
];

fn text() -> impl Strategy<Value = String> {
    let digits = "0123456789abcdef0123456789abcdef";
    let pieces: Vec<String> = [
        "{",
        "}",
        "[",
        "]",
        "\"",
        "\\",
        ":",
        ",",
        "=",
        " ",
        "\n",
        "\\u0040",
        "\\n",
        "\\\"",
        "'",
        "@",
        ".",
        "/24",
        "/",
        "-",
        "1",
        "4111",
        "password",
        "token",
        "Bearer ",
        "://",
        "user:pw@",
        "null",
        "[EMAIL_ADDRESS]",
        "[SECRET_FIELD]",
        "hidden",
        "two words",
        "\u{1b}[31m",
        "é",
        "😀",
        "--secret ",
        "\"api_key\":",
        "alice@example.com",
        "192.0.2.17",
        "10.1.2.3/8",
        "2001:db8::8a2e:370:7334",
        "4111 1111 1111 1111",
        "536-90-4399",
        "DE89370400440532013000",
        "{\"a\":\"",
        "\"}",
        "fffAA",
        "[WORD]",
        "[AWS_ACCESS_TOKEN",
        "(\"password\", \"",
        "{\"name\":\"token\",\"value\":",
        "curl -u a:",
        "sshpass -p ",
        "mysql -p",
        "IDENTIFIED BY '",
        "a:b@tcp(",
        "<add key=\"token\" value=\"",
        "password: |\n  ",
        "sha256",
        "primary",
    ]
    .map(String::from)
    .into_iter()
    .chain([
        format!("[EMAIL_ADDRESS:primary:{digits}]"),
        format!(":primary:{digits}]"),
        "[JWT:sha256:0123456789abcdef]".into(),
    ])
    .collect();
    let piece = prop_oneof![3 => prop::sample::select(pieces), 1 => "[a-z ]{0,8}", 1 => any::<String>()];
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn redacting_twice_equals_redacting_once(text in prop_oneof![text(), text().prop_map(|t| serde_json::json!({ "k": t, "password": [t] }).to_string())]) {
        use std::sync::LazyLock;
        static REDACTORS: LazyLock<Vec<Redactor>> = LazyLock::new(|| MIXTURES.iter().map(|yaml| redactor(yaml)).collect());
        let is_json = serde_json::from_str::<serde_json::Value>(&text).is_ok_and(|v| v.is_object() || v.is_array());
        for (yaml, redactor) in MIXTURES.iter().zip(REDACTORS.iter()) {
            let once = redactor.redact(&text).text.into_owned();
            let twice = redactor.redact(&once);
            prop_assert_eq!(&twice.text, &once, "{} of {:?}", yaml, text);
            prop_assert!(twice.findings.is_empty());
            if is_json {
                prop_assert!(serde_json::from_str::<serde_json::Value>(&once).is_ok(), "{}: {} became {}", yaml, text, once);
            }
        }
    }
}

/// What was hidden behind a word goes on explaining the word: the next look does not take it for another value's.
#[test]
fn a_word_keeps_explaining_what_was_hidden_behind_it() {
    for (action, expected) in [
        (Action::Label, "id=4155550132 phone [PHONE_NUMBER]"),
        (Action::Mask(Kept::default()), "id=4155550132 phone **********"),
    ] {
        let redactor = Redactor::new(&Selection::default(), action);
        assert_eq!(redactor.redact("id=4155550132 phone 4155550199").text, expected);
    }
}
