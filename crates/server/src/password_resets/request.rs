//! `POST /password-resets`

use super::store;
use crate::{
    access::Posted,
    app::App,
    mail::{Asked, letters::Letter, outbox},
    me,
    operation::Audit,
    problem::Failure,
    rate_limits::{self, Limit},
    user_agent::UserAgent,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{console_paths::ConsolePath, password_resets::NewPasswordReset};
use hq_text::{Language, Texts};

/// Mails to one address.
const PER_EMAIL: Limit = Limit { name: "password_reset.email", most: 5, window_seconds: 3600 };
/// Requests from one address of the network.
const PER_ADDRESS: Limit = Limit { name: "password_reset.address", most: 60, window_seconds: 3600 };

/// Ask for a new password
///
/// Always 202; a mail goes out where there is an account.
#[utoipa::path(
    post, path = "/password-resets", tag = "password-resets", request_body = NewPasswordReset, security(()),
    responses((status = 202, description = "A mail is on its way, if there is an account"))
)]
pub async fn request_password_reset(
    State(app): State<App>,
    agent: UserAgent,
    posted: Posted<NewPasswordReset>,
) -> Result<Response, Failure> {
    let canonical = posted.body.email.canonical().map_err(|code| Failure::field("/email", code))?;
    rate_limits::count(&app, PER_ADDRESS, &posted.origin().network()).await?;
    rate_limits::count(&app, PER_EMAIL, &canonical).await?;

    let mut operation = posted.begin(&app).await?;
    let user = me::store::find_by_email(operation.tx(), &canonical).await?;
    if let Some(user) = &user {
        let token = store::begin(&operation, user.id).await?;
        let texts = Texts::of(Language::from_tag(&user.language).unwrap_or_default());
        let first_name = user.full_name.split(' ').next().unwrap_or_default();
        let letter = Letter { texts: &texts, public_url: &app.settings().public_url, first_name };
        let link = app.link(ConsolePath::NewPassword(token.expose()));
        let asked = Asked { at: operation.now(), agent: &agent.0, address: &posted.origin().address };
        let message = letter.reset_password(&asked, link, store::HOURS);
        outbox::queue(&mut operation, &user.email, &message).await?;
    }
    // One commit either way: an unknown address is not told by a quicker answer.
    let actor = user.map(|user| user.id);
    let detail = serde_json::json!({});
    operation
        .audit(Audit { organization: None, actor, action: "password_resets.request", subject: "", detail })
        .await?;
    operation.finish_empty(StatusCode::ACCEPTED).await
}
