//! The headers of every answer: what browsers may do with it, and who may keep it.

use axum::response::Response;
use http::{
    HeaderName, HeaderValue, StatusCode,
    header::{
        CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
        X_CONTENT_TYPE_OPTIONS,
    },
};

/// For pages: nothing inline, nothing from elsewhere, no text that becomes script.
pub const CONTENT_SECURITY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types default";

/// For the one page that others' script draws, the API's documentation: it may style what it makes inline, and is kept from
/// nothing that makes text into elements. Scripts come from here alone all the same, and nothing is asked or sent elsewhere.
pub const DRAWS_ITSELF: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data: blob:; connect-src 'self'; form-action 'none'; base-uri 'none'; object-src 'none'; \
    frame-ancestors 'none'";

/// A policy of its own, which a page's answer carries as an extension.
#[derive(Clone, Copy, Debug)]
pub struct Policy(pub &'static str);

/// For everything else, opened as if it were a page: it loads nothing, runs nothing, sends nothing, and nobody frames it.
pub const NOT_A_PAGE: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/// What pages never ask for. Passkeys (`publickey-credentials-*`) and the clipboard are not among it, nor is `bluetooth`:
/// Chromium on Linux knows none, and would warn of it on every page.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), \
    encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), \
    local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), screen-wake-lock=(), \
    serial=(), sync-xhr=(), usb=(), window-management=(), xr-spatial-tracking=()";

/// Two years, and for every name below this one: what comes over http there could set cookies for it. Not `preload`: that
/// is for the owner of the whole domain to ask for (docs/decisions/0032-files-and-headers.md).
const TRANSPORT_SECURITY: &str = "max-age=63072000; includeSubDomains";

const ALWAYS: [(HeaderName, &str); 6] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Links to join or to reset a password are secrets: they are not told to anybody.
    (REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS),
];

/// Adds the headers to an answer for this path.
pub fn put(response: &mut Response, path: &str, https: bool) {
    let is_unchanged = response.status() == StatusCode::NOT_MODIFIED;
    let own = response.extensions().get::<Policy>().copied();
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if https {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(TRANSPORT_SECURITY));
    }
    let is_kind = |start: &str| {
        headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(start.as_bytes()))
    };
    let (is_page, is_picture) = (is_kind("text/html"), is_kind("image/"));
    // "Not modified" says nothing of what it is, and its headers take the place of those that were kept with the page.
    if !is_unchanged {
        let of_kind = if is_page { CONTENT_SECURITY } else { NOT_A_PAGE };
        let policy = own.map_or(of_kind, |Policy(own)| own);
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    }
    // Nothing of the API is kept but pictures and its document, whose answers say for whom and how long.
    if (path.starts_with("/api/v1/") && !is_picture && !is_unchanged) || !headers.contains_key(CACHE_CONTROL)
    {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}
