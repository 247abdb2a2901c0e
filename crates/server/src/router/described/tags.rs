//! What the operations are sorted by.

use super::Operation;
use utoipa::openapi::tag::{Tag, TagBuilder};

/// The tags in the order in which somebody gets to know HQ, each with what is under it.
const TAGS: &[(&str, &str)] = &[
    ("session", "Signing in and out, and who is signed in."),
    ("accounts", "Signing up, and verifying the address by the link of a mail."),
    ("password-resets", "Another password for who has forgotten theirs, by the link of a mail."),
    ("me", "The account of who calls: name, picture, password, sessions, organizations, deletion."),
    ("mfa", "Multi-factor authentication of the account: the secret of an app, and recovery codes."),
    ("email-changes", "Another address for the account, by the link of a mail."),
    ("account-alerts", "What links in mails about the account's security tell and undo."),
    ("organizations", "Creating, reading, changing, deleting and restoring organizations, and their logos."),
    ("members", "Who belongs to an organization, with which role."),
    (
        "rules",
        "What a member who is no admin may do: an ordered list in which the last rule that matches wins.",
    ),
    ("access", "Why somebody may do something, or may not."),
    ("invitations", "Inviting people, and what who is invited can do."),
    ("join-requests", "Asking to join an organization that lets people ask, and answering."),
    ("authentication", "Who may ask to join, and whether members need multi-factor authentication."),
    ("domains", "Domain names, which the organization proves are its own by a record in the DNS."),
    ("certificates", "TLS certificates for these names."),
    ("api-keys", "Keys with which programs call in the organization's name."),
    ("audit-log", "Who did what in an organization, when and from where."),
    ("providers", "Who runs machines where, and what can be ordered there."),
    ("storage-engines", "Databases, their credentials, and what they hold."),
    ("storage-defaults", "Which storage engines new dataplants take."),
    ("dataplants", "Cloud environments, each with one data project."),
    ("plans", "What is sold, at which prices."),
    ("subscription", "The organization's plan: quotes, orders, changes, cancelling."),
    ("quotas", "How much of what an organization may order, and asking for more."),
    ("vouchers", "Codes that are worth something."),
    ("invoices", "What an organization is billed, has been billed, and the receipts."),
    ("billing-accounts", "Who pays: addresses, ways to pay, invoices, handing one over."),
    ("about", "The server itself."),
];

/// The tags for the document.
pub fn all() -> Vec<Tag> {
    let tag = |(name, why): (&str, &str)| TagBuilder::new().name(name).description(Some(why)).build();
    TAGS.iter().copied().map(tag).collect()
}

/// Writes them in one way.
pub fn spell(operation: &mut Operation) {
    for tag in operation.tags.iter_mut().flatten() {
        *tag = tag.replace('_', "-");
    }
}
