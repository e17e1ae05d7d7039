//! A thin CloudWatch Logs in front of another: it enforces every limit of PutLogEvents, answers `rejectedLogEventsInfo`
//! exactly, and passes the rest on.
//!
//! Source of the limits: *CloudWatch Logs API Reference*, PutLogEvents. It shares no code with what it judges.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use serde_json::{Value as Json, json};

use crate::loopback::{Request, Response, Server, json as answer, pass_on};

/// An event that was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The Region that the call was signed for.
    pub region: String,
    /// The log group.
    pub group: String,
    /// The log stream.
    pub stream: String,
    /// Milliseconds since the Unix epoch.
    pub timestamp: i64,
    /// The text.
    pub message: String,
}

#[derive(Default)]
struct State {
    upstream: String,
    accepted: Vec<Accepted>,
    refused: Vec<String>,
    calls: BTreeMap<String, usize>,
    retention_days: BTreeMap<String, i64>,
    faults: Vec<(String, u16, String)>,
    outage: Option<(String, usize, u16, String)>,
}

/// The shim.
pub struct LogsShim {
    server: Server,
    state: Arc<Mutex<State>>,
}

impl LogsShim {
    /// Starts a shim before the server at `upstream` (`host:port`).
    pub fn start(upstream: &str) -> Self {
        let state = Arc::new(Mutex::new(State { upstream: upstream.to_owned(), ..State::default() }));
        let shared = Arc::clone(&state);
        let server = Server::start(move |request| handle(Arc::clone(&shared), request));
        Self { server, state }
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// What it accepted so far, rejected events not included.
    pub fn accepted(&self) -> Vec<Accepted> {
        lock(&self.state).accepted.clone()
    }

    /// Why calls were refused as a whole: what must never be.
    pub fn refused(&self) -> Vec<String> {
        lock(&self.state).refused.clone()
    }

    /// How often an operation was called.
    pub fn calls(&self, operation: &str) -> usize {
        lock(&self.state).calls.get(operation).copied().unwrap_or_default()
    }

    /// Lets a log group's events expire after some days.
    pub fn retain(&self, group: &str, days: i64) {
        lock(&self.state).retention_days.insert(group.to_owned(), days);
    }

    /// Makes the next call of an operation fail.
    pub fn fail_next(&self, operation: &str, status: u16, code: &str) {
        lock(&self.state).faults.push((operation.to_owned(), status, code.to_owned()));
    }

    /// Makes an operation fail until [`Self::heal`], once it was called `calls` times from now on.
    pub fn fail_after(&self, operation: &str, calls: usize, status: u16, code: &str) {
        lock(&self.state).outage = Some((operation.to_owned(), calls, status, code.to_owned()));
    }

    /// Ends every fault.
    pub fn heal(&self) {
        let mut state = lock(&self.state);
        state.outage = None;
        state.faults.clear();
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

fn error(status: u16, code: &str, message: &str) -> Response {
    answer(status, &json!({ "__type": code, "message": message }))
}

async fn handle(state: Arc<Mutex<State>>, mut request: Request) -> Response {
    let target = request.headers().get("x-amz-target").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let operation = target.rsplit('.').next().unwrap_or_default().to_owned();
    let upstream = {
        let mut state = lock(&state);
        *state.calls.entry(operation.clone()).or_default() += 1;
        if let Some(at) = state.faults.iter().position(|(name, ..)| *name == operation) {
            let (_, status, code) = state.faults.remove(at);
            return error(status, &code, "a fault that a test asked for");
        }
        if let Some((name, calls, status, code)) = &mut state.outage
            && *name == operation
        {
            if *calls == 0 {
                return error(*status, code, "an outage that a test asked for");
            }
            *calls -= 1;
        }
        state.upstream.clone()
    };
    if operation != "PutLogEvents" {
        return pass_on(&upstream, request).await;
    }
    let Ok(mut call) = serde_json::from_slice::<Json>(request.body()) else {
        return error(400, "SerializationException", "not JSON");
    };
    let group = call["logGroupName"].as_str().unwrap_or_default().to_owned();
    let retention = lock(&state).retention_days.get(&group).copied();
    if let Err(reason) = check(&call) {
        lock(&state).refused.push(reason.clone());
        return error(400, "InvalidParameterException", &reason);
    }
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("after 1970").as_millis() as i64;
    let events = call["logEvents"].as_array().cloned().unwrap_or_default();
    let (info, kept) = reject(events, now, retention);
    let region = region(&request);
    call["logEvents"] = json!(kept);
    *request.body_mut() = call.to_string().into();
    // What is left goes on, which also tells whether group and stream exist.
    let passed = pass_on(&upstream, request).await;
    if !passed.status().is_success() {
        return passed;
    }
    let stream = call["logStreamName"].as_str().unwrap_or_default().to_owned();
    lock(&state).accepted.extend(kept.iter().map(|event| Accepted {
        region: region.clone(),
        group: group.clone(),
        stream: stream.clone(),
        timestamp: event["timestamp"].as_i64().unwrap_or_default(),
        message: event["message"].as_str().unwrap_or_default().to_owned(),
    }));
    let mut body = json!({ "nextSequenceToken": "0" });
    if info.as_object().is_some_and(|info| !info.is_empty()) {
        body["rejectedLogEventsInfo"] = info;
    }
    answer(200, &body)
}

/// The Region that a request was signed for.
fn region(request: &Request) -> String {
    let header = request.headers().get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let scope = header.split("Credential=").nth(1).unwrap_or_default();
    scope.split('/').nth(2).unwrap_or_default().to_owned()
}

/// Every limit that refuses a call as a whole.
fn check(call: &Json) -> Result<(), String> {
    let name = |field: &str, allowed: &dyn Fn(char) -> bool| -> Result<(), String> {
        let name = call[field].as_str().ok_or(format!("{field} is missing"))?;
        let fits = (1..=512).contains(&name.chars().count()) && name.chars().all(allowed);
        if fits { Ok(()) } else { Err(format!("{field} is no name that is allowed")) }
    };
    name("logGroupName", &|c| c.is_ascii_alphanumeric() || "._-/#".contains(c))?;
    name("logStreamName", &|c| c != ':' && c != '*')?;
    let events = call["logEvents"].as_array().ok_or("logEvents is missing")?;
    if !(1..=10_000).contains(&events.len()) {
        return Err(format!("{} events in one call", events.len()));
    }
    let mut bytes = 0;
    let mut last = i64::MIN;
    let mut first = None;
    for event in events {
        let message = event["message"].as_str().ok_or("a message is no text")?;
        let timestamp = event["timestamp"].as_i64().ok_or("a timestamp is no number")?;
        if message.is_empty() {
            return Err("a message is empty".to_owned());
        }
        if timestamp < 0 {
            return Err("a timestamp is negative".to_owned());
        }
        if timestamp < last {
            return Err("events are not in the order of their time".to_owned());
        }
        last = timestamp;
        bytes += message.len() + 26;
        let span = timestamp - *first.get_or_insert(timestamp);
        // The documentation leaves open whether exactly 24 hours pass: they do not here.
        if span >= 24 * 3_600_000 {
            return Err(format!("events span {span} ms"));
        }
    }
    if bytes > 1_048_576 {
        return Err(format!("{bytes} bytes in one call"));
    }
    Ok(())
}

/// Parts events into `rejectedLogEventsInfo` and what is kept.
fn reject(events: Vec<Json>, now: i64, retention_days: Option<i64>) -> (Json, Vec<Json>) {
    const DAY: i64 = 24 * 3_600_000;
    let time = |event: &Json| event["timestamp"].as_i64().unwrap_or_default();
    let too_old = events.iter().take_while(|event| time(event) < now - 14 * DAY).count();
    let expired =
        retention_days.map_or(0, |days| events.iter().take_while(|event| time(event) < now - days * DAY).count());
    let too_new = events.iter().take_while(|event| time(event) <= now + 2 * 3_600_000).count();
    let mut info = json!({});
    if too_old > 0 {
        info["tooOldLogEventEndIndex"] = json!(too_old);
    }
    if expired > too_old {
        info["expiredLogEventEndIndex"] = json!(expired);
    }
    if too_new < events.len() {
        info["tooNewLogEventStartIndex"] = json!(too_new);
    }
    let from = too_old.max(expired).min(too_new);
    (info, events[from..too_new].to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(events: Json) -> Json {
        json!({ "logGroupName": "/g", "logStreamName": "s", "logEvents": events })
    }

    fn event(timestamp: i64, length: usize) -> Json {
        json!({ "timestamp": timestamp, "message": "x".repeat(length) })
    }

    #[test]
    fn every_limit_is_enforced() {
        let ok = |events: Vec<Json>| check(&call(json!(events))).is_ok();
        assert!(!ok(vec![]) && ok(vec![event(1, 1)]) && !ok(vec![event(1, 0)]) && !ok(vec![event(-1, 1)]));
        assert!(ok(vec![event(1, 1); 10_000]) && !ok(vec![event(1, 1); 10_001]));
        assert!(ok(vec![event(1, 1_048_550)]) && !ok(vec![event(1, 1_048_551)]));
        assert!(ok(vec![event(1, 524_262); 2]) && !ok(vec![event(1, 524_262), event(1, 524_263)]));
        assert!(ok(vec![event(0, 1), event(86_399_999, 1)]) && !ok(vec![event(0, 1), event(86_400_000, 1)]));
        assert!(!ok(vec![event(2, 1), event(1, 1)]));
        let mut wrong = call(json!([event(1, 1)]));
        wrong["logStreamName"] = json!("a:b");
        assert!(check(&wrong).is_err());
    }

    #[test]
    fn rejections_are_exact() {
        const DAY: i64 = 86_400_000;
        let now = 100 * DAY;
        let at = |days: i64| event(days * DAY, 1);
        let (info, kept) = reject(vec![at(80), at(86), at(95), at(99), at(101)], now, Some(3));
        assert_eq!(
            info,
            json!({ "tooOldLogEventEndIndex": 1, "expiredLogEventEndIndex": 3, "tooNewLogEventStartIndex": 4 })
        );
        assert_eq!(kept, [at(99)]);
        assert_eq!(reject(vec![at(99)], now, None).0, json!({}));
    }
}
