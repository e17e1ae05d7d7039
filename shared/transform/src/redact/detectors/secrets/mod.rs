//! Credentials: those of a general form, and the tokens of services by their vendors' prefixes.

mod ai;
mod aws_access_token;
pub(super) mod azure;
mod banking;
mod bearer_token;
mod by_suffix;
mod chat;
mod cloud;
mod clouds;
mod code_hosting;
mod commerce;
mod crypto_exchanges;
mod curl;
mod data;
mod facebook;
mod freemius;
mod generic_api_key;
mod gitlab;
mod google;
mod hashicorp;
mod identity;
mod infrastructure;
mod jwt;
mod kubernetes_secret_yaml;
mod mail;
mod marketing;
mod messaging;
mod models;
mod monitoring;
mod nuget_config_password;
mod observability;
mod payment;
mod platforms;
pub mod private_key;
mod project_tools;
mod registries;
pub mod secret_field;
mod sessions;
mod slack;
pub(super) mod url_credentials;
mod vault_service_token;

use crate::redact::detector::Row;

/// The tables of rows. `private_key` is the first.
pub const TABLES: &[&[Row]] = &[
    &[
        private_key::DETECTOR,
        jwt::DETECTOR,
        aws_access_token::DETECTOR,
        url_credentials::DETECTOR,
        bearer_token::DETECTOR,
        freemius::DETECTOR,
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
    ai::ROWS,
    azure::ROWS,
    chat::ROWS,
    cloud::ROWS,
    code_hosting::ROWS,
    crypto_exchanges::ROWS,
    data::ROWS,
    facebook::ROWS,
    gitlab::ROWS,
    google::ROWS,
    hashicorp::ROWS,
    identity::ROWS,
    mail::ROWS,
    monitoring::ROWS,
    payment::ROWS,
    platforms::ROWS,
    curl::ROWS,
    // It gives way to the vendors.
    &[generic_api_key::DETECTOR],
];
