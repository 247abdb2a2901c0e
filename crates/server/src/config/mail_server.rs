//! The mail server that --smtp-url names.

use super::{PublicUrl, Secret, StartError, way};
use crate::mail::MailServer;
use lettre::message::Mailbox;
use std::time::Duration;

/// How long the mail server may take for a mail.
const SMTP_PATIENCE: Duration = Duration::from_secs(60);

/// The mail server of --smtp-url, and who mails come from.
///
/// # Errors
/// In one sentence, with what to do.
pub fn of(url: &Secret, from: Option<&str>, public_url: &PublicUrl) -> Result<MailServer, StartError> {
    let from = match from {
        Some(from) => from.to_owned(),
        None => format!("HQ <no-reply@{}>", public_url.mail_domain()),
    };
    let from: Mailbox = from.parse().map_err(|_| {
        StartError::new(format!("--mail-from {from} is not a mailbox."), "Write it as HQ <hq@example.org>.")
    })?;
    if !is_mail_protected(url) {
        return Err(StartError::new(
            "--smtp-url sends mails, and a password, in clear: anybody on the way could read their links.",
            "Write smtps://, or add ?tls=required for STARTTLS; ?tls=none where nobody else is on the way.",
        ));
    }
    // The cause is left out: it may repeat the URL, and that holds a password.
    MailServer::new(url.expose(), from, SMTP_PATIENCE).map_err(|_| {
        StartError::new(
            "--smtp-url is not the URL of a mail server.",
            "Write it as smtps://USER:PASSWORD@HOST or smtp://USER:PASSWORD@HOST:587?tls=required, special characters in the password percent-encoded.",
        )
    })
}

/// Whether mails go by TLS, or stay on this machine, or the operator says how they go.
fn is_mail_protected(url: &Secret) -> bool {
    let Ok(url) = url::Url::parse(url.expose()) else { return true };
    url.scheme() != "smtp"
        || way::is_here(url.host_str().unwrap_or_default())
        || url.query_pairs().any(|(name, _)| name == "tls")
}
