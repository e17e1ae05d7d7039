//! The whole template, deployed and then lived with: updated, taken back and deleted; fed by a stream; and with every role
//! judged by what it may do. One program, so that these run beside each other and build the application once.

mod changed;
mod permitted;
mod stream;
