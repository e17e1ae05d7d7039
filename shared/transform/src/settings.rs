//! What differs from stack to stack: the `SLUICE_*` environment, read by whoever calls.
//!
//! It refuses to touch the environment itself: a caller hands in a way to look names up.

use std::net::IpAddr;

use crate::names::{is_account, is_region};
use crate::plan::Function;
use crate::redact::{KeyError, PseudonymKeys};

/// The settings of one function, or of a local run. An empty variable counts as one that is not set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// `SLUICE_CONFIG`: where `sluice.yaml` is.
    pub config: Option<String>,
    /// `SLUICE_REDACT_DESTINATION`: the log group for redacted copies.
    pub redact_destination: Option<GroupTemplate>,
    /// `SLUICE_FORWARD_DESTINATION`: the log group for forwarded copies.
    pub forward_destination: Option<GroupTemplate>,
    /// `SLUICE_FORWARD_REGION`: the Region that copies are forwarded to.
    pub forward_region: Option<String>,
    /// `SLUICE_FORWARD_ROLE_ARN`: the role to assume for forwarding.
    pub forward_role_arn: Option<String>,
    /// `SLUICE_ARCHIVE_BUCKET`.
    pub archive_bucket: Option<String>,
    /// `SLUICE_PARKED_BUCKET`.
    pub parked_bucket: Option<String>,
    /// `SLUICE_PSEUDONYM_KEY`: where the keys of pseudonyms are, or the keys.
    pub pseudonym_key: Option<KeySetting>,
    /// What `remediate` stands on.
    pub remediate: Remediate,
    /// `AWS_LAMBDA_LOG_GROUP_NAME`: the function's own log group.
    pub own_log_group: Option<String>,
}

/// The settings of `remediate`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remediate {
    /// `SLUICE_REMEDIATE_TABLE`: the DynamoDB table of incidents.
    pub table: Option<String>,
    /// `SLUICE_REMEDIATE_QUEUE_URL`: the queue that brings incidents back to be verified.
    pub queue_url: Option<String>,
    /// `SLUICE_REMEDIATE_TOPIC_ARN`: the SNS topic that tells people.
    pub topic_arn: Option<String>,
    /// `SLUICE_REMEDIATE_KILL_SWITCH`: the SSM parameter that says `on` or `off`.
    pub kill_switch: Option<String>,
    /// `SLUICE_REMEDIATE_MODE`: with `dry_run` no policy acts, whatever it says. `policy`, or nothing, lets each say.
    pub dry_run: bool,
}

/// `SLUICE_PSEUDONYM_KEY` as it is set: the ARN of a secret, or the keys themselves. It is not looked into before a rule
/// needs it, and never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct KeySetting(String);

impl std::fmt::Debug for KeySetting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeySetting")
    }
}

impl KeySetting {
    /// The name of the variable.
    pub const VARIABLE: &str = "SLUICE_PSEUDONYM_KEY";

    /// The ARN of a Secrets Manager secret, if it is one.
    pub fn secret_arn(&self) -> Option<&str> {
        let parts: Vec<&str> = self.0.splitn(7, ':').collect();
        let [arn, _, service, region, account, kind, name] = parts[..] else { return None };
        let sound = arn == "arn" && service == "secretsmanager" && is_region(region) && is_account(account);
        (sound && kind == "secret" && !name.is_empty()).then_some(self.0.as_str())
    }

    /// The keys, if they stand there themselves.
    ///
    /// # Errors
    /// When they have another form, or are too short. Errors hold no part of a key.
    pub fn keys(&self) -> Result<PseudonymKeys, KeyError> {
        PseudonymKeys::parse(&self.0)
    }
}

/// Whether an endpoint is on this very machine, so that what is sent there leaves it nowhere: only then may keys stand in a
/// function's environment.
pub fn is_loopback(endpoint: &str) -> bool {
    let Some((_, rest)) = endpoint.split_once("://") else { return false };
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    let host = match authority.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    !authority.contains('@')
        && (host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.to_canonical().is_loopback()))
}

/// A log group's name in which `{group}` stands for the source's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupTemplate {
    before: String,
    /// What follows `{group}`, if it occurs.
    after: Option<String>,
}

/// Why a setting cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{variable}: {message}")]
pub struct SettingsError {
    /// The environment variable.
    pub variable: &'static str,
    /// What is wrong and what to set instead.
    pub message: &'static str,
}

impl Settings {
    /// Reads the settings through `get`, which looks a variable up.
    ///
    /// # Errors
    /// When a variable holds what cannot be used.
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Result<Self, SettingsError> {
        let get = |name: &str| get(name).filter(|value| !value.trim().is_empty());
        let template = |variable: &'static str| {
            get(variable)
                .map(|value| GroupTemplate::parse(&value).map_err(|message| SettingsError { variable, message }))
                .transpose()
        };
        let forward_region = get("SLUICE_FORWARD_REGION");
        if forward_region.as_deref().is_some_and(|region| !is_region(region) && region != "central") {
            let message = "is no Region's name; set one such as eu-central-1";
            return Err(SettingsError { variable: "SLUICE_FORWARD_REGION", message });
        }
        let forward_role_arn = get("SLUICE_FORWARD_ROLE_ARN");
        if forward_role_arn.as_deref().is_some_and(|arn| account_of(arn).is_none() || !arn.contains(":role/")) {
            let message = "is no role's ARN; set one such as arn:aws:iam::111122223333:role/sluice-writer";
            return Err(SettingsError { variable: "SLUICE_FORWARD_ROLE_ARN", message });
        }
        let dry_run = match get("SLUICE_REMEDIATE_MODE").as_deref() {
            None | Some("policy") => false,
            Some("dry_run") => true,
            Some(_) => {
                let message = "is no mode; set policy, or dry_run";
                return Err(SettingsError { variable: "SLUICE_REMEDIATE_MODE", message });
            }
        };
        Ok(Self {
            config: get("SLUICE_CONFIG"),
            redact_destination: template("SLUICE_REDACT_DESTINATION")?,
            forward_destination: template("SLUICE_FORWARD_DESTINATION")?,
            forward_region,
            forward_role_arn,
            archive_bucket: get("SLUICE_ARCHIVE_BUCKET"),
            parked_bucket: get("SLUICE_PARKED_BUCKET"),
            pseudonym_key: get(KeySetting::VARIABLE).map(|value| KeySetting(value.trim().to_owned())),
            remediate: Remediate {
                table: get("SLUICE_REMEDIATE_TABLE"),
                queue_url: get("SLUICE_REMEDIATE_QUEUE_URL"),
                topic_arn: get("SLUICE_REMEDIATE_TOPIC_ARN"),
                kill_switch: get("SLUICE_REMEDIATE_KILL_SWITCH"),
                dry_run,
            },
            own_log_group: get("AWS_LAMBDA_LOG_GROUP_NAME"),
        })
    }

    /// Whether `function`, deployed in `region`, has every setting that it cannot do without. A local run needs none: below a
    /// folder nothing can be lost and nothing can loop.
    ///
    /// # Errors
    /// When one is missing, or would make the function refuse everything.
    pub fn require(&self, function: Function, region: &str) -> Result<(), SettingsError> {
        let need =
            |there: bool, variable, message| if there { Ok(()) } else { Err(SettingsError { variable, message }) };
        need(
            self.parked_bucket.is_some(),
            "SLUICE_PARKED_BUCKET",
            "is not set; name the bucket for what cannot be read or delivered, without which it would be lost",
        )?;
        match function {
            Function::Redact => need(
                self.redact_destination.is_some(),
                "SLUICE_REDACT_DESTINATION",
                "is not set; name the log group for redacted copies, such as /sluice/redacted{group}",
            ),
            Function::Forward => {
                need(
                    self.forward_destination.is_some(),
                    "SLUICE_FORWARD_DESTINATION",
                    "is not set; name the log group for forwarded copies, such as /sluice/central",
                )?;
                let there = self.forward_region.as_deref();
                need(
                    there.is_some_and(is_region),
                    "SLUICE_FORWARD_REGION",
                    "is not set to a Region; name the one that copies go to, such as eu-central-1",
                )?;
                need(
                    there != Some(region) || self.forward_role_arn.is_some(),
                    "SLUICE_FORWARD_REGION",
                    "is the function's own Region, so that every copy would be refused as a loop; name another, or a role of \
                     another account in SLUICE_FORWARD_ROLE_ARN",
                )
            }
            Function::Archive => need(
                self.archive_bucket.is_some(),
                "SLUICE_ARCHIVE_BUCKET",
                "is not set; name the bucket for the archive",
            ),
            Function::Metrics => Ok(()),
        }
    }

    /// Whether `remediate` has every setting that it cannot do without.
    ///
    /// # Errors
    /// When one is missing.
    pub fn require_for_remediate(&self) -> Result<(), SettingsError> {
        let Remediate { table, queue_url, topic_arn, kill_switch, dry_run: _ } = &self.remediate;
        let needed = [
            (table, "SLUICE_REMEDIATE_TABLE", "is not set; name the DynamoDB table that keeps incidents"),
            (queue_url, "SLUICE_REMEDIATE_QUEUE_URL", "is not set; name the queue that brings incidents back"),
            (topic_arn, "SLUICE_REMEDIATE_TOPIC_ARN", "is not set; name the SNS topic that tells people"),
            (kill_switch, "SLUICE_REMEDIATE_KILL_SWITCH", "is not set; name the SSM parameter that says on or off"),
        ];
        match needed.into_iter().find(|(setting, ..)| setting.is_none()) {
            Some((_, variable, message)) => Err(SettingsError { variable, message }),
            None => Ok(()),
        }
    }

    /// The account that forwarding writes to, where a role's ARN says so.
    pub fn forward_account(&self) -> Option<&str> {
        account_of(self.forward_role_arn.as_deref()?)
    }
}

/// The account that an ARN names.
fn account_of(arn: &str) -> Option<&str> {
    let account = arn.split(':').nth(4)?;
    (arn.starts_with("arn:") && is_account(account)).then_some(account)
}

impl GroupTemplate {
    /// Reads a template.
    ///
    /// # Errors
    /// When it holds braces other than one `{group}`, nothing but that, or what no log group's name may hold.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let (before, after) = match text.split_once("{group}") {
            Some((before, after)) => (before, Some(after)),
            None => (text, None),
        };
        if before.contains(['{', '}']) || after.is_some_and(|after| after.contains(['{', '}'])) {
            return Err("the only placeholder is {group}, once");
        }
        if before.is_empty() && after.is_none_or(str::is_empty) {
            return Err(
                "names the source's own group, which would be a loop; put something before {group} or behind it",
            );
        }
        let is_name = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-/#".contains(&b));
        if !is_name(before) || !after.is_none_or(is_name) {
            return Err("is no log group's name: those have letters, digits and . _ - / #");
        }
        Ok(Self { before: before.to_owned(), after: after.map(str::to_owned) })
    }

    /// A template of which parts are not known yet, and stand as `${Name}`.
    pub(crate) fn with_unknowns(text: &str) -> Self {
        const PLACE: &str = "{group}";
        let place = text.match_indices(PLACE).find(|(at, _)| !text[..*at].ends_with('$'));
        match place {
            Some((at, _)) => Self { before: text[..at].to_owned(), after: Some(text[at + PLACE.len()..].to_owned()) },
            None => Self { before: text.to_owned(), after: None },
        }
    }

    /// The group's name for a source group.
    pub fn expand(&self, group: &str) -> String {
        match &self.after {
            Some(after) => format!("{}{group}{after}", self.before),
            None => self.before.clone(),
        }
    }

    /// Whether some source group's name expands to this one.
    pub fn produces(&self, group: &str) -> bool {
        match &self.after {
            Some(_) => self.recover(group).is_some(),
            None => self.before == group,
        }
    }

    /// The source group's name of which this is the expansion, where it can be told.
    pub fn recover<'a>(&self, group: &'a str) -> Option<&'a str> {
        let source = group.strip_prefix(self.before.as_str())?.strip_suffix(self.after.as_deref()?)?;
        (!source.is_empty()).then_some(source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_expand_and_recover() {
        let template = GroupTemplate::parse("/sluice/redacted{group}").unwrap();
        assert_eq!(template.expand("/ecs/app"), "/sluice/redacted/ecs/app");
        assert_eq!(template.recover("/sluice/redacted/ecs/app"), Some("/ecs/app"));
        assert!(!template.produces("/ecs/app") && !template.produces("/sluice/redacted"));
        let fixed = GroupTemplate::parse("/sluice/central").unwrap();
        assert!(fixed.produces("/sluice/central") && fixed.recover("/sluice/central").is_none());
        assert!(GroupTemplate::parse("/x/{stream}").is_err());
        assert!(GroupTemplate::parse("{group}{group}").is_err());
        assert!(GroupTemplate::parse("{group}").is_err() && GroupTemplate::parse("/bad name").is_err());
    }

    #[test]
    fn a_function_needs_its_settings() {
        let all = [
            ("SLUICE_PARKED_BUCKET", "parked"),
            ("SLUICE_ARCHIVE_BUCKET", "archive"),
            ("SLUICE_REDACT_DESTINATION", "/redacted"),
            ("SLUICE_FORWARD_DESTINATION", "/central"),
            ("SLUICE_FORWARD_REGION", "eu-central-1"),
        ];
        let without = |missing: &str, function: Function, region: &str| {
            let get = |name: &str| all.iter().find(|(k, _)| *k == name && *k != missing).map(|(_, v)| (*v).to_owned());
            Settings::read(get).unwrap().require(function, region).map_err(|error| error.variable)
        };
        for function in Function::ALL {
            assert_eq!(without("", function, "eu-west-1"), Ok(()));
            assert_eq!(without("SLUICE_PARKED_BUCKET", function, "eu-west-1"), Err("SLUICE_PARKED_BUCKET"));
        }
        for (missing, function) in [
            ("SLUICE_REDACT_DESTINATION", Function::Redact),
            ("SLUICE_FORWARD_DESTINATION", Function::Forward),
            ("SLUICE_FORWARD_REGION", Function::Forward),
            ("SLUICE_ARCHIVE_BUCKET", Function::Archive),
        ] {
            assert_eq!(without(missing, function, "eu-west-1"), Err(missing));
        }
        assert_eq!(without("", Function::Forward, "eu-central-1"), Err("SLUICE_FORWARD_REGION"), "its own Region");
    }

    #[test]
    fn keys_are_not_printed() {
        let read = |value: &str| {
            let settings = Settings::read(|name| (name == KeySetting::VARIABLE).then(|| value.to_owned())).unwrap();
            assert!(!format!("{settings:?}").contains(value), "{settings:?}");
            settings.pseudonym_key.unwrap()
        };
        let arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:sluice/key-AbCdEf";
        assert_eq!(read(arn).secret_arn(), Some(arn));
        assert!(read("arn:aws:iam::111122223333:role/x").secret_arn().is_none());
        let keys = read(r#"{"primary":"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="}"#);
        assert!(keys.secret_arn().is_none() && keys.keys().unwrap().get("primary").is_some());
    }

    #[test]
    fn loopback_is_this_machine() {
        for endpoint in ["http://127.0.0.1:4566", "http://localhost:9/", "https://[::1]:4566/x", "http://127.1.2.3"] {
            assert!(is_loopback(endpoint), "{endpoint}");
        }
        for endpoint in [
            "https://secretsmanager.eu-west-1.amazonaws.com",
            "http://localhost.example.com",
            "http://localhost@example.com",
            "",
            "127.0.0.1",
        ] {
            assert!(!is_loopback(endpoint), "{endpoint}");
        }
    }

    #[test]
    fn mistakes_name_the_variable() {
        let error =
            Settings::read(|name| (name == "SLUICE_FORWARD_REGION").then(|| "Frankfurt".to_owned())).unwrap_err();
        assert!(error.to_string().starts_with("SLUICE_FORWARD_REGION: "), "{error}");
        let mode = |mode: &str| {
            Settings::read(|name| (name == "SLUICE_REMEDIATE_MODE").then(|| mode.to_owned()))
                .map(|settings| settings.remediate.dry_run)
        };
        assert_eq!(["dry_run", "policy", ""].map(|text| mode(text).ok()), [Some(true), Some(false), Some(false)]);
        assert!(mode("act").unwrap_err().to_string().starts_with("SLUICE_REMEDIATE_MODE: "));
        let settings = Settings::read(|name| {
            (name == "SLUICE_FORWARD_ROLE_ARN").then(|| "arn:aws:iam::111122223333:role/x".into())
        });
        assert_eq!(settings.unwrap().forward_account(), Some("111122223333"));
    }
}
