//! Finds and compiles the configuration.

use std::path::{Path, PathBuf};

use sluice_transform::config::{Config, Draft};
use sluice_transform::redact::{PseudonymKeys, Redactor, Selection};
use sluice_transform::settings::{KeySetting, Settings};

use crate::failure::Failure;

/// The file that is read without being named.
const DEFAULT_FILE: &str = "sluice.yaml";

/// A configuration that was found and read, and is not compiled yet.
pub struct Found {
    /// What it says; nothing where there is no file.
    draft: Option<Draft>,
    /// The file that it came from, if any.
    pub file: Option<PathBuf>,
}

/// Reads the named file, or `SLUICE_CONFIG`'s, or `./sluice.yaml`, or nothing: the built-in configuration.
pub fn find(named: Option<&Path>, settings: &Settings) -> Result<Found, Failure> {
    let named = named.map(Path::to_owned).or_else(|| settings.config.as_ref().map(PathBuf::from));
    let file = named.or_else(|| Some(PathBuf::from(DEFAULT_FILE)).filter(|file| file.exists()));
    let Some(file) = file else { return Ok(Found { draft: None, file: None }) };
    let yaml = std::fs::read_to_string(&file).map_err(|error| Failure::io("cannot read", &file, &error))?;
    let draft = Draft::read(&yaml).map_err(|error| Failure::Message(format!("{}:{error}", file.display())))?;
    Ok(Found { draft: Some(draft), file: Some(file) })
}

impl Found {
    /// The ids of the keys that it needs.
    pub fn key_ids(&self) -> Vec<String> {
        self.draft.iter().flat_map(Draft::key_ids).map(str::to_owned).collect()
    }

    /// Compiles it with the environment's keys, if it needs any.
    pub fn compile(self, settings: &Settings) -> Result<Config, Failure> {
        let needed = self.draft.as_ref().is_some_and(|draft| !draft.key_ids().is_empty());
        let keys = if needed { keys(settings)? } else { PseudonymKeys::default() };
        self.compiled(|draft| draft.compile(&keys))
    }

    /// Compiles it only to see whether it is right: keys need not be there.
    pub fn check(self) -> Result<Config, Failure> {
        self.compiled(Draft::check)
    }

    /// Compiles a redactor with these detectors in place of its own, its rules and its allow list; its action stays.
    pub fn redactor(self, detectors: &str, settings: &Settings) -> Result<Redactor, Failure> {
        let selection = Selection::parse(detectors.split(','))
            .map_err(|error| Failure::Message(format!("--detectors: {error}")))?;
        let Some(draft) = self.draft else {
            return Ok(Redactor::new(&selection, Config::default().redactor.action().clone()));
        };
        let draft = Some(draft.with_detectors(selection));
        Ok(Self { draft, ..self }.compile(settings)?.redactor)
    }

    fn compiled(
        self,
        compile: impl FnOnce(Draft) -> Result<Config, sluice_transform::config::ConfigError>,
    ) -> Result<Config, Failure> {
        let (Some(draft), Some(file)) = (self.draft, self.file) else { return Ok(Config::default()) };
        compile(draft).map_err(|error| Failure::Message(format!("{}:{error}", file.display())))
    }
}

/// The keys that stand in the environment. Where there are none, compiling says which is missing.
fn keys(settings: &Settings) -> Result<PseudonymKeys, Failure> {
    let Some(setting) = &settings.pseudonym_key else { return Ok(PseudonymKeys::default()) };
    let failed = |message: String| Failure::Message(format!("{}: {message}", KeySetting::VARIABLE));
    if setting.secret_arn().is_some() {
        let message = "is the ARN of a secret, which only functions fetch; set the secret's value here, such as with \
                       $(aws secretsmanager get-secret-value --query SecretString --output text --secret-id ARN)";
        return Err(failed(message.to_owned()));
    }
    setting.keys().map_err(|error| failed(error.to_string()))
}

/// The settings of the environment.
pub fn settings() -> Result<Settings, Failure> {
    Settings::read(|name| std::env::var(name).ok()).map_err(|error| Failure::Message(error.to_string()))
}
