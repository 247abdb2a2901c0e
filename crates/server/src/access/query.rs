//! Parameters of paths and queries.

use crate::{app::App, problem::Failure};
use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};
use hq_contract::{FieldCode, Problem, ProblemCode};
use serde::{Deserialize, de::DeserializeOwned};
use uuid::Uuid;

/// The query, 400 where it does not fit, or has a NUL in it: no text of HQ's has one, and PostgreSQL keeps none.
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
        if let Some(name) = with_nul(parts.uri.query().unwrap_or_default()) {
            let detail = format!("{name}: a NUL in it ({})", FieldCode::BadCharacter.as_str());
            return Err(Problem::new(ProblemCode::BadRequest).detail(detail).into());
        }
        match axum::extract::Query::from_request_parts(parts, app).await {
            Ok(axum::extract::Query(query)) => Ok(Self(query)),
            Err(rejection) => Err(Problem::new(ProblemCode::BadRequest).detail(rejection.body_text()).into()),
        }
    }
}

impl<T: DeserializeOwned + Send> FromRequestParts<App> for PathParameters<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let not_found = || Failure::from(ProblemCode::NotFound);
        let raw = RawPathParams::from_request_parts(parts, app).await.map_err(|_| not_found())?;
        if raw.iter().any(|(_, value)| value.contains('\0')) {
            return Err(not_found());
        }
        let path = axum::extract::Path::from_request_parts(parts, app).await;
        path.map(|axum::extract::Path(path)| Self(path)).map_err(|_| not_found())
    }
}

/// The first parameter of a query that has a NUL in its name or value.
fn with_nul(query: &str) -> Option<String> {
    let mut parameters = url::form_urlencoded::parse(query.as_bytes());
    let (name, _) = parameters.find(|(name, value)| name.contains('\0') || value.contains('\0'))?;
    Some(name.escape_debug().to_string())
}

#[cfg(test)]
mod tests {
    use super::with_nul;

    #[test]
    fn a_nul_is_found_however_it_is_written() {
        for query in ["q=a%00b", "limit=1&q=%00", "q=+%00+"] {
            assert_eq!(with_nul(query).as_deref(), Some("q"), "{query}");
        }
        assert_eq!(with_nul("a%00=1").as_deref(), Some("a\\0"));
        // What is no UTF-8 becomes U+FFFD, a NUL in two bytes too (RFC 3629, 3).
        for query in ["", "q=%2500", "q=%C0%80", "q=00&limit"] {
            assert_eq!(with_nul(query), None, "{query}");
        }
    }
}
