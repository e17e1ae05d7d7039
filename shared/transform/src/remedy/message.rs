//! What people are told: what fired, what was seen, what was done or not and why, what to do next, and where to look.
//!
//! The text is for reading; the attribute says the same for chat tools and incident systems. What CloudWatch wrote passes
//! redaction first, since its reasons and our names end in channels that many read. It refuses to let what others wrote look
//! like what we say: theirs stays on its line, in characters that are seen, and is short.

use serde::Serialize;

use super::audit::{Record, Verdict};
use super::guard::{Finding, Guard};
use super::policy::Target;
use crate::alarm::Alarm;

/// A message for an SNS topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The same for every copy of the same news, so that people are told once.
    pub key: String,
    /// At most 100 printable ASCII characters, as SNS demands.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// The message attribute `sluice`: JSON.
    pub attribute: String,
}

#[derive(Serialize)]
struct Attribute<'a> {
    incident: &'a str,
    alarm: &'a str,
    account: &'a str,
    region: &'a str,
    target: Option<&'a Target>,
    rung: u32,
    action: &'a str,
    verdict: Verdict,
    guard: Option<Guard>,
    reason: &'a str,
    next: &'a str,
    links: &'a [(&'static str, String)],
}

/// The longest subject that SNS takes.
const SUBJECT: usize = 100;

/// The longest reason that is told, in characters: a message of SNS has at most 262,144 bytes, attributes included.
const REASON: usize = 2_000;

/// The longest fact that is told, in characters.
const FACT: usize = 300;

/// Writes the message for a record; `redact` hides what must not be seen in what CloudWatch wrote.
pub fn message(record: &Record, alarm: &Alarm, redact: &dyn Fn(&str) -> String) -> Message {
    let target = record.target.as_ref().map_or_else(|| "an unknown target".to_owned(), ToString::to_string);
    let (done, name) = (headline(record, &target), plain(&alarm.name, FACT));
    let next = next(record);
    let links = links(alarm, record.target.as_ref());
    let mut lines = vec![done.clone(), String::new(), format!("Alarm: {name} ({}, {})", alarm.account, alarm.region)];
    if let Some(since) = alarm.since {
        lines.push(format!("Fires since: {since}"));
    }
    if !alarm.reason.is_empty() {
        lines.push(format!("CloudWatch says: {}", plain(&redact(&alarm.reason), REASON)));
    }
    let why = plain(&record.reason, REASON);
    lines.push(format!("Why: {why}"));
    let asked = record.guards.iter().filter(|row| row.finding != Finding::NotAsked);
    let seen: Vec<String> = asked
        .map(|row| {
            let inputs: Vec<String> =
                row.inputs.iter().map(|(name, value)| format!("{name} {}", plain(value, FACT))).collect();
            format!("  {} {}: {}", row.guard.number(), row.guard.name(), inputs.join(", "))
        })
        .collect();
    if !seen.is_empty() {
        lines.push("Seen:".to_owned());
        lines.extend(seen);
    }
    lines.push(format!("Next: {next}"));
    lines.push(String::new());
    lines.extend(links.iter().map(|(name, link)| format!("{name}: {link}")));
    let attribute = Attribute {
        incident: &record.incident,
        alarm: &name,
        account: &alarm.account,
        region: &alarm.region,
        target: record.target.as_ref(),
        rung: record.rung,
        action: record.action,
        verdict: record.verdict,
        guard: record.guard,
        reason: &why,
        next,
        links: &links,
    };
    Message {
        key: format!("{}:{}:{}", record.incident, record.verdict.name(), record.guard.map_or("", Guard::name)),
        subject: subject(&format!("[{}] {name}: {done}", record.verdict.name())),
        text: lines.join("\n") + "\n",
        attribute: serde_json::to_string(&attribute).unwrap_or_default(),
    }
}

fn headline(record: &Record, target: &str) -> String {
    let action = record.action;
    match record.verdict {
        Verdict::Acted => format!("{action} was done on {target}"),
        Verdict::DryRun => format!("{action} would have been done on {target}"),
        Verdict::Refused if action.is_empty() => "nothing was done".to_owned(),
        Verdict::Refused => format!("{action} was not done on {target}"),
        Verdict::Recovered => format!("{target} recovered"),
        Verdict::Escalated => format!("{target} needs a person"),
    }
}

/// What a person should do.
fn next(record: &Record) -> &'static str {
    match (record.verdict, record.guard) {
        (Verdict::Recovered, _) => "Nothing, unless something was left changed.",
        (Verdict::Acted, _) => "Wait: whether it helped is verified.",
        (Verdict::DryRun, _) => "Say `mode: act` in the policy if this is what should be done.",
        (Verdict::Escalated, _) => "See to the service: nothing more is done by itself.",
        (Verdict::Refused, guard) => match guard {
            Some(Guard::Fired) => "See to the alarm by hand: its event could not be understood.",
            Some(Guard::Switch) => "See to the service by hand, or take the kill switch or the alarm's tag away.",
            Some(Guard::Allowed) => {
                "See to the service by hand; allow it in sluice.yaml and by its tag sluice:remediate=allow."
            }
            Some(Guard::Hours) => "See to the service by hand; check the function's clock if it is not trusted.",
            Some(Guard::Still) => "See whether the alarm still fires.",
            Some(Guard::Service) => "See to the service and its deployment by hand.",
            Some(Guard::Mode) => "Say `mode: act` in the policy if this is what should be done.",
            Some(Guard::Claim) => "See what became of the remedy that is under way, and to the table of incidents.",
            Some(Guard::Budget) => {
                "See to the service by hand: remedies have been spent on it, and it needs a cause found."
            }
            None => "Add a policy for the alarm to sluice.yaml, or take it off the remediation.",
        },
    }
}

/// Pages of the console: the alarm, the service and its logs.
fn links(alarm: &Alarm, target: Option<&Target>) -> Vec<(&'static str, String)> {
    let region = &alarm.region;
    let domain = match alarm.arn.split(':').nth(1) {
        Some("aws-cn") => "console.amazonaws.cn",
        Some("aws-us-gov") => "console.amazonaws-us-gov.com",
        _ => "console.aws.amazon.com",
    };
    let console = format!("https://{region}.{domain}");
    let name = crate::names::percent_encode(&alarm.name);
    let mut links = vec![("Alarm", format!("{console}/cloudwatch/home?region={region}#alarmsV2:alarm/{name}"))];
    if let Some(target) = target {
        let service = format!("{console}/ecs/v2/clusters/{}/services/{}", target.cluster(), target.service());
        links.push(("Service", format!("{service}/health?region={region}")));
        links.push(("Logs", format!("{service}/logs?region={region}")));
    }
    links
}

/// A text of others, on one line and at most so long: what ends lines is a space, and what hides or turns text is left out.
/// Source of the latter: Unicode Standard Annex 9, "Bidirectional Algorithm", section 2, and zero-width characters.
fn plain(text: &str, longest: usize) -> String {
    let hidden = |c: &char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    let ends = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let kept = text.chars().filter(|c| !hidden(c)).map(|c| if ends(c) { ' ' } else { c });
    let mut short: String = kept.take(longest + 1).collect();
    if let Some((cut, _)) = short.char_indices().nth(longest) {
        short.truncate(cut);
        short.push('…');
    }
    short
}

fn subject(text: &str) -> String {
    let printable = |c: char| if c.is_ascii_graphic() || c == ' ' { c } else { '?' };
    text.chars().map(printable).take(SUBJECT).collect()
}
