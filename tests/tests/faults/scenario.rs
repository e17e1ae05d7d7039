//! One scenario: events planted with secrets, functions that may fail, and an end at which everything is accounted for.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use serde_json::{Value as Json, json};
use sluice_tests::lambda::{Answer, Function};
use sluice_tests::loopback::runtime;
use sluice_tests::oracle::{Owed, Verdict, View, archived_events, judge, parked_events};
use sluice_tests::stack::{Stack, aws, batch, loose, notification};

/// What must not be found but in quarantine; the first of them is put together so that it stands nowhere else.
fn secrets() -> [String; 4] {
    [format!("@{}", "example.com"), "4111 1111 1111 1111".into(), "4111111111111111".into(), "198.51.100.23".into()]
}

/// The text of the event `number`, and what has to be left of it.
fn text(number: usize) -> (String, String) {
    let [domain, card, digits, address] = secrets();
    let (secret, label) = match number % 4 {
        0 => (format!("mail from person{number}{domain}"), "mail from [EMAIL_ADDRESS]"),
        1 => (format!("paid by card {card}"), "paid by card [CREDIT_CARD]"),
        2 => (format!("paid by card {digits}"), "paid by card [CREDIT_CARD]"),
        _ => (format!("client {address} left"), "client [IP_ADDRESS] left"),
    };
    (format!("e{number} {secret}"), format!("e{number} {label}"))
}

pub struct Scenario {
    pub stack: Stack,
    owed: RefCell<Vec<Owed>>,
    planted: Cell<usize>,
}

impl Scenario {
    pub fn new(name: &str) -> Self {
        Self { stack: Stack::new(name), owed: RefCell::default(), planted: Cell::default() }
    }

    /// Makes an event with a secret in it, which is owed from now on.
    pub fn event(&self, timestamp: i64) -> Json {
        let (message, clean) = text(self.planted.get());
        self.owe(timestamp, &message, &clean)
    }

    /// Makes an event of a message, of which `clean` has to be left.
    pub fn owe(&self, timestamp: i64, message: &str, clean: &str) -> Json {
        let id = format!("{:056}", self.planted.replace(self.planted.get() + 1));
        self.owed.borrow_mut().push(Owed { id: id.clone(), timestamp, clean: clean.to_owned(), dropped: false });
        json!({ "id": id, "timestamp": timestamp, "message": message })
    }

    /// The owed events, to be changed.
    pub fn owed(&self, change: impl FnOnce(&mut Vec<Owed>)) {
        change(&mut self.owed.borrow_mut());
    }

    /// A batch of events that were made.
    pub fn holding(&self, stream: &str, events: Vec<Json>) -> Json {
        let mut batch = batch(&self.stack.source, stream, &[]);
        batch["logEvents"] = Json::Array(events);
        batch
    }

    /// A batch with an event for each time.
    pub fn batch(&self, stream: &str, times: &[i64]) -> Json {
        self.holding(stream, times.iter().map(|time| self.event(*time)).collect())
    }

    /// What a function wrote.
    pub fn view(&self, function: &str) -> View {
        let group = if function == "forward" { &self.stack.central } else { &self.stack.redacted };
        let archived = || aws().objects(&self.stack.archive).values().flat_map(|body| archived_events(body)).collect();
        let written = || self.stack.accepted(group).into_iter().map(|event| (event.timestamp, event.message)).collect();
        let parked = |kind: &str| self.stack.parked(&format!("{kind}/{function}/")).into_iter().map(|(_, body)| body);
        View {
            destination: if function == "archive" { archived() } else { written() },
            retry: parked("retry").flat_map(|body| parked_events(&body)).collect(),
            rejected: parked("rejected").flat_map(|body| parked_events(&body)).collect(),
            quarantine: parked("quarantine").collect(),
        }
    }

    /// Ends every fault, and hands over what was parked, as S3 and SQS do, until nothing is left of it.
    pub fn redrive(&self, name: &str, function: &mut Function) {
        self.stack.logs.heal();
        self.stack.s3.heal();
        let keys: Vec<String> = self.stack.parked(&format!("retry/{name}/")).into_iter().map(|(key, _)| key).collect();
        let encoded = |key: &String| key.replace(' ', "+");
        let messages: Vec<Json> =
            keys.iter().map(|key| loose(key, &notification(&self.stack.parked, &encoded(key)))).collect();
        for messages in messages.chunks(10) {
            let answer: Answer =
                function.invoke_within(&json!({ "Records": messages }).to_string(), Duration::from_secs(30));
            assert_eq!(answer, Ok(json!({ "batchItemFailures": [] })), "{}", function.stderr());
        }
        assert_eq!(self.stack.parked("retry/").len(), 0, "everything came back");
    }

    /// What every scenario ends with: no call was ever against a limit, every fault was met, nothing leaked, and each event
    /// is somewhere. `functions` are those that ran under the name `name`.
    pub fn close(&self, name: &str, functions: &[&Function]) -> Verdict {
        assert_eq!(self.stack.shim.refused(), [] as [String; 0], "calls against a limit");
        assert_eq!(self.stack.logs.unplayed() + self.stack.s3.unplayed(), 0, "faults that nobody met");
        self.scan(functions);
        let verdict = judge(&self.owed.borrow(), &self.view(name));
        assert!(verdict.holds(), "{name}: lost {:?}, foreign {}", verdict.lost, verdict.foreign.len());
        verdict
    }

    /// Looks for what was planted in every destination, in parking but for quarantine, and in what functions printed.
    fn scan(&self, functions: &[&Function]) {
        let mut places: Vec<(String, String)> = Vec::new();
        for event in self.stack.shim.accepted() {
            places.push((event.group.clone(), format!("{} {}", event.stream, event.message)));
        }
        for body in aws().objects(&self.stack.archive).values() {
            let rows = archived_events(body).into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n");
            places.push(("the archive".to_owned(), rows));
        }
        for (key, body) in self.stack.parked("") {
            let head = aws().s3_client().head_object().bucket(&self.stack.parked).key(&key).send();
            let head = runtime().block_on(head).expect("an object");
            places.push((format!("the metadata of {key}"), format!("{:?}", head.metadata())));
            if !key.starts_with("quarantine/") {
                let event: Json = serde_json::from_slice(&body).expect("a subscription event");
                let packed = event["awslogs"]["data"].as_str().expect("a payload");
                places.push((key, sluice_tests::stack::unpack(packed).to_string()));
            }
        }
        for function in functions {
            places.push(("what it printed".to_owned(), function.printed()));
        }
        for secret in secrets() {
            for (place, text) in &places {
                assert!(!text.contains(&secret), "{place} holds a secret: {secret}");
            }
        }
    }
}

/// A number of records as each source hands them over.
pub fn ids(count: usize) -> Vec<String> {
    (1..=count).map(|n| n.to_string()).collect()
}

/// The ids that an answer names as failed.
pub fn named(answer: &Answer) -> Vec<String> {
    let failures = answer.as_ref().expect("an answer")["batchItemFailures"].as_array().expect("a list");
    failures.iter().map(|failure| failure["itemIdentifier"].as_str().expect("an id").to_owned()).collect()
}
