//! Signing up, as far as somebody has come.

use hq_contract::{EmailAddress, Password, PersonName};
use serde::{Deserialize, Serialize};

/// What is kept of signing up. The password is not.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct SignUpDraft {
    /// The person's name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Whether it was sent, and the mail is waited for.
    pub sent: bool,
}

/// Somebody who waits for the mail.
#[derive(Clone)]
pub struct Waiting {
    /// The person's name.
    pub full_name: PersonName,
    /// Where the mail went.
    pub email: EmailAddress,
    /// The password, unless the page was loaded again since.
    pub password: Option<Password>,
}

impl Waiting {
    /// Whoever had sent the form when the page was left.
    pub fn of(left: &SignUpDraft) -> Option<Self> {
        let full_name = PersonName::parse(&left.name).ok()?;
        let email = EmailAddress::parse(&left.email).ok()?;
        left.sent.then_some(Self { full_name, email, password: None })
    }
}
