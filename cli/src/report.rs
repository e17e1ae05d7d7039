//! The account of a run: `account.json` for programs, a short table for people.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use serde::Serialize;
use sluice_transform::plan::{Function, Plan};
use sluice_transform::remedy::Verdict;
use sluice_transform::tally::Account;

/// What a run did.
#[derive(Default)]
pub struct Report {
    accounts: BTreeMap<Function, Account>,
    /// Findings by detector, each counted once.
    pub findings: BTreeMap<Arc<str>, u64>,
    /// Bytes of message text.
    pub bytes: u64,
    objects: u64,
    documents: u64,
    parked: u64,
    /// Payloads that could not be read, whose events nobody can count.
    pub unreadable: u64,
    /// Decisions about alarms, by what came of them.
    decisions: BTreeMap<&'static str, u64>,
}

#[derive(Serialize)]
struct AccountFile {
    functions: BTreeMap<&'static str, AccountEntry>,
}

#[derive(Serialize)]
struct AccountEntry {
    #[serde(flatten)]
    account: Account,
    balanced: bool,
}

impl Report {
    /// Adds a plan that was carried out.
    pub fn add(&mut self, function: Function, plan: &Plan<'_>) {
        *self.accounts.entry(function).or_default() += plan.tally.account();
        self.objects += plan.objects.len() as u64;
        self.documents += plan.documents.len() as u64;
        self.parked += plan.parked.len() as u64;
    }

    /// Adds what was kept aside for one function without a plan: `events` source events.
    pub fn add_parked(&mut self, function: Function, events: u64) {
        *self.accounts.entry(function).or_default() +=
            Account { received: events, parked: events, ..Account::default() };
        self.parked += 1;
    }

    /// Adds a decision about an alarm.
    pub fn add_decision(&mut self, verdict: Verdict) {
        *self.decisions.entry(verdict.name()).or_default() += 1;
    }

    /// Whether anything was decided about alarms.
    pub fn has_decisions(&self) -> bool {
        !self.decisions.is_empty()
    }

    /// Whether nothing was parked or rejected, and every event is accounted for.
    pub fn is_conserved(&self) -> bool {
        let clean = |account: &Account| account.balanced() && account.parked == 0 && account.rejected == 0;
        self.unreadable == 0 && self.accounts.values().all(clean)
    }

    /// The functions whose accounts do not balance.
    pub fn unbalanced(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.accounts.iter().filter(|(_, account)| !account.balanced()).map(|(function, _)| function.name())
    }

    /// The contents of `account.json`.
    pub fn to_json(&self) -> String {
        let entry = |function: Function| {
            let account = self.accounts.get(&function).copied().unwrap_or_default();
            (function.name(), AccountEntry { account, balanced: account.balanced() })
        };
        let file = AccountFile { functions: Function::ALL.into_iter().map(entry).collect() };
        serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
    }

    /// The table for people.
    pub fn table(&self) -> String {
        let mut text = format!(
            "{:<10}{:>10}{:>10}{:>10}{:>10}{:>10}\n",
            "function", "received", "delivered", "filtered", "rejected", "parked"
        );
        // Writing to a String does not fail.
        for function in Function::ALL {
            let account = self.accounts.get(&function).copied().unwrap_or_default();
            let Account { received, delivered, filtered, rejected, parked } = account;
            let note = if account.balanced() { "" } else { "  NOT BALANCED" };
            let name = function.name();
            let _ =
                writeln!(text, "{name:<10}{received:>10}{delivered:>10}{filtered:>10}{rejected:>10}{parked:>10}{note}");
        }
        let found: u64 = self.findings.values().sum();
        let _ = writeln!(text, "\n{} of text, {found} findings", bytes(self.bytes));
        for (detector, count) in &self.findings {
            let _ = writeln!(text, "  {detector:<20}{count:>10}");
        }
        let _ = writeln!(
            text,
            "{} archive objects, {} metric documents, {} parked objects{}",
            self.objects,
            self.documents,
            self.parked,
            if self.unreadable > 0 { format!(", {} unreadable payloads", self.unreadable) } else { String::new() }
        );
        if self.has_decisions() {
            let each: Vec<_> = self.decisions.iter().map(|(verdict, count)| format!("{count} {verdict}")).collect();
            let _ = writeln!(text, "decisions about alarms: {}", each.join(", "));
        }
        text
    }
}

fn bytes(count: u64) -> String {
    match count {
        0..10_000 => format!("{count} bytes"),
        10_000..10_000_000 => format!("{} kB", count / 1000),
        _ => format!("{} MB", count / 1_000_000),
    }
}
