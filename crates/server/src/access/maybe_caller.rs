//! The person behind a request that needs none.

use super::Caller;
use crate::{app::App, http::problem::Failure};
use axum::{extract::FromRequestParts, http::request::Parts};
use hq_contract::ProblemCode;

/// Who is signed in, if anybody is.
#[derive(Clone, Debug)]
pub struct MaybeCaller(pub Option<Caller>);

impl FromRequestParts<App> for MaybeCaller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        match Caller::from_request_parts(parts, app).await {
            Ok(caller) => Ok(Self(Some(caller))),
            Err(Failure::Refused(problem, _)) if problem.code == ProblemCode::NotSignedIn => Ok(Self(None)),
            Err(failure) => Err(failure),
        }
    }
}
