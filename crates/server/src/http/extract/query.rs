//! Parameters of paths and queries.

use super::refused::refused;
use crate::{app::App, http::problem::Failure};
use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};
use hq_contract::{FieldError, NoId, OrganizationRef, ProblemCode, Slug, UserId};
use serde::{Deserialize, de::DeserializeOwned};

/// The query; 400 with the parameter where one is not of its type. What the operation does not have was refused before
/// ([`super::parameters`]).
#[derive(Debug)]
pub struct Query<T>(pub T);

/// The path's parameters; 404 where they are not of their type, since nothing has such a name.
#[derive(Debug)]
pub struct PathParameters<T>(pub T);

/// The `{id}` of a path, whatever else is in it.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Id<I> {
    /// The id.
    pub id: I,
}

/// The `{user}` of a path, whatever else is in it.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct User {
    /// The account.
    pub user: UserId,
}

/// What can be read of a path. A handler takes it only where the endpoint declares such an `{id}`: one of domains gets no invitation's.
pub trait InPath {
    /// Of what the `{id}` is; [`NoId`] where it reads none.
    type Id;
}

impl<I> InPath for Id<I> {
    type Id = I;
}

macro_rules! without_an_id {
    ($($type:ty),+) => {
        $(
            impl InPath for $type {
                type Id = NoId;
            }
        )+
    };
}
without_an_id!(User, OrganizationRef, Slug, String);

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Failure> {
        parse(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

/// What of a query a type is about.
///
/// # Errors
/// 400 with the parameter that is not of its type.
pub(super) fn parse<T: DeserializeOwned>(query: &str) -> Result<T, Failure> {
    let pairs = url::form_urlencoded::parse(query.as_bytes());
    serde_path_to_error::deserialize(serde_urlencoded::Deserializer::new(pairs)).map_err(|error| {
        let FieldError { pointer, code } = refused(&error);
        Failure::parameter(pointer.trim_start_matches('/'), code)
    })
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

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::http::problem::Failure;
    use hq_contract::{FieldCode, PageToken};
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    struct Parameters {
        limit: Option<u8>,
        page_token: Option<PageToken>,
        mfa: bool,
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let fine: Parameters = parse("mfa=true&page_token=a.b&other=1").unwrap();
        assert_eq!((fine.limit, fine.page_token, fine.mfa), (None, Some(PageToken("a.b".into())), true));
        for (query, name, code) in [
            ("mfa=true&limit=x", "limit", FieldCode::WrongType),
            ("mfa=true&limit=256", "limit", FieldCode::OutOfRange),
            ("mfa=true&limit=", "limit", FieldCode::WrongType),
            ("mfa=yes", "mfa", FieldCode::WrongType),
            ("mfa=true&mfa=true", "mfa", FieldCode::WrongType),
            ("limit=1", "mfa", FieldCode::Required),
        ] {
            let Err(Failure::Refused(problem, _)) = parse::<Parameters>(query) else { panic!("{query}") };
            assert_eq!(
                problem.parameters.into_iter().collect::<Vec<_>>(),
                [(name.to_owned(), code)],
                "{query}"
            );
        }
    }
}
