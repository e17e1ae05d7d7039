//! The decisions about alarms: a table of them, and laws that hold whatever happens.

mod hostile;
mod laws;
mod scenery;
mod simulation;
mod stories;
mod table;
