//! Functions and subscriptions out of a template's resources, in one of its worlds.
//!
//! Read are subscription filters, account policies of subscription filters, SAM's `CloudWatchLogs` and `Kinesis` events, and
//! event source mappings of Kinesis streams that a filter writes to. Source of the shapes: *AWS CloudFormation Template
//! Reference*, *AWS SAM Developer Guide*.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::template::{Node, Place};
use super::values::{World, is_known, unknowns};
use crate::config::ConfigError;
use crate::plan::Function;
use crate::settings::GroupTemplate;

/// Who reads and writes what.
#[derive(Clone, Debug, Default)]
pub(super) struct Wiring {
    pub functions: Vec<Reader>,
    pub subscriptions: Vec<Subscription>,
}

/// A Lambda function.
#[derive(Clone, Debug)]
pub(super) struct Reader {
    /// Its logical id.
    pub id: String,
    /// Its name, if it has one.
    name: String,
    /// Which of Sluice's it is; of others only their own log group is known.
    pub role: Option<Function>,
    /// Where it runs: a Region, or `${AWS::Region}`.
    pub region: String,
    /// Its own log group.
    pub own_group: String,
    pub redact: Option<GroupTemplate>,
    pub forward: Option<GroupTemplate>,
    pub forward_region: Option<String>,
    /// Whether it writes to another account.
    pub by_role: bool,
}

/// A function that reads a log group.
#[derive(Clone, Debug)]
pub(super) struct Subscription {
    /// The logical id of the filter, or of the function and its event.
    pub id: String,
    pub place: Place,
    pub source: Source,
    /// The function's place in [`Wiring::functions`].
    pub reader: usize,
}

#[derive(Clone, Debug)]
pub(super) enum Source {
    Group(String),
    /// Every log group of the account but these.
    AllBut(Vec<String>),
}

impl Source {
    pub fn covers(&self, group: &str) -> bool {
        match self {
            Self::Group(name) => name == group,
            Self::AllBut(names) => names.iter().all(|name| name != group),
        }
    }
}

/// What a filter leads to.
struct Filter {
    id: String,
    place: Place,
    source: Source,
    destination: String,
}

/// Reads the resources that there are in `world`, deployed in `region`; an empty one is not known.
pub(super) fn read<'t>(template: &'t Node, world: &World<'t>, region: &str) -> Result<Wiring, ConfigError> {
    let region = if region.is_empty() { "${AWS::Region}" } else { region };
    let resources: Vec<_> = template
        .get("Resources")
        .into_iter()
        .flat_map(Node::entries)
        .filter(|(.., node)| node.get("Condition").and_then(Node::text).is_none_or(|name| world.holds(name)))
        .filter_map(|(id, place, node)| Some((id, place, node, node.get("Type")?.text()?)))
        .collect();
    let mut wiring = Wiring::default();
    let mut places = Vec::new();
    for (id, place, node, kind) in &resources {
        if matches!(*kind, "AWS::Serverless::Function" | "AWS::Lambda::Function") {
            let globals = template.get("Globals").and_then(|globals| globals.get("Function"));
            let globals = globals.filter(|_| *kind == "AWS::Serverless::Function");
            wiring.functions.push(function(id, *place, node, globals, world, region)?);
            places.push(*place);
        }
    }
    let mut filters = Vec::new();
    // Streams, and the functions that read them.
    let mut mappings = Vec::new();
    for (id, place, node, kind) in resources {
        let text = |path: &[&str]| world.find(node, &["Properties"]).and_then(|node| world.text_at(node, path));
        match kind {
            "AWS::Logs::SubscriptionFilter" => {
                if let (Some(group), Some(destination)) = (text(&["LogGroupName"]), text(&["DestinationArn"])) {
                    filters.push(Filter { id: id.to_owned(), place, source: Source::Group(group), destination });
                }
            }
            "AWS::Logs::AccountPolicy" if text(&["PolicyType"]).as_deref() == Some("SUBSCRIPTION_FILTER_POLICY") => {
                let policy: Option<Json> = text(&["PolicyDocument"]).and_then(|text| serde_json::from_str(&text).ok());
                if let Some(destination) = policy.as_ref().and_then(|policy| policy["DestinationArn"].as_str()) {
                    let source = Source::AllBut(excluded(&text(&["SelectionCriteria"]).unwrap_or_default()));
                    filters.push(Filter { id: id.to_owned(), place, source, destination: destination.to_owned() });
                }
            }
            "AWS::Lambda::EventSourceMapping" => {
                if let (Some(stream), Some(function)) = (text(&["EventSourceArn"]), text(&["FunctionName"]))
                    && let Some(reader) = wiring.named(&function, world)
                {
                    mappings.push((stream, reader));
                }
            }
            "AWS::Serverless::Function" => {
                let Some(reader) = wiring.functions.iter().position(|function| function.id == id) else { continue };
                let events = world.find(node, &["Properties", "Events"]);
                for (name, place, event) in events.into_iter().flat_map(Node::entries) {
                    let of_event = |key: &str| world.text_at(event, &["Properties", key]);
                    match event.get("Type").and_then(Node::text) {
                        Some("CloudWatchLogs") => {
                            if let Some(group) = of_event("LogGroupName") {
                                let id = format!("{id}'s event {name}");
                                let source = Source::Group(group);
                                wiring.subscriptions.push(Subscription { id, place, source, reader });
                            }
                        }
                        Some("Kinesis") => mappings.extend(of_event("Stream").map(|stream| (stream, reader))),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    for Filter { id, place, source, destination } in filters {
        if let Some(reader) = wiring.named(&destination, world) {
            wiring.subscriptions.push(Subscription { id, place, source, reader });
            continue;
        }
        let stream = stream(&destination, world);
        for (_, reader) in mappings.iter().filter(|(name, _)| self::stream(name, world) == stream) {
            let (id, source) = (id.clone(), source.clone());
            wiring.subscriptions.push(Subscription { id, place, source, reader: *reader });
        }
    }
    wiring.subscriptions.sort_by_key(|subscription| subscription.place);
    for subscription in &wiring.subscriptions {
        let function = &wiring.functions[subscription.reader];
        if function.role.is_none() && function.redact.is_some() && function.forward.is_some() {
            return Err(places[subscription.reader].error(format!(
                "which of Sluice's functions is {}? Let its FunctionName end in -redact, -forward, -archive or -metrics",
                function.id
            )));
        }
    }
    Ok(wiring)
}

fn function<'t>(
    id: &str,
    place: Place,
    node: &'t Node,
    globals: Option<&'t Node>,
    world: &World<'t>,
    region: &str,
) -> Result<Reader, ConfigError> {
    let own = node.get("Properties");
    let text = |path: &[&str]| {
        let layers = [own, globals];
        layers.into_iter().flatten().find_map(|layer| Some(world.text(world.find(layer, path)?)))
    };
    let variable = |name: &str| text(&["Environment", "Variables", name]).filter(|value| !value.trim().is_empty());
    let destination = |name: &str| -> Result<Option<GroupTemplate>, ConfigError> {
        let Some(value) = variable(name) else { return Ok(None) };
        // What a name will be, nobody can judge before it is known.
        if is_known(&value) {
            GroupTemplate::parse(&value).map_err(|message| place.error(format!("{id}: {name}: {message}")))?;
        }
        Ok(Some(GroupTemplate::with_unknowns(&value)))
    };
    let (redact, forward) = (destination("SLUICE_REDACT_DESTINATION")?, destination("SLUICE_FORWARD_DESTINATION")?);
    let name = text(&["FunctionName"]).filter(|name| !name.is_empty()).unwrap_or_else(|| format!("${{{id}}}"));
    let by_name = Function::ALL.into_iter().find(|function| name.rsplit('-').next() == Some(function.name()));
    let by_id = || {
        let id = id.to_ascii_lowercase();
        let mut named = Function::ALL.into_iter().filter(|function| id.contains(function.name()));
        named.next().filter(|_| named.next().is_none())
    };
    let by_settings = || match (&redact, &forward) {
        (Some(_), None) => Some(Function::Redact),
        (None, Some(_)) => Some(Function::Forward),
        _ => None,
    };
    let layers = [own, globals].into_iter().flatten();
    let variables = layers.filter_map(|layer| world.find(layer, &["Environment", "Variables"]));
    let is_ours = variables.flat_map(Node::entries).any(|(name, ..)| name.starts_with("SLUICE_"));
    let own_group = text(&["LoggingConfig", "LogGroup"]).filter(|group| !group.is_empty());
    Ok(Reader {
        id: id.to_owned(),
        role: by_name.or_else(by_id).or_else(by_settings).filter(|_| is_ours),
        region: region.to_owned(),
        own_group: own_group.unwrap_or_else(|| format!("/aws/lambda/{name}")),
        name,
        redact,
        forward,
        forward_region: variable("SLUICE_FORWARD_REGION"),
        by_role: variable("SLUICE_FORWARD_ROLE_ARN").is_some(),
    })
}

/// The log groups that an account policy leaves out: `LogGroupName NOT IN ["a", "b"]`.
fn excluded(criteria: &str) -> Vec<String> {
    let list = criteria.find('[').map_or("", |at| &criteria[at..]);
    serde_json::from_str(list).unwrap_or_default()
}

/// A stream's logical id, where the template has it; else what was said of it.
fn stream<'t>(said: &str, world: &World<'t>) -> String {
    let id = said.trim_start_matches("${").trim_end_matches('}').trim_end_matches(".Arn");
    let is_stream = |id: &str| world.resource(id).is_some_and(|node| node.get("Type").is_some());
    if is_stream(id) { id.to_owned() } else { said.to_owned() }
}

impl Wiring {
    /// The function that an ARN, a name or an alias names.
    fn named(&self, said: &str, world: &World<'_>) -> Option<usize> {
        let direct = |said: &str| {
            self.functions.iter().position(|function| {
                let Reader { id, name, .. } = function;
                let in_arn = said.split_once(":function:").map(|(_, rest)| rest);
                let in_arn = in_arn.is_some_and(|rest| rest == name || rest.starts_with(&format!("{name}:")));
                said == name
                    || in_arn
                    || ["", ".Arn", ".Alias", ".Version"].iter().any(|end| said == format!("${{{id}{end}}}"))
            })
        };
        direct(said).or_else(|| {
            // An alias or a version of its own leads to its function.
            let id = unknowns(said).next()?;
            let resource = world.resource(id.split('.').next()?)?;
            let kind = resource.get("Type")?.text()?;
            let leads = matches!(kind, "AWS::Lambda::Alias" | "AWS::Lambda::Version");
            direct(&world.text_at(resource, &["Properties", "FunctionName"]).filter(|_| leads)?)
        })
    }

    /// Adds another stack's.
    pub fn add(&mut self, other: Self) {
        let shift = self.functions.len();
        self.functions.extend(other.functions);
        let moved = other.subscriptions.into_iter().map(|one| Subscription { reader: one.reader + shift, ..one });
        self.subscriptions.extend(moved);
    }

    /// The function of a subscription.
    pub fn reader(&self, subscription: &Subscription) -> &Reader {
        &self.functions[subscription.reader]
    }

    /// Each subscription in words.
    pub fn describe(&self) -> impl Iterator<Item = String> + '_ {
        self.subscriptions.iter().map(|subscription| {
            let reader = self.reader(subscription);
            let source = match &subscription.source {
                Source::Group(group) => group.clone(),
                Source::AllBut(_) => "every log group".to_owned(),
            };
            let written = match (&subscription.source, reader.role) {
                (Source::Group(group), Some(Function::Redact | Function::Forward)) => {
                    reader.writes(group).into_iter().next().map(|(region, group)| {
                        let there = if region == reader.region { String::new() } else { format!(" in {region}") };
                        format!(" ─▶ {group}{there}")
                    })
                }
                _ => None,
            };
            format!("{source} ─▶ {}{} ({})", reader.title(), written.unwrap_or_default(), subscription.id)
        })
    }

    /// What is not known of log groups and Regions.
    pub fn unknown(&self) -> BTreeSet<String> {
        let mut texts = Vec::new();
        for subscription in &self.subscriptions {
            let reader = self.reader(subscription);
            match &subscription.source {
                Source::Group(group) => {
                    texts.push(group.clone());
                    texts.extend(reader.writes(group).into_iter().flat_map(|(region, group)| [region, group]));
                }
                Source::AllBut(groups) => texts.extend(groups.iter().cloned()),
            }
        }
        let names = texts.iter().flat_map(|text| unknowns(text));
        names.filter(|name| !name.starts_with("AWS::")).map(str::to_owned).collect()
    }
}

impl Reader {
    /// Its role and logical id.
    pub fn title(&self) -> String {
        match self.role {
            Some(role) => format!("{} ({})", role.name(), self.id),
            None => self.id.clone(),
        }
    }

    /// The Regions and log groups that it writes to when it reads `group`; its own log group last.
    pub fn writes(&self, group: &str) -> Vec<(String, String)> {
        let mut out = Vec::new();
        match self.role {
            Some(Function::Redact) => {
                out.extend(self.redact.as_ref().map(|to| (self.region.clone(), to.expand(group))));
            }
            Some(Function::Forward) => {
                let born = self.redact.as_ref().and_then(|redacted| redacted.recover(group)).unwrap_or(group);
                if let (Some(to), Some(region), false) = (&self.forward, &self.forward_region, self.by_role) {
                    out.push((region.clone(), to.expand(born)));
                }
            }
            Some(Function::Archive | Function::Metrics) | None => {}
        }
        out.push((self.region.clone(), self.own_group.clone()));
        out
    }
}
