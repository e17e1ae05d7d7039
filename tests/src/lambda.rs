//! A function's real binary, driven: a Runtime API on loopback that hands it events and takes its answers.
//!
//! Source: *AWS Lambda Developer Guide*, "Using the Lambda runtime API for custom runtimes".

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use serde_json::Value as Json;
use tokio::sync::{mpsc, oneshot};

use crate::loopback::{Request, Response, Server, response, runtime};

/// What an invocation came to: the answer, or the error that the function reported.
pub type Answer = Result<Json, Json>;

struct Invocation {
    id: String,
    event: String,
    deadline: SystemTime,
}

struct State {
    queue: tokio::sync::Mutex<mpsc::UnboundedReceiver<Invocation>>,
    waiting: Mutex<BTreeMap<String, oneshot::Sender<Answer>>>,
    polled: Mutex<Option<oneshot::Sender<Instant>>>,
    init_error: Mutex<Option<Json>>,
}

/// An invocation that was begun.
pub struct Begun {
    answered: oneshot::Receiver<Answer>,
    time: Duration,
}

/// A function as a process.
pub struct Function {
    child: Child,
    _server: Server,
    state: Arc<State>,
    events: mpsc::UnboundedSender<Invocation>,
    first_poll: Option<oneshot::Receiver<Instant>>,
    started: Instant,
    stdout: Arc<Mutex<Vec<String>>>,
    stderr: Arc<Mutex<Vec<String>>>,
    invocations: u64,
    answered: usize,
}

impl Function {
    /// Starts a function's binary, with the environment that Lambda gives and `settings` besides. `task_root` holds its
    /// `sluice.yaml`.
    pub fn start(binary: &Path, task_root: &Path, settings: &[(&str, &str)]) -> Self {
        let (events, queue) = mpsc::unbounded_channel();
        let (polled, first_poll) = oneshot::channel();
        let state = Arc::new(State {
            queue: tokio::sync::Mutex::new(queue),
            waiting: Mutex::default(),
            polled: Mutex::new(Some(polled)),
            init_error: Mutex::default(),
        });
        let shared = Arc::clone(&state);
        let server = Server::start(move |request| serve(Arc::clone(&shared), request));
        let started = Instant::now();
        let mut child = Command::new(binary)
            .env_clear()
            .env("AWS_LAMBDA_RUNTIME_API", server.address.to_string())
            .env("AWS_LAMBDA_FUNCTION_NAME", "driven")
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512")
            .env("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
            .env("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/driven")
            .env("AWS_REGION", "eu-west-1")
            .env("AWS_ACCESS_KEY_ID", crate::local_aws::ACCOUNT)
            .env("AWS_SECRET_ACCESS_KEY", "test")
            .env("LAMBDA_TASK_ROOT", task_root)
            .envs(settings.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the function starts");
        let stdout = collect(child.stdout.take().expect("a pipe"));
        let stderr = collect(child.stderr.take().expect("a pipe"));
        Self {
            child,
            _server: server,
            state,
            events,
            first_poll: Some(first_poll),
            started,
            stdout,
            stderr,
            invocations: 0,
            answered: 0,
        }
    }

    /// How long it took from the process's start to its first poll for an event; `None` if it ended before.
    pub fn start_up(&mut self) -> Option<Duration> {
        let mut polled = self.first_poll.take()?;
        for _ in 0..3000 {
            let ended = self.child.try_wait().expect("a child").is_some();
            if let Ok(at) = polled.try_recv() {
                return Some(at - self.started);
            }
            if ended {
                return None;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        None
    }

    /// Invokes it with 30 seconds to go.
    pub fn invoke(&mut self, event: &str) -> Answer {
        self.invoke_within(event, Duration::from_secs(30))
    }

    /// Invokes it, and ends the invocation when Lambda would.
    pub fn invoke_within(&mut self, event: &str, time: Duration) -> Answer {
        let begun = self.begin(event, time);
        self.end(begun)
    }

    /// Hands an event over, and does not wait.
    pub fn begin(&mut self, event: &str, time: Duration) -> Begun {
        self.invocations += 1;
        let id = format!("00000000-0000-4000-8000-{:012}", self.invocations);
        let (answer, answered) = oneshot::channel();
        self.state.waiting.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone(), answer);
        let invocation = Invocation { id, event: event.to_owned(), deadline: SystemTime::now() + time };
        self.events.send(invocation).expect("the server lives");
        Begun { answered, time }
    }

    /// Waits for an invocation's answer.
    pub fn end(&mut self, begun: Begun) -> Answer {
        let answer = runtime().block_on(async {
            match tokio::time::timeout(begun.time, begun.answered).await {
                Ok(answer) => answer.expect("the server lives"),
                Err(_) => Err(Json::from("timed out")),
            }
        });
        self.answered += usize::from(answer.is_ok());
        answer
    }

    /// Ends it at once, as when its sandbox is lost: SIGKILL.
    pub fn kill(&mut self) {
        self.child.kill().expect("a child");
        self.child.wait().expect("a child");
    }

    /// The most memory that it held so far, in KiB. Source: proc(5), `VmHWM`.
    pub fn peak_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("it runs, on Linux");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a high-water mark");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }

    /// The processor time that it took so far, in user and in kernel mode, in steps of 10 ms. Source: proc(5), `stat`: the
    /// fourteenth and fifteenth field, in hundredths of a second.
    pub fn processor_time(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).expect("it runs, on Linux");
        // The second field is the program's name, in parentheses.
        let (_, fields) = stat.rsplit_once(')').expect("a name");
        let ticks = fields.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<u64>().expect("a number"));
        Duration::from_millis(10 * ticks.sum::<u64>())
    }

    /// Everything that it printed so far, on both outputs.
    pub fn printed(&self) -> String {
        let stderr = self.stderr();
        let stdout = self.stdout.lock().unwrap_or_else(PoisonError::into_inner).join("\n");
        format!("{stdout}\n{stderr}")
    }

    /// Waits for it to end by itself; returns whether it ended well, and what it told Lambda of its start.
    pub fn ended(mut self) -> (bool, Option<Json>, String) {
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                break status;
            }
            assert!(start.elapsed() < Duration::from_secs(30), "it goes on running");
            std::thread::sleep(Duration::from_millis(20));
        };
        std::thread::sleep(Duration::from_millis(100));
        let error = self.state.init_error.lock().unwrap_or_else(PoisonError::into_inner).take();
        (status.success(), error, self.stderr())
    }

    /// What it printed so far on standard output, parsed: EMF documents. Waits for the account of every invocation that was
    /// answered.
    pub fn documents(&self) -> Vec<Json> {
        for _ in 0..1000 {
            let lines = self.stdout.lock().unwrap_or_else(PoisonError::into_inner).clone();
            let documents: Vec<Json> =
                lines.iter().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
            if documents.iter().filter(|line| line.get("EventsReceived").is_some()).count() >= self.answered {
                return documents;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("an invocation was answered without an account");
    }

    /// What it told people so far: read until nothing more comes.
    pub fn stderr(&self) -> String {
        let lines = || self.stderr.lock().unwrap_or_else(PoisonError::into_inner).len();
        let mut before = usize::MAX;
        while std::mem::replace(&mut before, lines()) != lines() {
            std::thread::sleep(Duration::from_millis(100));
        }
        self.stderr.lock().unwrap_or_else(PoisonError::into_inner).join("\n")
    }

    /// The sum of one of its self-metrics over all invocations.
    pub fn metric(&self, name: &str) -> u64 {
        self.documents()
            .iter()
            .filter(|line| line.get("Detector").is_none() && line.get("Reason").is_none())
            .filter_map(|line| line[name].as_u64())
            .sum()
    }
}

impl Drop for Function {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn collect(pipe: impl Read + Send + 'static) -> Arc<Mutex<Vec<String>>> {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let shared = Arc::clone(&lines);
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            shared.lock().unwrap_or_else(PoisonError::into_inner).push(line);
        }
    });
    lines
}

async fn serve(state: Arc<State>, request: Request) -> Response {
    let path = request.uri().path().trim_start_matches("/2018-06-01/runtime/").to_owned();
    let body = || serde_json::from_slice(request.body()).unwrap_or(Json::Null);
    if path == "invocation/next" {
        if let Some(polled) = state.polled.lock().unwrap_or_else(PoisonError::into_inner).take() {
            let _ = polled.send(Instant::now());
        }
        let Some(next) = state.queue.lock().await.recv().await else { return response(500, "".into()) };
        let deadline = next.deadline.duration_since(SystemTime::UNIX_EPOCH).expect("after 1970").as_millis();
        let mut answer = response(200, next.event.into());
        let headers = answer.headers_mut();
        let mut set = |name: &'static str, value: &str| headers.insert(name, value.parse().expect("a header's value"));
        set("lambda-runtime-aws-request-id", &next.id);
        set("lambda-runtime-deadline-ms", &deadline.to_string());
        set("lambda-runtime-invoked-function-arn", "arn:aws:lambda:eu-west-1:111122223333:function:driven");
        set("lambda-runtime-trace-id", "Root=1-00000000-000000000000000000000000");
        return answer;
    }
    if path == "init/error" {
        *state.init_error.lock().unwrap_or_else(PoisonError::into_inner) = Some(body());
        return response(202, "".into());
    }
    let mut parts = path.split('/').skip(1);
    let (id, what) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let answer = if what == "response" { Ok(body()) } else { Err(body()) };
    if let Some(waiting) = state.waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(id) {
        let _ = waiting.send(answer);
    }
    response(202, "".into())
}
