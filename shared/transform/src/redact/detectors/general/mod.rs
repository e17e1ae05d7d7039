//! What is written alike everywhere: addresses, cards, telephone numbers.

mod credit_card;
mod email_address;
mod iban_code;
mod ip_address;
mod mac_address;
mod phone_number;

use crate::redact::detector::Detector;

/// The tables of rows.
pub const TABLES: &[&[Detector]] = &[&[
    email_address::DETECTOR,
    credit_card::DETECTOR,
    iban_code::DETECTOR,
    phone_number::DETECTOR,
    ip_address::DETECTOR,
    mac_address::DETECTOR,
]];
