//! The signed-in person behind a request.

use super::{
    bearer,
    sessions::{self, Caller},
};
use crate::{
    app::App,
    db::{Joined, Row},
    http::{
        cookies::Purpose,
        extract::{Whose, request_origin},
        problem::Failure,
    },
    platform::log::Who,
};
use axum::{extract::FromRequestParts, http::request::Parts};
use hq_contract::{ProblemCode, UserId};

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
    /// The person, and in the same statement what is joined to their session ([`sessions::authenticate`]).
    pub(super) async fn with<T: Send>(
        parts: &Parts,
        app: &App,
        joined: Joined,
        read: impl FnMut(&Row<'_>, UserId, usize) -> Result<T, Failure> + Send,
    ) -> Result<(Self, T), Failure> {
        let tokens = app.cookies().read(Purpose::Session, &parts.headers);
        let address = request_origin::address(parts);
        let found = sessions::authenticate(app, &tokens, &address, joined, read);
        let (caller, more) = found.await?.ok_or(ProblemCode::NotSignedIn)?;
        if let Some(who) = parts.extensions.get::<Who>() {
            who.is(caller.user);
        }
        Ok((caller, more))
    }
}
