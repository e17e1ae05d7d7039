//! `remediate` as a process, against the local AWS and a fake of what that lacks: it acts once, never where it is unsure,
//! verifies, climbs, and survives being killed anywhere.

mod crash;
mod never;
mod once;
mod stories;
