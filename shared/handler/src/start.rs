//! Cold start: settings read, the configuration compiled, the way to AWS made ready; or a refusal that says what to mend.
//!
//! It makes no call to AWS but one: for the keys of pseudonyms, where a rule needs one.

use std::path::{Path, PathBuf};

use aws_sdk_s3::config::Region;
use aws_types::SdkConfig;
use sluice_transform::config::{Config, ConfigError, Draft};
use sluice_transform::redact::PseudonymKeys;
use sluice_transform::settings::{Settings, SettingsError};

use crate::keys::{self, KeysError};
use crate::objects::Bucket;
use crate::sdk::{sdk, sdk_as, variable};

/// What a function stands on once it has started.
pub struct Start {
    /// The rules.
    pub config: Config,
    /// What differs from stack to stack; everything that the function needs is there.
    pub settings: Settings,
    /// The Region that the function runs in.
    pub region: String,
    /// How AWS is reached from the function's own Region.
    pub sdk: SdkConfig,
    /// Where what could not go on is kept.
    pub parked: Bucket,
}

/// Why a function refuses to start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Lambda sets it; nobody else does.
    #[error(
        "{0} is not set: this program is a Lambda function, started by Lambda's runtime; `sluice run` does the same on a laptop"
    )]
    NotLambda(&'static str),
    /// A setting is missing or cannot be used.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// There is no configuration.
    #[error("cannot read {path}: {error}; pack a sluice.yaml beside the bootstrap, or name one in SLUICE_CONFIG")]
    NoConfig {
        /// Where it was looked for.
        path: String,
        /// The kind of error.
        error: std::io::ErrorKind,
    },
    /// A rule needs a key that cannot be had.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// The configuration has a mistake, or needs a key that is not set.
    #[error("{path}:{message}; `sluice check --config {path}` shows it before it is deployed")]
    Config {
        /// The file.
        path: String,
        /// Line, column and the mistake.
        message: String,
    },
}

/// Without these, the runtime could not be spoken to.
const LAMBDA: [&str; 4] = [
    "AWS_LAMBDA_RUNTIME_API",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_VERSION",
];

impl Start {
    /// Makes everything ready for a function that demands what `require` does.
    pub(crate) async fn new(
        require: impl Fn(&Settings, &str) -> Result<(), SettingsError>,
    ) -> Result<Self, StartError> {
        if let Some(missing) = LAMBDA.into_iter().find(|name| variable(name).is_none()) {
            return Err(StartError::NotLambda(missing));
        }
        let region = variable("AWS_REGION").or_else(|| variable("AWS_DEFAULT_REGION"));
        let region = region.ok_or(StartError::NotLambda("AWS_REGION"))?;
        let settings = Settings::read(variable)?;
        require(&settings, &region)?;
        let sdk = sdk(&region);
        let config = load(&config_path(&settings), &settings, &sdk).await?;
        let parked = Bucket::new(&sdk, settings.parked_bucket.as_deref().unwrap_or_default());
        Ok(Self { config, settings, region, sdk, parked })
    }

    /// A start by the rules of `yaml`, from which AWS cannot be reached.
    #[cfg(test)]
    pub(crate) async fn alone(yaml: &str) -> Self {
        let sdk = sdk("eu-west-1").to_builder().endpoint_url("http://127.0.0.1:9").build();
        let config = Config::parse(yaml).unwrap();
        let parked = Bucket::new(&sdk, "parked");
        Self { config, settings: Settings::default(), region: "eu-west-1".to_owned(), sdk, parked }
    }

    /// How AWS is reached in another Region, in the account of `role` if there is one.
    pub fn sdk_in(&self, region: &str, role: Option<&str>) -> SdkConfig {
        // Roles are assumed in the function's own Region.
        let sdk = role.map_or_else(|| self.sdk.clone(), |role| sdk_as(role, &self.sdk));
        sdk.into_builder().region(Region::new(region.to_owned())).build()
    }
}

/// `sluice.yaml` beside the bootstrap, unless the settings name another.
fn config_path(settings: &Settings) -> PathBuf {
    let root = std::env::var_os("LAMBDA_TASK_ROOT").map_or_else(|| PathBuf::from("."), PathBuf::from);
    root.join(settings.config.as_deref().unwrap_or("sluice.yaml"))
}

async fn load(path: &Path, settings: &Settings, sdk: &SdkConfig) -> Result<Config, StartError> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|error| StartError::NoConfig { path: name.clone(), error: error.kind() })?;
    let wrong = |error: ConfigError| StartError::Config { path: name.clone(), message: error.to_string() };
    let draft = Draft::read(&text).map_err(wrong)?;
    let keys = match &settings.pseudonym_key {
        Some(setting) if !draft.key_ids().is_empty() => keys::keys(setting, sdk).await?,
        // Without a setting, compiling says which key is missing.
        _ => PseudonymKeys::default(),
    };
    draft.compile(&keys).map_err(wrong)
}
