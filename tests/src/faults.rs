//! A fault proxy: it stands before a service and plays a script, a fault for each call, and passes the rest on.
//!
//! Scripts are data: a name of calls and the faults that they meet, one after the other. It refuses to invent an answer of
//! success: whatever succeeds, succeeded at the service.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

use crate::cbor;
use crate::loopback::{Break, Request, Response, Server, json as answer, pass_on, response};

/// What befalls a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// It is answered with a status and an error's code, and has no effect.
    Error(u16, &'static str),
    /// It is passed on after a while.
    Slow(Duration),
    /// The connection is reset, and it has no effect.
    ResetBefore,
    /// It has its effect, and then the connection is reset.
    ResetAfter,
    /// It has its effect, and the answer breaks off, or the connection where the answer has no body.
    CutOff,
    /// It is taken and never answered, and has no effect.
    BlackHole,
    /// It has its effect, and is never answered.
    Unanswered,
}

/// The calls whose name begins with `on` meet `first`, one after the other, and then `ever` if there is one.
struct Rule {
    on: String,
    first: VecDeque<Fault>,
    ever: Option<Fault>,
}

#[derive(Default)]
struct State {
    upstream: String,
    rules: Vec<Rule>,
    calls: Vec<(Instant, String)>,
}

/// The proxy.
pub struct FaultProxy {
    server: Server,
    state: Arc<Mutex<State>>,
}

impl FaultProxy {
    /// Starts a proxy before the server at `upstream` (`host:port`).
    pub fn start(upstream: &str) -> Self {
        let state = Arc::new(Mutex::new(State { upstream: upstream.to_owned(), ..State::default() }));
        let shared = Arc::clone(&state);
        Self { server: Server::start(move |request| handle(Arc::clone(&shared), request)), state }
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        self.server.url()
    }

    /// Plays faults for the calls whose name begins with `on`, and lets those behind them pass. A call's name is its
    /// operation; for Logs with the stream and for S3 with the object's key: `PutLogEvents s`, `PutObject retry/redact/…`.
    pub fn play(&self, on: &str, faults: &[Fault]) {
        let on = on.to_owned();
        lock(&self.state).rules.push(Rule { on, first: faults.iter().copied().collect(), ever: None });
    }

    /// Plays a fault for all calls whose name begins with `on`, until [`Self::heal`].
    pub fn play_ever(&self, on: &str, fault: Fault) {
        let on = on.to_owned();
        lock(&self.state).rules.push(Rule { on, first: VecDeque::new(), ever: Some(fault) });
    }

    /// Ends every fault.
    pub fn heal(&self) {
        lock(&self.state).rules.clear();
    }

    /// How many faults of [`Self::play`] nobody met yet.
    pub fn unplayed(&self) -> usize {
        lock(&self.state).rules.iter().map(|rule| rule.first.len()).sum()
    }

    /// How many calls came whose name begins with `on`.
    pub fn calls(&self, on: &str) -> usize {
        lock(&self.state).calls.iter().filter(|(_, name)| name.starts_with(on)).count()
    }

    /// Every call that came, by its name, and when.
    pub fn log(&self) -> Vec<(Instant, String)> {
        lock(&self.state).calls.clone()
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The operation; for Logs with the stream, and for S3, whose path is `/<bucket>/<key>`, with the key.
fn name(request: &Request) -> String {
    if let Some(target) = request.headers().get("x-amz-target").and_then(|value| value.to_str().ok()) {
        let operation = target.rsplit('.').next().unwrap_or_default();
        let body: Json = serde_json::from_slice(request.body()).unwrap_or_default();
        let stream = body["logStreamName"].as_str().map(|stream| format!(" {stream}")).unwrap_or_default();
        return format!("{operation}{stream}");
    }
    let operation = match request.method().as_str() {
        "PUT" => "PutObject",
        "GET" => "GetObject",
        "HEAD" => "HeadObject",
        "DELETE" => "DeleteObject",
        other => other,
    };
    let key = request.uri().path().splitn(3, '/').nth(2).unwrap_or_default();
    format!("{operation} {key}")
}

/// An error as the service would say it. It quotes what it refuses, as AWS does.
fn error(request: &Request, status: u16, code: &str) -> Response {
    let body = String::from_utf8_lossy(request.body());
    let quoted: String =
        body.chars().filter(|c| c.is_ascii_alphanumeric() || " @.:_[]-".contains(*c)).take(2000).collect();
    let message = format!("a fault that a test asked for, at '{quoted}'");
    if request.headers().contains_key("x-amz-target") {
        return answer(status, &json!({ "__type": code, "message": message }));
    }
    if request.headers().contains_key("smithy-protocol") {
        return cbor::answer(status, cbor::map(&[("__type", cbor::text(code)), ("message", cbor::text(&message))]));
    }
    let xml = format!("<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>");
    response(status, xml.into())
}

async fn handle(state: Arc<Mutex<State>>, request: Request) -> Response {
    let name = name(&request);
    let (upstream, fault) = {
        let mut state = lock(&state);
        let mut rules = state.rules.iter_mut().filter(|rule| name.starts_with(&rule.on));
        let fault = rules.find_map(|rule| rule.first.pop_front().or(rule.ever)).unwrap_or(Fault::None);
        state.calls.push((Instant::now(), name));
        (state.upstream.clone(), fault)
    };
    let broken = |mut answer: Response, how: Break| {
        answer.extensions_mut().insert(how);
        answer
    };
    match fault {
        Fault::None => pass_on(&upstream, request).await,
        Fault::Error(status, code) => error(&request, status, code),
        Fault::Slow(time) => {
            tokio::time::sleep(time).await;
            pass_on(&upstream, request).await
        }
        Fault::ResetBefore => broken(response(500, "".into()), Break::Reset),
        Fault::ResetAfter => broken(pass_on(&upstream, request).await, Break::Reset),
        Fault::CutOff => {
            let answer = pass_on(&upstream, request).await;
            let bare = hyper::body::Body::is_end_stream(answer.body());
            broken(answer, if bare { Break::Reset } else { Break::CutOff })
        }
        Fault::BlackHole => std::future::pending().await,
        Fault::Unanswered => {
            pass_on(&upstream, request).await;
            std::future::pending().await
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

    use super::*;

    /// Sends a call to `to` and reads what comes, until the end or for half a second.
    fn call(to: &str, target: &str) -> Result<String, std::io::ErrorKind> {
        let mut stream = std::net::TcpStream::connect(to.trim_start_matches("http://")).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_millis(500))).expect("a time");
        let head = format!("POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-amz-target: Logs.{target}\r\n");
        stream.write_all(format!("{head}content-length: 0\r\n\r\n").as_bytes()).expect("sent");
        let mut text = String::new();
        stream.read_to_string(&mut text).map_err(|error| error.kind())?;
        Ok(text)
    }

    #[test]
    fn each_fault_is_what_it_says() {
        let effects = Arc::new(Mutex::new(0));
        let shared = Arc::clone(&effects);
        let service = Server::start(move |_| {
            *shared.lock().expect("a lock") += 1;
            async { response(200, "0123456789".into()) }
        });
        let proxy = FaultProxy::start(&service.address.to_string());
        let effects = || *effects.lock().expect("a lock");
        use Fault::{BlackHole, CutOff, Error, ResetAfter, ResetBefore, Unanswered};
        proxy.play("Put", &[Error(503, "Unwell"), ResetBefore, BlackHole, Fault::None, ResetAfter, CutOff, Unanswered]);
        let put = || call(&proxy.url(), "Put");
        assert!(call(&proxy.url(), "Other").is_ok_and(|text| text.ends_with("0123456789")) && effects() == 1);
        assert!(put().is_ok_and(|text| text.starts_with("HTTP/1.1 503") && text.contains("Unwell")));
        assert!(put() == Err(std::io::ErrorKind::ConnectionReset) && put() == Err(std::io::ErrorKind::WouldBlock));
        assert_eq!(effects(), 1, "none of these has an effect");
        assert!(put().is_ok_and(|text| text.ends_with("0123456789")));
        assert_eq!((put(), effects()), (Err(std::io::ErrorKind::ConnectionReset), 3));
        let cut = put();
        assert!(cut.as_ref().is_ok_and(|text| text.contains("length: 10") && text.ends_with("01234")), "{cut:?}");
        assert_eq!(effects(), 4);
        assert_eq!((put(), effects()), (Err(std::io::ErrorKind::WouldBlock), 5));
        assert_eq!((proxy.unplayed(), proxy.calls("Put"), proxy.calls("")), (0, 7, 8));
    }
}
