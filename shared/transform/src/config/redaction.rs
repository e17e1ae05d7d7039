//! The section `redact`: detectors, actions, fields, rules, what is allowed.

use std::sync::Arc;

use serde_saphyr::{Location, Spanned};

use super::action::{self, ActionSpec};
use super::spec::{AllowSpec, RedactSpec, RuleSpec, Text, Texts};
use super::{ConfigError, field, nearest, scope};
use crate::redact::{
    Action, Allow, Checksum, CustomDetector, CustomError, DETECTORS, FIELD_NAMES, Network, PseudonymKeys, Redactor,
    Rule, RuleBook, SETS, SelectError, Selection, Subject, generalisation,
};

/// Compiles the section. `only` are detectors in place of those that it names.
pub(super) fn compile(
    spec: RedactSpec,
    only: Option<&Selection>,
    keys: &PseudonymKeys,
) -> Result<Redactor, ConfigError> {
    let selection = match (only, &spec.detectors) {
        (Some(only), _) => only.clone(),
        (None, None) => Selection::default(),
        (None, Some(items)) => select(items)?,
    };
    let mut replacements = Vec::new();
    let action = match spec.action {
        None => Action::default(),
        Some(spec) => compile_action(spec, keys, &mut replacements)?,
    };
    let mut book = RuleBook { action, ..RuleBook::default() };
    book.allow = spec.allow.map_or_else(|| Ok(Allow::default()), allow)?;
    book.keep = spec.keep.map_or_else(|| Ok(Vec::new()), field::keep)?;
    for spec in spec.fields.unwrap_or_default() {
        let rule = field::rule(spec.value, &book.fields, |action| compile_action(action, keys, &mut replacements))?;
        book.fields.push(rule);
    }
    for spec in spec.rules.unwrap_or_default() {
        let place = spec.referenced;
        let rule = rule(spec, &selection, keys, &mut replacements)?;
        unreached(&rule, &book.rules).map_err(|message| ConfigError::at(place, message))?;
        book.rules.push(rule);
    }
    let redactor = Redactor::with_rules(&selection, book);
    for (place, text) in replacements {
        if redactor.redact(&text).text != text {
            let message = "in this replacement itself a detector finds something: take a text that is left as it is";
            return Err(ConfigError::at(place, message));
        }
    }
    Ok(redactor)
}

fn select(items: &Texts) -> Result<Selection, ConfigError> {
    Selection::parse(items.value.iter().map(|item| item.value.as_str())).map_err(|error| {
        let wrong = |item: &&Text| match &error {
            SelectError::Unknown { name, .. } => item.value.trim().trim_start_matches('-') == name,
            SelectError::Empty => false,
        };
        match items.value.iter().find(wrong) {
            Some(item) => ConfigError::at(item.referenced, error.to_string()),
            None => ConfigError::at(items.referenced, error.to_string()),
        }
    })
}

fn compile_action(
    spec: Spanned<ActionSpec>,
    keys: &PseudonymKeys,
    replacements: &mut Vec<(Location, String)>,
) -> Result<Action, ConfigError> {
    let place = spec.referenced;
    let action = action::compile(spec, keys)?;
    if let Action::Replace(text) = &action {
        replacements.push((place, text.clone()));
    }
    Ok(action)
}

fn rule(
    spec: Spanned<RuleSpec>,
    selection: &Selection,
    keys: &PseudonymKeys,
    replacements: &mut Vec<(Location, String)>,
) -> Result<Rule, ConfigError> {
    let place = spec.referenced;
    let spec = spec.value;
    let action_place = spec.action.as_ref().map(|action| action.referenced);
    let action = spec.action.map(|action| compile_action(action, keys, replacements)).transpose()?;
    let subject = match (spec.detector, spec.name) {
        (Some(detector), None) => {
            let own = [
                spec.pattern.map(|p| p.referenced),
                spec.near.map(|n| n.referenced),
                spec.checksum.map(|c| c.referenced),
            ];
            if let Some(place) = own.into_iter().flatten().next() {
                let message = "a rule for a built-in detector has an `action` and `log_groups`; a detector of your own has a \
                               `name` in place of `detector`";
                return Err(ConfigError::at(place, message));
            }
            let index = built_in(&detector, selection)?;
            let Some(action) = &action else {
                return Err(ConfigError::at(place, "the key `action` is missing here: the rule would change nothing"));
            };
            if *action == Action::Generalise && generalisation(DETECTORS[index].name).is_none() {
                let message = format!(
                    "there is nothing more general than what {} finds; such as `label` can be done with it",
                    detector.value
                );
                return Err(ConfigError::at(action_place.unwrap_or(place), message));
            }
            Subject::BuiltIn(index)
        }
        (None, Some(name)) => {
            let Some(pattern) = spec.pattern else {
                return Err(ConfigError::at(place, "the key `pattern` is missing here: what does this detector find?"));
            };
            let near = spec.near.map_or_else(|| Ok(Vec::new()), words)?;
            Subject::Own(Arc::new(own(&name, &pattern, &near, spec.checksum.as_ref())?))
        }
        (None, None) => {
            let message = "a rule has a `detector`, or the `name` and `pattern` of one of your own";
            return Err(ConfigError::at(place, message));
        }
        (Some(_), Some(name)) => {
            let message = "a rule has a `detector` or a `name`, not both";
            return Err(ConfigError::at(name.referenced, message));
        }
    };
    Ok(Rule { subject, action, scope: scope(spec.log_groups)? })
}

/// The index of a built-in detector that is at work.
fn built_in(name: &Text, selection: &Selection) -> Result<usize, ConfigError> {
    let error = |message: String| ConfigError::at(name.referenced, message);
    let given = name.value.as_str();
    let Some(index) = DETECTORS.iter().position(|detector| detector.name == given) else {
        if SETS.iter().any(|(set, _)| *set == given) {
            return Err(error(format!("{given} is a set: a rule is for one detector")));
        }
        let hint = nearest(given, DETECTORS.iter().map(|d| d.name))
            .map_or_else(String::new, |near| format!(": did you mean {near:?}?"));
        return Err(error(format!("there is no detector named {given:?}{hint}")));
    };
    if !selection.has(index) {
        return Err(error(format!(
            "{given} is not among the detectors: this rule would do nothing; add it to `detectors`"
        )));
    }
    Ok(index)
}

fn words(words: Texts) -> Result<Vec<Text>, ConfigError> {
    if words.value.is_empty() {
        let message = "near is empty: name words, or leave it out where the pattern is enough";
        return Err(ConfigError::at(words.referenced, message));
    }
    Ok(words.value)
}

fn own(name: &Text, pattern: &Text, near: &[Text], checksum: Option<&Text>) -> Result<CustomDetector, ConfigError> {
    let taken = DETECTORS
        .iter()
        .map(|d| d.name)
        .chain(SETS.iter().map(|(set, _)| *set))
        .chain(FIELD_NAMES)
        .any(|known| known == name.value);
    if taken {
        let message = format!("{} is the name of a built-in detector or set; take another", name.value);
        return Err(ConfigError::at(name.referenced, message));
    }
    let checksum = checksum
        .map(|given| {
            let known = Checksum::NAMED.iter().find(|(known, _)| *known == given.value);
            known.map(|(_, checksum)| *checksum).ok_or_else(|| {
                let names = Checksum::NAMED.map(|(name, _)| name);
                let hint = nearest(&given.value, names.into_iter()).map_or_else(
                    || format!("; there are `{}`", names.join("`, `")),
                    |near| format!("; did you mean `{near}`?"),
                );
                ConfigError::at(given.referenced, format!("there is no checksum `{}`{hint}", given.value))
            })
        })
        .transpose()?;
    let words: Vec<String> = near.iter().map(|word| word.value.clone()).collect();
    CustomDetector::new(&name.value, &pattern.value, &words, checksum).map_err(|error| {
        let place = match error {
            CustomError::Name => name.referenced,
            CustomError::Word(index) => near.get(index).map_or(pattern.referenced, |word| word.referenced),
            _ => pattern.referenced,
        };
        ConfigError::at(place, error.to_string())
    })
}

/// Refuses a rule that an earlier one leaves nothing to.
fn unreached(rule: &Rule, earlier: &[Rule]) -> Result<(), String> {
    let name = rule.detector();
    for known in earlier.iter().filter(|known| known.detector() == name) {
        if matches!(known.subject, Subject::Own(_)) {
            return Err(format!("there are two detectors named {name}"));
        }
        if known.scope.globs().is_none() {
            return Err(format!(
                "this rule is never reached: an earlier one for {name} applies to all log groups; put it behind this one, or \
                 bind it with `log_groups`"
            ));
        }
    }
    Ok(())
}

fn allow(spec: AllowSpec) -> Result<Allow, ConfigError> {
    let mut networks = Vec::new();
    for text in spec.networks.unwrap_or_default() {
        let network = Network::parse(text.value.trim())
            .map_err(|message| ConfigError::at(text.referenced, format!("{:?} {message}", text.value)))?;
        if network.is_everything() {
            let message = "this would allow every address: take `-ip_address` into `detectors` if that is meant";
            return Err(ConfigError::at(text.referenced, message));
        }
        networks.push(network);
    }
    let mut domains = Vec::new();
    for text in spec.domains.unwrap_or_default() {
        let sound = !text.value.is_empty()
            && text
                .value
                .split('.')
                .all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_'));
        if !sound {
            let message =
                format!("{:?} is no domain; write it as example.com, which stands for all below it too", text.value);
            return Err(ConfigError::at(text.referenced, message));
        }
        domains.push(text.value);
    }
    let mut values = Vec::new();
    for text in spec.values.unwrap_or_default() {
        if text.value.is_empty() {
            return Err(ConfigError::at(text.referenced, "an empty value is never found"));
        }
        values.push(text.value);
    }
    Ok(Allow::new(values, networks, domains))
}
