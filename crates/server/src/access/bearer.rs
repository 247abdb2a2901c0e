//! `Authorization: Bearer`: the secret of an API key. Where it is sent it decides alone: a cookie beside it counts for nothing, and a
//! bad one is refused.

use super::{Key, keys};
use crate::{
    api_keys::secret::Secret,
    app::App,
    http::{extract::request_origin, problem::Failure},
    organizations::store::Seen,
    platform::log::Who,
};
use axum::http::{HeaderMap, header, request::Parts};
use hq_contract::OrganizationRef;

const SCHEME: &str = "bearer";

/// The credentials of each header of this scheme (RFC 9110, 11.4). Others are none of HQ's: a proxy in front may have asked for them.
fn sent(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    headers.get_all(header::AUTHORIZATION).into_iter().filter_map(|value| {
        let Ok(text) = value.to_str() else { return Some("") };
        let (scheme, credentials) = text.trim().split_once([' ', '\t']).unwrap_or((text.trim(), ""));
        scheme.eq_ignore_ascii_case(SCHEME).then(|| credentials.trim())
    })
}

/// Whether a request comes with a key, good or bad.
#[must_use]
pub fn is_sent(headers: &HeaderMap) -> bool {
    sent(headers).next().is_some()
}

/// The key behind a request that carries one, and its organization where `reference` names that.
///
/// # Errors
/// 401 `invalid_token` where it carries one that is not good.
pub(super) async fn authenticate(
    parts: &Parts,
    app: &App,
    reference: Option<&OrganizationRef>,
) -> Result<Option<(Key, Option<Seen>)>, Failure> {
    let mut sent = sent(&parts.headers);
    let Some(first) = sent.next() else { return Ok(None) };
    // One request has one caller.
    let secret = if sent.next().is_some() { None } else { Secret::parse(first) };
    let secret = secret.ok_or_else(Failure::invalid_token)?;
    let address = request_origin::address(parts);
    let known = keys::authenticate(app, &secret, &address, reference).await?;
    let (key, seen) = known.ok_or_else(Failure::invalid_token)?;
    if let Some(who) = parts.extensions.get::<Who>() {
        who.is_key(key.id);
    }
    Ok(Some((key, seen)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn only_this_scheme_is_looked_at() {
        for (value, found) in [
            ("Bearer hqk_x", Some("hqk_x")),
            ("bearer   hqk_x ", Some("hqk_x")),
            ("Bearer\thqk_x", Some("hqk_x")),
            ("BEARER", Some("")),
            ("Bearerhqk_x", None),
            ("Basic YTpi", None),
            ("", None),
        ] {
            let headers = HeaderMap::from_iter([(header::AUTHORIZATION, HeaderValue::from_static(value))]);
            assert_eq!(sent(&headers).next(), found, "{value}");
            assert_eq!(is_sent(&headers), found.is_some(), "{value}");
        }
    }
}
