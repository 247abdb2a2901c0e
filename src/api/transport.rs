//! How requests are sent: by `fetch` in a browser, by a fake in the tests.

use crate::browser::{early, files::ReceivedFile, timers::Deadline};
use gloo_net::http::{RequestBuilder, Response};
use hq_contract::Method;
use std::{future::Future, pin::Pin};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::RequestCredentials;

/// How long an answer may take before the connection counts as lost, in milliseconds. Of a file it is the answer's head: the
/// rest takes as long as it takes.
const PATIENCE: i32 = 30_000;
/// The same for a check of the connection.
const PROBE_PATIENCE: i32 = 5_000;

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
    /// Whether a good answer is wanted as a file, which may be large.
    pub to_file: bool,
}

impl Request {
    /// A plain GET.
    #[must_use]
    pub fn get(url: String) -> Self {
        Self { method: Method::Get, url, headers: Vec::new(), body: None, file: None, to_file: false }
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
    /// The body in its place, where a file was asked for.
    pub file: Option<ReceivedFile>,
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
            let deadline = Deadline::after(if probe { PROBE_PATIENCE } else { PATIENCE });
            let early = if request.method == Method::Get { early::take(&request.url) } else { None };
            let to_file = request.to_file;
            let response = match early {
                Some(response) => response.await.ok_or(Unreachable)?.into(),
                None => fetch(request, &deadline).await.map_err(|_| Unreachable)?,
            };
            if to_file && response.ok() {
                drop(deadline);
                receive(response).await
            } else {
                read(response).await
            }
        })
    }

    fn expect(&self, urls: &[String], maybe: &[String]) {
        early::expect(urls, maybe);
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that sends requests")]
async fn fetch(request: Request, deadline: &Deadline) -> Result<Response, gloo_net::Error> {
    let Request { method, url, headers, body, file, .. } = request;
    let mut builder = RequestBuilder::new(&url)
        .method(method_of(method))
        // Same-origin requests carry the cookie anyway; an API elsewhere needs this.
        .credentials(RequestCredentials::Include)
        .abort_signal(deadline.signal().as_ref());
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
        file: None,
    })
}

/// Receives the whole body as a file; one that breaks off counts as none. The browser collects it, so that the page goes on
/// and the console's memory does not grow.
async fn receive(response: Response) -> Result<RawResponse, Unreachable> {
    let (status, name) = (response.status(), response.headers().get("content-disposition"));
    let response: web_sys::Response = response.into();
    let content = JsFuture::from(response.blob().map_err(|_| Unreachable)?).await;
    let content = content.ok().and_then(|content| content.dyn_into().ok()).ok_or(Unreachable)?;
    let file = ReceivedFile::new(content, name.as_deref().and_then(file_name));
    Ok(RawResponse { status, file: Some(file), ..RawResponse::default() })
}

/// What a `Content-Disposition` calls a file, as HQ writes it: `attachment; filename="acme-members.csv"` (RFC 6266).
fn file_name(disposition: &str) -> Option<String> {
    let parameters = disposition.split(';').map(str::trim);
    let name =
        parameters.filter_map(|parameter| parameter.strip_prefix("filename=")).next()?.trim_matches('"');
    Some(name.to_owned()).filter(|name| !name.is_empty())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_what_the_server_says() {
        let named = |disposition| file_name(disposition);
        assert_eq!(named("attachment; filename=\"acme-members.csv\"").as_deref(), Some("acme-members.csv"));
        assert_eq!(named("attachment;filename=a.csv").as_deref(), Some("a.csv"));
        assert_eq!(named("attachment"), None);
        assert_eq!(named("attachment; filename=\"\""), None);
    }
}
