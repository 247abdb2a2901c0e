//! How requests are sent: by `fetch` in a browser, by a fake in the tests.

use crate::browser::{early, timers};
use gloo_net::http::{RequestBuilder, Response};
use hq_contract::Method;
use std::{future::Future, pin::Pin};
use web_sys::RequestCredentials;

/// How long an answer may take before the connection counts as lost.
const PATIENCE: u32 = 30_000;
/// The same for a check of the connection.
const PROBE_PATIENCE: u32 = 5_000;

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The whole path with its query, and the API's origin before it where that is another one.
    pub url: String,
    /// Headers, names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// The JSON body.
    pub body: Option<String>,
    /// A file in its place.
    pub file: Option<Vec<u8>>,
}

impl Request {
    /// A plain GET.
    #[must_use]
    pub fn get(url: String) -> Self {
        Self { method: Method::Get, url, headers: Vec::new(), body: None, file: None }
    }

    /// A header's value.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}

/// A response, with its body not read as JSON yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawResponse {
    /// The status.
    pub status: u16,
    /// The version of the resource.
    pub etag: Option<String>,
    /// In how many seconds to try again.
    pub retry_after: Option<u32>,
    /// The body.
    pub body: String,
}

/// There was no response: whether the server has done the work is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreachable;

/// The response to a request that was sent.
pub type ResponseFuture = Pin<Box<dyn Future<Output = Result<RawResponse, Unreachable>>>>;

/// Sends requests.
pub trait Transport {
    /// Sends a request; `probe` is true for a check of the connection.
    fn send(&self, request: Request, probe: bool) -> ResponseFuture;

    /// The first of these will be asked for by GET soon, the others perhaps; nothing else that was expected will.
    fn expect(&self, _urls: &[String], _maybe: &[String]) {}
}

/// The browser's own `fetch`, by gloo-net.
#[derive(Clone, Copy, Debug)]
pub struct FetchTransport;

impl Transport for FetchTransport {
    fn send(&self, request: Request, probe: bool) -> ResponseFuture {
        Box::pin(async move {
            let patience = if probe { PROBE_PATIENCE } else { PATIENCE };
            let early = if request.method == Method::Get { early::take(&request.url) } else { None };
            match early {
                Some(response) => read(response.await.ok_or(Unreachable)?.into()).await,
                None => read(fetch(request, patience).await.map_err(|_| Unreachable)?).await,
            }
        })
    }

    fn expect(&self, urls: &[String], maybe: &[String]) {
        early::expect(urls, maybe);
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that sends requests")]
async fn fetch(request: Request, patience: u32) -> Result<Response, gloo_net::Error> {
    let Request { method, url, headers, body, file } = request;
    let mut builder = RequestBuilder::new(&url)
        .method(method_of(method))
        // Same-origin requests carry the cookie anyway; an API elsewhere needs this.
        .credentials(RequestCredentials::Include)
        .abort_signal(Some(&timers::abort_after(patience)));
    for (name, value) in headers {
        builder = builder.header(name, &value);
    }
    let request = match (file, body) {
        (Some(file), _) => builder.body(js_sys::Uint8Array::from(file.as_slice()))?,
        (None, Some(body)) => builder.body(body)?,
        (None, None) => builder.build()?,
    };
    request.send().await
}

/// Reads the whole response; one that breaks off counts as none.
async fn read(response: Response) -> Result<RawResponse, Unreachable> {
    let headers = response.headers();
    Ok(RawResponse {
        status: response.status(),
        etag: headers.get("etag"),
        retry_after: headers.get("retry-after").and_then(|seconds| seconds.trim().parse().ok()),
        body: response.text().await.map_err(|_| Unreachable)?,
    })
}

const fn method_of(method: Method) -> gloo_net::http::Method {
    match method {
        Method::Get => gloo_net::http::Method::GET,
        Method::Post => gloo_net::http::Method::POST,
        Method::Put => gloo_net::http::Method::PUT,
        Method::Patch => gloo_net::http::Method::PATCH,
        Method::Delete => gloo_net::http::Method::DELETE,
    }
}
