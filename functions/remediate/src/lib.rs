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

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value as Json, json};
use sluice_handler::{Budget, Failure, NotDone, Serve, Start, print_documents};
use sluice_transform::alarm::{self, Alarm, Brought, Moment, Route, State};
use sluice_transform::config::Config;
use sluice_transform::hash::sha256_hex;
use sluice_transform::remedy::{
    Act, Decision, Guard, Incident, Observation, Outcome, PutBack, Reading, Record, Stage, Target, Verdict,
    Verification, counters, decide, message, put_back, unmatched, verify,
};
use sluice_transform::settings::{Settings, SettingsError};

use act::Hands;
use call::Undone;
use observe::{Asked, Eyes};
use table::{Claim, Page, Table};
use tell::Voice;

/// How long after acting the first look comes, in seconds.
const FIRST_LOOK: i64 = 60;

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
        Self {
            eyes: Eyes::new(&start.sdk, &name(settings.kill_switch)),
            hands: Hands::new(&start.sdk),
            table: Table::new(&start.sdk, &name(settings.table)),
            voice: Voice::new(&start.sdk, &name(settings.topic_arn), &name(settings.queue_url)),
            config: start.config,
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
                Ok(Brought::Verify { target, incident }) => Box::pin(self.reminder(&target, &incident, &share)).await,
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

    /// Decides about an alarm, and carries the decision out.
    async fn decide(&self, alarm: &Alarm, budget: &Budget) -> Result<(), Failure> {
        let Some(policy) = self.config.remediation.policy_for(alarm) else {
            let record = Record::of(alarm, &unmatched(alarm, now()), true);
            return self.settle(&record, alarm, budget).await;
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
    ) -> Result<(), Failure> {
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
                self.look_again(incident, incident.claimed_at.max(now()).plus(FIRST_LOOK), before, budget).await?;
            }
            (Outcome::Escalate { incident, .. }, _) => {
                // First, since what is recorded is not decided again.
                self.tell(&record, alarm, budget).await?;
                self.table.record(incident, &[Stage::Claimed], &budget.for_parking()).await?;
                return self.keep(&record, None, budget).await;
            }
            (Outcome::DryRun(_) | Outcome::Refuse { .. }, _) => {}
        }
        self.settle(&record, alarm, budget).await
    }

    /// Reminder, claim, action, record: in this order, so that wherever it ends it is done once or picked up again.
    async fn act(&self, alarm: &Alarm, act: &Act, page: &Page, record: Record, budget: &Budget) -> Result<(), Failure> {
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
        if let Err(failure) = self.voice.remind(incident, now().plus(FIRST_LOOK), &budget.share()).await {
            let reason = format!("it could not be verified later, and is not begun: {failure}");
            return self.settle(&refused(Some(Guard::Claim), &reason, true), alarm, budget).await;
        }
        match self.table.claim(act, page.version, &owner, &budget.share()).await {
            Ok(Claim::Won) => {}
            Ok(Claim::Lost) => {
                let record = refused(Some(Guard::Claim), "another has claimed it, or is at work on the target", false);
                return self.settle(&record, alarm, budget).await;
            }
            Ok(Claim::Spent(reason)) => {
                return self.settle(&refused(Some(Guard::Budget), reason, true), alarm, budget).await;
            }
            Err(failure) => {
                let reason = format!("it could not be claimed: {failure}");
                return self.settle(&refused(Some(Guard::Claim), &reason, true), alarm, budget).await;
            }
        }
        match self.hands.carry_out(incident, budget).await {
            Ok(deployment) => {
                let done = act.done(now(), deployment);
                // Where this fails, the reminder finds the claim and compares the service with its effect.
                self.table.record(&done, &[Stage::Claimed], &budget.for_parking()).await?;
                self.settle(&Record { at: now(), ..record }, alarm, budget).await
            }
            Err(Undone::Refused(failure)) => {
                let record = refused(None, &format!("it was claimed, and nothing was done: {failure}"), true);
                self.tell(&record, alarm, budget).await?;
                self.table.record(&act.refused(now()), &[Stage::Claimed], &budget.for_parking()).await?;
                self.keep(&record, None, budget).await
            }
            Err(Undone::Unknown(failure)) => {
                let until = incident.claim_until;
                let reason = format!("whether it was done is not known, and looked at from {until} on: {failure}");
                self.settle(&refused(None, &reason, false), alarm, budget).await
            }
        }
    }

    /// An alarm's OK brings its open incidents to verification, and its counts of tasks back.
    async fn became_well(&self, alarm: &Alarm, budget: &Budget) -> Result<(), Failure> {
        let policy = self.config.remediation.policy_for(alarm);
        let Some(target) = policy.and_then(|policy| policy.target.resolve(alarm)) else { return Ok(()) };
        let page = self.table.page(&target, budget).await?;
        for incident in page.ledger.concerned_by_ok(&alarm.arn) {
            Box::pin(self.look(incident, &page, budget)).await?;
        }
        Ok(())
    }

    /// A reminder comes. One whose incident was never claimed, or is looked at later by another, has nothing to say.
    async fn reminder(&self, target: &str, id: &str, budget: &Budget) -> Result<(), Failure> {
        let Some(target) = Target::parse(target) else { return Ok(()) };
        let page = self.table.page(&target, &budget.share()).await?;
        let Some(incident) = page.ledger.incident(id) else { return Ok(()) };
        if incident.stage.is_open() && page.looks.get(id).is_some_and(|look| *look > now().plus(1)) {
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
        let mut took = None;
        match &verification {
            Verification::Wait(until) => self.look_again(incident, *until, before, budget).await?,
            Verification::Recovered { took: seconds, put_back } => {
                took = Some(*seconds);
                self.put_back(incident, put_back, budget).await?;
            }
            Verification::TakeOver => self.look_again(incident, now().plus(FIRST_LOOK), before, budget).await?,
            Verification::Over => return self.late(incident, &seen, budget).await,
            Verification::NextRung(_) | Verification::Escalate(_) | Verification::Climb => {}
        }
        if let Some(closed) = verification.record(incident, seen.now) {
            self.table.record(&closed, &[Stage::Claimed, Stage::Acted], &budget.for_parking()).await?;
        }
        if let Some(record) = &record {
            self.keep(record, took, budget).await?;
        }
        match verification {
            Verification::TakeOver | Verification::NextRung(_) | Verification::Climb => {
                self.late(incident, &seen, budget).await?;
                self.decide(&alarm, budget).await
            }
            _ => Ok(()),
        }
    }

    /// What was changed for a while and is closed already goes back once its alarm is well.
    async fn late(&self, incident: &Incident, seen: &Observation, budget: &Budget) -> Result<(), Failure> {
        let well = seen.alarm.get().is_some_and(|alarm| alarm.state == State::Ok);
        if !well || incident.stage.is_open() || incident.acted_at.is_none() {
            return Ok(());
        }
        let back = put_back(incident, seen);
        self.put_back(incident, &back, budget).await?;
        if let PutBack::Count(_) = back {
            let incident = Incident { put_back: true, ..incident.clone() };
            self.table.record(&incident, &[incident.stage], &budget.for_parking()).await?;
        }
        Ok(())
    }

    async fn put_back(&self, incident: &Incident, back: &PutBack, budget: &Budget) -> Result<(), Failure> {
        let PutBack::Count(count) = back else { return Ok(()) };
        match self.hands.scale(&incident.target, *count, budget).await {
            Ok(()) => {
                tracing::info!(target: "sluice", incident = incident.id, count, "the count was put back");
                Ok(())
            }
            // It comes again, and finds the count that is there then.
            Err(Undone::Refused(failure) | Undone::Unknown(failure)) => Err(failure),
        }
    }

    /// Has an incident looked at again. The reminder goes first: of two that are sent, the later noted one is heard.
    async fn look_again(
        &self,
        incident: &Incident,
        at: Moment,
        before: Option<Moment>,
        budget: &Budget,
    ) -> Result<(), Failure> {
        let budget = budget.for_parking();
        self.voice.remind(incident, at, &budget).await?;
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
        let (budget, at) = (budget.for_parking(), now());
        match self.table.begin_telling(&message.key, at, &budget.share()).await {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(failure) => tracing::error!(target: "sluice", "people may be told twice: {failure}"),
        }
        self.voice.tell(&message, &budget).await?;
        if let Err(failure) = self.table.told_people(&message.key, at, &budget.share()).await {
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
    Alarm {
        route: Route::Manual,
        name: "an event without an alarm".to_owned(),
        arn: sha256_hex(event.as_bytes()),
        account: String::new(),
        region: String::new(),
        state: State::Unknown,
        since: None,
        previous: None,
        reason: String::new(),
        metrics: Vec::new(),
        composite: None,
        suppressed_by: None,
    }
}
