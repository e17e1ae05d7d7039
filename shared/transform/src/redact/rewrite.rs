//! Findings into text: overlaps joined, replacements written, and the result looked at again until nothing changes, so
//! that redacting twice equals redacting once whatever a replacement brings together.

use std::borrow::Cow;
use std::ops::Range;

use super::derived::Derived;
use super::finding::{Finding, Form, join};
use super::json;
use super::layer::Layers;
use super::rules::Rules;

/// How often a text is looked at. Honest text needs two looks; one that needs more than this is hidden whole.
const MAX_LOOKS: usize = 8;

/// Redacts a text, in which `findings` were found.
pub fn to_fixpoint<'t>(
    layers: &Layers<'_>,
    rules: &Rules,
    text: &'t [u8],
    findings: Vec<Finding>,
) -> (Cow<'t, [u8]>, Vec<Finding>) {
    let Some(draft) = Draft::new(rules, text, findings) else { return (Cow::Borrowed(text), Vec::new()) };
    let found = layers.find(draft.written());
    draft.settle(layers, rules, found)
}

/// A text written anew, which nobody has looked at yet.
pub struct Draft<'t> {
    text: &'t [u8],
    findings: Vec<Finding>,
    written: Vec<u8>,
}

impl<'t> Draft<'t> {
    /// Writes a text anew, in which `findings` were found; `None` where they change nothing.
    #[inline]
    pub fn new(rules: &Rules, text: &'t [u8], findings: Vec<Finding>) -> Option<Self> {
        let findings = changes(rules, text, findings);
        (!findings.is_empty()).then(|| Self { text, written: rewrite(rules, text, &findings), findings })
    }

    /// What was written.
    pub fn written(&self) -> &[u8] {
        &self.written
    }

    /// Takes what was `found` in what was written, and looks again until nothing changes.
    pub fn settle(self, layers: &Layers<'_>, rules: &Rules, found: Vec<Finding>) -> (Cow<'t, [u8]>, Vec<Finding>) {
        let Self { text, mut findings, mut written } = self;
        let mut found = Some(found);
        for _ in 0..MAX_LOOKS {
            let found = found.take().unwrap_or_else(|| layers.find(&written));
            let more = changes(rules, &written, found);
            if more.is_empty() {
                return (Cow::Owned(written), findings);
            }
            let derived = derive(rules, text, &findings);
            let more: Vec<_> = more
                .into_iter()
                .map(|finding| {
                    let (start, end) = derived.original(finding.start, finding.end);
                    // What an action left standing, or wrote, is found again: nothing of it may stay.
                    let near = findings.partition_point(|known| known.end <= start);
                    let again = findings.get(near).is_some_and(|known| known.start < end);
                    Finding { start, end, wholly: finding.wholly || again, ..finding }
                })
                .collect();
            let joined = join(findings.iter().chain(&more).cloned().collect());
            let nothing_new = joined == findings;
            findings = joined;
            if nothing_new {
                name_anew(&mut findings, &more);
            }
            written = rewrite(rules, text, &findings);
        }
        hide_whole(layers, rules, text)
    }
}

/// Hides a text as a whole, which does not settle.
fn hide_whole(layers: &Layers<'_>, rules: &Rules, text: &[u8]) -> (Cow<'static, [u8]>, Vec<Finding>) {
    // A JSON message stays JSON: a string in place of its object or array.
    let start = text.len() - text.trim_ascii_start().len();
    let is_json = json::end(text, start).is_ok_and(|end| text[end..].trim_ascii().is_empty());
    let form = if is_json { Form::Value } else { Form::Text };
    let whole = vec![Finding { form, wholly: true, ..Finding::text(0, text.len(), layers.scanner.fallback()) }];
    let rewritten = rewrite(rules, text, &whole);
    if changes(rules, &rewritten, layers.find(&rewritten)).is_empty() {
        return (Cow::Owned(rewritten), whole);
    }
    // A detector of one's own finds something even in that: then nothing is left.
    (Cow::Owned(if is_json { b"null".to_vec() } else { Vec::new() }), whole)
}

/// Where another detector finds again what was written, `password=***` for the one of addresses, the other's action is
/// taken: the first one's would write the same once more.
fn name_anew(findings: &mut [Finding], more: &[Finding]) {
    for again in more {
        let near = findings.partition_point(|known| known.end <= again.start);
        if let Some(known) = findings.get_mut(near)
            && known.start < again.end
        {
            (known.detector, known.rule) = (again.detector, again.rule);
        }
    }
}

/// Joins findings and leaves out those that would change nothing, such as what is masked already, and what is allowed.
fn changes(rules: &Rules, text: &[u8], mut findings: Vec<Finding>) -> Vec<Finding> {
    if findings.is_empty() {
        return findings;
    }
    let Rules { replacer, allow, .. } = rules;
    spare_tokens(replacer.tokens(text).collect(), &mut findings);
    findings.retain(|finding| !allow.allows(finding, replacer.name(finding), &text[finding.start..finding.end]));
    findings.iter_mut().for_each(|finding| replacer.widen(finding, text));
    let mut parts = if replacer.keeps() { findings.clone() } else { Vec::new() };
    parts.sort_by_key(|part| part.start);
    let changes = |finding: &Finding| {
        let hidden = &text[finding.start..finding.end];
        replacer.replacement(finding, hidden).as_bytes() != hidden
    };
    let mut findings = join(findings);
    findings.retain_mut(|finding| {
        if changes(finding) {
            return true;
        }
        // Within what an action leaves standing, another detector finds something: nothing of it may stay.
        let first = parts.partition_point(|part| part.start < finding.start);
        let mut within = parts[first..].iter().take_while(|part| part.start < finding.end);
        finding.wholly |= within.any(|part| part.detector != finding.detector && changes(part));
        changes(finding)
    });
    findings
}

/// Leaves the tokens in a text alone: what is found within one is of our own making. What holds a token and more than that
/// is hidden as a whole.
fn spare_tokens(tokens: Vec<Range<usize>>, findings: &mut Vec<Finding>) {
    if tokens.is_empty() {
        return;
    }
    let over = |at: usize| {
        let next = tokens.partition_point(|token| token.end <= at);
        tokens.get(next).filter(|token| token.start < at)
    };
    for finding in findings.iter_mut() {
        let (first, last) = (over(finding.start).cloned(), over(finding.end).cloned());
        if let Some(token) = first {
            finding.start = token.end;
        }
        if let Some(token) = last {
            finding.end = token.start;
        }
    }
    findings.retain(|finding| {
        let whole = |token: &Range<usize>| token.start == finding.start && token.end == finding.end;
        let next = tokens.partition_point(|token| token.start < finding.start);
        finding.start < finding.end && !tokens.get(next).is_some_and(whole)
    });
}

fn rewrite(rules: &Rules, text: &[u8], findings: &[Finding]) -> Vec<u8> {
    // What is written is seldom longer by more than this than what it stands for.
    const LONGER: usize = 16;
    let mut out = Vec::with_capacity(text.len() + LONGER * findings.len());
    pieces(rules, text, findings, |_, _, bytes| out.extend_from_slice(bytes));
    out
}

/// The same with the way back, which few texts need.
fn derive(rules: &Rules, text: &[u8], findings: &[Finding]) -> Derived {
    let mut out = Derived::new(text.len());
    pieces(
        rules,
        text,
        findings,
        |at, found, bytes| if found { out.instead(at, bytes) } else { out.verbatim(at, bytes) },
    );
    out
}

/// What is written piece by piece: where it stands in the text, whether it stands for a finding, and its bytes.
fn pieces(rules: &Rules, text: &[u8], findings: &[Finding], mut take: impl FnMut(usize, bool, &[u8])) {
    let mut at = 0;
    for finding in findings {
        take(at, false, &text[at..finding.start]);
        let hidden = &text[finding.start..finding.end];
        take(finding.start, true, rules.replacer.replacement(finding, hidden).as_bytes());
        at = finding.end;
    }
    take(at, false, &text[at..]);
}
