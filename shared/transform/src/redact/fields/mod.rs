//! Values known by the name of their field.
//!
//! Secrets: which names those are (`names`), and where the values of `key=value` text end (`text`). JSON's fields are walked
//! by `layer`, which asks here for names only.
//!
//! Fields that a configuration names: names and paths (`paths`), what they say of a place (`listed`), where they stand in
//! text (`named`), and the walk through a message (`walk`).

mod listed;
mod named;
mod names;
mod paths;
mod text;
mod walk;

pub use listed::ListedFields;
pub use names::{HINTS, is_secret};
pub use paths::{FieldPattern, FieldPatternError};
pub use text::{find_in_text, secret_name};
pub use walk::find_listed;
