//! Parameters of paths and queries.

use crate::{app::App, problem::Failure};
use axum::{extract::FromRequestParts, http::request::Parts};
use hq_contract::{Problem, ProblemCode};
use serde::{Deserialize, de::DeserializeOwned};
use uuid::Uuid;

/// The query, 400 where it does not fit.
#[derive(Debug)]
pub struct Query<T>(pub T);

/// The path's parameters; 404 where they are not of their type, since nothing has such a name.
#[derive(Debug)]
pub struct PathParameters<T>(pub T);

/// The `{id}` of a path, whatever else is in it.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Id {
    /// The id.
    pub id: Uuid,
}

/// The `{user}` of a path, whatever else is in it.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct User {
    /// The account.
    pub user: Uuid,
}

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        match axum::extract::Query::from_request_parts(parts, app).await {
            Ok(axum::extract::Query(query)) => Ok(Self(query)),
            Err(rejection) => Err(Problem::new(ProblemCode::BadRequest).detail(rejection.body_text()).into()),
        }
    }
}

impl<T: DeserializeOwned + Send> FromRequestParts<App> for PathParameters<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        match axum::extract::Path::from_request_parts(parts, app).await {
            Ok(axum::extract::Path(path)) => Ok(Self(path)),
            Err(_) => Err(ProblemCode::NotFound.into()),
        }
    }
}
