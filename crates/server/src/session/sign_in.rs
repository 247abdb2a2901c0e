//! `POST /session`

use super::{
    jobs::REFUSED,
    store::{
        self,
        browsers::{self, Carried, Place},
        tries::{Knock, Secret},
    },
};
use crate::{
    account_alerts,
    app::App,
    db::entity::user,
    http::{endpoint::Done, extract::Posted, problem::Failure, user_agent::UserAgent},
    mfa::{
        self,
        store::{Judged, WrongCode},
    },
    operation::{Audit, Operation},
    platform::{
        passwords::Fit,
        rate_limits::{self, Limit},
    },
    users,
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
};
use hq_contract::{
    ProblemCode, UserId,
    account_alerts::AlertKind,
    mfa::MfaCode,
    session::{Credentials, SignIn},
};

/// Tries from one network, against any account; browsers that an account knows are not in this count.
const PER_NETWORK: Limit = Limit { name: "sign_in.address", most: 100, window_seconds: 15 * 60 };

/// Serves [`SignIn`].
pub async fn sign_in(
    State(app): State<App>,
    agent: UserAgent,
    headers: HeaderMap,
    posted: Posted<Credentials>,
) -> Result<Done<SignIn>, Failure> {
    let email = posted.body.email.canonical().map_err(|code| Failure::field("/email", code))?;
    let carried = browsers::of_request(&app, &headers).await?;
    let user = users::store::find_by_email(app.db().read(), &email).await?;
    let id = user.as_ref().map(|user| user.id);
    let place = browsers::place(&app, id, &carried.secret, posted.origin().network()).await?;
    if !matches!(place, Place::Browser(_)) {
        // Untold: that a browser is in no such count is for the account to know.
        rate_limits::count_untold(&app, PER_NETWORK, &posted.origin().network()).await?;
    }
    let knock = Knock { email: &email, user: id, place: &place };
    let (user, renewed) = prove(&app, &posted, &knock, user).await?;
    let code = match &posted.body.code {
        Some(_) => Some(knock.take(&app, posted.origin(), Secret::Code).await?),
        None => None,
    };
    let known = matches!(place, Place::Browser(_));
    // A retry ends here with the answer of its first try. It proves no code and makes no browser known.
    let mut response = enter(&app, &agent, &carried, known, &posted, &user, renewed).await?;
    browsers::give(&app, if known { &carried.secret } else { &carried.next }, response.headers_mut());
    // The session is there, whatever becomes of the count.
    if let Some(code) = code
        && knock.was_right(&app, posted.origin(), code).await.is_err()
    {
        tracing::warn!(user = %user.id, "a right code stays counted as a wrong one");
    }
    Ok(response)
}

/// The account, if the password is its own; and another hash of it where the kept one should be renewed.
async fn prove(
    app: &App,
    posted: &Posted<Credentials>,
    knock: &Knock<'_>,
    user: Option<user::Model>,
) -> Result<(user::Model, Option<String>), Failure> {
    let tried = knock.take(app, posted.origin(), Secret::Password).await?;
    let kept = user.as_ref().map(|user| user.password_hash.as_str());
    let fit = app.passwords().verify(&posted.body.password, kept).await?;
    let Some(user) = user.filter(|_| fit.fits()) else {
        refused("password", knock.user);
        return Err(ProblemCode::WrongCredentials.into());
    };
    knock.was_right(app, posted.origin(), tried).await?;
    let renewed = match fit {
        Fit::Former => Some(app.passwords().hash(&posted.body.password).await?),
        Fit::Yes | Fit::No => None,
    };
    Ok((user, renewed))
}

/// Begins the session.
async fn enter(
    app: &App,
    agent: &UserAgent,
    browser: &Carried,
    known: bool,
    posted: &Posted<Credentials>,
    user: &user::Model,
    renewed: Option<String>,
) -> Result<Done<SignIn>, Failure> {
    let mut operation = posted.begin(app).await?;
    let asked = ask_code(&operation, user, posted.body.code.as_ref()).await?;
    if let Asked::Wrong(wrong) = asked {
        drop(operation);
        let operation = Operation::begin(app, posted.origin()).await?;
        mfa::store::remember_early(&operation, user.id, wrong).await?;
        operation.finish_empty(StatusCode::NO_CONTENT).await?;
        refused("code", Some(user.id));
        return Err(wrong.refusal().into());
    }
    if let Some(renewed) = &renewed {
        users::store::renew_password(&operation, user, renewed).await?;
    }
    let session = store::begin(&mut operation, user.id, &posted.origin().address, &agent.0).await?;
    if known {
        browsers::remember(&operation, user.id, &browser.secret).await?;
    } else {
        browsers::remember_anew(&operation, user.id, browser).await?;
        account_alerts::tell(&mut operation, user, AlertKind::SignedIn, agent).await?;
    }
    let subject = session.to_string();
    let detail = serde_json::json!({"second_factor": asked.factor()});
    operation
        .audit(Audit {
            organization: None,
            actor: Some(user.id.into()),
            action: "session.sign_in",
            subject: &subject,
            detail,
        })
        .await?;
    let answer = store::describe(operation.app().db().page_key(), operation.tx(), session, operation.now())
        .await?
        .ok_or(ProblemCode::Internal)?;
    operation.finish_with(Done::new(&answer)?).await
}

/// What became of the second factor.
#[derive(Clone, Copy)]
enum Asked {
    /// The account has none.
    None,
    /// A code of the authenticator app was right.
    App,
    /// A recovery code was.
    Recovery,
    /// It was not.
    Wrong(WrongCode),
}

impl Asked {
    /// What it is called in the audit log, where one was shown.
    const fn factor(self) -> Option<&'static str> {
        match self {
            Self::App => Some("app_code"),
            Self::Recovery => Some("recovery_code"),
            Self::None | Self::Wrong(_) => None,
        }
    }
}

/// Locks the account, and where it has multi-factor authentication, uses the code up. A retry with the `Idempotency-Key` of a success never
/// comes here, so that its code may be used up.
///
/// # Errors
/// `mfa_required` where there is none; `wrong_credentials` where the password was changed while it was checked.
async fn ask_code(
    operation: &Operation,
    user: &user::Model,
    code: Option<&MfaCode>,
) -> Result<Asked, Failure> {
    if !users::store::lock_proven(operation, user).await? {
        return Err(ProblemCode::WrongCredentials.into());
    }
    let Some(row) = mfa::store::enabled(operation.tx(), user.id).await? else { return Ok(Asked::None) };
    let code = code.ok_or(ProblemCode::MfaRequired)?;
    Ok(match mfa::store::spend(operation, &row, code).await? {
        Judged::Wrong(wrong) => Asked::Wrong(wrong),
        Judged::Right if code.is_recovery() => Asked::Recovery,
        Judged::Right => Asked::App,
    })
}

/// Tells the operator, without the address that was tried: it may be somebody's password in the wrong field.
fn refused(wrong: &'static str, user: Option<UserId>) {
    REFUSED.count_as(wrong);
    match user {
        Some(user) => tracing::info!(wrong, %user, "a sign-in was refused"),
        None => tracing::info!(wrong, "a sign-in was refused"),
    }
}
