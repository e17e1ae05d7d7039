//! How long an invocation may go on trying, and how: jittered, exponential, within the time that Lambda says is left.
//!
//! It refuses to spend on one destination what parking will need: delivering ends a margin before the invocation does; nor does
//! it let one record have the time of all.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::{Duration, SystemTime};

use tokio::time::{Instant, sleep, timeout_at};

use crate::failure::Failure;

/// The longest that an invocation tries to deliver, so that an outage does not eat the account's concurrency.
const LONGEST: Duration = Duration::from_secs(15);
/// The margin that is left for parking, at most a third of what is left.
const MARGIN: Duration = Duration::from_secs(5);
/// What is left at the very end, for answering.
const LAST: Duration = Duration::from_millis(250);
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(3);

/// The shortest share of one record of several.
const SHARE: Duration = Duration::from_secs(1);

/// The time of one invocation, or a share of it.
#[derive(Clone, Debug)]
pub struct Budget {
    deliver_until: Instant,
    park_until: Instant,
    retries: Rc<Cell<u64>>,
    /// How long delivering took so far, in this share.
    delivering: Rc<Cell<Duration>>,
    /// The code of the last failure: why there is no time left.
    last: Rc<RefCell<Option<String>>>,
}

impl Budget {
    /// The budget of an invocation that Lambda ends at `deadline`.
    pub fn until(deadline: SystemTime) -> Self {
        let left = deadline.duration_since(SystemTime::now()).unwrap_or_default();
        let now = Instant::now();
        Self {
            deliver_until: now + LONGEST.min(left - MARGIN.min(left / 3)),
            park_until: now + left.saturating_sub(LAST),
            retries: Rc::default(),
            delivering: Rc::default(),
            last: Rc::default(),
        }
    }

    /// The share of one record, behind which others wait: half of what delivering has left. So one whose destination is dead
    /// leaves time to the others, which may have other destinations.
    pub fn share(&self) -> Self {
        let now = Instant::now();
        let half = self.deliver_until.saturating_duration_since(now) / 2;
        Self { deliver_until: self.deliver_until.min(now + half.max(SHARE)), ..self.whole() }
    }

    /// All that is left, for a record behind which none waits.
    pub(crate) fn whole(&self) -> Self {
        Self { delivering: Rc::default(), ..self.clone() }
    }

    /// Whether something that takes `time` would end before the invocation does.
    pub(crate) fn leaves(&self, time: Duration) -> bool {
        Instant::now() + time < self.park_until
    }

    /// The time for parking: what delivering has left.
    pub fn for_parking(&self) -> Self {
        Self { deliver_until: self.park_until, last: Rc::default(), ..self.clone() }
    }

    /// Takes down how long carrying a plan out took.
    pub(crate) fn delivered_for(&self, time: Duration) {
        self.delivering.set(self.delivering.get() + time);
    }

    /// How long delivering took so far, in this share: what a record whose time for delivering is over does not need.
    pub(crate) fn delivering(&self) -> Duration {
        self.delivering.get()
    }

    /// How many calls were made again, in every share.
    pub fn retries(&self) -> u64 {
        self.retries.get()
    }

    /// Makes a call, and makes it again while its failure may pass and time is left.
    ///
    /// # Errors
    /// The last failure.
    pub async fn spend<T>(&self, what: &str, mut call: impl AsyncFnMut() -> Result<T, Failure>) -> Result<T, Failure> {
        let mut last = None;
        let mut pause = FIRST_PAUSE;
        loop {
            if Instant::now() >= self.deliver_until {
                return Err(last.unwrap_or_else(|| self.out_of_time(what)));
            }
            match timeout_at(self.deliver_until, call()).await {
                Ok(Ok(done)) => return Ok(done),
                Ok(Err(failure)) if !failure.retryable => return Err(failure),
                Ok(Err(failure)) => {
                    self.last.replace(Some(failure.code.clone()));
                    last = Some(failure);
                }
                Err(_) => return Err(last.unwrap_or_else(|| self.out_of_time(what))),
            }
            let wait = pause.mul_f64(0.5 + fastrand::f64() / 2.0);
            if Instant::now() + wait >= self.deliver_until {
                return Err(last.unwrap_or_else(|| self.out_of_time(what)));
            }
            sleep(wait).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
            self.retries.set(self.retries.get() + 1);
        }
    }
}

impl Budget {
    /// A call for which no time was left, because of what failed before it.
    fn out_of_time(&self, what: &str) -> Failure {
        let before = self.last.borrow().as_ref().map(|code| format!(", after: {code}")).unwrap_or_default();
        Failure { what: what.to_owned(), code: format!("no time left{before}"), advice: "", retryable: true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(retryable: bool) -> Failure {
        Failure { what: "Test".into(), code: "Code".into(), advice: "", retryable }
    }

    fn budget(seconds: u64) -> Budget {
        Budget::until(SystemTime::now() + Duration::from_secs(seconds))
    }

    #[tokio::test(start_paused = true)]
    async fn what_passes_is_made_again_and_counted() {
        let budget = budget(60);
        let mut calls = 0;
        let done = budget
            .spend("Test", async || {
                calls += 1;
                if calls < 4 { Err(failure(true)) } else { Ok(calls) }
            })
            .await;
        assert_eq!((done, budget.retries()), (Ok(4), 3));
    }

    #[tokio::test(start_paused = true)]
    async fn what_does_not_pass_is_made_once() {
        let budget = budget(60);
        let mut calls = 0;
        let done: Result<(), _> = budget
            .spend("Test", async || {
                calls += 1;
                Err(failure(false))
            })
            .await;
        assert_eq!((done, calls, budget.retries()), (Err(failure(false)), 1, 0));
    }

    #[tokio::test(start_paused = true)]
    async fn an_outage_takes_fifteen_seconds_at_most_and_leaves_time_for_parking() {
        for (left, longest) in [(60, 15), (12, 8), (3, 2), (0, 0)] {
            let budget = budget(left);
            let start = Instant::now();
            let done: Result<(), _> = budget.spend("Test", async || Err(failure(true))).await;
            assert!(done.is_err());
            assert!(start.elapsed() <= Duration::from_secs(longest), "{left}: {:?}", start.elapsed());
            let hangs: Result<(), _> = budget.spend("Test", async || std::future::pending().await).await;
            assert!(hangs.is_err_and(|failure| failure.code.starts_with("no time left")));
            assert!(start.elapsed() <= Duration::from_secs(longest), "{left}: {:?}", start.elapsed());
            if left > 0 {
                assert_eq!(budget.for_parking().spend("Test", async || Ok(1)).await, Ok(1));
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_record_leaves_time_to_those_behind_it() {
        let budget = budget(60);
        let start = Instant::now();
        for _ in 0..20 {
            let dead: Result<(), _> = budget.share().spend("Test", async || Err(failure(true))).await;
            assert!(dead.is_err());
            if start.elapsed() < Duration::from_secs(13) {
                assert_eq!(budget.share().spend("Test", async || Ok(1)).await, Ok(1));
            }
        }
        assert!(start.elapsed() <= Duration::from_secs(15), "{:?}", start.elapsed());
        assert!(budget.retries() > 10, "counted in every share");
    }
}
