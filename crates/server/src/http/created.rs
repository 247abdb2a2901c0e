//! Where what was created is (RFC 9110, 15.3.2): by the document, in which its path stands below the path that it was posted to.

use axum::{
    body::{Body, to_bytes},
    extract::{MatchedPath, OriginalUri, Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use serde::Deserialize;
use std::{collections::HashSet, sync::Arc};
use utoipa::openapi::OpenApi;

/// The paths to which things are posted that have paths of their own, by their templates.
#[derive(Clone, Debug)]
pub struct Collections(Arc<HashSet<String>>);

impl Collections {
    /// Those of a document.
    #[must_use]
    pub fn of(document: &OpenApi) -> Self {
        let one = |path: &String| Some(path.strip_suffix('}')?.rsplit_once("/{")?.0.to_owned());
        let all: HashSet<String> = document.paths.paths.keys().filter_map(one).collect();
        let posted = |path: &String| document.paths.paths.get(path).is_some_and(|item| item.post.is_some());
        Self(Arc::new(all.into_iter().filter(posted).collect()))
    }

    /// Whether what is posted to this path has a path of its own.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.0.contains(path)
    }
}

/// What an answer says of what was created.
#[derive(Deserialize)]
struct Created {
    id: String,
}

/// The most that an answer about one thing has; more is left as it is.
const MOST: usize = 1 << 20;

/// Adds `Location` to the answer of a POST that created something (201), or ordered it (202).
pub async fn locate(State(collections): State<Collections>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(MatchedPath::as_str);
    let creates = request.method() == Method::POST && route.is_some_and(|route| collections.has(route));
    let uri =
        request.extensions().get::<OriginalUri>().map_or_else(|| request.uri().clone(), |uri| uri.0.clone());
    let response = next.run(request).await;
    if !creates || !matches!(response.status(), StatusCode::CREATED | StatusCode::ACCEPTED) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, MOST).await else {
        return Response::from_parts(parts, Body::empty());
    };
    let created = serde_json::from_slice::<Created>(&body).ok();
    let location =
        created.and_then(|created| format!("{}/{}", uri.path(), created.id).parse::<HeaderValue>().ok());
    if let Some(location) = location {
        parts.headers.insert(header::LOCATION, location);
    }
    Response::from_parts(parts, Body::from(body))
}
