//! Credentials: those of a general form, and the tokens of services by their vendors' prefixes.

mod aws_access_token;
mod banking;
mod bearer_token;
mod by_suffix;
mod clouds;
mod commerce;
mod infrastructure;
mod jwt;
mod kubernetes_secret_yaml;
mod marketing;
mod messaging;
mod models;
mod nuget_config_password;
mod observability;
pub mod private_key;
mod project_tools;
mod registries;
pub mod secret_field;
mod sessions;
mod slack;
mod url_credentials;
mod vault_service_token;

use crate::redact::detector::Detector;

/// The tables of rows. `private_key` is the first.
pub const TABLES: &[&[Detector]] = &[
    &[
        private_key::DETECTOR,
        jwt::DETECTOR,
        aws_access_token::DETECTOR,
        url_credentials::DETECTOR,
        bearer_token::DETECTOR,
    ],
    banking::ROWS,
    by_suffix::ROWS,
    clouds::ROWS,
    commerce::ROWS,
    infrastructure::ROWS,
    marketing::ROWS,
    messaging::ROWS,
    models::ROWS,
    observability::ROWS,
    project_tools::ROWS,
    registries::ROWS,
    sessions::ROWS,
    slack::ROWS,
    &[kubernetes_secret_yaml::DETECTOR, nuget_config_password::DETECTOR, vault_service_token::DETECTOR],
];
