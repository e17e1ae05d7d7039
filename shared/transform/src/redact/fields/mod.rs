//! Values known by the name of their field.
//!
//! Secrets: which names those are (`names`, by words that are `known`), and where their values stand in text (`text`):
//! behind a sign, in markup, in calls, in statements of SQL, in sentences, among the arguments of commands. JSON's fields
//! are walked by `layer`, which asks here for names, and for pairs of a name and a value (`pairs`). Names that say little
//! are in `weak`. Most are only spoken of (`spoken`).
//!
//! Fields that a configuration names: names and paths (`paths`), what they say of a place (`listed`), where they stand in
//! text (`named`), and the walk through a message (`walk`).

mod around;
mod calls;
mod commands;
mod extent;
mod known;
mod listed;
mod markup;
mod named;
mod names;
mod pairs;
mod paths;
mod sentences;
mod spoken;
mod statements;
#[cfg(test)]
mod tests;
mod text;
mod walk;
mod weak;

pub use listed::ListedFields;
pub use names::{HINTS, is_secret};
pub use pairs::{Pairs, pairs};
pub use paths::{FieldPattern, FieldPatternError};
pub use spoken::lead_nowhere;
pub use text::{find_in_text, hint_before, leading_name, secret_name};
pub use walk::find_listed;
pub use weak::Weak;
