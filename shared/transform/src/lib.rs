//! Every decision of Sluice, as pure functions.
//!
//! Data passes one way, and the modules stand in that order:
//!
//! 1. [`envelope`]: what Lambda was handed (direct, Kinesis, Firehose, SQS) becomes records;
//! 2. [`codec`]: a record's payload becomes a [`batch::LogBatch`], bounded and verified;
//! 3. [`chain`]: filter and redact, leaving clean events and an account of the rest;
//! 4. a plan: [`delivery`] (PutLogEvents calls), [`archive`] (S3 objects), [`metric`] (EMF documents),
//!    [`parked`] (what could not go on), put together by [`plan`];
//! 5. once it is carried out: [`rejected`] (what PutLogEvents dropped), [`answer`] (to whoever invoked), [`redrive`] (what comes
//!    back from parking) and [`self_metrics`] (the account).
//!
//! CloudWatch alarms take a way of their own: [`alarm`] (whatever route brought one), then
//! [`remedy`] (guarded decision, verification, audit, message).
//!
//! Beside them stand [`config`] (`sluice.yaml` → compiled rules), [`settings`] (what the environment says),
//! [`pattern`] (CloudWatch filter patterns), [`redact`] (the engine), [`wiring`] (what a template connects), [`replay`]
//! (what is sent again), [`names`] and [`tally`].
//!
//! What is absent: there is no tokio, no AWS SDK, no environment, no clock, no file and no printing in this crate.
//! The same batch and the same configuration give the same plan, so that repeating it is harmless.

pub mod alarm;
pub mod answer;
pub mod archive;
pub mod batch;
pub mod chain;
pub mod codec;
pub mod config;
pub mod delivery;
pub mod envelope;
pub mod gzip;
pub mod hash;
pub mod metric;
pub mod names;
pub mod origin;
pub mod parked;
pub mod pattern;
pub mod plan;
pub mod redact;
pub mod redrive;
pub mod rejected;
pub mod remedy;
pub mod replay;
pub mod self_metrics;
pub mod settings;
pub mod tally;
pub mod wiring;
