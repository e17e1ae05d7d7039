//! The account of every event: what became of each source event, by its place in the batch.
//!
//! A tally starts with every event owing an answer. Nothing is computed by subtraction, so an event that nobody
//! answered for shows as unbalanced instead of vanishing.

use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

/// What became of a source event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It reached its destination (for `metrics`: it was evaluated).
    Delivered,
    /// A filter rule dropped it.
    Filtered,
    /// Its destination refuses it for good, or delivering it would make a loop.
    Rejected,
    /// It is kept in `quarantine/` or `retry/`.
    Parked,
}

/// The fates of one batch's source events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    fates: Vec<Option<Fate>>,
}

/// Counts of source events. Law: `received = delivered + filtered + rejected + parked`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Events that came in.
    pub received: u64,
    /// Events that reached their destination.
    pub delivered: u64,
    /// Events that a filter rule dropped.
    pub filtered: u64,
    /// Events refused for good.
    pub rejected: u64,
    /// Events kept aside.
    pub parked: u64,
}

impl Tally {
    /// A tally of `received` events, each without a fate.
    pub fn new(received: usize) -> Self {
        Self { fates: vec![None; received] }
    }

    /// Settles an event's fate. An event in several parts shares the fate of its worst part: one that is delivered
    /// in part and parked in part is parked.
    pub fn settle(&mut self, event: usize, fate: Fate) {
        let slot = &mut self.fates[event];
        *slot = Some(slot.map_or(fate, |before| before.max(fate)));
    }

    /// Settles several events alike.
    pub fn settle_all(&mut self, events: impl IntoIterator<Item = usize>, fate: Fate) {
        for event in events {
            self.settle(event, fate);
        }
    }

    /// The events that nobody has answered for yet.
    pub fn unsettled(&self) -> impl Iterator<Item = usize> + '_ {
        self.fates.iter().enumerate().filter(|(_, fate)| fate.is_none()).map(|(event, _)| event)
    }

    /// How many of `events` came to `fate`, each counted once.
    pub fn count(&self, events: impl IntoIterator<Item = usize>, fate: Fate) -> u64 {
        let mut events: Vec<usize> =
            events.into_iter().filter(|event| self.fates.get(*event) == Some(&Some(fate))).collect();
        events.sort_unstable();
        events.dedup();
        events.len() as u64
    }

    /// The counts.
    pub fn account(&self) -> Account {
        let count = |fate| self.fates.iter().filter(|f| **f == Some(fate)).count() as u64;
        Account {
            received: self.fates.len() as u64,
            delivered: count(Fate::Delivered),
            filtered: count(Fate::Filtered),
            rejected: count(Fate::Rejected),
            parked: count(Fate::Parked),
        }
    }
}

impl Account {
    /// Whether every event that came in is accounted for, exactly once.
    pub fn balanced(&self) -> bool {
        self.received == self.delivered + self.filtered + self.rejected + self.parked
    }
}

impl AddAssign for Account {
    fn add_assign(&mut self, other: Self) {
        self.received += other.received;
        self.delivered += other.delivered;
        self.filtered += other.filtered;
        self.rejected += other.rejected;
        self.parked += other.parked;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_without_a_fate_unbalances_the_account() {
        let mut tally = Tally::new(3);
        tally.settle(0, Fate::Delivered);
        tally.settle(2, Fate::Filtered);
        assert!(!tally.account().balanced());
        assert_eq!(tally.unsettled().collect::<Vec<_>>(), [1]);
        tally.settle(1, Fate::Parked);
        assert!(tally.account().balanced());
    }

    #[test]
    fn an_event_in_parts_shares_its_worst_part() {
        let mut tally = Tally::new(1);
        tally.settle_all([0, 0], Fate::Delivered);
        assert_eq!(tally.account().delivered, 1);
        tally.settle(0, Fate::Parked);
        tally.settle(0, Fate::Delivered);
        assert_eq!(tally.account(), Account { received: 1, parked: 1, ..Account::default() });
        assert_eq!((tally.count([0, 0, 7], Fate::Parked), tally.count([0], Fate::Delivered)), (1, 0));
    }
}
