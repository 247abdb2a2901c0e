//! Parameters of queries that an operation does not have, by the document that describes it.

use crate::http::problem::Failure;
use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use hq_contract::{FieldCode, Problem};
use http::Method;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};
use utoipa::openapi::{
    OpenApi, RefOr,
    path::{Operation, ParameterIn},
};

/// So many are told of at most, and so many characters of each name: an answer is not much longer than its question.
const MOST: usize = 16;
const LONGEST: usize = 64;

/// The names of each operation's parameters, by its path and method.
#[derive(Clone, Debug)]
pub struct Parameters(Arc<HashMap<(String, Method), HashSet<String>>>);

impl Parameters {
    /// Those of a document.
    #[must_use]
    pub fn of(document: &OpenApi) -> Self {
        let mut all = HashMap::new();
        for (path, item) in &document.paths.paths {
            let operations = [
                (Method::GET, &item.get),
                (Method::POST, &item.post),
                (Method::PUT, &item.put),
                (Method::PATCH, &item.patch),
                (Method::DELETE, &item.delete),
            ];
            for (method, operation) in operations {
                let Some(operation) = operation else { continue };
                all.insert((path.clone(), method), names(operation));
            }
        }
        Self(Arc::new(all))
    }
}

fn names(operation: &Operation) -> HashSet<String> {
    let parameters = operation.parameters.iter().flatten();
    let of_query = |parameter: &RefOr<utoipa::openapi::path::Parameter>| match parameter {
        RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query => Some(parameter.name.clone()),
        _ => None,
    };
    parameters.filter_map(of_query).collect()
}

/// Refuses what the operation does not have, so that a misspelt parameter is not silently ignored; and a NUL: no text of HQ's
/// has one, and PostgreSQL keeps none.
pub async fn guard(State(known): State<Parameters>, request: Request, next: Next) -> Response {
    let refused = refused(&known, &request);
    if refused.is_empty() {
        next.run(request).await
    } else {
        Failure::from(Problem::parameters(refused)).into_response()
    }
}

fn refused(known: &Parameters, request: &Request) -> BTreeMap<String, FieldCode> {
    let (Some(query), Some(route)) = (request.uri().query(), request.extensions().get::<MatchedPath>())
    else {
        return BTreeMap::new();
    };
    let method = if request.method() == Method::HEAD { &Method::GET } else { request.method() };
    let Some(known) = known.0.get(&(route.as_str().to_owned(), method.clone())) else {
        return BTreeMap::new();
    };
    let code = |name: &str, value: &str| match known.contains(name) {
        _ if name.contains('\0') || value.contains('\0') => Some(FieldCode::BadCharacter),
        false => Some(FieldCode::UnknownField),
        true => None,
    };
    url::form_urlencoded::parse(query.as_bytes())
        .filter_map(|(name, value)| Some((name.chars().take(LONGEST).collect(), code(&name, &value)?)))
        .take(MOST)
        .collect()
}
