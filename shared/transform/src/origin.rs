//! Where events were born, as far as names tell, and whether passing them on would make a loop.
//!
//! Behind the redacted group, and behind a central group, a batch's own group is not where its events were born. Keys,
//! forwarded streams, dimensions and scopes speak of the origin.

use crate::batch::LogBatch;
use crate::names::{is_account, is_region, percent_decode};
use crate::plan::Function;
use crate::settings::Settings;

/// Where events were born.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The account: 12 digits.
    pub account: String,
    /// The Region, or `local`.
    pub region: String,
    /// The log group.
    pub log_group: String,
    /// The log stream.
    pub log_stream: String,
    /// Whether the events came by way of a group that Sluice writes, or back from parking: they passed the chain before, and
    /// are redacted only.
    pub second_hand: bool,
}

impl Origin {
    /// Traces a batch that came from `region` to where its events were born.
    pub fn trace(batch: &LogBatch<'_>, region: &str, settings: &Settings) -> Self {
        // A stream's name is whatever its writer chose: it may say where events were born, but only the name of a group that
        // Sluice writes says that they passed the chain before.
        let central = settings.forward_destination.as_ref().is_some_and(|template| template.produces(&batch.log_group));
        if let Some(origin) = forwarded(&batch.log_stream) {
            return Self { second_hand: central, ..origin };
        }
        let template = settings.redact_destination.as_ref();
        let redacted = template.and_then(|template| template.recover(&batch.log_group));
        Self {
            account: batch.owner.to_string(),
            region: region.to_owned(),
            log_group: redacted.unwrap_or(&batch.log_group).to_owned(),
            log_stream: batch.log_stream.to_string(),
            second_hand: template.is_some_and(|template| template.produces(&batch.log_group)),
        }
    }

    /// Whether `function` must refuse the batch, because what it wrote could come back to it.
    pub fn is_loop(&self, function: Function, batch: &LogBatch<'_>, region: &str, settings: &Settings) -> bool {
        if is_own_group(function, batch, settings) {
            return true;
        }
        let writes = |template: &Option<crate::settings::GroupTemplate>| {
            template.as_ref().is_some_and(|template| template.produces(&batch.log_group))
        };
        match function {
            Function::Redact => writes(&settings.redact_destination),
            Function::Forward => {
                let there = settings.forward_region.as_deref();
                let home = settings.forward_account().unwrap_or(&batch.owner);
                let back = there == Some(self.region.as_str()) && home == self.account;
                (writes(&settings.forward_destination) && there == Some(region)) || back
            }
            Function::Archive | Function::Metrics => false,
        }
    }
}

/// Whether a batch comes from the log group of `function`, or of another function of the same stack: the template names them
/// alike, but for the function's name at the end.
pub fn is_own_group(function: Function, batch: &LogBatch<'_>, settings: &Settings) -> bool {
    let Some(own) = settings.own_log_group.as_deref() else { return false };
    let group = batch.log_group.as_ref();
    let Some(stack) = own.strip_suffix(function.name()).filter(|stack| stack.ends_with('-')) else {
        return own == group;
    };
    group.strip_prefix(stack).is_some_and(|name| Function::ALL.iter().any(|function| function.name() == name))
}

/// The origin that a forwarded stream's name tells: `<account>/<region>/<percent-encoded group>/<stream>`.
fn forwarded(stream: &str) -> Option<Origin> {
    let mut parts = stream.splitn(4, '/');
    let (account, region, group, stream) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    (is_account(account) && is_region(region) && !group.is_empty() && !stream.is_empty()).then_some(())?;
    Some(Origin {
        account: account.to_owned(),
        region: region.to_owned(),
        log_group: percent_decode(group)?,
        log_stream: percent_decode(stream)?,
        second_hand: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::MessageType;
    use crate::names::forwarded_stream;

    fn batch(group: &str, stream: &str) -> LogBatch<'static> {
        LogBatch {
            message_type: MessageType::Data,
            owner: "111122223333".into(),
            log_group: group.to_owned().into(),
            log_stream: stream.to_owned().into(),
            subscription_filters: vec![],
            log_events: vec![],
            malformed: vec![],
        }
    }

    fn settings(pairs: &[(&str, &str)]) -> Settings {
        Settings::read(|name| pairs.iter().find(|(k, _)| *k == name).map(|(_, v)| (*v).to_owned())).unwrap()
    }

    #[test]
    fn origins_are_recovered() {
        let settings =
            settings(&[("SLUICE_REDACT_DESTINATION", "/redacted{group}"), ("SLUICE_FORWARD_DESTINATION", "/central")]);
        let origin = Origin::trace(&batch("/redacted/ecs/app", "web/1"), "eu-west-1", &settings);
        assert_eq!((origin.log_group.as_str(), origin.second_hand), ("/ecs/app", true));
        let stream = forwarded_stream("999988887777", "eu-west-1", "/ecs/app", "web/1/x");
        let origin = Origin::trace(&batch("/central", &stream), "us-east-1", &settings);
        assert_eq!(origin.account, "999988887777");
        assert_eq!((origin.region.as_str(), origin.log_group.as_str()), ("eu-west-1", "/ecs/app"));
        assert_eq!((origin.log_stream.as_str(), origin.second_hand), ("web/1/x", true));
        let origin = Origin::trace(&batch("/mine", &stream), "us-east-1", &settings);
        assert!(!origin.second_hand, "whoever names a stream so does not escape the filters");
        for odd in ["a:b", "a%3Ab", "a*b%", "[$LATEST]"] {
            let stream = forwarded_stream("999988887777", "eu-west-1", "/ecs/app", odd);
            assert_eq!(Origin::trace(&batch("/central", &stream), "us-east-1", &settings).log_stream, odd);
        }
        let origin = Origin::trace(&batch("/ecs/app", "app/web/0f"), "eu-west-1", &settings);
        assert!(!origin.second_hand && origin.log_group == "/ecs/app");
    }

    #[test]
    fn loops_are_seen_by_each_function_against_its_own_destination() {
        let settings = settings(&[
            ("SLUICE_REDACT_DESTINATION", "/redacted{group}"),
            ("SLUICE_FORWARD_DESTINATION", "/central"),
            ("SLUICE_FORWARD_REGION", "eu-central-1"),
            ("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/sluice-redact"),
        ]);
        let check = |function, group: &str, stream: &str, region: &str| {
            let batch = batch(group, stream);
            Origin::trace(&batch, region, &settings).is_loop(function, &batch, region, &settings)
        };
        let (redact, forward, archive) = (Function::Redact, Function::Forward, Function::Archive);
        assert!(check(redact, "/redacted/ecs/app", "s", "eu-west-1"));
        assert!(!check(forward, "/redacted/ecs/app", "s", "eu-west-1"), "the default stack");
        assert!(!check(archive, "/redacted/ecs/app", "s", "eu-west-1"), "the default stack");
        assert!(check(forward, "/central", "s", "eu-central-1"));
        assert!(!check(forward, "/central", "s", "eu-west-1"), "another Region's group of the same name");
        assert!(
            check(forward, "/elsewhere", "111122223333/eu-central-1/%2Fa/s", "eu-west-1"),
            "back to where it came from"
        );
        assert!(check(redact, "/aws/lambda/sluice-redact", "s", "eu-west-1"));
        assert!(check(redact, "/aws/lambda/sluice-forward", "s", "eu-west-1"), "what forward prints would come round");
        assert!(!check(redact, "/aws/lambda/other-forward", "s", "eu-west-1"));
        assert!(!check(redact, "/aws/lambda/sluice-checkout", "s", "eu-west-1"), "somebody's function");
        assert!(!check(redact, "/ecs/app", "s", "eu-west-1"));
    }
}
