//! A client that keeps its cookies and sends what a browser on the console's page sends.

use super::documented;
use hq_contract::{
    BASE, ETag, Endpoint, FieldCode, Problem, ProblemCode,
    me::GetMe,
    session::{GetSession, Session},
};
use reqwest::{Client, RequestBuilder, StatusCode, header, redirect::Policy};
use serde_json::Value;
use std::{collections::BTreeMap, net::SocketAddr, sync::Mutex};

pub struct Browser {
    client: Client,
    base: String,
    origin: String,
    cookie: Mutex<Option<String>>,
    /// The secret of an API key, of a script: it sends neither cookies nor where it runs.
    key: Option<String>,
    others: Mutex<BTreeMap<String, String>>,
}

/// An answer, read whole.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: header::HeaderMap,
    pub body: String,
}

/// A refusal, and the headers it came with.
#[derive(Clone, Debug)]
pub struct Refused {
    pub problem: Problem,
    pub headers: header::HeaderMap,
}

impl Refused {
    pub fn code(&self) -> ProblemCode {
        self.problem.code
    }

    pub fn field(&self, pointer: &str) -> Option<FieldCode> {
        self.problem.field(pointer)
    }
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// What must be the same for two things of which one does not exist: all but the request's own name.
    pub fn anonymous(&self) -> (StatusCode, Value) {
        let mut body = if self.body.is_empty() { Value::Null } else { self.json() };
        if let Some(fields) = body.as_object_mut() {
            fields.remove("request_id");
        }
        (self.status, body)
    }
}

impl Browser {
    pub fn new(address: SocketAddr) -> Self {
        let client = Client::builder().redirect(Policy::none()).build().expect("a client");
        let origin = format!("http://{address}");
        Self {
            client,
            base: format!("{origin}{BASE}"),
            origin,
            cookie: Mutex::default(),
            key: None,
            others: Mutex::default(),
        }
    }

    /// A script with an API key.
    pub fn script(address: SocketAddr, secret: &str) -> Self {
        Self { key: Some(secret.to_owned()), ..Self::new(address) }
    }

    /// The session cookie's pair, if signed in.
    pub fn cookie(&self) -> Option<String> {
        self.cookie.lock().unwrap().clone()
    }

    pub fn set_cookie(&self, pair: Option<String>) {
        *self.cookie.lock().unwrap() = pair;
    }

    /// What a request says of cookies: the session's, and all others.
    fn cookies(&self) -> Option<String> {
        let mut pairs: Vec<String> = self.cookie().into_iter().collect();
        pairs.extend(self.others.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")));
        (!pairs.is_empty()).then(|| pairs.join("; "))
    }

    fn keep(&self, set: &str) {
        let pair = set.split(';').next().unwrap_or_default();
        let (name, value) = pair.split_once('=').expect("a pair");
        if name.contains("session") {
            self.set_cookie((!value.is_empty()).then(|| pair.to_owned()));
        } else if value.is_empty() {
            self.others.lock().unwrap().remove(name);
        } else {
            self.others.lock().unwrap().insert(name.to_owned(), value.to_owned());
        }
    }

    /// A request under the API's base, with the page's origin and the cookies.
    pub fn request(&self, method: &str, path: &str) -> RequestBuilder {
        let method = method.parse().expect("a method");
        let request = self.client.request(method, format!("{}{path}", self.base));
        if let Some(key) = &self.key {
            return request.bearer_auth(key);
        }
        let mut request = request.header(header::ORIGIN, &self.origin);
        if let Some(cookies) = self.cookies() {
            request = request.header(header::COOKIE, cookies);
        }
        request
    }

    /// Sends a request and takes over the cookies that the answer sets; the answer is one that the document tells of.
    pub async fn send(&self, request: RequestBuilder) -> Reply {
        let request = request.build().expect("a request");
        let (method, path) = (request.method().clone(), request.url().path().to_owned());
        let answer = self.client.execute(request).await.expect("the server answers");
        let (status, headers) = (answer.status(), answer.headers().clone());
        for set in headers.get_all(header::SET_COOKIE) {
            self.keep(set.to_str().expect("text"));
        }
        let reply = Reply { status, headers, body: answer.text().await.expect("a body") };
        documented::check(&method, &path, &reply);
        reply
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(self.request("GET", path)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Reply {
        self.send(self.request("POST", path).json(body)).await
    }

    /// A request of an endpoint, not sent yet.
    pub fn prepare<E: Endpoint>(&self, endpoint: &E) -> RequestBuilder {
        let mut request = self.request(E::METHOD.as_str(), &endpoint.path());
        if let Some(body) = endpoint.body() {
            request = request.json(body);
        }
        if let Some(ETag(tag)) = endpoint.if_match() {
            request = request.header(header::IF_MATCH, tag);
        }
        request
    }

    /// Calls an endpoint.
    pub async fn call<E: Endpoint>(&self, endpoint: &E) -> Result<E::Answer, Refused> {
        self.call_versioned(endpoint).await.map(|(answer, _)| answer)
    }

    /// Calls an endpoint; also gives the version of what it answers.
    pub async fn call_versioned<E: Endpoint>(&self, endpoint: &E) -> Result<(E::Answer, ETag), Refused> {
        let reply = self.send(self.prepare(endpoint)).await;
        let what = format!("{:?} {}: {} {}", E::METHOD, endpoint.path(), reply.status, reply.body);
        if reply.status.is_success() {
            let body = if reply.body.is_empty() { "{}" } else { &reply.body };
            let answer = serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {what}"));
            return Ok((answer, ETag(reply.header("etag").unwrap_or_default().to_owned())));
        }
        assert_eq!(reply.header("content-type"), Some("application/problem+json"), "{what}");
        let problem: Problem =
            serde_json::from_str(&reply.body).unwrap_or_else(|error| panic!("{error}: {what}"));
        assert_eq!(problem.status, reply.status.as_u16(), "{what}");
        assert_eq!(Some(problem.request_id.as_str()), reply.header("x-request-id"), "{what}");
        Err(Refused { problem, headers: reply.headers })
    }

    /// The session of somebody who is signed in.
    pub async fn session(&self) -> Session {
        self.call(&GetSession).await.expect("an answer").expect("signed in")
    }

    /// Whether somebody is signed in: what `/session` says, and what holds for everything else.
    pub async fn is_signed_in(&self) -> bool {
        let session = self.call(&GetSession).await.expect("an answer");
        match self.call(&GetMe).await {
            Ok(_) => assert!(session.is_some(), "signed in, and the session says otherwise"),
            Err(refused) => {
                assert_eq!((refused.code(), session.is_some()), (ProblemCode::NotSignedIn, false));
            }
        }
        session.is_some()
    }
}
