//! Hosts, as the address bar reads them.

use web_sys::Url;

/// The form in which the DNS has a host (UTS 46, by WHATWG URL, 3.3); none where the browser would not open it.
#[must_use]
pub fn ascii(host: &str) -> Option<String> {
    Url::new(&format!("https://{host}/")).ok().map(|url| url.hostname())
}
