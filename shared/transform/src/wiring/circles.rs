//! The decision: which subscriptions would bring a function what it wrote.
//!
//! First what a function would refuse by itself ([`crate::origin::Origin::is_loop`]): its own destination, the functions' own
//! log groups, its own Region. Then what goes round through others.

use std::collections::{BTreeSet, VecDeque};

use super::resources::{Reader, Source, Subscription, Wiring};
use super::template::Place;
use crate::plan::Function;

/// What is wrong, where, and what to change.
pub(super) type Circle = (Place, String);

/// Every circle of a stack by itself.
pub(super) fn find(wiring: &Wiring) -> Vec<Circle> {
    let mut found = Vec::new();
    // Those that nothing is wrong with by themselves.
    let mut rest = Vec::new();
    for (at, subscription) in wiring.subscriptions.iter().enumerate() {
        match refused(wiring, subscription) {
            Some(message) => found.push((subscription.place, message)),
            None => rest.push(at),
        }
    }
    found.extend(rounds(wiring, &rest).into_iter().map(|round| describe(wiring, &round)));
    found
}

/// Circles that lead from Region to Region, where the same template is deployed in each.
pub(super) fn between_regions(wiring: &Wiring) -> Vec<Circle> {
    let all: Vec<usize> = (0..wiring.subscriptions.len()).collect();
    let regions = |round: &[usize]| {
        let regions = round.iter().map(|at| wiring.reader(&wiring.subscriptions[*at]).region.as_str());
        regions.collect::<BTreeSet<_>>().len()
    };
    let rounds = rounds(wiring, &all).into_iter().filter(|round| regions(round) > 1);
    rounds.map(|round| describe(wiring, &round)).collect()
}

/// Why the function would refuse all that a subscription brings.
fn refused(wiring: &Wiring, subscription: &Subscription) -> Option<String> {
    let reader = wiring.reader(subscription);
    let (id, title) = (&subscription.id, reader.title());
    let role = reader.role?;
    let ours = wiring.functions.iter().filter(|function| function.role.is_some());
    if let Some(function) = ours.into_iter().find(|function| subscription.source.covers(&function.own_group)) {
        let group = &function.own_group;
        return Some(format!(
            "{id} brings {title} {group}, the own log group of {}: what a function prints would make it print more; {}",
            function.title(),
            away(&subscription.source, group)
        ));
    }
    let back = |variable: &str, group: &str, shown: &str| {
        format!(
            "{id} brings {title} {group}, which it writes itself ({variable}: {shown}): its copies would come back to it; {}",
            away(&subscription.source, group)
        )
    };
    match role {
        Function::Redact => {
            let template = reader.redact.as_ref()?;
            let group = written(&subscription.source, template)?;
            Some(back("SLUICE_REDACT_DESTINATION", &group, &template.expand("{group}")))
        }
        Function::Forward if reader.forward_region.as_ref() == Some(&reader.region) => {
            let template = reader.forward.as_ref()?;
            if !reader.by_role {
                return Some(format!(
                    "{title} forwards to its own Region (SLUICE_FORWARD_REGION: {}), so that {id} brings what it would \
                     refuse to copy there; name another Region",
                    reader.region
                ));
            }
            let group = written(&subscription.source, template)?;
            Some(back("SLUICE_FORWARD_DESTINATION", &group, &template.expand("{group}")))
        }
        Function::Forward | Function::Archive | Function::Metrics => None,
    }
}

/// A log group of the source that a destination's template can produce.
fn written(source: &Source, template: &crate::settings::GroupTemplate) -> Option<String> {
    match source {
        Source::Group(group) => template.produces(group).then(|| group.clone()),
        Source::AllBut(_) => {
            let group = template.expand("…");
            source.covers(&group).then_some(group)
        }
    }
}

fn away(source: &Source, group: &str) -> String {
    match source {
        Source::Group(_) => {
            "take this subscription away, or let it name the log group where the events are born".to_owned()
        }
        Source::AllBut(_) if group.contains('…') => {
            "let the destination be one log group, without {group}, and leave it out in SelectionCriteria".to_owned()
        }
        Source::AllBut(_) => format!("leave {group} out in SelectionCriteria: LogGroupName NOT IN [\"{group}\"]"),
    }
}

/// The shortest way round from each subscription to itself, each circle once.
fn rounds(wiring: &Wiring, among: &[usize]) -> Vec<Vec<usize>> {
    let leads = |from: usize, to: usize| {
        let (from, to) = (&wiring.subscriptions[from], &wiring.subscriptions[to]);
        let (writer, reader): (&Reader, &Reader) = (wiring.reader(from), wiring.reader(to));
        let groups = match &from.source {
            Source::Group(group) => writer.writes(group),
            // Of what is read everywhere, only what does not hang on the source is certain.
            Source::AllBut(_) => vec![(writer.region.clone(), writer.own_group.clone())],
        };
        groups.iter().any(|(region, group)| *region == reader.region && to.source.covers(group))
    };
    let mut found = Vec::new();
    let mut known = BTreeSet::new();
    for start in among {
        // Each reached subscription, and the one before it.
        let mut before: Vec<Option<usize>> = vec![None; wiring.subscriptions.len()];
        let mut open = VecDeque::from([*start]);
        let mut last = None;
        'search: while let Some(at) = open.pop_front() {
            for to in among.iter().copied().filter(|to| leads(at, *to)) {
                if to == *start {
                    last = Some(at);
                    break 'search;
                }
                if before[to].is_none() {
                    before[to] = Some(at);
                    open.push_back(to);
                }
            }
        }
        let Some(last) = last else { continue };
        let mut round = vec![last];
        while let Some(at) = round.last().copied().filter(|at| at != start).and_then(|at| before[at]) {
            round.push(at);
        }
        round.reverse();
        let mut members = round.clone();
        members.sort_unstable();
        if known.insert(members) {
            found.push(round);
        }
    }
    found
}

/// A circle in words, at its first subscription.
fn describe(wiring: &Wiring, round: &[usize]) -> Circle {
    let all: Vec<&Subscription> = round.iter().map(|at| &wiring.subscriptions[*at]).collect();
    let step = |one: &&Subscription| {
        let reader = wiring.reader(one);
        let source = match &one.source {
            Source::Group(group) => group.as_str(),
            Source::AllBut(_) => "every log group",
        };
        let region = if reader.region.starts_with('$') { String::new() } else { format!(" in {}", reader.region) };
        format!("{source}{region} ─▶ {}", reader.title())
    };
    let way = all.iter().map(step).collect::<Vec<_>>().join(" ─▶ ");
    let mut ids: Vec<String> = all.iter().map(|one| format!("{} (line {})", one.id, one.place.line)).collect();
    ids.sort();
    ids.dedup();
    let first = all.iter().map(|one| one.place).min().unwrap_or_default();
    let what = format!(
        "what is written comes back: {way} ─▶ and round again; take away one of {}, or let a destination on the way name a \
         log group that none of them reads",
        ids.join(", ")
    );
    (first, what)
}
