//! The `sluice` command: the functions' very own plans, carried out on a folder.

mod args;
mod check;
mod configuration;
mod events;
mod failure;
mod gz;
mod input;
mod lines;
mod out;
mod pack;
mod progress;
mod redact;
mod remediation;
mod remedy;
mod replay;
mod report;
mod run;
mod stamp;
mod unpack;

use std::process::ExitCode;

use args::{Args, Command};
use clap::Parser;

fn main() -> ExitCode {
    let done = match Args::parse().command {
        Command::Run(args) => run::run(&args),
        Command::Redact(args) => redact::redact(&args),
        Command::Check(args) => check::check(&args),
        Command::Remedy(args) => remedy::remedy(&args),
        Command::Pack(args) => pack::pack(&args),
        Command::Unpack(args) => unpack::unpack(&args),
        Command::Replay(args) => replay::replay(&args),
    };
    failure::exit_code(done)
}
