//! Finds and compiles the configuration.

use std::path::{Path, PathBuf};

use sluice_transform::config::Config;
use sluice_transform::redact::{Redactor, Selection};
use sluice_transform::settings::Settings;

use crate::failure::Failure;

/// The file that is read without being named.
const DEFAULT_FILE: &str = "sluice.yaml";

/// The configuration, and the file that it came from, if any.
pub struct Loaded {
    pub config: Config,
    pub file: Option<PathBuf>,
}

/// Loads the named file, or `SLUICE_CONFIG`'s, or `./sluice.yaml`, or the built-in configuration.
pub fn load(named: Option<&Path>, settings: &Settings) -> Result<Loaded, Failure> {
    let named = named.map(Path::to_owned).or_else(|| settings.config.as_ref().map(PathBuf::from));
    let file = named.or_else(|| Some(PathBuf::from(DEFAULT_FILE)).filter(|file| file.exists()));
    let Some(file) = file else { return Ok(Loaded { config: Config::default(), file: None }) };
    let yaml = std::fs::read_to_string(&file).map_err(|error| Failure::io("cannot read", &file, &error))?;
    let config = Config::parse(&yaml).map_err(|error| Failure::Message(format!("{}:{error}", file.display())))?;
    Ok(Loaded { config, file: Some(file) })
}

/// A redactor with these detectors in place of the configuration's; the configuration's action stays.
pub fn redactor(detectors: &str, config: &Config) -> Result<Redactor, Failure> {
    let selection =
        Selection::parse(detectors.split(',')).map_err(|error| Failure::Message(format!("--detectors: {error}")))?;
    Ok(Redactor::new(&selection, config.redactor.action()))
}

/// The settings of the environment.
pub fn settings() -> Result<Settings, Failure> {
    Settings::read(|name| std::env::var(name).ok()).map_err(|error| Failure::Message(error.to_string()))
}
