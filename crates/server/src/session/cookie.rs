//! The cookie that carries a session's secret.

use crate::{app::Settings, token::Token};
use axum::http::{HeaderMap, header};

/// Bound to this host and to https by its name (RFC 6265bis, 4.1.3.2); plain only where the public URL is http, which
/// the configuration allows on loopback alone.
fn name(settings: &Settings) -> &'static str {
    if settings.public_url.starts_with("https:") { "__Host-session" } else { "session" }
}

fn attributes(settings: &Settings) -> &'static str {
    if settings.public_url.starts_with("https:") {
        "Path=/; HttpOnly; SameSite=Lax; Secure"
    } else {
        "Path=/; HttpOnly; SameSite=Lax"
    }
}

/// `Set-Cookie` that signs the browser in.
#[must_use]
pub fn set(settings: &Settings, token: &Token) -> String {
    let max_age = super::store::ABSOLUTE_DAYS * 24 * 3600;
    format!("{}={}; {}; Max-Age={max_age}", name(settings), token.expose(), attributes(settings))
}

/// `Set-Cookie` that signs the browser out.
#[must_use]
pub fn clear(settings: &Settings) -> String {
    format!("{}=; {}; Max-Age=0", name(settings), attributes(settings))
}

/// The secret that the request carries.
#[must_use]
pub fn read<'a>(settings: &Settings, headers: &'a HeaderMap) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name(settings))
        .map(|(_, value)| value)
        .filter(|value| !value.is_empty())
}
