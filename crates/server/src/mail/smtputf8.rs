//! Whether the mail server can write to addresses with letters beyond ASCII before the `@` (SMTPUTF8, RFC 6531). Who waits
//! for a mail that confirms an address would wait for ever, so it is known before and said at once.

mod known;

pub use known::Smtputf8;

use super::MailServer;
use crate::{app::App, http::problem::Failure, jobs::Job};
use hq_contract::{EmailAddress, FieldCode};
use std::time::Duration;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// Asking, and how often: mail servers learn it when their operators renew them.
const JOB: Job = Job::new("mail_server", Duration::from_hours(1));
/// How long to wait for one that could not be reached.
const SOON: Duration = Duration::from_mins(1);

/// Refuses the address of a request (`/email`) to which no mail can go: the same whether it has an account or not.
///
/// # Errors
/// `unsupported_address`
pub fn check(app: &App, email: &EmailAddress) -> Result<(), Failure> {
    check_at(app, "/email", email)
}

/// The same of another field.
///
/// # Errors
/// `unsupported_address`
pub fn check_at(app: &App, pointer: &str, email: &EmailAddress) -> Result<(), Failure> {
    if app.smtputf8().is_missing() && !email.local().is_ascii() {
        return Err(Failure::field(pointer, FieldCode::UnsupportedAddress));
    }
    Ok(())
}

/// Asks the mail server at the start and now and then, until told to stop.
pub async fn watch(app: App, server: MailServer, stop: CancellationToken) {
    JOB.begin(&app);
    while !stop.is_cancelled() {
        let asked = async { if ask(&app, &server).await { Ok(()) } else { Err(()) } };
        let pause = JOB.attempt(&app, asked).await.map_or(SOON, |()| JOB.every);
        // An end of the pause, or of the server.
        let _ = timeout(pause, stop.cancelled()).await;
    }
}

/// Asks the mail server once; answers whether it could be reached. What was known before stays where it could not.
pub async fn ask(app: &App, server: &MailServer) -> bool {
    match server.offers_smtputf8().await {
        Ok(offered) => {
            app.smtputf8().learn(offered);
            true
        }
        Err(cause) => {
            tracing::warn!(cause, "the mail server cannot be asked what it offers");
            false
        }
    }
}
