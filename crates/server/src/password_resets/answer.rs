//! Answers requests for a new password: after the answer to the request, so that it tells nobody whether there is an account.

use super::store;
use crate::{
    access_attempts::{self, Attempt},
    app::App,
    db::entity::password_reset_request,
    http::problem::Failure,
    jobs::Job,
    mail::{
        Asked,
        letters::{Letter, texts_of},
        outbox,
    },
    operation::{Operation, Origin},
    platform::random::bytes,
    users,
};
use axum::http::StatusCode;
use hq_contract::console_paths::ConsolePath;
use std::time::Duration;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

/// Answering requests, and how often to look for those that a server left behind.
const JOB: Job = Job::new("password_resets", Duration::from_secs(15));
/// The longest that a request waits before it is answered.
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// Answers requests, each some moment after it came, until told to stop. Any number of servers may do so: a request is
/// answered by the one that takes it first. Failures are logged, never the end.
pub async fn run(app: App, stop: CancellationToken) {
    JOB.begin(&app);
    while !stop.is_cancelled() {
        JOB.attempt(&app, answer_waiting(&app)).await;
        let next = async {
            let _ = timeout(JOB.every, app.reset_asked().notified()).await;
            sleep(pause(&app)).await;
        };
        tokio::select! { () = next => {}, () = stop.cancelled() => {} }
    }
}

/// A pause whose length nobody can foretell: right after a request, the work of a mail would slow down the requests that
/// follow it, and so tell that there is an account.
fn pause(app: &App) -> Duration {
    let share = f64::from(u16::from_be_bytes(bytes(app.random().as_ref()))) / f64::from(u16::MAX);
    LONGEST_PAUSE.mul_f64(share)
}

/// Answers every request that waits.
///
/// # Errors
/// Where the database fails; what waits goes on waiting.
pub async fn answer_waiting(app: &App) -> Result<(), Failure> {
    while let Some(request) = store::next(app).await? {
        answer(app, &request).await?;
    }
    Ok(())
}

/// Mails a link, if the address has an account.
async fn answer(app: &App, request: &password_reset_request::Model) -> Result<(), Failure> {
    let origin = Origin::of(request.address.clone(), request.request_id.clone());
    let mut operation = Operation::begin(app, &origin).await?;
    if !store::take(&operation, request.id).await? {
        return Ok(());
    }
    if let Some(user) = users::store::find_by_email(operation.tx(), &request.email_canonical).await? {
        let token = store::begin(&operation, user.id).await?;
        let texts = texts_of(&user);
        let link = app.link(ConsolePath::NewPassword(token.expose()));
        let asked = Asked { at: request.created_at, agent: &request.user_agent, address: &request.address };
        let letter = Letter::to(app, &texts, &user).reset_password(&asked, link, store::HOURS);
        outbox::queue(&mut operation, &user.email, &letter).await?;
        access_attempts::note(&operation, Some(user.id), Attempt::PasswordReset).await?;
    }
    operation.finish_empty(StatusCode::NO_CONTENT).await?;
    Ok(())
}
