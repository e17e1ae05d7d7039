//! What is written alike everywhere: addresses, cards, telephone numbers.

mod coordinates;
pub(super) mod credit_card;
pub(super) mod crypto;
mod date_of_birth;
mod date_time;
mod dates;
pub(super) mod email_address;
pub(super) mod iban_code;
pub(super) mod ip_address;
mod mac_address;
pub mod phone_number;
mod url;

use crate::redact::detector::Row;

/// The tables of rows.
pub const TABLES: &[&[Row]] = &[&[
    email_address::DETECTOR,
    credit_card::DETECTOR,
    iban_code::DETECTOR,
    phone_number::DETECTOR,
    ip_address::DETECTOR,
    mac_address::DETECTOR,
    crypto::DETECTOR,
    date_of_birth::DETECTOR,
    coordinates::DETECTOR,
    date_time::DETECTOR,
    url::DETECTOR,
]];
