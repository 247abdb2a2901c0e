//! `POST /invitations/{token}/account`

use super::{
    joining::{self, refusal},
    store,
};
use crate::{
    accounts,
    app::App,
    http::{
        endpoint::Done,
        extract::{PathParameters, Posted},
        preferred_language::PreferredLanguage,
        problem::Failure,
        user_agent::UserAgent,
    },
    operation::Audit,
    platform::rate_limits::{self, Limit},
    session,
    users::store::Verified,
};
use axum::{extract::State, http::HeaderMap};
use hq_contract::{
    ProblemCode,
    invitations::{InvitedAccount, SignUpInvited},
};
use hq_text::Language;

/// Tries from one address of the network: each hashes a password.
const PER_ADDRESS: Limit = Limit { name: "invitations.account", most: 60, window_seconds: 3600 };

/// Serves [`SignUpInvited`].
pub async fn sign_up_invited(
    State(app): State<App>,
    PreferredLanguage(preferred): PreferredLanguage,
    agent: UserAgent,
    headers: HeaderMap,
    PathParameters(token): PathParameters<String>,
    posted: Posted<InvitedAccount>,
) -> Result<Done<SignUpInvited>, Failure> {
    let browser = session::browsers::of_request(&app, &headers).await?;
    let mut response = begin(&app, preferred, &agent, &browser, &token, &posted).await?;
    session::browsers::give(&app, &browser.next, response.headers_mut());
    Ok(response)
}

async fn begin(
    app: &App,
    preferred: Language,
    agent: &UserAgent,
    browser: &session::browsers::Carried,
    token: &str,
    posted: &Posted<InvitedAccount>,
) -> Result<Done<SignUpInvited>, Failure> {
    let (new, address) = (&posted.body, &posted.origin().address);
    rate_limits::count(app, PER_ADDRESS, &posted.origin().network()).await?;
    // Before the work of hashing; looked at again below.
    store::find_linked(app.db().read(), token).await?;
    let hash = app.passwords().hash(new.password.expose()).await?;
    let language =
        new.language.as_ref().and_then(|tag| Language::from_tag(tag.as_str())).unwrap_or(preferred);

    let mut operation = posted.begin(app).await?;
    let linked = store::find_linked(operation.tx(), token).await?;
    if !linked.mailed {
        return Err(ProblemCode::Forbidden.into());
    }
    if let Some(code) = refusal(linked.state(operation.now())) {
        return Err(code.into());
    }
    let email = linked.invitation.email.clone();
    let verified = Verified {
        email: &email,
        full_name: new.full_name.as_str(),
        password_hash: &hash,
        language: language.code(),
    };
    let user = accounts::store::begin(&operation, &verified).await?.ok_or(ProblemCode::AccountExists)?;
    match joining::accept(&operation, &linked, &user).await {
        Ok(_) => {}
        // The account begins all the same, and the invitation stays: it can be accepted once that is set up.
        Err(Failure::Refused(problem, _)) if problem.code == ProblemCode::MfaMissing => {}
        Err(failure) => return Err(failure),
    }
    let audit = Audit {
        organization: None,
        actor: Some(user.id.into()),
        action: "accounts.verify",
        subject: &user.id.to_string(),
        detail: serde_json::json!({"by": "invitation"}),
    };
    operation.audit(audit).await?;
    let session = session::store::begin(&mut operation, user.id, address, &agent.0).await?;
    session::browsers::remember_anew(&operation, user.id, browser).await?;
    let now = operation.now();
    let answer = session::store::describe(operation.app().db().page_key(), operation.tx(), session, now)
        .await?
        .ok_or(ProblemCode::Internal)?;
    operation.finish_with(Done::new(&answer)?).await
}
