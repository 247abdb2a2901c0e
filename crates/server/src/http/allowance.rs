//! What is left of a limit (`RateLimit-*`, as draft-ietf-httpapi-ratelimit-headers had them and most clients read them): in every
//! answer that a limit refuses, and in every one that something was done by which the caller's own limits count.

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue, Method},
    middleware::Next,
    response::Response,
};
use std::sync::{Arc, Mutex, PoisonError};

/// So many there are in a while.
pub const LIMIT: HeaderName = HeaderName::from_static("ratelimit-limit");
/// So many are left.
pub const REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");
/// In so many seconds there are others.
pub const RESET: HeaderName = HeaderName::from_static("ratelimit-reset");

tokio::task_local! { static COUNTED: Arc<Counted>; }

/// What is left of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// So many there are in a while.
    pub most: i64,
    /// So many are left; less than none where it is passed.
    pub left: i64,
    /// In so many seconds there are others.
    pub seconds: i64,
}

impl Allowance {
    /// None is left.
    #[must_use]
    pub const fn spent(most: i64, seconds: i64) -> Self {
        Self { most, left: 0, seconds }
    }

    /// Whether more were taken than there are.
    #[must_use]
    pub const fn is_passed(self) -> bool {
        self.left < 0
    }

    /// As an answer tells of it.
    #[must_use]
    pub fn headers(self) -> [(HeaderName, HeaderValue); 3] {
        [(LIMIT, self.most.into()), (REMAINING, self.left.max(0).into()), (RESET, self.seconds.into())]
    }

    /// Its answer tells of it, where a request is under way.
    pub fn tell(self, limit: &'static str) {
        note(limit, Some(self));
    }
}

/// A limit begins anew, or no longer concerns the request under way.
pub fn forget(limit: &'static str) {
    note(limit, None);
}

/// Whether a request is under way that this limit has not counted: one is counted once, however often it is tried again.
pub fn is_new(limit: &'static str) -> bool {
    COUNTED.try_with(|counted| !counted.has(limit)).unwrap_or_default()
}

/// What a request was counted by, each limit once.
#[derive(Debug, Default)]
struct Counted(Mutex<Vec<(&'static str, Allowance)>>);

impl Counted {
    fn note(&self, limit: &'static str, allowance: Option<Allowance>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(other, _)| *other != limit);
        all.extend(allowance.map(|allowance| (limit, allowance)));
    }

    fn has(&self, limit: &'static str) -> bool {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().any(|(other, _)| *other == limit)
    }

    /// The one that will refuse first, as far as anybody knows.
    fn nearest(&self) -> Option<Allowance> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().map(|(_, allowance)| *allowance).min_by_key(|one| (one.left, -one.seconds))
    }
}

fn note(limit: &'static str, allowance: Option<Allowance>) {
    // Outside of a request there is nobody to tell.
    let _ = COUNTED.try_with(|counted| counted.note(limit, allowance));
}

/// Tells with each success of a write what is left. Not with a refusal: what it counted may not have been committed, and one of a
/// limit tells of that limit.
pub async fn pass(request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return next.run(request).await;
    }
    let counted = Arc::<Counted>::default();
    let mut response = COUNTED.scope(counted.clone(), next.run(request)).await;
    if response.status().is_success()
        && let Some(nearest) = counted.nearest()
    {
        response.headers_mut().extend(nearest.headers());
    }
    response
}
