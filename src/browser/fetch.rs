//! One HTTP request by `fetch`. Only `api` may use it.

use super::window;
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, RequestCredentials, RequestInit, Response};

/// What came back.
pub struct Fetched {
    /// The status.
    pub status: u16,
    /// The body as text.
    pub body: String,
    headers: Headers,
}

impl Fetched {
    /// A header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).ok().flatten()
    }
}

/// A file as the body of a request; a text is one as it is.
#[must_use]
pub fn file(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

/// Sends a request and reads the whole answer; nothing where none came within `milliseconds`.
pub async fn fetch(
    method: &str,
    url: &str,
    headers: &[(&'static str, String)],
    body: Option<JsValue>,
    milliseconds: u32,
) -> Option<Fetched> {
    let init = RequestInit::new();
    init.set_method(method);
    // Same-origin requests carry the cookie anyway; an API elsewhere needs this.
    init.set_credentials(RequestCredentials::Include);
    init.set_signal(Some(&AbortSignal::timeout_with_u32(milliseconds)));
    let list = Headers::new().ok()?;
    for (name, value) in headers {
        list.set(name, value).ok()?;
    }
    init.set_headers(&list);
    if let Some(body) = body {
        init.set_body(&body);
    }
    let answer = JsFuture::from(window()?.fetch_with_str_and_init(url, &init)).await.ok()?;
    let answer: Response = answer.unchecked_into();
    let body = JsFuture::from(answer.text().ok()?).await.ok()?;
    Some(Fetched { status: answer.status(), body: body.as_string()?, headers: answer.headers() })
}
