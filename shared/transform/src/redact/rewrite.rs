//! Findings into text: overlaps joined, replacements written, and the result looked at again until nothing changes, so
//! that redacting twice equals redacting once whatever a replacement brings together.

use std::borrow::Cow;

use super::action::Replacer;
use super::escape::Derived;
use super::finding::{Finding, Form, join};
use super::json;
use super::layer::Layers;
use super::scan::Scanner;

/// How often a text is looked at. Honest text needs two looks; one that needs more than this is hidden whole.
const MAX_LOOKS: usize = 8;

/// Redacts a text; `continued` is what only the stream's earlier messages explain.
pub fn to_fixpoint<'t>(
    scanner: &Scanner,
    replacer: &Replacer,
    text: &'t [u8],
    continued: Vec<Finding>,
) -> (Cow<'t, [u8]>, Vec<Finding>) {
    let layers = Layers { scanner, replacer };
    let mut findings = layers.find(text);
    findings.extend(continued);
    let mut findings = changes(replacer, text, findings);
    if findings.is_empty() {
        return (Cow::Borrowed(text), findings);
    }
    for _ in 0..MAX_LOOKS {
        let rewritten = rewrite(replacer, text, &findings);
        let more = changes(replacer, &rewritten.text, layers.find(&rewritten.text));
        if more.is_empty() {
            return (Cow::Owned(rewritten.text), findings);
        }
        findings.extend(more.into_iter().map(|finding| {
            let (start, end) = rewritten.original(finding.start, finding.end);
            Finding { start, end, ..finding }
        }));
        findings = join(findings);
    }
    // A JSON message stays JSON: a string in place of its object or array.
    let start = text.len() - text.trim_ascii_start().len();
    let is_json = json::end(text, start).is_ok_and(|end| text[end..].trim_ascii().is_empty());
    let form = if is_json { Form::Value } else { Form::Text };
    let whole = vec![Finding { form, ..Finding::text(0, text.len(), scanner.fallback()) }];
    (Cow::Owned(rewrite(replacer, text, &whole).text), whole)
}

/// Joins findings and leaves out those that would change nothing, such as what is masked already.
fn changes(replacer: &Replacer, text: &[u8], findings: Vec<Finding>) -> Vec<Finding> {
    let mut findings = join(findings);
    findings.retain(|finding| {
        let hidden = &text[finding.start..finding.end];
        replacer.replacement(finding, hidden).as_bytes() != hidden
    });
    findings
}

fn rewrite(replacer: &Replacer, text: &[u8], findings: &[Finding]) -> Derived {
    let mut out = Derived::new(text.len());
    let mut at = 0;
    for finding in findings {
        out.verbatim(at, &text[at..finding.start]);
        let hidden = &text[finding.start..finding.end];
        out.instead(finding.start, replacer.replacement(finding, hidden).as_bytes());
        at = finding.end;
    }
    out.verbatim(at, &text[at..]);
    out
}
