//! `POST /accounts/verify`

use super::store;
use crate::{
    app::App,
    http::{cookies::Purpose, endpoint::Done, extract::Posted, problem::Failure, user_agent::UserAgent},
    platform::rate_limits::{self, Limit},
    session,
    users::store::Verified,
};
use axum::{extract::State, http::HeaderMap};
use hq_contract::{
    FieldCode, PersonName, Problem, ProblemCode,
    accounts::{Verification, Verify},
};

/// Hashing costs: no address of the network gets it without end.
const PER_ADDRESS: Limit = Limit { name: "verify.address", most: 60, window_seconds: 3600 };

/// Serves [`Verify`].
pub async fn verify(
    State(app): State<App>,
    agent: UserAgent,
    headers: HeaderMap,
    posted: Posted<Verification>,
) -> Result<Done<Verify>, Failure> {
    let browser = session::browsers::of_request(&app, &headers).await?;
    let mut response = begin(&app, &agent, &headers, &browser, &posted).await?;
    session::browsers::give(&app, &browser.next, response.headers_mut());
    Ok(response)
}

async fn begin(
    app: &App,
    agent: &UserAgent,
    headers: &HeaderMap,
    browser: &session::browsers::Carried,
    posted: &Posted<Verification>,
) -> Result<Done<Verify>, Failure> {
    let chosen = chosen_password(app, posted).await?;
    let mut operation = posted.begin(app).await?;
    let sign_up = store::find_open(&operation, &posted.body.token).await?;
    let here = store::is_of(&sign_up, &app.cookies().read(Purpose::SignUp, headers));
    let password_hash = match &chosen {
        Some(hash) => hash,
        None if here => &sign_up.password_hash,
        None => return Err(Problem::password_wanted(store::begun(&sign_up)).into()),
    };
    let email = &sign_up.email;
    let full_name = posted.body.full_name.as_ref().map_or(sign_up.full_name.as_str(), PersonName::as_str);
    let new = Verified { email, full_name, password_hash, language: &sign_up.language };
    let user = store::create(&operation, &sign_up, &new).await?;
    let session = session::store::begin(&mut operation, user.id, &posted.origin().address, &agent.0).await?;
    session::browsers::remember_anew(&operation, user.id, browser).await?;
    operation.audit_own(user.id, "accounts.verify").await?;
    let answer =
        session::store::describe(operation.app().db().page_key(), operation.tx(), session, operation.now())
            .await?
            .ok_or(ProblemCode::Internal)?;
    operation.finish_with(Done::new(&answer)?).await
}

/// The hash of the password that came with the token, which needs a name beside it: neither is taken from somebody else.
async fn chosen_password(app: &App, posted: &Posted<Verification>) -> Result<Option<String>, Failure> {
    let Verification { token, full_name, password } = &posted.body;
    // A link that is none costs no transaction.
    let Some(password) = password else {
        store::find(app.db().read(), token).await?;
        return Ok(None);
    };
    if full_name.is_none() {
        return Err(Failure::field("/full_name", FieldCode::Required));
    }
    rate_limits::count(app, PER_ADDRESS, &posted.origin().network()).await?;
    // Before the work of hashing; looked at again in the operation.
    store::find(app.db().read(), token).await?;
    Ok(Some(app.passwords().hash(password.expose()).await?))
}
