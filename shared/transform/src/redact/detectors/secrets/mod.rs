//! Credentials: those of a general form, and the tokens of services by their vendors' prefixes.

mod ai;
mod aws_access_token;
mod azure;
mod bearer_token;
mod chat;
mod cloud;
mod code_hosting;
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
mod jwt;
mod mail;
mod monitoring;
mod payment;
mod platforms;
pub mod private_key;
pub mod secret_field;
mod url_credentials;

use crate::redact::detector::Detector;

/// The tables of rows. `private_key` is the first.
pub const TABLES: &[&[Detector]] = &[
    &[
        private_key::DETECTOR,
        jwt::DETECTOR,
        aws_access_token::DETECTOR,
        url_credentials::DETECTOR,
        bearer_token::DETECTOR,
        freemius::DETECTOR,
    ],
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
