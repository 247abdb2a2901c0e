//! `POST /accounts`

use super::store;
use crate::{
    access::Posted,
    app::App,
    mail::{letters::Letter, outbox},
    me,
    operation::Audit,
    preferred_language::PreferredLanguage,
    problem::Failure,
    rate_limits::{self, Limit},
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{
    accounts::{CheckYourMail, NewAccount},
    console_paths::ConsolePath,
};
use hq_text::{Language, Texts};

/// Mails to one address.
const PER_EMAIL: Limit = Limit { name: "sign_up.email", most: 5, window_seconds: 3600 };
/// Sign-ups from one address of the network.
const PER_ADDRESS: Limit = Limit { name: "sign_up.address", most: 60, window_seconds: 3600 };

/// Sign up
///
/// Sends a mail and answers the same, in the same time, whether the address has an account or not. The account begins
/// when the link in the mail is confirmed, with the password of that very sign-up.
#[utoipa::path(
    post, path = "/accounts", tag = "accounts", request_body = NewAccount, security(()),
    responses((status = 202, description = "A mail is on its way", body = CheckYourMail))
)]
pub async fn sign_up(
    State(app): State<App>,
    PreferredLanguage(preferred): PreferredLanguage,
    posted: Posted<NewAccount>,
) -> Result<Response, Failure> {
    let new = &posted.body;
    let canonical = new.email.canonical();
    rate_limits::count(&app, PER_ADDRESS, &posted.origin().address).await?;
    rate_limits::count(&app, PER_EMAIL, &canonical).await?;
    let hash = app.passwords().hash(new.password.expose()).await?;
    let language =
        new.language.as_ref().and_then(|tag| Language::from_tag(tag.as_str())).unwrap_or(preferred);

    let mut operation = posted.begin(&app).await?;
    let known = me::store::find_by_email(operation.tx(), &canonical).await?;
    let token = store::remember(&operation, new, &hash, language).await?;
    let texts =
        Texts::of(known.as_ref().and_then(|user| Language::from_tag(&user.language)).unwrap_or(language));
    let letter =
        Letter { texts: &texts, public_url: &app.settings().public_url, first_name: new.full_name.first() };
    let message = match &known {
        // Nothing that a stranger typed goes to the account's holder.
        Some(user) => Letter { first_name: first_word(&user.full_name), ..letter }
            .account_exists(app.link(ConsolePath::SignIn)),
        None => {
            let path = ConsolePath::Verify(token.expose(), new.return_to.as_ref());
            letter.verify_address(app.link(path), store::HOURS)
        }
    };
    outbox::queue(&mut operation, new.email.as_str(), &message).await?;
    operation
        .audit(Audit {
            organization: None,
            actor: None,
            action: "accounts.sign_up",
            subject: "",
            detail: serde_json::json!({}),
        })
        .await?;
    operation.finish(StatusCode::ACCEPTED, &CheckYourMail { email: new.email.clone() }, None).await
}

fn first_word(name: &str) -> &str {
    name.split(' ').next().unwrap_or_default()
}
