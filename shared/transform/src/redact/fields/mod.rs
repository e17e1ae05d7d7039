//! Secrets known by the name of their field: which names those are (`names`), and where the values of `key=value` text
//! end (`text`). JSON's fields are walked by `layer`, which asks here for names only.

mod names;
mod text;

pub use names::{HINTS, is_secret};
pub use text::{find_in_text, prepare};
