//! What comes back from parking: which objects an S3 event notification names, whether a function may take them, and when a
//! message whose object still cannot be delivered may come again.
//!
//! It refuses every object that the function did not park itself, by its place: another bucket, another function's, another
//! kind. Shapes: *Amazon S3 User Guide*, "Event message structure"; keys in it are form-encoded.

use std::borrow::Cow;
use std::time::Duration;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::names::percent_decode;
use crate::parked::Kind;
use crate::plan::Function;

/// An object that a notification names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The bucket.
    pub bucket: String,
    /// The key, decoded.
    pub key: String,
}

/// Why what a notification names is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It names no object that could be fetched.
    #[error("the notification cannot be read")]
    Unreadable,
    /// The object is in another bucket.
    #[error("the notification names an object of another bucket than SLUICE_PARKED_BUCKET")]
    OtherBucket,
    /// The object is not below the function's own prefix.
    #[error("the notification names an object that is not below retry/ and this function's name")]
    OtherPlace,
}

#[derive(Deserialize)]
struct Notification<'a> {
    #[serde(borrow, rename = "Event")]
    event: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "Service")]
    service: Option<Cow<'a, str>>,
    #[serde(borrow, rename = "Records")]
    records: Option<Vec<&'a RawValue>>,
}

impl Notification<'_> {
    /// What S3 sends once, when notifications are switched on.
    fn is_test(&self) -> bool {
        self.service.as_deref() == Some("Amazon S3") && self.event.as_deref() == Some("s3:TestEvent")
    }
}

/// Whether a text is an S3 event notification.
pub(crate) fn is_notification(json: &str) -> bool {
    #[derive(Deserialize)]
    struct EventSource<'a> {
        #[serde(borrow, rename = "eventSource")]
        event_source: Option<Cow<'a, str>>,
    }
    let Ok(notification) = serde_json::from_str::<Notification<'_>>(json) else { return false };
    notification.is_test()
        || notification.records.iter().flatten().any(|raw| {
            serde_json::from_str::<EventSource<'_>>(raw.get())
                .is_ok_and(|record| record.event_source.as_deref() == Some("aws:s3"))
        })
}

/// The objects that a notification names and `function` may take; none in S3's test of the wiring.
///
/// # Errors
/// When one of them is not the function's own.
pub fn named(notification: &str, function: Function, parked_bucket: &str) -> Result<Vec<Named>, Refused> {
    #[derive(Deserialize)]
    struct Record {
        s3: S3,
    }
    #[derive(Deserialize)]
    struct S3 {
        bucket: Bucket,
        object: Object,
    }
    #[derive(Deserialize)]
    struct Bucket {
        name: String,
    }
    #[derive(Deserialize)]
    struct Object {
        key: String,
    }
    let notification: Notification<'_> = serde_json::from_str(notification).map_err(|_| Refused::Unreadable)?;
    if notification.is_test() {
        return Ok(Vec::new());
    }
    let own = format!("{}/{}/", Kind::Retry.name(), function.name());
    let records = notification.records.filter(|records| !records.is_empty()).ok_or(Refused::Unreadable)?;
    let mut named = Vec::with_capacity(records.len());
    for raw in records {
        let Record { s3 } = serde_json::from_str(raw.get()).map_err(|_| Refused::Unreadable)?;
        let key = percent_decode(&s3.object.key.replace('+', " ")).ok_or(Refused::Unreadable)?;
        if s3.bucket.name != parked_bucket {
            return Err(Refused::OtherBucket);
        }
        if !key.starts_with(&own) || key.len() == own.len() {
            return Err(Refused::OtherPlace);
        }
        named.push(Named { bucket: s3.bucket.name, key });
    }
    Ok(named)
}

/// The shortest and the longest wait of a message whose object could not be delivered.
const PAUSES: (Duration, Duration) = (Duration::from_secs(60), Duration::from_secs(30 * 60));

/// How long a message that was received `receives` times waits before it comes again: a minute, doubled with each time up to
/// half an hour, of which the half is by chance (`chance` from 0 to 1), so that what failed together does not come together.
pub fn pause(receives: u32, chance: f64) -> Duration {
    let (first, longest) = PAUSES;
    let doubled = first.saturating_mul(1 << receives.saturating_sub(1).min(16)).min(longest);
    doubled.mul_f64(0.5 + chance.clamp(0.0, 1.0) / 2.0)
}

/// The address of the queue that an ARN names, as the SQS API wants it. A queue's address tells its account and name; the host
/// that is called is the SDK's choice.
pub fn queue_url(arn: &str) -> Option<String> {
    let parts: Vec<&str> = arn.split(':').collect();
    let ["arn", partition, "sqs", region, account, name] = parts[..] else { return None };
    let ending = if partition == "aws-cn" { "amazonaws.com.cn" } else { "amazonaws.com" };
    Some(format!("https://sqs.{region}.{ending}/{account}/{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notification(bucket: &str, key: &str) -> String {
        serde_json::json!({ "Records": [{
            "eventSource": "aws:s3", "eventName": "ObjectCreated:Put", "awsRegion": "eu-west-1",
            "s3": { "bucket": { "name": bucket }, "object": { "key": key, "size": 3 } },
        }] })
        .to_string()
    }

    fn check(bucket: &str, key: &str) -> Result<Vec<Named>, Refused> {
        named(&notification(bucket, key), Function::Redact, "parked")
    }

    #[test]
    fn only_what_the_function_parked_itself_is_taken() {
        let key = "retry/redact/2026/11/23/0f.json";
        assert_eq!(check("parked", key), Ok(vec![Named { bucket: "parked".into(), key: key.into() }]));
        assert_eq!(check("other", key), Err(Refused::OtherBucket));
        for key in [
            "retry/forward/2026/11/23/0f.json",
            "retry/redacted/0f.json",
            "retry/redact/",
            "quarantine/redact/0f.raw",
            "rejected/redact/0f.json",
            "/retry/redact/0f.json",
            "",
        ] {
            assert_eq!(check("parked", key), Err(Refused::OtherPlace), "{key}");
        }
    }

    #[test]
    fn keys_are_form_encoded() {
        let taken = check("parked", "retry%2Fredact/a+b%2B%C3%A9.json").unwrap();
        assert_eq!(taken[0].key, "retry/redact/a b+é.json");
        assert_eq!(check("parked", "retry/redact/%FF"), Err(Refused::Unreadable));
    }

    #[test]
    fn a_test_of_the_wiring_names_nothing_and_what_is_broken_is_refused() {
        let test =
            r#"{"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-11-23T10:00:00.000Z","Bucket":"parked"}"#;
        assert!(is_notification(test));
        assert_eq!(named(test, Function::Redact, "parked"), Ok(vec![]));
        for broken in ["{}", r#"{"Records":[]}"#, r#"{"Records":[{"eventSource":"aws:s3"}]}"#, "7"] {
            assert_eq!(named(broken, Function::Redact, "parked"), Err(Refused::Unreadable), "{broken}");
        }
        assert!(is_notification(&notification("b", "k")) && !is_notification("{}") && !is_notification("x"));
    }

    #[test]
    fn one_bad_name_refuses_the_whole_message() {
        let good = notification("parked", "retry/redact/a");
        let two = good.replace(r#"{"Records":["#, r#"{"Records":[{"eventSource":"aws:s3"},"#);
        assert_eq!(named(&two, Function::Redact, "parked"), Err(Refused::Unreadable));
    }

    #[test]
    fn pauses_grow_from_a_minute_to_half_an_hour() {
        let seconds: Vec<u64> = [0, 1, 2, 3, 6, 7, 50, u32::MAX].map(|n| pause(n, 1.0).as_secs()).to_vec();
        assert_eq!(seconds, [60, 60, 120, 240, 1800, 1800, 1800, 1800]);
        assert_eq!((pause(1, 0.0).as_secs(), pause(50, 0.5).as_secs()), (30, 1350));
    }

    #[test]
    fn a_queue_has_the_address_that_its_arn_tells() {
        assert_eq!(
            queue_url("arn:aws:sqs:eu-west-1:111122223333:retry").as_deref(),
            Some("https://sqs.eu-west-1.amazonaws.com/111122223333/retry")
        );
        assert_eq!(
            queue_url("arn:aws-cn:sqs:cn-north-1:1:q").as_deref(),
            Some("https://sqs.cn-north-1.amazonaws.com.cn/1/q")
        );
        assert!(queue_url("arn:aws:sns:eu-west-1:111122223333:t").is_none() && queue_url("").is_none());
    }
}
