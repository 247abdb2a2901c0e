//! The API client.

use super::{
    connection::Connection,
    error::Error,
    json,
    transport::{RawResponse, Request, Transport, Unreachable},
};
use crate::browser::page;
use hq_contract::{BASE, DOCUMENTATION, ETag, Endpoint, IDEMPOTENCY_KEY, Method, ProblemCode, Upload};
use leptos::{prelude::*, task::spawn_local};
use std::rc::Rc;

/// The answer to a successful request, and its version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer<T> {
    /// The body.
    pub value: T,
    /// The version of the resource, for `If-Match`.
    pub version: Option<ETag>,
}

/// Runs with the response to a request.
pub(super) type OnResponse = Box<dyn FnOnce(Result<RawResponse, Error>)>;

/// Sends requests. When the session has expired, requests wait until the person has signed in again.
#[derive(Clone, Copy)]
pub struct Client {
    transport: StoredValue<Rc<dyn Transport>, LocalStorage>,
    base: StoredValue<String>,
    connection: Connection,
    signed_in: RwSignal<bool>,
    waiting: StoredValue<Vec<(Request, OnResponse)>, LocalStorage>,
    expired: RwSignal<bool>,
    refused: RwSignal<Option<Error>>,
}

/// Provides the client of the API at `base` (an origin; empty for this page's own).
pub fn provide_client(transport: Rc<dyn Transport>, base: String) -> Client {
    let client = Client {
        connection: Connection::new(Rc::clone(&transport), &base),
        transport: StoredValue::new_local(transport),
        base: StoredValue::new(base),
        signed_in: RwSignal::new(false),
        waiting: StoredValue::new_local(Vec::new()),
        expired: RwSignal::new(false),
        refused: RwSignal::new(None),
    };
    provide_context(client);
    client
}

/// The client.
#[must_use]
#[expect(clippy::expect_used, reason = "App provides it before anything else")]
pub fn use_client() -> Client {
    use_context().expect("a client")
}

impl Client {
    /// Sends one request; `then` gets the result. Features use [`super::Query`] and [`super::Mutation`], which track it.
    pub fn call<E: Endpoint>(
        self,
        endpoint: &E,
        then: impl FnOnce(Result<Answer<E::Answer>, Error>) + 'static,
    ) {
        let request = self.prepare(endpoint);
        self.dispatch(request, Box::new(move |answer| then(read::<E>(answer))));
    }

    /// Where a request of this endpoint goes, for programs outside of the page.
    #[must_use]
    pub fn address<E: Endpoint>(self, endpoint: &E) -> String {
        let base = self.base.get_value();
        let origin = if base.is_empty() { page::origin() } else { base };
        format!("{origin}{BASE}{}", endpoint.path())
    }

    /// Fetches the texts of a language.
    pub fn texts(self, path: &str, then: Box<dyn FnOnce(Result<Vec<String>, Error>)>) {
        let url = self.base.with_value(|base| format!("{base}{path}"));
        let read = |answer: RawResponse| json::read(&answer.body).map_err(|_| Error::Unreadable);
        self.dispatch(Request::get(url), Box::new(move |answer| then(answer.and_then(read))));
    }

    /// Sends for what a page will ask for under these paths, so that its answers come beside its code.
    /// What was sent for before and will not be asked for is forgotten, but for what it may ask for `maybe`.
    pub fn expect(self, paths: &[String], maybe: &[String]) {
        let urls = |paths: &[String]| paths.iter().map(|path| self.at(path)).collect::<Vec<_>>();
        let (urls, maybe) = (urls(paths), urls(maybe));
        self.transport.try_with_value(|transport| transport.expect(&urls, &maybe));
    }

    /// Whether the server can be reached.
    #[must_use]
    pub const fn connection(self) -> Connection {
        self.connection
    }

    /// Whether requests are waiting because the session has expired.
    #[must_use]
    pub fn expired(self) -> Signal<bool> {
        self.expired.into()
    }

    /// The error of the last request that was forbidden.
    #[must_use]
    pub fn refused(self) -> ReadSignal<Option<Error>> {
        self.refused.read_only()
    }

    /// Somebody has signed in: sends the waiting requests again.
    pub fn signed_in(self) {
        self.signed_in.set(true);
        self.expired.set(false);
        for (request, done) in self.take_waiting() {
            self.dispatch(request, done);
        }
    }

    /// The person has signed out, or another one takes their place: the waiting requests fail, and what was sent for in their name
    /// is forgotten.
    pub fn signed_out(self) {
        // Where nobody was signed in, the page's own first answers may still be on their way.
        if self.signed_in.get_untracked() {
            self.expect(&[], &[]);
        }
        self.signed_in.set(false);
        self.expired.set(false);
        for (_, done) in self.take_waiting() {
            let problem = Box::new(hq_contract::Problem::bare(ProblemCode::NotSignedIn));
            done(Err(Error::Problem { problem, retry_after: None }));
        }
    }

    fn take_waiting(self) -> Vec<(Request, OnResponse)> {
        self.waiting.try_update_value(std::mem::take).unwrap_or_default()
    }

    /// The request of an endpoint, without an Idempotency-Key.
    pub(super) fn prepare<E: Endpoint>(self, endpoint: &E) -> Request {
        // A body of the contract always serializes; an empty one would be refused.
        let body = endpoint.body().map(|body| json::write(body).unwrap_or_default());
        self.request(E::METHOD, &endpoint.path(), body, endpoint.upload(), endpoint.if_match())
    }

    /// The part that does not depend on the type of the endpoint.
    fn request(
        self,
        method: Method,
        path: &str,
        body: Option<String>,
        upload: Option<&Upload>,
        version: Option<&ETag>,
    ) -> Request {
        let mut request = Request { method, body, ..Request::get(self.at(path)) };
        if request.body.is_some() {
            request.headers.push(("content-type", "application/json".to_owned()));
        }
        if let Some(upload) = upload {
            request.headers.push(("content-type", upload.kind.to_owned()));
            request.file = Some(upload.bytes.clone());
        }
        if let Some(version) = version {
            request.headers.push(("if-match", version.0.clone()));
        }
        request
    }

    /// The address of the API's documentation.
    #[must_use]
    pub fn documentation(self) -> String {
        self.base.with_value(|base| [base.as_str(), DOCUMENTATION].concat())
    }

    /// The full URL of a path under the API's base.
    #[must_use]
    pub fn at(self, path: &str) -> String {
        self.base.with_value(|base| [base.as_str(), BASE, path].concat())
    }

    pub(super) fn dispatch(self, request: Request, done: OnResponse) {
        let Some(reply) = self.transport.try_with_value(|transport| transport.send(request.clone(), false))
        else {
            return;
        };
        spawn_local(async move {
            let outcome = reply.await;
            self.handle(request, outcome, done);
        });
    }

    fn handle(self, request: Request, outcome: Result<RawResponse, Unreachable>, done: OnResponse) {
        let error = match outcome {
            Ok(answer) if answer.status < 400 => return done(Ok(answer)),
            Ok(answer) => Error::read(&answer),
            Err(Unreachable) => Error::Unreachable,
        };
        // The app may be gone when the response arrives.
        let Some(signed_in) = self.signed_in.try_get_untracked() else { return };
        if error == Error::Unreachable {
            self.connection.report_unreachable();
        }
        if error.code() == Some(ProblemCode::Forbidden) {
            self.refused.set(Some(error.clone()));
        }
        let ended = error.code() == Some(ProblemCode::NotSignedIn);
        if ended && signed_in && !is_about_the_session(&request) {
            self.waiting.update_value(|waiting| waiting.push((request, done)));
            // Only once: another refusal must not reset a sign-in form that somebody is typing in.
            if !self.expired.get_untracked() {
                self.expired.set(true);
            }
        } else {
            done(Err(error));
        }
    }
}

/// Requests of the session itself never wait for somebody to sign in.
fn is_about_the_session(request: &Request) -> bool {
    request.url.ends_with("/session")
}

/// Adds the Idempotency-Key.
pub(super) fn with_key(mut request: Request, key: String) -> Request {
    request.headers.push((IDEMPOTENCY_KEY, key));
    request
}

/// Reads a response as the answer of an endpoint.
pub(super) fn read<E: Endpoint>(answer: Result<RawResponse, Error>) -> Result<Answer<E::Answer>, Error> {
    let answer = answer?;
    // `Nothing` reads from an object without fields.
    let body = if answer.body.is_empty() { "{}" } else { &answer.body };
    let value = json::read(body).map_err(|_| Error::Unreadable)?;
    Ok(Answer { value, version: answer.etag.map(ETag) })
}
