//! Engines that redact logs, the text that they race over, and the check that each of them does its work.

pub mod engines;
pub mod recall;
pub mod rules;
pub mod text;
