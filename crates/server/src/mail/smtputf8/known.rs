//! What a server knows of the mail server's reach.

use std::sync::atomic::{AtomicBool, Ordering};

/// What this server knows of it. Each server of HQ asks by itself, so nothing of it is in the database.
#[derive(Debug, Default)]
pub struct Smtputf8 {
    missing: AtomicBool,
}

impl Smtputf8 {
    /// What the mail server said, or showed by how it took a mail.
    pub fn learn(&self, offered: bool) {
        self.missing.store(!offered, Ordering::Relaxed);
    }

    /// Whether the mail server is known to lack it. While nothing is known, a mail may go.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.missing.load(Ordering::Relaxed)
    }
}
