//! The signed-in person behind a request.

use super::bearer;
use crate::{
    app::App,
    db::{Joined, Row},
    http::{
        cookies::Purpose,
        extract::{Whose, request_origin},
        problem::Failure,
    },
    platform::log::Who,
    session,
};
use axum::{extract::FromRequestParts, http::request::Parts};
use hq_contract::{ProblemCode, SessionId, UserId};

/// A signed-in person. Being one is all the permission that their own account needs. No API key is one: 403 `people_only`.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The account.
    pub user: UserId,
    /// The session of this browser.
    pub session: SessionId,
}

impl FromRequestParts<App> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        if bearer::authenticate(parts, app, None).await?.is_some() {
            return Err(ProblemCode::PeopleOnly.into());
        }
        let (caller, ()) = Self::with(parts, app, Joined::default(), |_, _, _| Ok(())).await?;
        parts.extensions.insert(Whose { caller: caller.user.into(), organization: None });
        Ok(caller)
    }
}

impl Caller {
    /// The person, and in the same statement what is joined to their session ([`session::store::authenticate`]).
    pub(super) async fn with<T: Send>(
        parts: &Parts,
        app: &App,
        joined: Joined,
        read: impl FnMut(&Row<'_>, UserId, usize) -> Result<T, Failure> + Send,
    ) -> Result<(Self, T), Failure> {
        let tokens = app.cookies().read(Purpose::Session, &parts.headers);
        let address = request_origin::address(parts);
        let found = session::store::authenticate(app, &tokens, &address, joined, read);
        let (caller, more) = found.await?.ok_or(ProblemCode::NotSignedIn)?;
        if let Some(who) = parts.extensions.get::<Who>() {
            who.is(caller.user);
        }
        Ok((caller, more))
    }
}
