//! The oracle: what became of every event that went in, told from what stands at destinations and in parking.
//!
//! It never reads a counter of ours, and shares no code with what it judges. Events are known by their time and their text,
//! since a log group keeps no ids: whoever plants events gives each a text of its own.

use std::collections::BTreeSet;

use serde_json::Value as Json;

/// An event that went in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// Its id.
    pub id: String,
    /// Milliseconds since the Unix epoch.
    pub timestamp: i64,
    /// Its text as it must be found: redacted.
    pub clean: String,
    /// Whether the rules drop it.
    pub dropped: bool,
}

/// Everything that a function wrote.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// What stands at its destination: time and text, in parts where it had to be cut.
    pub destination: Vec<(i64, String)>,
    /// What stands below `retry/`.
    pub retry: Vec<(i64, String)>,
    /// What stands below `rejected/`.
    pub rejected: Vec<(i64, String)>,
    /// The objects below `quarantine/`, as they are.
    pub quarantine: Vec<Vec<u8>>,
}

/// What became of the events, by their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// At the destination, whole.
    pub delivered: BTreeSet<String>,
    /// Below `retry/`, at least in part.
    pub retry: BTreeSet<String>,
    /// Below `rejected/`, at least in part.
    pub rejected: BTreeSet<String>,
    /// Below `quarantine/`.
    pub quarantined: BTreeSet<String>,
    /// Dropped, as the rules say.
    pub dropped: BTreeSet<String>,
    /// Nowhere, or not whole.
    pub lost: BTreeSet<String>,
    /// Texts and times that nobody sent.
    pub foreign: Vec<(i64, String)>,
    /// How many times the destination holds something more often than once.
    pub repeated: usize,
}

impl Verdict {
    /// The obligation: everything that went in is somewhere, and nothing else is anywhere.
    pub fn holds(&self) -> bool {
        self.lost.is_empty() && self.foreign.is_empty()
    }
}

/// The texts that a message of this length may be found in parts of.
const LARGEST: usize = 1_048_550;

/// Judges.
pub fn judge(owed: &[Owed], view: &View) -> Verdict {
    let mut verdict = Verdict::default();
    let has = |place: &[(i64, String)], owed: &Owed| place.iter().any(|(time, text)| is_of(owed, *time, text));
    let whole = |places: &[&[(i64, String)]], owed: &Owed| -> bool {
        let mut rest = owed.clean.as_str();
        while !rest.is_empty() {
            let parts = places.iter().flat_map(|place| place.iter()).filter(|(time, _)| *time == owed.timestamp);
            let part = parts.filter(|(_, part)| !part.is_empty() && rest.starts_with(part.as_str()));
            let Some((_, part)) = part.max_by_key(|(_, part)| part.len()) else { return false };
            rest = &rest[part.len()..];
        }
        true
    };
    for event in owed {
        let mut put = |set: fn(&mut Verdict) -> &mut BTreeSet<String>| set(&mut verdict).insert(event.id.clone());
        let mut found = whole(&[&view.destination, &view.retry, &view.rejected], event);
        if event.dropped {
            put(|verdict| &mut verdict.dropped);
            continue;
        }
        if whole(&[&view.destination], event) {
            put(|verdict| &mut verdict.delivered);
        }
        if has(&view.retry, event) {
            put(|verdict| &mut verdict.retry);
        }
        if has(&view.rejected, event) {
            put(|verdict| &mut verdict.rejected);
        }
        if view.quarantine.iter().any(|bytes| holds_id(bytes, &event.id)) {
            put(|verdict| &mut verdict.quarantined);
            found = true;
        }
        if !found {
            put(|verdict| &mut verdict.lost);
        }
    }
    let mut seen = BTreeSet::new();
    for (time, text) in &view.destination {
        verdict.repeated += usize::from(!seen.insert((time, text)));
    }
    let all = view.destination.iter().chain(&view.retry).chain(&view.rejected);
    let foreign = all.filter(|(time, text)| !owed.iter().any(|event| !event.dropped && is_of(event, *time, text)));
    verdict.foreign = foreign.cloned().collect();
    verdict
}

/// Whether a text is an event's, or a part of it where it is too large for one.
fn is_of(event: &Owed, time: i64, text: &str) -> bool {
    event.timestamp == time && (event.clean == text || (event.clean.len() > LARGEST && event.clean.contains(text)))
}

fn holds_id(bytes: &[u8], id: &str) -> bool {
    let quoted = format!("\"{id}\"");
    bytes.windows(quoted.len()).any(|window| window == quoted.as_bytes())
}

/// The events of a parked subscription event, decoded by other means than ours: time and text.
pub fn parked_events(body: &[u8]) -> Vec<(i64, String)> {
    let event: Json = serde_json::from_slice(body).expect("a subscription event");
    let batch = crate::stack::unpack(event["awslogs"]["data"].as_str().expect("a payload"));
    let text = |event: &Json| event["message"].as_str().expect("a message").to_owned();
    let events = batch["logEvents"].as_array().expect("events").iter();
    events.map(|event| (event["timestamp"].as_i64().expect("a time"), text(event))).collect()
}

/// The events of an archived object: time and text.
pub fn archived_events(body: &[u8]) -> Vec<(i64, String)> {
    let text = String::from_utf8(crate::gunzip(body)).expect("UTF-8");
    let rows = text.lines().map(|line| serde_json::from_str::<Json>(line).expect("a row"));
    rows.map(|row| (row["timestamp"].as_i64().expect("a time"), row["message"].as_str().expect("text").to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owed(number: usize) -> Owed {
        let id = format!("{number:056}");
        Owed { id, timestamp: 1_000 + number as i64 / 2, clean: format!("e{number} [EMAIL_ADDRESS]"), dropped: false }
    }

    /// Ten events, of which six are delivered, and one each is retried, rejected, quarantined and dropped.
    fn world() -> (Vec<Owed>, View) {
        let mut events: Vec<Owed> = (0..10).map(owed).collect();
        events[9].dropped = true;
        let at = |n: usize| (events[n].timestamp, events[n].clean.clone());
        let view = View {
            destination: (0..6).map(at).collect(),
            retry: vec![at(6)],
            rejected: vec![at(7)],
            quarantine: vec![format!("{{\"id\":\"{}\",\"message\":null}}", events[8].id).into_bytes()],
        };
        (events, view)
    }

    #[test]
    fn what_is_whole_holds() {
        let (events, view) = world();
        let verdict = judge(&events, &view);
        assert!(verdict.holds(), "{verdict:?}");
        let sizes = [&verdict.delivered, &verdict.retry, &verdict.rejected, &verdict.quarantined, &verdict.dropped];
        assert_eq!((sizes.map(BTreeSet::len), verdict.repeated), ([6, 1, 1, 1, 1], 0));
    }

    #[test]
    fn a_mutant_that_drops_any_one_event_fails() {
        let (events, view) = world();
        for at in 0..6 {
            let mut mutant = view.clone();
            mutant.destination.remove(at);
            assert_eq!(judge(&events, &mutant).lost, BTreeSet::from([events[at].id.clone()]));
        }
        let without: [fn(&mut View); 3] = [|v| v.retry.clear(), |v| v.rejected.clear(), |v| v.quarantine.clear()];
        for take in without {
            let mut mutant = view.clone();
            take(&mut mutant);
            assert!(!judge(&events, &mutant).holds());
        }
    }

    #[test]
    fn a_mutant_that_writes_something_else_fails() {
        let (events, view) = world();
        let change: [fn(&mut View); 4] = [
            |v| v.destination[3].1 = v.destination[3].1.replace("[EMAIL_ADDRESS]", "person3"),
            |v| v.destination[3].0 += 1_000,
            |v| v.retry.push((0, "of nobody".to_owned())),
            |v| v.destination.push((1_004, "e9 [EMAIL_ADDRESS]".to_owned())),
        ];
        for change in change {
            let mut mutant = view.clone();
            change(&mut mutant);
            assert!(!judge(&events, &mutant).holds());
        }
        let mut twice = view;
        twice.destination.push(twice.destination[0].clone());
        let verdict = judge(&events, &twice);
        assert!(verdict.holds() && verdict.repeated == 1, "at least once");
    }

    #[test]
    fn parts_are_put_together_wherever_they_stand() {
        let clean = format!("{}{}", "a".repeat(LARGEST), "bc".repeat(9));
        let event = Owed { clean: clean.clone(), ..owed(1) };
        let part = |from: usize, to: usize| (event.timestamp, clean[from..to].to_owned());
        let mut view =
            View { destination: vec![part(0, LARGEST)], retry: vec![part(LARGEST, clean.len())], ..View::default() };
        assert!(judge(std::slice::from_ref(&event), &view).holds());
        view.retry.clear();
        assert!(!judge(&[event], &view).holds());
    }
}
