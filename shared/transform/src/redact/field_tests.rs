//! Fields that a configuration names at work: what is hidden, what is kept, and that redacting twice equals redacting once.

use proptest::prelude::*;

use super::*;
use crate::config::Draft;

fn redactor(yaml: &str) -> Redactor {
    let draft = Draft::read(&format!("version: 1\nredact:\n  {yaml}\n")).unwrap_or_else(|e| panic!("{yaml}: {e}"));
    draft.compile(&PseudonymKeys::stand_ins(["primary"])).unwrap_or_else(|e| panic!("{yaml}: {e}")).redactor
}

fn once(redactor: &Redactor, text: &str) -> String {
    let once = redactor.redact(text).text.into_owned();
    let twice = redactor.redact(&once);
    assert_eq!(twice.text, once, "twice, of {text}");
    assert!(twice.findings.is_empty(), "{once}");
    once
}

const DENIED: &str = "detectors: [email_address]\n  fields:\n    - match: [password, nick, \"*.token\", $.user.phone, headers.authorization, cookie, \"x-*-user\"]";

#[test]
fn fields_are_hidden_in_json() {
    let redactor = redactor(DENIED);
    for (text, expected) in [
        (r#"{"password":"x","user":{"name":"bob"}}"#, r#"{"password":"[FIELD]","user":{"name":"bob"}}"#),
        (r#"{ "a" : 1.50e3, "PassWord" : 12.0 }"#, r#"{ "a" : 1.50e3, "PassWord" : "[FIELD]" }"#),
        (
            r#"{"nick":{"a":[1,true,null,"",{"b":"c"}],"d":false}}"#,
            r#"{"nick":{"a":["[FIELD]","[FIELD]",null,"",{"b":"[FIELD]"}],"d":"[FIELD]"}}"#,
        ),
        (
            r#"{"token":"x","a":{"token":"y"},"b":[{"token":1}]}"#,
            r#"{"token":"x","a":{"token":"[FIELD]"},"b":[{"token":"[FIELD]"}]}"#,
        ),
        (
            r#"{"user":{"phone":"1"},"a":{"user":{"phone":"2"}}}"#,
            r#"{"user":{"phone":"[FIELD]"},"a":{"user":{"phone":"2"}}}"#,
        ),
        (r#"[{"user":[{"phone":"1"}]}]"#, r#"[{"user":[{"phone":"[FIELD]"}]}]"#),
        (r#"{"n\u0069ck":"x"}"#, r#"{"n\u0069ck":"[FIELD]"}"#),
        (r#"{"user.phone":"1","$.user.phone":"2"}"#, r#"{"user.phone":"[FIELD]","$.user.phone":"[FIELD]"}"#),
        (r#"{"nick":"a@example.com","b":"a@example.com"}"#, r#"{"nick":"[FIELD]","b":"[EMAIL_ADDRESS]"}"#),
        (r#"{"nick":"[EMAIL_ADDRESS]"}"#, r#"{"nick":"[EMAIL_ADDRESS]"}"#),
        (r#"{"nick":"[hunter2]"}"#, r#"{"nick":"[FIELD]"}"#),
        (
            r#"{"user":"{\"phone\":\"1\",\"n\":2}","b":"{\"nick\":7}"}"#,
            r#"{"user":"{\"phone\":\"[FIELD]\",\"n\":2}","b":"{\"nick\":\"[FIELD]\"}"}"#,
        ),
        (
            r#"{"m":"nick=bob x","n":"say \"nick\": \"bob\""}"#,
            r#"{"m":"nick=[FIELD] x","n":"say \"nick\": \"[FIELD]\""}"#,
        ),
        (r#"{"a":"{\"b\":\"{\\\"nick\\\":\\\"x\\\"}\"}"}"#, r#"{"a":"{\"b\":\"{\\\"nick\\\":\\\"[FIELD]\\\"}\"}"}"#),
        (
            r#"{"headers":{"Authorization":"Bearer x","X-Amz-User":"y"}}"#,
            r#"{"headers":{"Authorization":"[FIELD]","X-Amz-User":"[FIELD]"}}"#,
        ),
        (r#"{"nicks":"x","nick_name":"y"}"#, r#"{"nicks":"x","nick_name":"y"}"#),
    ] {
        assert_eq!(once(&redactor, text), expected, "{text}");
    }
}

#[test]
fn fields_are_hidden_in_text() {
    let redactor = redactor(DENIED);
    for (text, expected) in [
        ("nick=bob level=INFO", "nick=[FIELD] level=INFO"),
        ("nick=\"bob b\" level=INFO", "nick=\"[FIELD]\" level=INFO"),
        ("level=INFO nick=true", "level=INFO nick=[FIELD]"),
        ("nick=null nick= a=b", "nick=null nick= a=b"),
        ("GET /x?nick=bob&page=2", "GET /x?nick=[FIELD]&page=2"),
        ("/x?user[phone]=1&user[a]=2", "/x?user[phone]=[FIELD]&user[a]=2"),
        ("config['nick'] = 'x'", "config['nick'] = '[FIELD]'"),
        ("token=x auth.token=y", "token=x auth.token=[FIELD]"),
        ("user.phone=1 a.user.phone=2", "user.phone=[FIELD] a.user.phone=2"),
        ("run --nick bob --verbose", "run --nick [FIELD] --verbose"),
        ("User { nick: \"bob b\", id: 5 }", "User { nick: \"[FIELD]\", id: 5 }"),
        ("Some(User { nick: Some(\"bob b\") })", "Some(User { nick: Some(\"[FIELD]\") })"),
        ("X { nick: Name { a: \"b c\", d: [1] }, id: 5 }", "X { nick: [FIELD], id: 5 }"),
        ("X {\n    nick: Name {\n        a: \"b }\",\n    },\n    id: 5,\n}", "X {\n    nick: [FIELD],\n    id: 5,\n}"),
        ("nick=Name(a=x, b=y), id=5", "nick=[FIELD], id=5"),
        ("nick: bob said hello", "nick: [FIELD] said hello"),
        ("unknown nick: bob", "unknown nick: [FIELD]"),
        ("GET / HTTP/1.1\nX-Amz-User: Bob B. Smith\nHost: x", "GET / HTTP/1.1\nX-Amz-User: [FIELD]\nHost: x"),
        ("Cookie: a=b; c=d", "Cookie: [FIELD]"),
        ("headers.authorization: Basic abc=", "headers.authorization: Basic [FIELD]"),
        ("<nick>bob b</nick>", "<nick>[FIELD]</nick>"),
        ("nick={\"a\": \"b c\"} x", "nick=[FIELD] x"),
        ("INFO {\"user\":{\"phone\":\"1\"}} done", "INFO {\"user\":{\"phone\":\"[FIELD]\"}} done"),
        ("{\"nick\":\"bob was cut", "{\"nick\":\"[FIELD]"),
        ("body=\"{\\\"nick\\\":\\\"x y\\\"}\"", "body=\"{\\\"nick\\\":\\\"[FIELD]\\\"}\""),
        ("\u{1b}[36mnick\u{1b}[0m=bob\u{1b}[0m", "\u{1b}[36mnick\u{1b}[0m=[FIELD]\u{1b}[0m"),
        ("\u{1f511}nick=bob", "\u{1f511}nick=[FIELD]"),
        ("com.example.nick.Service: started", "com.example.nick.Service: started"),
        ("nickname=bob nick::Kind", "nickname=bob nick::Kind"),
        ("nick=[FIELD] x", "nick=[FIELD] x"),
    ] {
        assert_eq!(once(&redactor, text), expected, "{text}");
    }
}

#[test]
fn each_rule_has_its_action_and_log_groups() {
    let redactor = redactor(
        "action: hash\n  fields:\n    - { match: [password, pin], action: remove }\n    - { match: [nick], action: { mask: { keep_last: 2 } }, log_groups: [/ecs/*] }\n    - { match: [nick, note], action: { replace: withheld } }\n    - match: [name]\n    - { match: [user_id], action: { pseudonym: { key: primary } } }",
    );
    let text = r#"{"password":"x","pin":1234,"nick":"bobby","note":{"a":"b"},"name":"x"}"#;
    let expected = |nick: &str| {
        format!(
            r#"{{"password":"","pin":null,"nick":"{nick}","note":{{"a":"withheld"}},"name":"[FIELD:sha256:2d711642b726b044]"}}"#
        )
    };
    assert_eq!(once(&redactor, text), expected("withheld"));
    assert_eq!(redactor.session_in("/ecs/web").redact(text).text, expected("***by"));
    assert_eq!(once(&redactor, "password=x was wrong"), "password=\"\" was wrong");
    assert_eq!(once(&redactor, "?password=x&nick=bobby"), "?password=&nick=withheld");
    assert!(once(&redactor, "user_id=17").starts_with("user_id=[FIELD:primary:"));
    let mut session = redactor.session();
    let findings = session.redact("password=hunter2 name=bob").findings;
    let told: Vec<_> = findings.iter().map(|f| (redactor.detector(f).as_ref(), session.action(f).name())).collect();
    assert_eq!(told, [("field", "remove"), ("field", "hash")]);
}

#[test]
fn nothing_but_what_is_kept_stays_in_json() {
    let redactor = redactor("keep: [$.level, status, $.message, $.body.ok, $.list]");
    for (text, expected) in [
        (
            r#"{ "level" : "INFO", "user" : {"name":"bob","status":7}, "n" : 1.0, "t" : true, "e" : "", "z" : null }"#,
            r#"{ "level" : "INFO", "user" : {"name":"[UNLISTED_FIELD]","status":7}, "n" : "[UNLISTED_FIELD]", "t" : "[UNLISTED_FIELD]", "e" : "", "z" : null }"#,
        ),
        (r#"{"a":{"level":"INFO"}}"#, r#"{"a":{"level":"[UNLISTED_FIELD]"}}"#),
        (
            r#"{"message":"mail bob@example.com","x":"bob@example.com"}"#,
            r#"{"message":"mail [EMAIL_ADDRESS]","x":"[UNLISTED_FIELD]"}"#,
        ),
        (r#"{"list":[{"a":1.10},"b"]}"#, r#"{"list":[{"a":1.10},"b"]}"#),
        (r#"{"body":"{\"ok\":true,\"a\":1}"}"#, r#"{"body":"{\"ok\":true,\"a\":\"[UNLISTED_FIELD]\"}"}"#),
        (r#"{"x":"level=INFO status=200"}"#, r#"{"x":"[UNLISTED_FIELD]"}"#),
        (r#"{"message":"nick=bob {\"a\":1}"}"#, r#"{"message":"nick=bob {\"a\":1}"}"#),
        (r#"["a",{"level":"INFO"}]"#, r#"["[UNLISTED_FIELD]",{"level":"INFO"}]"#),
        (r#""bob""#, r#""[UNLISTED_FIELD]""#),
        ("17", r#""[UNLISTED_FIELD]""#),
    ] {
        assert_eq!(once(&redactor, text), expected, "{text}");
    }
    let removed = self::redactor("action: remove\n  keep: [level]");
    assert_eq!(once(&removed, r#"{"level":1,"a":[2,"x",true]}"#), r#"{"level":1,"a":[null,"",null]}"#);
}

#[test]
fn nothing_but_what_is_kept_stays_in_text() {
    let redactor = redactor("keep: [$.level, status, msg]");
    for (text, expected) in [
        ("level=INFO user=bob id=7 status=200", "level=INFO [UNLISTED_FIELD] status=200"),
        ("bob was here", "[UNLISTED_FIELD]"),
        ("2024-01-01 level=INFO, status=200; bye", "[UNLISTED_FIELD] level=INFO, status=200; [UNLISTED_FIELD]"),
        ("GET /x?status=1&user=bob", "[UNLISTED_FIELD]?status=1&[UNLISTED_FIELD]"),
        ("user=\"level=INFO\" level=\"a b\" x", "[UNLISTED_FIELD] level=\"a b\" [UNLISTED_FIELD]"),
        ("user=level=INFO", "[UNLISTED_FIELD]"),
        ("msg=\"mail bob@example.com\" x", "msg=\"mail [EMAIL_ADDRESS]\" [UNLISTED_FIELD]"),
        (
            "INFO {\"level\":\"a\",\"user\":\"bob\"} done",
            "[UNLISTED_FIELD] {\"level\":\"a\",\"user\":\"[UNLISTED_FIELD]\"} [UNLISTED_FIELD]",
        ),
        ("{\"level\":\"INFO\",\"user\":\"bob was cut", "{\"level\":\"INFO\",[UNLISTED_FIELD]"),
        ("a.level=INFO a.status=3", "[UNLISTED_FIELD] a.status=3"),
        ("[INFO] [12] bob", "[UNLISTED_FIELD]"),
        ("", ""),
        (" -- ", " -- "),
    ] {
        assert_eq!(once(&redactor, text), expected, "{text}");
    }
}

#[test]
fn what_is_hidden_by_name_is_hidden_within_what_is_kept() {
    let redactor = redactor("fields:\n    - { match: [nick], action: mask }\n  keep: [user]");
    assert_eq!(
        once(&redactor, r#"{"user":{"nick":"bob","id":7},"nick":"bob","id":7}"#),
        r#"{"user":{"nick":"***","id":7},"nick":"***","id":"[UNLISTED_FIELD]"}"#
    );
    assert_eq!(once(&redactor, "user=\"nick=bob id=7\" id=7"), "user=\"nick=*** id=7\" [UNLISTED_FIELD]");
}

#[test]
fn deep_json_is_hidden_and_ends() {
    let (deep, text) =
        (redactor("fields: [{ match: [$.x] }]"), "{\"a\":".repeat(20_000) + "\"bob\"" + &"}".repeat(20_000));
    assert!(once(&deep, &text).contains("[FIELD]"));
    assert!(once(&redactor("keep: [a.a]"), &text).contains("bob"));
    assert!(once(&redactor("keep: [bob]"), &text).contains("[UNLISTED_FIELD]"));
}

#[test]
fn detectors_that_are_named_replace_fields() {
    let yaml = "version: 1\nredact:\n  fields: [{ match: [nick] }]\n  keep: [level]\n";
    let draft = Draft::read(yaml).unwrap().with_detectors(Selection::parse(["ip_address"]).unwrap());
    let redactor = draft.compile(&PseudonymKeys::default()).unwrap().redactor;
    assert_eq!(once(&redactor, "nick=bob 10.1.2.3"), "nick=bob [IP_ADDRESS]");
}

/// Settings that each do something else.
const MIXTURES: &[&str] = &[
    DENIED,
    "fields: [{ match: [password, a, \"k*\"], action: remove }]",
    "action: mask\n  fields: [{ match: [$.k, b.a], action: { mask: { keep_first: 2, keep_last: 3 } } }]",
    "fields: [{ match: [a], action: { replace: two words } }, { match: [\"**.b\"], action: { pseudonym: { key: primary } } }]",
    "keep: [a, $.k.b]",
    "action: mask\n  keep: [a, level]",
    "action: remove\n  keep: [a, level]\n  fields: [{ match: [b], action: hash }]",
    "action: { mask: { keep_last: 4 } }\n  keep: [a, level]\n  fields: [{ match: [b], action: generalise }]",
    "action: { replace: hidden }\n  keep: [\"*.a\"]",
];

fn text() -> impl Strategy<Value = String> {
    let pieces = vec![
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
        "'",
        "(",
        ")",
        "<",
        ">",
        "&",
        "?",
        ".",
        "--",
        "a",
        "b",
        "k",
        "a=",
        "b: ",
        "k.b=",
        "level=",
        "\"a\":",
        "\"b\":\"",
        "{\"k\":",
        "{\"a\":{\"b\":",
        "\\\"a\\\":\\\"",
        "\\u0061",
        "password",
        "Name {",
        "null",
        "true",
        "12",
        "bob@example.com",
        "10.1.2.3",
        "[FIELD]",
        "[UNLISTED_FIELD]",
        "hidden",
        "two words",
        "\u{1b}[31m",
        "é",
        "😀",
        "Cookie: ",
        "authorization: ",
    ];
    let piece =
        prop_oneof![4 => prop::sample::select(pieces).prop_map(String::from), 1 => "[a-z ]{0,8}", 1 => any::<String>()];
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

/// Any JSON value, with the names that the rules speak of.
fn value() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::Value;
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let name = prop::sample::select(vec!["a", "b", "k", "k.b", "level", "password", "x"]).prop_map(String::from);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(name, inner.clone(), 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
            inner.prop_map(|value| Value::from(value.to_string())),
        ]
    })
}

/// Whether two values are the same but for leaves.
fn same_structure(one: &serde_json::Value, other: &serde_json::Value) -> bool {
    use serde_json::Value;
    match (one, other) {
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same_structure(one, other))
        }
        (Value::Object(one), Value::Object(other)) => one.len() == other.len(),
        (Value::Array(_) | Value::Object(_), _) | (_, Value::Array(_) | Value::Object(_)) => false,
        _ => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn redacting_twice_equals_redacting_once(text in prop_oneof![text(), value().prop_map(|v| v.to_string())]) {
        use std::sync::LazyLock;
        static REDACTORS: LazyLock<Vec<Redactor>> = LazyLock::new(|| MIXTURES.iter().map(|yaml| redactor(yaml)).collect());
        let before = serde_json::from_str::<serde_json::Value>(&text);
        for (yaml, redactor) in MIXTURES.iter().zip(REDACTORS.iter()) {
            let once = redactor.redact(&text).text.into_owned();
            let twice = redactor.redact(&once);
            prop_assert_eq!(&twice.text, &once, "{} of {:?}", yaml, text);
            prop_assert!(twice.findings.is_empty());
            if let Ok(before) = &before && (before.is_object() || before.is_array()) {
                let after = serde_json::from_str::<serde_json::Value>(&once);
                prop_assert!(after.is_ok(), "{}: {} became {}", yaml, text, once);
                let whole = matches!(&after, Ok(after) if after.is_string() || after.is_null());
                prop_assert!(whole || same_structure(before, &after.unwrap()), "{}: {} became {}", yaml, text, once);
            }
        }
    }

    /// What is found in none of the fields stays, byte for byte.
    #[test]
    fn what_is_not_named_stays(value in value()) {
        let spaced = serde_json::to_string_pretty(&serde_json::json!({ "only": "x1", "other": value })).unwrap();
        let redactor = redactor("detectors: [jwt]\n  fields: [{ match: [$.only] }]");
        prop_assert_eq!(redactor.redact(&spaced).text.replace("[FIELD]", "x1"), spaced.replace("[FIELD]", "x1"));
    }
}
