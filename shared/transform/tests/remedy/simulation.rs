//! A simulated world: two services, four alarms, a table with conditional writes, reminders that come later. It carries
//! decisions out as a function would, and writes down what was really done.

use std::collections::BTreeMap;

use proptest::sample::Index;
use sluice_transform::alarm::{Alarm, Moment, State};
use sluice_transform::config::Config;
use sluice_transform::remedy::{
    Act, AlarmNow, Decision, Deployment, Effect, Incident, Ledger, Observation, Outcome, Policy, PutBack, Reading,
    Remediation, Rollout, ServiceNow, Stage, Target, Verification, decide, put_back, verify,
};

use super::scenery::{PARAMETER, RULES, alarm, revision, service, start};

/// What happens.
#[derive(Clone, Debug)]
pub enum Step {
    /// An alarm fires, and so many copies of the event come at once.
    Fire { alarm: usize, copies: usize },
    /// An alarm becomes OK, and its event comes.
    Recover { alarm: usize },
    /// An earlier event comes again.
    Redeliver(Index),
    /// Every earlier event comes again.
    RedeliverAll,
    /// Somebody deploys.
    Deploy { service: usize },
    /// Somebody sets the parameter, or a count, to what it never was. What it was before cannot be told from what nobody
    /// touched.
    Change { parameter: bool },
    /// A rollout comes to its end.
    Finish { service: usize, well: bool },
    /// Calls of one kind begin to fail.
    Break(usize),
    /// All calls work again.
    Mend,
    /// The next function that acts crashes after so many steps.
    CrashNext { after: usize },
    /// The kill switch.
    Switch(bool),
    /// The tag of a service.
    Tag { service: usize, allowed: bool },
    /// Seconds pass.
    Wait(i64),
}

/// Something that was really done.
struct Done {
    incident: String,
    target: String,
    action: &'static str,
    hour: i64,
}

pub struct Simulation {
    rules: Remediation,
    now: Moment,
    alarms: Vec<(Alarm, AlarmNow)>,
    services: Vec<(Target, ServiceNow)>,
    parameters: BTreeMap<String, String>,
    table: Vec<Incident>,
    spent: BTreeMap<(String, i64), u32>,
    reminders: Vec<(Moment, String)>,
    events: Vec<Alarm>,
    broken: Option<usize>,
    crash: Option<usize>,
    switched_off: bool,
    deployments: u32,
    changes: i64,
    done: Vec<Done>,
}

/// A function that ended in the middle.
struct Crash;

/// What can fail, by the number in [`Step::Break`].
const TABLE: usize = 0;

impl Simulation {
    pub fn new() -> Self {
        Self {
            rules: Config::parse(RULES).expect("rules").remediation,
            now: start(),
            // The third alarm is about a service that nobody allowed.
            alarms: vec![
                alarm("checkout-errors", "checkout"),
                alarm("checkout-slow", "checkout"),
                alarm("forbidden-errors", "forbidden"),
                alarm("checkout-full", "checkout"),
            ],
            services: vec![service("checkout"), service("forbidden")],
            parameters: [(PARAMETER.to_owned(), "false".to_owned())].into(),
            table: Vec::new(),
            spent: BTreeMap::new(),
            reminders: Vec::new(),
            events: Vec::new(),
            broken: None,
            crash: None,
            switched_off: false,
            deployments: 0,
            changes: 0,
            done: Vec::new(),
        }
    }

    pub fn take(&mut self, step: &Step) {
        match step {
            Step::Fire { alarm, copies } => self.turn(*alarm, State::Alarm, *copies),
            Step::Recover { alarm } => self.turn(*alarm, State::Ok, 1),
            Step::Redeliver(which) => {
                if !self.events.is_empty() {
                    let event = which.get(&self.events).clone();
                    self.deliver(&[event]);
                }
            }
            Step::RedeliverAll => self.deliver(&self.events.clone()),
            Step::Deploy { service } => {
                let number = 60 + self.deployments;
                let name = self.services[*service].0.service().to_owned();
                self.services[*service].1.task_definition = revision(&name, number);
                self.begin_deployment(*service);
            }
            Step::Change { parameter } => self.change(*parameter),
            Step::Finish { service, well } => {
                let now = self.now;
                let service = &mut self.services[*service].1;
                service.running = if *well { service.desired } else { service.desired - 1 };
                for deployment in service.deployments.iter_mut().filter(|d| d.rollout == Rollout::InProgress) {
                    deployment.rollout = if *well { Rollout::Completed } else { Rollout::Failed };
                    deployment.updated = Some(now);
                }
            }
            Step::Break(what) => self.broken = Some(*what),
            Step::Mend => self.broken = None,
            Step::CrashNext { after } => self.crash = Some(*after),
            Step::Switch(off) => self.switched_off = *off,
            Step::Tag { service, allowed } => {
                self.services[*service].1.tag = Reading::Known(allowed.then(|| "allow".to_owned()));
            }
            Step::Wait(seconds) => self.wait(*seconds),
        }
    }

    fn change(&mut self, parameter: bool) {
        self.changes += 1;
        if parameter {
            self.parameters.insert(PARAMETER.to_owned(), format!("theirs {}", self.changes));
        } else {
            let (service, count) = (&mut self.services[0].1, 20 + self.changes);
            (service.desired, service.running) = (count, count);
        }
    }

    /// Nothing more happens but time; only the table works again, without which nobody knows of anything.
    pub fn settle(&mut self) {
        self.crash = None;
        if self.broken == Some(TABLE) {
            self.broken = None;
        }
        self.wait(4 * 3600);
    }

    pub fn open_incidents(&self) -> Vec<String> {
        self.table.iter().filter(|i| i.stage.is_open()).map(|i| format!("{i:?}")).collect()
    }

    pub fn done(&self) -> Vec<&'static str> {
        self.done.iter().map(|done| done.action).collect()
    }

    pub fn escalated(&self) -> usize {
        self.table.iter().filter(|incident| incident.stage == Stage::Escalated).count()
    }

    pub fn recovered(&self) -> usize {
        self.table.iter().filter(|incident| incident.stage == Stage::Recovered).count()
    }

    pub fn desired(&self, service: usize) -> i64 {
        self.services[service].1.desired
    }

    pub fn parameter(&self) -> &str {
        &self.parameters[PARAMETER]
    }

    /// The laws, over all that was done so far.
    pub fn check(&self) {
        let mut targets: BTreeMap<(&str, i64), u32> = BTreeMap::new();
        let mut stack: BTreeMap<i64, u32> = BTreeMap::new();
        for done in &self.done {
            assert_eq!(done.target, "prod/checkout", "an action outside the allow list");
            *targets.entry((&done.target, done.hour)).or_default() += 1;
            *stack.entry(done.hour).or_default() += 1;
        }
        assert!(targets.values().all(|count| *count <= 3), "more actions on a target than its budget: {targets:?}");
        assert!(stack.values().all(|count| *count <= 4), "more actions than the stack's budget: {stack:?}");
        for (target, _) in &self.services {
            let open = self.table.iter().filter(|i| i.target == *target && i.stage.is_open()).count();
            assert!(open <= 1, "{open} incidents are open on {target}");
        }
        let mut ids: Vec<&str> = self.done.iter().map(|done| done.incident.as_str()).collect();
        ids.sort_unstable();
        let whole = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), whole, "a rung was taken twice");
    }

    fn turn(&mut self, alarm: usize, state: State, copies: usize) {
        let now = self.now;
        let (event, current) = &mut self.alarms[alarm];
        if current.state == state {
            return;
        }
        (event.previous, event.state, event.since) = (Some(current.state), state, Some(now));
        (current.state, current.transitioned) = (state, Some(now));
        let event = event.clone();
        self.events.push(event.clone());
        self.deliver(&vec![event; copies]);
        // Two turns of an alarm lie at least ten seconds apart.
        self.wait(10);
    }

    /// Copies of events come at the same time: all are decided before any is carried out.
    fn deliver(&mut self, events: &[Alarm]) {
        let decisions: Vec<(Alarm, Decision)> =
            events.iter().filter_map(|alarm| Some((alarm.clone(), self.decide(alarm)?))).collect();
        for (alarm, decision) in decisions {
            if alarm.state == State::Ok {
                self.became_well(&alarm);
            } else if self.carry_out(&decision).is_err() {
                return;
            }
        }
    }

    fn decide(&self, alarm: &Alarm) -> Option<Decision> {
        let policy = self.rules.policy_for(alarm)?;
        Some(decide(alarm, policy, &self.observe(alarm, policy)))
    }

    fn observe(&self, alarm: &Alarm, policy: &Policy) -> Observation {
        self.observe_target(&alarm.arn, policy.target.resolve(alarm).as_ref())
    }

    fn observe_target(&self, arn: &str, target: Option<&Target>) -> Observation {
        fn read<T>(broken: bool, fact: Option<T>) -> Reading<T> {
            match fact {
                _ if broken => Reading::Unreadable,
                Some(fact) => Reading::Known(fact),
                None => Reading::Missing,
            }
        }
        let broken = |what: usize| self.broken == Some(what);
        let service = self.services.iter().find(|(name, _)| Some(name) == target).map(|(_, service)| service.clone());
        let alarm = self.alarms.iter().find(|(alarm, _)| alarm.arn == arn).map(|(_, now)| now.clone());
        let mut ledger = Ledger::of(&self.table, target, self.now);
        let spent = self.spent.get(&("stack".to_owned(), self.now.hour())).copied();
        ledger.stack_this_hour = Reading::Known(spent.unwrap_or_default());
        let revisions = (1..50 + 60 + self.deployments).map(|number| revision("checkout", number)).collect();
        Observation {
            now: self.now,
            date: read(broken(1), Some(self.now.plus(if broken(2) { 300 } else { 1 }))),
            kill_switch: read(broken(3), Some(self.switched_off)),
            alarm: read(broken(4), alarm),
            service: read(broken(5), service),
            scaled: read(broken(6), Some(false)),
            revisions: read(broken(7), Some(revisions)),
            tasks: Reading::Unreadable,
            parameters: read(broken(8), Some(self.parameters.clone())),
            ledger: read(broken(TABLE), Some(ledger)),
        }
    }

    /// One step of a function, after which it may crash.
    fn step(&mut self) -> Result<(), Crash> {
        match self.crash {
            Some(0) => {
                self.crash = None;
                Err(Crash)
            }
            Some(left) => {
                self.crash = Some(left - 1);
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn carry_out(&mut self, decision: &Decision) -> Result<(), Crash> {
        match &decision.outcome {
            Outcome::Act(act) => self.act(act),
            Outcome::Resume(incident) => {
                self.write(incident);
                Ok(())
            }
            Outcome::Escalate { incident, .. } => {
                let there = self.table.iter().any(|known| known.id == incident.id && !known.stage.is_open());
                if !there {
                    self.write(incident);
                }
                Ok(())
            }
            Outcome::DryRun(_) | Outcome::Refuse { .. } => Ok(()),
        }
    }

    /// Claims, spends, schedules, acts and records, as [`Act`] demands.
    fn act(&mut self, act: &Act) -> Result<(), Crash> {
        let incident = &act.incident;
        let known = self.table.iter().find(|known| known.id == incident.id);
        let free = match known {
            None => true,
            Some(known) => known.stage == Stage::Claimed && Some(known.claim_until) == act.replaces,
        };
        let beside = self.table.iter().any(|i| i.target == incident.target && i.id != incident.id && i.stage.is_open());
        if !free || beside {
            return Ok(());
        }
        // The reminder comes first: it finds no claim where the function crashes in between, and is dropped.
        self.reminders.push((incident.claim_until, incident.id.clone()));
        self.write(incident);
        self.step()?;
        let hour = incident.claimed_at.hour();
        let limits = [(incident.target.to_string(), act.target_per_hour), ("stack".to_owned(), act.stack_per_hour)];
        for (name, limit) in limits {
            let spent = self.spent.entry((name, hour)).or_default();
            if *spent >= limit {
                self.write(&act.refused(self.now));
                return Ok(());
            }
            *spent += 1;
            self.step()?;
        }
        let deployment = self.effect(incident);
        self.step()?;
        self.write(&act.done(self.now, deployment));
        Ok(())
    }

    /// Does it, and writes down that it was done.
    fn effect(&mut self, incident: &Incident) -> Option<String> {
        assert!(!self.switched_off || self.broken == Some(3), "an action with the kill switch on");
        let at = self.services.iter().position(|(target, _)| *target == incident.target).expect("a service");
        let service = &mut self.services[at].1;
        assert_eq!(service.tag, Reading::Known(Some("allow".to_owned())), "an action without the tag");
        self.done.push(Done {
            incident: incident.id.clone(),
            target: incident.target.to_string(),
            action: incident.effect.action(),
            hour: self.now.hour(),
        });
        match &incident.effect {
            Effect::Restart { .. } => Some(self.begin_deployment(at)),
            Effect::Pin { revision, .. } => {
                service.task_definition.clone_from(revision);
                Some(self.begin_deployment(at))
            }
            Effect::StopDeployment { deployment } => {
                for stopped in service.deployments.iter_mut().filter(|d| d.id == *deployment) {
                    stopped.rollout = Rollout::Failed;
                }
                Some(self.begin_deployment(at))
            }
            Effect::Scale { to, .. } => {
                (service.desired, service.running) = (*to, *to);
                None
            }
            Effect::SetParameter { name, value, .. } => {
                self.parameters.insert(name.clone(), value.clone());
                None
            }
            other => panic!("the simulation knows no {other:?}"),
        }
    }

    fn begin_deployment(&mut self, service: usize) -> String {
        self.deployments += 1;
        let now = self.now;
        let (target, service) = &mut self.services[service];
        let id = format!("{}/{}", target.service(), self.deployments);
        let (created, updated) = (Some(now), Some(now));
        service.deployments =
            vec![Deployment { id: id.clone(), primary: true, rollout: Rollout::InProgress, created, updated }];
        id
    }

    fn write(&mut self, incident: &Incident) {
        self.table.retain(|known| known.id != incident.id);
        self.table.push(incident.clone());
    }

    /// An alarm's OK brings its incidents to verification at once, and back what was changed for a while.
    fn became_well(&mut self, alarm: &Alarm) {
        if self.broken == Some(TABLE) {
            return;
        }
        let open = |i: &&Incident| i.alarm_arn == alarm.arn && i.stage.is_open();
        let ids: Vec<String> = self.table.iter().filter(open).map(|i| i.id.clone()).collect();
        ids.into_iter().for_each(|id| self.remind(&id));
        for at in 0..self.services.len() {
            self.put_all_back(&self.services[at].0.clone());
        }
    }

    fn put_all_back(&mut self, target: &Target) {
        loop {
            let ledger = Ledger::of(&self.table, Some(target), self.now);
            let mut settled = false;
            for incident in ledger.to_put_back() {
                let back = put_back(incident, &self.observe_target(&incident.alarm_arn, Some(target)));
                self.put_back(incident, &back);
                if back.settles() {
                    settled = true;
                    self.write(&Incident { put_back: true, ..incident.clone() });
                }
            }
            if !settled {
                return;
            }
        }
    }

    /// What goes back is what we left there, and nobody else's.
    fn put_back(&mut self, incident: &Incident, back: &PutBack) {
        let place = self.services.iter_mut().find(|(target, _)| *target == incident.target);
        let service = &mut place.expect("a service").1;
        let off = self.switched_off && matches!(back, PutBack::Count(_) | PutBack::Parameter { .. });
        assert!(!off, "put back with the kill switch on");
        match (back, &incident.effect) {
            (PutBack::Count(count), Effect::Scale { from, to }) => {
                assert_eq!((service.desired, *count), (*to, *from), "somebody else's count was undone");
                (service.desired, service.running) = (*count, *count);
            }
            (PutBack::Parameter { name, value }, Effect::SetParameter { value: ours, old, .. }) => {
                assert_eq!((&self.parameters[name], value), (ours, old), "somebody else's value was undone");
                self.parameters.insert(name.clone(), value.clone());
            }
            (PutBack::Count(_) | PutBack::Parameter { .. }, other) => panic!("{other:?} is put back as {back:?}"),
            _ => {}
        }
    }

    /// A reminder comes: look whether it helped.
    fn remind(&mut self, id: &str) {
        if self.broken == Some(TABLE) {
            // The queue brings it again.
            self.reminders.push((self.now.plus(60), id.to_owned()));
            return;
        }
        let Some(incident) = self.table.iter().find(|incident| incident.id == id).cloned() else { return };
        let seen = self.observe_target(&incident.alarm_arn, Some(&incident.target));
        let verification = verify(&incident, &seen);
        if let Some(closed) = verification.record(&incident, self.now) {
            self.write(&closed);
        }
        let alarm = incident.alarm().expect("an alarm");
        match verification {
            Verification::Wait(until) => self.reminders.push((until, id.to_owned())),
            Verification::Recovered { put_back, .. } => {
                self.put_back(&incident, &put_back);
                self.put_all_back(&incident.target);
            }
            Verification::TakeOver | Verification::NextRung(_) | Verification::Climb => {
                if matches!(verification, Verification::TakeOver) {
                    self.reminders.push((self.now.plus(60), id.to_owned()));
                }
                if let Some(decision) = self.decide(&alarm) {
                    // A crash here leaves the reminder of what was claimed.
                    let _ = self.carry_out(&decision);
                }
            }
            Verification::Escalate(_) | Verification::Over => self.put_all_back(&incident.target),
        }
    }

    fn wait(&mut self, seconds: i64) {
        let end = self.now.plus(seconds);
        loop {
            self.reminders.sort();
            match self.reminders.first() {
                Some((due, _)) if *due <= end => {
                    let (due, id) = self.reminders.remove(0);
                    self.now = self.now.max(due);
                    self.remind(&id);
                }
                _ => break,
            }
        }
        self.now = end;
    }
}
