//! Secrets known by the name of their field: which names those are (`names`), and where their values stand in text
//! (`text`): behind a sign, in markup, in calls, in statements of SQL, among the arguments of commands. JSON's fields are
//! walked by `layer`, which asks here for names, and for pairs of a name and a value (`pairs`).

mod calls;
mod commands;
mod extent;
mod markup;
mod names;
mod pairs;
mod statements;
#[cfg(test)]
mod tests;
mod text;

pub use names::{HINTS, is_secret};
pub use pairs::{Pairs, pairs};
pub use text::{find_in_text, secret_name};
