//! The laws, as properties of generated batches, texts and configurations.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::borrow::Cow;

use proptest::prelude::*;
use sluice_transform::batch::{JsonText, LogBatch, LogEvent, MAX_TIMESTAMP, MessageType};
use sluice_transform::codec;
use sluice_transform::config::Config;
use sluice_transform::delivery::{self, MAX_BYTES, MAX_EVENTS, MAX_SPAN};
use sluice_transform::gzip;
use sluice_transform::plan::{Circumstances, Function, prepare};
use sluice_transform::redact::{Action, Kept, PseudonymKeys, Redactor, Selection};
use sluice_transform::settings::Settings;
use sluice_transform::tally::Fate;

/// Secrets that the generators plant, assembled so that no scanner takes this file for a leak.
fn secret() -> impl Strategy<Value = String> {
    let join = |parts: &[&str]| parts.concat();
    prop::sample::select(vec![
        "alice@example.com".to_owned(),
        "4111 1111 1111 1111".to_owned(),
        "DE89370400440532013000".to_owned(),
        "536-90-4399".to_owned(),
        "+44 7700 900123".to_owned(),
        "192.0.2.17".to_owned(),
        "2001:db8::8a2e:370:7334".to_owned(),
        "00:1b:44:11:3a:b7".to_owned(),
        join(&["AK", "IAQ3EGUYR5LTMSV7DZ"]),
        join(&["ey", "JhbGciOiJIUzI1NiJ9.ey", "JzdWIiOiIxMjM0NTYifQ.c2lnbmF0dXJl"]),
    ])
}

/// Text in which structure is likely: JSON, escapes, fields, secrets, odd characters.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-z ]{0,8}".prop_map(String::from),
        2 => secret(),
        1 => any::<String>(),
        3 => prop::sample::select(vec![
            "{", "}", "[", "]", "\"", "\\", ":", ",", "=", "&", " ", "\n", "\\u0040", "\\n", "\\\"", "'", ";", "(", ")", "@", ".",
            "-", "+", "1", "4111", "password", "token", "Authorization: ", "Bearer ", "://", "user:pw@", "null", "[EMAIL_ADDRESS]",
            "[SECRET_FIELD]", "\u{1b}[31m", "::", "%40", "é", "😀", "\u{202e}", "Cookie: ", "--secret ", "\"api_key\":",
            "-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----",
        ]).prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// A JSON document with secrets among its strings.
fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        Just(4_111_111_111_111_111_u64.into()),
        text().prop_map(Into::into),
        secret().prop_map(Into::into),
    ];
    let key = prop_oneof![
        prop::sample::select(vec!["a", "msg", "password", "token", "api_key", "user", "nested", "max_tokens"])
            .prop_map(String::from),
        text(),
    ];
    leaf.prop_recursive(4, 24, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
            prop::collection::hash_map(key.clone(), inner.clone(), 0..5)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
            inner.prop_map(|value| value.to_string().into()),
        ]
    })
}

fn redactors() -> Vec<Redactor> {
    let keys = PseudonymKeys::parse(r#"{"primary":"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="}"#).unwrap();
    let actions = [
        Action::Label,
        Action::Mask(Kept::default()),
        Action::Mask(Kept { first: 2, last: 4 }),
        Action::Remove,
        Action::Replace("(withheld)".to_owned()),
        Action::Hash,
        Action::Pseudonym(keys.get("primary").unwrap().clone()),
        Action::Generalise,
    ];
    actions.map(|action| Redactor::new(&Selection::default(), action)).into()
}

fn event() -> impl Strategy<Value = LogEvent<'static>> {
    let timestamp = prop_oneof![0..=MAX_TIMESTAMP, 1_795_300_000_000..1_795_400_000_000_i64];
    // Fields that are null are the same as none.
    let fields = prop::option::of(json().prop_filter("null", |json| !json.is_null()))
        .prop_map(|json| json.map(|json| JsonText(Cow::Owned(json.to_string()))));
    ("[0-9]{1,56}", timestamp, text(), fields).prop_map(|(id, timestamp, message, extracted_fields)| LogEvent {
        id: id.into(),
        timestamp,
        message: message.into(),
        extracted_fields,
    })
}

fn batch() -> impl Strategy<Value = LogBatch<'static>> {
    let name = "[a-zA-Z0-9/_.#$\\[\\]-]{1,20}";
    ("[0-9]{12}", name, name, prop::collection::vec(name, 0..3), prop::collection::vec(event(), 0..20)).prop_map(
        |(owner, group, stream, filters, log_events)| LogBatch {
            message_type: MessageType::Data,
            owner: owner.into(),
            log_group: group.into(),
            log_stream: stream.into(),
            subscription_filters: filters.into_iter().map(Into::into).collect(),
            log_events,
            malformed: Vec::new(),
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn decoding_undoes_encoding(batch in batch()) {
        let encoded = codec::encode(&batch);
        prop_assert_eq!(&encoded, &codec::encode(&batch), "stable bytes");
        let json = codec::unpack(&encoded, codec::DEFAULT_CAP).unwrap();
        prop_assert!(codec::read(&json).unwrap() == batch);
    }

    #[test]
    fn any_bytes_decode_or_say_why(bytes in prop::collection::vec(any::<u8>(), 0..300), flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4), batch in batch()) {
        let _ = gzip::decompress(&bytes, 1 << 16);
        let _ = codec::read(&bytes);
        let _ = codec::unpack(&String::from_utf8_lossy(&bytes), 1 << 16);
        let mut json = batch.to_json().into_bytes();
        for (at, byte) in &flips {
            let at = at.index(json.len());
            json[at] = *byte;
        }
        let _ = codec::read(&json);
        let mut packed = gzip::compress(&json);
        for (at, byte) in flips {
            let at = at.index(packed.len());
            packed[at] = byte;
        }
        if let Ok(text) = gzip::decompress(&packed, 1 << 20) {
            prop_assert!(text == json, "what decompresses is what was compressed");
        }
    }

    #[test]
    fn redacting_twice_equals_redacting_once(text in prop_oneof![text(), json().prop_map(|json| json.to_string())]) {
        for redactor in redactors() {
            let once = redactor.redact(&text).text.into_owned();
            let twice = redactor.redact(&once);
            prop_assert_eq!(&twice.text, &once, "{:?} of {:?}", redactor.action(), text);
            prop_assert!(twice.findings.is_empty());
        }
    }

    #[test]
    fn redacting_any_bytes_ends(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for redactor in redactors() {
            let (once, findings) = redactor.session().redact_bytes(&bytes);
            prop_assert!(findings.windows(2).all(|pair| pair[0].end <= pair[1].start), "findings overlap");
            prop_assert!(findings.iter().all(|f| f.start < f.end && f.end <= bytes.len()));
            let (twice, _) = redactor.session().redact_bytes(&once);
            prop_assert_eq!(&twice, &once);
        }
    }

    #[test]
    fn json_stays_json_and_differs_in_strings_and_numbers_only(json in json()) {
        let text = json.to_string();
        for redactor in redactors() {
            let redacted = redactor.redact(&text);
            if !(text.starts_with('{') || text.starts_with('[')) {
                continue;
            }
            let clean: serde_json::Value = serde_json::from_str(&redacted.text).map_err(|e| TestCaseError::fail(format!("{e}: {text} became {}", redacted.text)))?;
            prop_assert!(same_shape(&json, &clean), "{} became {}", text, redacted.text);
        }
    }

    #[test]
    fn no_secret_survives(before in "[a-z ]{0,12}", secret in secret(), after in "[a-z ]{0,12}", escaped in any::<bool>(), levels in 0..4_usize) {
        let mut text = format!("{before} {secret} {after}");
        for level in 0..levels {
            let body = serde_json::to_string(&text).unwrap();
            let body = if escaped && level == 0 { body.replace('@', "\\u0040").replace(':', "\\u003a").replace('-', "\\u002d") } else { body };
            text = format!("{{\"k\":{body}}}");
        }
        for redactor in redactors() {
            let clean = redactor.redact(&text).text.into_owned();
            let mut seen = clean;
            for _ in 0..levels {
                let json: serde_json::Value = serde_json::from_str(&seen).unwrap();
                seen = json["k"].as_str().unwrap().to_owned();
            }
            prop_assert!(!seen.contains(&secret), "{} left {}", text, seen);
            prop_assert!(seen.starts_with(&before) && seen.ends_with(&after), "{} became {}", text, seen);
        }
    }

    #[test]
    fn every_event_is_accounted_for_and_delivered_whole(batch in batch(), drop in prop::sample::select(vec!["a", "token", "zzz"])) {
        let config = Config::parse(&format!("version: 1\nfilter:\n  - drop: '{drop}'\nmetrics:\n  - {{ name: N, match: b }}\n")).unwrap();
        let settings = Settings::default();
        let circumstances = Circumstances { region: "eu-west-1", settings: &settings, received_at: 0, by_answer: false, redriven: false };
        let prepared = prepare(&config, &batch, &circumstances);
        for function in Function::ALL {
            let mut plan = prepared.plan(function, &config, &circumstances);
            // What a destination would hold, event by event: the oracle counts there.
            let mut held: Vec<usize> = Vec::new();
            for put in plan.delivery.iter().flat_map(|d| &d.calls).flatten() {
                held.push(put.event);
                prop_assert_eq!(put.id, batch.log_events[put.event].id.as_ref());
                prop_assert_eq!(put.timestamp, batch.log_events[put.event].timestamp);
            }
            held.extend(plan.objects.iter().flat_map(|o| o.events.iter().copied()));
            held.sort_unstable();
            held.dedup();
            let kept: Vec<usize> = (0..batch.log_events.len()).filter(|i| !batch.log_events[*i].message.contains(drop)).collect();
            if function != Function::Metrics {
                prop_assert_eq!(&held, &kept, "{:?}", function);
            }
            plan.tally.settle_all(held, Fate::Delivered);
            let account = plan.tally.account();
            prop_assert!(account.balanced());
            prop_assert_eq!(account.received as usize, batch.log_events.len());
            prop_assert_eq!(account.delivered as usize, kept.len());
            prop_assert_eq!(account.filtered as usize, batch.log_events.len() - kept.len());
            let again = prepared.plan(function, &config, &circumstances);
            prop_assert!(plan.objects == again.objects && plan.documents == again.documents, "the same batch, the same plan");
        }
    }

    #[test]
    fn calls_keep_every_limit(sizes in prop::collection::vec((0..200_000_000_i64, prop_oneof![0..50_usize, 400_000..1_200_000_usize]), 0..12), many in 0..25_000_usize) {
        let mut batch = LogBatch {
            message_type: MessageType::Data,
            owner: "111122223333".into(),
            log_group: "g".into(),
            log_stream: "s".into(),
            subscription_filters: vec![],
            log_events: vec![],
            malformed: vec![],
        };
        let event = |timestamp, message: String| LogEvent { id: "i".into(), timestamp, message: message.into(), extracted_fields: None };
        batch.log_events.extend(sizes.iter().map(|(time, size)| event(*time, "é ".repeat(size / 3))));
        batch.log_events.extend((0..many).map(|n| event(n as i64 % 7, "x".into())));
        let (config, settings) = (Config::default(), Settings::default());
        let circumstances = Circumstances { region: "eu-west-1", settings: &settings, received_at: 0, by_answer: false, redriven: false };
        let prepared = prepare(&config, &batch, &circumstances);
        let plan = prepared.plan(Function::Redact, &config, &circumstances);
        let calls = plan.delivery.map(|d| d.calls).unwrap_or_default();
        let mut joined = vec![String::new(); batch.log_events.len()];
        for call in &calls {
            prop_assert!(!call.is_empty() && call.len() <= MAX_EVENTS);
            prop_assert!(call.iter().map(delivery::PutEvent::size).sum::<usize>() <= MAX_BYTES);
            prop_assert!(call.windows(2).all(|pair| pair[0].timestamp <= pair[1].timestamp));
            prop_assert!(call[call.len() - 1].timestamp - call[0].timestamp < MAX_SPAN);
            prop_assert!(call.iter().all(|put| !put.message.is_empty()));
            call.iter().for_each(|put| joined[put.event].push_str(put.message));
        }
        for (event, joined) in batch.log_events.iter().zip(joined) {
            prop_assert!(joined == event.message || (event.message.is_empty() && joined == " "));
        }
    }
}

/// The same structure, keys in number, constants untouched; strings and numbers may have become other strings (or null).
fn same_shape(before: &serde_json::Value, after: &serde_json::Value) -> bool {
    use serde_json::Value::{Array, Bool, Null, Number, Object, String};
    match (before, after) {
        (Null, Null) => true,
        (Bool(a), Bool(b)) => a == b,
        (Number(a), Number(b)) => a == b,
        (Number(_) | String(_), String(_)) | (Number(_), Null) => true,
        (Array(a), Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_shape(a, b)),
        // Two keys that were redacted may have become one.
        (Object(a), Object(b)) => {
            b.len() < a.len()
                || (a.len() == b.len() && b.iter().all(|(key, b)| a.get(key).is_none_or(|a| same_shape(a, b))))
        }
        _ => false,
    }
}
