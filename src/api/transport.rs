//! How requests leave: `fetch` in a browser, a fake in the tests.

use crate::browser::fetch;
use hq_contract::Method;
use std::{future::Future, pin::Pin};

/// How long an answer may take before the connection counts as lost.
const PATIENCE: u32 = 30_000;
/// The same for the question whether the server is there.
const PROBE_PATIENCE: u32 = 5_000;

/// One request, in plain words.
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

/// What came back, before anything is read into it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawAnswer {
    /// The status.
    pub status: u16,
    /// The version of the resource.
    pub etag: Option<String>,
    /// In how many seconds to try again.
    pub retry_after: Option<u32>,
    /// The body.
    pub body: String,
}

/// Nothing came back: whether the server did the work is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost;

/// An answer on its way.
pub type Reply = Pin<Box<dyn Future<Output = Result<RawAnswer, Lost>>>>;

/// Carries requests.
pub trait Transport {
    /// Sends one; `probe` says that it only asks whether anybody is there.
    fn send(&self, request: Request, probe: bool) -> Reply;
}

/// The browser's own `fetch`.
#[derive(Clone, Copy, Debug)]
pub struct Fetch;

impl Transport for Fetch {
    fn send(&self, request: Request, probe: bool) -> Reply {
        Box::pin(async move {
            let Request { method, url, headers, body, file } = request;
            let patience = if probe { PROBE_PATIENCE } else { PATIENCE };
            let body = match file {
                Some(file) => Some(fetch::file(&file)),
                None => body.map(Into::into),
            };
            let fetched = fetch::fetch(method.as_str(), &url, &headers, body, patience).await;
            let fetched = fetched.ok_or(Lost)?;
            Ok(RawAnswer {
                status: fetched.status,
                etag: fetched.header("etag"),
                retry_after: fetched.header("retry-after").and_then(|seconds| seconds.trim().parse().ok()),
                body: fetched.body,
            })
        })
    }
}
