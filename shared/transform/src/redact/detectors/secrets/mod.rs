//! Credentials: those of a general form, and the tokens of services by their vendors' prefixes.

mod aws_access_token;
mod bearer_token;
mod jwt;
pub mod private_key;
pub mod secret_field;
mod url_credentials;

use crate::redact::detector::Detector;

/// The tables of rows. `private_key` is the first.
pub const TABLES: &[&[Detector]] = &[&[
    private_key::DETECTOR,
    jwt::DETECTOR,
    aws_access_token::DETECTOR,
    url_credentials::DETECTOR,
    bearer_token::DETECTOR,
]];
