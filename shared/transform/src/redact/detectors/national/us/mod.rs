//! The United States, by what the numbers are for.

pub mod banking;
pub mod documents;
pub mod health;
pub mod itin;
pub mod ssn;
