//! Where the card runs, and what it can do there.

pub mod shell;
pub mod wake_lock;
