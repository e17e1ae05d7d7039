//! `remediate`: an alarm comes, by whatever route; `sluice_transform::remedy` decides; this carries the decision out, once.
//!
//! ```text
//! alarm ─▶ observe ─▶ decide ─▶ reminder ─▶ claim ─▶ act ─▶ record ─▶ audit
//!             ▲                    └─▶ queue, later ─▶ verify ─▶ record, put back, tell people, or decide again
//!             └─────────────────────────────────────────────────────────────────────────────┘
//! ```
//!
//! The reminder goes first, so that a claim is never without one: where the function ends in between, it finds no claim and
//! is dropped. Whatever fails before the action is a refusal; what fails behind it is picked up by the reminder. It refuses
//! to act on what it could not read, and to end quietly where people have to know.

mod act;
mod call;
mod observe;
mod table;
mod tell;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value as Json, json};
use sluice_handler::{Budget, Failure, NotDone, Serve, Start, print_documents};
use sluice_transform::alarm::{self, Alarm, Brought, Moment, Route, State};
use sluice_transform::config::Config;
use sluice_transform::hash::sha256_hex;
use sluice_transform::remedy::{
    Act, Decision, Guard, Incident, Message, Observation, Outcome, Reading, Record, Stage, Target, Verdict,
    Verification, counters, decide, message, put_back, unmatched, verify,
};
use sluice_transform::settings::{Settings, SettingsError};

use act::Hands;
use call::Undone;
use observe::{Asked, Eyes};
use table::{Claim, Page, Table, Telling};
use tell::Voice;

/// How long after acting the first look comes, in seconds.
const FIRST_LOOK: i64 = 60;

/// So often an alarm is decided about where others are faster to claim: they are few, since each claims once.
const DECISIONS: usize = 5;

/// How long somebody else who began to tell people is waited for: so many pauses.
const PATIENCE: usize = 10;
const PAUSE: Duration = Duration::from_millis(500);

/// The function once it has started.
pub struct Remediate {
    config: Config,
    eyes: Eyes,
    hands: Hands,
    table: Table,
    voice: Voice,
}

/// What was seen, and what the table said of the target.
struct Seen {
    observation: Observation,
    page: Option<Page>,
}

/// The time by our own clock.
fn now() -> Moment {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    Moment::from_second(i64::try_from(seconds).unwrap_or(i64::MAX))
}

impl Serve for Remediate {
    const NAME: &'static str = "remediate";

    fn require(settings: &Settings, _: &str) -> Result<(), SettingsError> {
        settings.require_for_remediate()
    }

    async fn new(start: Start) -> Self {
        let settings = start.settings.remediate;
        let name = Option::unwrap_or_default;
        let mut config = start.config;
        if settings.dry_run {
            config.remediation.dry_run();
        }
        Self {
            eyes: Eyes::new(&start.sdk, &name(settings.kill_switch)),
            hands: Hands::new(&start.sdk),
            table: Table::new(&start.sdk, &name(settings.table)),
            voice: Voice::new(&start.sdk, &name(settings.topic_arn), &name(settings.queue_url)),
            config,
        }
    }

    async fn handle(&self, event: &str, deadline: SystemTime) -> Result<Json, NotDone> {
        let budget = Budget::until(deadline);
        let messages = match alarm::read(event) {
            Ok(messages) => messages,
            Err(error) => {
                self.unreadable(error, event, &budget).await.map_err(NotDone)?;
                return Ok(Json::Null);
            }
        };
        let count = messages.len();
        let (mut failed, mut last) = (Vec::new(), None);
        for (number, message) in (1..).zip(messages) {
            let share = if number == count { budget.clone() } else { budget.share() };
            let done = match message.brought {
                Ok(Brought::Alarm(alarm)) => Box::pin(self.alarm(&alarm, &share)).await,
                Ok(Brought::Verify { target, incident, at }) => {
                    Box::pin(self.reminder(&target, &incident, at, &share)).await
                }
                Err(error) => self.unreadable(error, event, &share).await,
            };
            let Err(failure) = done else { continue };
            tracing::error!(target: "sluice", "it has to come again: {failure}");
            match message.id {
                Some(id) => failed.push(json!({ "itemIdentifier": id })),
                None => last = Some(failure),
            }
        }
        match last {
            Some(failure) => Err(NotDone(failure)),
            None => Ok(json!({ "batchItemFailures": failed })),
        }
    }
}

impl Remediate {
    /// An event in which no alarm can be read: somebody wired it up and expects something.
    async fn unreadable(&self, error: alarm::AlarmError, event: &str, budget: &Budget) -> Result<(), Failure> {
        let record = Record::unreadable(error, now());
        self.tell(&record, &nameless(event), budget).await?;
        self.keep(&record, None, budget).await
    }

    /// An alarm's state.
    async fn alarm(&self, alarm: &Alarm, budget: &Budget) -> Result<(), Failure> {
        if alarm.state == State::Alarm {
            print_documents(&[counters::fired(milliseconds(now()))])?;
        }
        if alarm.state == State::Ok {
            self.became_well(alarm, budget).await?;
        }
        self.decide(alarm, budget).await
    }

    /// Decides about an alarm, and carries the decision out. Where another was faster to claim, it decides again upon what that
    /// one did: whether people have to know depends on whose it is.
    async fn decide(&self, alarm: &Alarm, budget: &Budget) -> Result<(), Failure> {
        for _ in 0..DECISIONS {
            if self.decide_once(alarm, budget).await? {
                return Ok(());
            }
        }
        Err(Failure::of_ours("a claim", "others were always faster", "it comes again"))
    }

    /// Whether it is settled.
    async fn decide_once(&self, alarm: &Alarm, budget: &Budget) -> Result<bool, Failure> {
        let Some(policy) = self.config.remediation.policy_for(alarm) else {
            let record = Record::of(alarm, &unmatched(alarm, now()), true);
            return self.settle(&record, alarm, budget).await.map(|()| true);
        };
        let target = policy.target.resolve(alarm);
        let seen = if alarm.state == State::Alarm {
            self.observe(&alarm.arn, target.as_ref(), &Asked::by(Some(policy)), &budget.share()).await
        } else {
            // Nothing that could be seen would let it pass.
            Seen { observation: Observation::blind(now()), page: None }
        };
        let decision = decide(alarm, policy, &seen.observation);
        self.carry_out(alarm, &decision, seen.page.as_ref(), budget).await
    }

    /// The table comes last: what a copy of the alarm did in the meantime is then known as ours.
    async fn observe(&self, arn: &str, target: Option<&Target>, asked: &Asked, budget: &Budget) -> Seen {
        let mut observation = self.eyes.observe(arn, target, asked, Reading::Unreadable, &budget.share()).await;
        let page = match target {
            Some(target) => match self.table.page(target, budget).await {
                Ok(page) => Some(page),
                Err(failure) => {
                    tracing::error!(target: "sluice", "the table of incidents could not be read: {failure}");
                    None
                }
            },
            None => None,
        };
        observation.ledger = page.as_ref().map_or(Reading::Unreadable, |page| Reading::Known(page.ledger.clone()));
        Seen { observation, page }
    }

    async fn carry_out(
        &self,
        alarm: &Alarm,
        decision: &Decision,
        page: Option<&Page>,
        budget: &Budget,
    ) -> Result<bool, Failure> {
        let record = Record::of(alarm, decision, true);
        match (&decision.outcome, page) {
            (Outcome::Act(act), Some(page)) => return self.act(alarm, act, page, record, budget).await,
            // No decision comes so far without the table.
            (Outcome::Act(_), None) => {
                let failure =
                    Failure::of_ours("the table of incidents", "it was not read", "this is a bug of Sluice's");
                return Err(failure);
            }
            (Outcome::Resume(incident), page) => {
                self.table.record(incident, &[Stage::Claimed], budget).await?;
                let before = page.and_then(|page| page.looks.get(&incident.id).copied());
                self.look_again(incident, decision.at, FIRST_LOOK, before, budget).await?;
            }
            (Outcome::Escalate { incident, .. }, _) => {
                // First, since what is recorded is not decided again.
                self.tell(&record, alarm, budget).await?;
                self.table.record(incident, &[Stage::Claimed], &budget.for_parking()).await?;
                return self.keep(&record, None, budget).await.map(|()| true);
            }
            (Outcome::DryRun(_) | Outcome::Refuse { .. }, _) => {}
        }
        self.settle(&record, alarm, budget).await.map(|()| true)
    }

    /// Reminder, claim, action, record: in this order, so that wherever it ends it is done once or picked up again. Says whether
    /// it is settled; it is not where another was faster to claim.
    async fn act(
        &self,
        alarm: &Alarm,
        act: &Act,
        page: &Page,
        record: Record,
        budget: &Budget,
    ) -> Result<bool, Failure> {
        let incident = &act.incident;
        let refused = |guard, reason: &str, tell| Record {
            verdict: Verdict::Refused,
            guard,
            reason: reason.to_owned(),
            tell,
            at: now(),
            ..record.clone()
        };
        let owner = format!("{:?}", SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default());
        let owner = format!("{owner} {:x}", std::hash::BuildHasher::hash_one(&std::hash::RandomState::new(), &owner));
        let first = incident.claimed_at.plus(FIRST_LOOK);
        let refusal = match self.voice.remind(incident, first, FIRST_LOOK, &budget.share()).await {
            Err(failure) => {
                let reason = format!("it could not be verified later, and is not begun: {failure}");
                Some(refused(Some(Guard::Claim), &reason, true))
            }
            Ok(()) => match self.table.claim(act, page.version, &owner, &budget.share()).await {
                Ok(Claim::Won) => None,
                // The reminder finds no claim of it, and is dropped.
                Ok(Claim::Lost) => return Ok(false),
                Ok(Claim::Spent(reason)) => Some(refused(Some(Guard::Budget), reason, true)),
                Err(failure) => Some(refused(Some(Guard::Claim), &format!("it could not be claimed: {failure}"), true)),
            },
        };
        if let Some(refusal) = refusal {
            return self.settle(&refusal, alarm, budget).await.map(|()| true);
        }
        match self.hands.carry_out(incident, budget).await {
            Ok(deployment) => {
                let done = act.done(now(), deployment);
                // Where this fails, the reminder finds the claim and compares the service with its effect.
                self.table.record(&done, &[Stage::Claimed], &budget.for_parking()).await?;
                self.settle(&Record { at: now(), ..record }, alarm, budget).await?;
            }
            Err(Undone::Refused(failure)) => {
                let record = refused(None, &format!("it was claimed, and nothing was done: {failure}"), true);
                self.tell(&record, alarm, budget).await?;
                self.table.record(&act.refused(now()), &[Stage::Claimed], &budget.for_parking()).await?;
                self.keep(&record, None, budget).await?;
            }
            Err(Undone::Unknown(failure)) => {
                let until = incident.claim_until;
                let reason = format!("whether it was done is not known, and looked at from {until} on: {failure}");
                self.settle(&refused(None, &reason, false), alarm, budget).await?;
            }
        }
        Ok(true)
    }

    /// An alarm's OK brings its open incidents to verification, and back what was changed for a while.
    async fn became_well(&self, alarm: &Alarm, budget: &Budget) -> Result<(), Failure> {
        let policy = self.config.remediation.policy_for(alarm);
        let Some(target) = policy.and_then(|policy| policy.target.resolve(alarm)) else { return Ok(()) };
        let page = self.table.page(&target, budget).await?;
        for incident in page.ledger.open_of(&alarm.arn) {
            Box::pin(self.look(incident, &page, budget)).await?;
        }
        self.put_all_back(&target, budget).await
    }

    /// A reminder comes. One whose incident was never claimed, or for which another look was noted since, has nothing to say.
    async fn reminder(&self, target: &str, id: &str, at: Option<Moment>, budget: &Budget) -> Result<(), Failure> {
        let Some(target) = Target::parse(target) else { return Ok(()) };
        let page = self.table.page(&target, &budget.share()).await?;
        let Some(incident) = page.ledger.incident(id) else { return Ok(()) };
        // Moments are compared, and no clock is asked: what is early or late by somebody's clock is not dropped.
        let other = |look: &Moment| at.is_some_and(|at| at != *look);
        if incident.stage.is_open() && page.looks.get(id).is_some_and(other) {
            return Ok(());
        }
        self.look(incident, &page, budget).await
    }

    /// Looks whether an incident's remedy helped, and does what follows.
    async fn look(&self, incident: &Incident, page: &Page, budget: &Budget) -> Result<(), Failure> {
        let Some(alarm) = incident.alarm() else { return Ok(()) };
        let policy = self.config.remediation.policy_for(&alarm);
        let asked = Asked::by(policy).and(incident);
        let ledger = Reading::Known(page.ledger.clone());
        let seen =
            self.eyes.observe(&incident.alarm_arn, Some(&incident.target), &asked, ledger, &budget.share()).await;
        let verification = verify(incident, &seen);
        let before = page.looks.get(&incident.id).copied();
        let record = Record::of_verification(incident, &verification, seen.now);
        if let Some(record) = &record {
            // First: what is closed is not looked at again.
            self.tell(record, &alarm, budget).await?;
        }
        let (mut took, time) = (None, seen.time());
        match &verification {
            Verification::Wait(until) => self.look_again(incident, time, until.since(time), before, budget).await?,
            Verification::Recovered { took: seconds, put_back } => {
                took = Some(*seconds);
                self.hands.put_back(&incident.target, put_back, budget).await?;
            }
            Verification::TakeOver => self.look_again(incident, time, FIRST_LOOK, before, budget).await?,
            Verification::NextRung(_) | Verification::Escalate(_) | Verification::Climb | Verification::Over => {}
        }
        if let Some(closed) = verification.record(incident, time) {
            self.table.record(&closed, &[Stage::Claimed, Stage::Acted], &budget.for_parking()).await?;
        }
        if let Some(record) = &record {
            self.keep(record, took, budget).await?;
        }
        match verification {
            Verification::TakeOver | Verification::NextRung(_) | Verification::Climb => {
                self.decide(&alarm, budget).await
            }
            Verification::Recovered { .. } | Verification::Escalate(_) | Verification::Over => {
                self.put_all_back(&incident.target, budget).await
            }
            Verification::Wait(_) => Ok(()),
        }
    }

    /// What remedies of a target changed for a while goes back where its alarm is well: of each thing the last change first,
    /// which uncovers the one before.
    async fn put_all_back(&self, target: &Target, budget: &Budget) -> Result<(), Failure> {
        loop {
            let page = self.table.page(target, budget).await?;
            let mut settled = false;
            for incident in page.ledger.to_put_back() {
                let Some(alarm) = incident.alarm() else { continue };
                let asked = Asked::by(None).and(incident);
                let ledger = Reading::Known(page.ledger.clone());
                let seen = self.eyes.observe(&incident.alarm_arn, Some(target), &asked, ledger, &budget.share()).await;
                let back = put_back(incident, &seen);
                let record = Record::of_put_back(incident, &back, seen.now);
                if let Some(record) = &record {
                    self.tell(record, &alarm, budget).await?;
                }
                self.hands.put_back(target, &back, budget).await?;
                if back.settles() {
                    let incident = Incident { put_back: true, ..incident.clone() };
                    settled |= self.table.record(&incident, &[incident.stage], &budget.for_parking()).await?;
                }
                if let Some(record) = &record {
                    self.keep(record, None, budget).await?;
                }
            }
            if !settled {
                return Ok(());
            }
        }
    }

    /// Has an incident looked at again, so many seconds after `now`. The reminder goes first: of two that are sent, the one whose
    /// moment is noted is heard.
    async fn look_again(
        &self,
        incident: &Incident,
        now: Moment,
        delay: i64,
        before: Option<Moment>,
        budget: &Budget,
    ) -> Result<(), Failure> {
        let (budget, at) = (budget.for_parking(), now.plus(delay));
        self.voice.remind(incident, at, delay, &budget).await?;
        self.table.look_at(incident, at, before, &budget).await.map(drop)
    }

    /// Tells people where they have to know, and keeps the record.
    async fn settle(&self, record: &Record, alarm: &Alarm, budget: &Budget) -> Result<(), Failure> {
        self.tell(record, alarm, budget).await?;
        self.keep(record, None, budget).await
    }

    /// Tells people, once for all copies of the same news; again where it is not known whether they were told.
    async fn tell(&self, record: &Record, alarm: &Alarm, budget: &Budget) -> Result<(), Failure> {
        if !record.tell {
            return Ok(());
        }
        let redact = |text: &str| self.config.redactor.session().redact(text).text.into_owned();
        let mut message = message(record, alarm, &redact);
        if record.incident.is_empty() {
            message.key = format!("{}{}", alarm.arn, message.key);
        }
        let budget = budget.for_parking();
        for _ in 0..PATIENCE {
            match self.table.begin_telling(&message.key, now(), &budget.share()).await {
                Ok(Telling::Ours) => return self.publish(&message, &budget).await,
                Ok(Telling::Told) => return Ok(()),
                // It may end before it has: what follows from having told them must wait.
                Ok(Telling::Others) => tokio::time::sleep(PAUSE).await,
                Err(failure) => {
                    tracing::error!(target: "sluice", "people may be told twice: {failure}");
                    return self.publish(&message, &budget).await;
                }
            }
        }
        Err(Failure::of_ours("a message to people", "another began to tell them and did not end", "it comes again"))
    }

    async fn publish(&self, message: &Message, budget: &Budget) -> Result<(), Failure> {
        self.voice.tell(message, budget).await?;
        if let Err(failure) = self.table.told_people(&message.key, now(), &budget.share()).await {
            tracing::warn!(target: "sluice", "people may be told twice: {failure}");
        }
        Ok(())
    }

    /// The audit: a line in the log, counters, and an item in the table.
    async fn keep(&self, record: &Record, took: Option<i64>, budget: &Budget) -> Result<(), Failure> {
        let mut lines = vec![record.to_json()];
        lines.extend(counters::counters(record, took, milliseconds(record.at)));
        print_documents(&lines)?;
        if let Err(failure) = self.table.audit(record, &budget.for_parking().share()).await {
            // The line is there.
            tracing::warn!(target: "sluice", "the audit is in the log only: {failure}");
        }
        Ok(())
    }
}

fn milliseconds(at: Moment) -> i64 {
    at.second().saturating_mul(1000)
}

/// Whom a message is about when no alarm could be read: nobody by name, and each event by itself.
fn nameless(event: &str) -> Alarm {
    Alarm::unknown(Route::Manual, &sha256_hex(event.as_bytes()), "an event without an alarm")
}
