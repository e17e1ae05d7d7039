//! Who reads which log group and writes which, by a CloudFormation or SAM template: whether what a function writes can come
//! back to it, told before it is deployed.
//!
//! 1. `template`: the YAML as a tree with places;
//! 2. `values`: parameters' defaults, conditions, and what only a deployment knows;
//! 3. `resources`: functions and subscriptions;
//! 4. `circles`: the decision.
//!
//! It reports only what is certain: a log group's name that nobody knows before deployment is taken for none of the others,
//! and is named as such. The functions themselves refuse what comes back ([`crate::origin`]).

mod circles;
mod resources;
mod template;
mod values;

use std::collections::BTreeSet;

use crate::config::ConfigError;
use crate::names::is_region;

/// What a template says about who reads and writes what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Each subscription in words: what is read, by which function, and what that writes.
    pub paths: Vec<String>,
    /// Names of parameters and the like on which log groups hang, and that only a deployment knows.
    pub unknown: BTreeSet<String>,
    /// What would come back to who wrote it; none where the template is right.
    pub circles: Vec<ConfigError>,
}

/// Reads a template and looks for circles.
///
/// # Errors
/// When it is no template, or says too little to decide.
pub fn check(yaml: &str) -> Result<Report, ConfigError> {
    let template = template::read(yaml)?;
    if template.get("Resources").is_none() {
        return Err(template.place.error("this is no template: it has no `Resources`"));
    }
    let too_many = || template.place.error("too many conditions hang on parameters without a default: give them one");
    let mut report = Report::default();
    let mut circles = BTreeSet::new();
    for world in values::worlds(&template, None).ok_or_else(too_many)? {
        let wiring = resources::read(&template, &world, "")?;
        for path in wiring.describe() {
            if !report.paths.contains(&path) {
                report.paths.push(path);
            }
        }
        report.unknown.extend(wiring.unknown());
        circles.extend(circles::find(&wiring));
    }
    // The same template in every Region that it names, each stack writing to the others.
    let mut texts = Vec::new();
    template.texts(&mut texts);
    let regions: BTreeSet<&str> = texts.into_iter().filter(|text| is_region(text)).collect();
    let mut stacks: Vec<(values::Answers, resources::Wiring)> = Vec::new();
    for region in regions {
        for world in values::worlds(&template, Some(region)).ok_or_else(too_many)? {
            let wiring = resources::read(&template, &world, region)?;
            match stacks.iter_mut().find(|(answers, _)| *answers == world.answers) {
                Some((_, all)) => all.add(wiring),
                None => stacks.push((world.answers, wiring)),
            }
        }
    }
    circles.extend(stacks.iter().flat_map(|(_, wiring)| circles::between_regions(wiring)));
    report.circles = circles.into_iter().map(|(place, message)| place.error(message)).collect();
    Ok(report)
}

#[cfg(test)]
mod tests;
