//! The functions' real binaries, driven through a Runtime API of ours: what a local AWS cannot bring them (Kinesis, Firehose,
//! control messages, duplicates, hostile payloads), and what CloudWatch Logs refuses that it does not.

mod answers;
mod failures;
mod keys;
mod redrive;
mod role;
mod start;

use sluice_tests::stack as fixture;
