//! How an invocation is answered: each source in its own form, as JSON.
//!
//! Kinesis and SQS event source mappings take `{"batchItemFailures": [{"itemIdentifier": …}]}` (*AWS Lambda Developer
//! Guide*, "Reporting batch item failures"), Firehose takes `{"records": [{"recordId", "result", "data"}]}` (*Amazon Data
//! Firehose Developer Guide*, "Data transformation"). Whoever invokes directly gets the account. It refuses to name what
//! was delivered or parked as a failure: naming it would bring it twice.

use serde_json::{Value as Json, json};

use crate::envelope::Source;
use crate::tally::Account;

/// What became of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordOutcome {
    /// Everything in it is settled; for Firehose, with the payload to go on with, if anything is left of it.
    Settled(Option<String>),
    /// There is nothing to go on with: it cannot be read, and is kept aside as it came, or it is refused as a loop.
    Refused,
    /// It could be neither delivered nor kept aside: it has to come again.
    Failed,
}

/// Nothing that the source understands would bring back what failed: the invocation as a whole has to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WholeFailure;

/// The most bytes of payloads in one answer to Firehose, which takes 6 MB of JSON in all.
pub const MAX_ANSWERED: usize = 5_500_000;

/// Whether, after a record failed, those behind it may still be carried out. Kinesis goes on from the lowest failed record,
/// so that what lies behind comes again.
pub fn goes_on_after_failure(source: Source) -> bool {
    source != Source::Kinesis
}

/// Puts the outcomes of an invocation's records, by their ids, into the source's form. Records that were not reached have
/// no outcome.
///
/// # Errors
/// When something failed and the source's form cannot say what.
pub fn answer(source: Source, outcomes: &[(String, RecordOutcome)], account: &Account) -> Result<Json, WholeFailure> {
    let mut failed = outcomes.iter().filter(|(_, outcome)| *outcome == RecordOutcome::Failed).map(|(id, _)| id);
    match source {
        Source::Direct => match failed.next() {
            Some(_) => Err(WholeFailure),
            None => Ok(json!(account)),
        },
        Source::Kinesis | Source::Sqs => {
            let failures: Vec<&String> = failed.collect();
            if failures.iter().any(|id| id.is_empty()) {
                return Err(WholeFailure);
            }
            let failures: Vec<Json> = failures.into_iter().map(|id| json!({ "itemIdentifier": id })).collect();
            Ok(json!({ "batchItemFailures": failures }))
        }
        Source::Firehose => {
            let records: Vec<Json> = outcomes.iter().map(|(id, outcome)| firehose(id, outcome)).collect();
            Ok(json!({ "records": records }))
        }
    }
}

fn firehose(id: &str, outcome: &RecordOutcome) -> Json {
    match outcome {
        RecordOutcome::Settled(Some(data)) => json!({ "recordId": id, "result": "Ok", "data": data }),
        RecordOutcome::Settled(None) => json!({ "recordId": id, "result": "Dropped" }),
        RecordOutcome::Refused | RecordOutcome::Failed => json!({ "recordId": id, "result": "ProcessingFailed" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use RecordOutcome::{Failed, Refused, Settled};

    fn check(source: Source, outcomes: &[(&str, RecordOutcome)]) -> Result<String, WholeFailure> {
        let outcomes: Vec<_> = outcomes.iter().map(|(id, outcome)| ((*id).to_owned(), outcome.clone())).collect();
        answer(source, &outcomes, &Account { received: 1, delivered: 1, ..Account::default() }).map(|j| j.to_string())
    }

    #[test]
    fn each_source_has_its_form() {
        for source in [Source::Kinesis, Source::Sqs] {
            assert_eq!(check(source, &[("a", Settled(None))]).unwrap(), r#"{"batchItemFailures":[]}"#);
            assert_eq!(
                check(source, &[("a", Settled(None)), ("b", Failed), ("c", Refused)]).unwrap(),
                r#"{"batchItemFailures":[{"itemIdentifier":"b"}]}"#
            );
        }
        assert_eq!(
            check(Source::Firehose, &[("a", Settled(Some("x".into()))), ("b", Settled(None)), ("c", Refused)]).unwrap(),
            r#"{"records":[{"data":"x","recordId":"a","result":"Ok"},{"recordId":"b","result":"Dropped"},{"recordId":"c","result":"ProcessingFailed"}]}"#
        );
        let account = check(Source::Direct, &[("", Refused)]).unwrap();
        assert!(account.contains(r#""received":1"#), "{account}");
    }

    #[test]
    fn what_cannot_be_named_fails_the_whole() {
        assert_eq!(check(Source::Direct, &[("", Failed)]), Err(WholeFailure));
        assert_eq!(check(Source::Sqs, &[("", Failed), ("b", Settled(None))]), Err(WholeFailure));
        assert_eq!(
            check(Source::Firehose, &[("a", Failed)]).unwrap(),
            r#"{"records":[{"recordId":"a","result":"ProcessingFailed"}]}"#
        );
    }
}
