//! One request at the front door.

use super::{
    page,
    table::{Doors, Table},
};
use crate::embedded::Plant;
use bytes::Bytes;
use http::{
    HeaderValue, Method, Request, Response, StatusCode,
    header::{
        ACCEPT_LANGUAGE, ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_LANGUAGE, CONTENT_LENGTH,
        CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, LOCATION, REFERRER_POLICY, TRANSFER_ENCODING, VARY,
        X_CONTENT_TYPE_OPTIONS,
    },
};
use http_body_util::Full;
use hyper::body::Incoming;
use serde_json::json;
use std::net::SocketAddr;
use uuid::Uuid;

/// Nothing but the page's own style sheet.
const CSP: &str =
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Who asks.
pub struct Asker {
    /// From where.
    pub peer: SocketAddr,
    /// Over TLS, under which name.
    pub name: Option<String>,
}

type Answer = Response<Full<Bytes>>;

/// Answers it. Who asks for what is not here learns nothing.
pub async fn answer(doors: &Doors, asker: &Asker, request: Request<Incoming>) -> Answer {
    doors.refresh().await;
    let table = doors.table();
    let mut answer = routed(doors, &table, asker, &request).await;
    let headers = answer.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(CSP));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    answer
}

async fn routed(doors: &Doors, table: &Table, asker: &Asker, request: &Request<Incoming>) -> Answer {
    let host = host(request);
    let plant = match &asker.name {
        // The certificate is of the name in the handshake: what it proves is not another dataplant (RFC 9110, 7.4).
        Some(name) if host.as_deref() == Some(name.as_str()) => table.named(name),
        Some(_) => return empty(StatusCode::MISDIRECTED_REQUEST),
        None => host.as_deref().and_then(|host| plain(table, asker, host)),
    };
    let Some(plant) = plant else { return empty(StatusCode::NOT_FOUND) };
    if has_body(request) {
        let mut refused = empty(StatusCode::PAYLOAD_TOO_LARGE);
        refused.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        return refused;
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        let mut refused = empty(StatusCode::METHOD_NOT_ALLOWED);
        refused.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return refused;
    }
    if let Some(name) = host.filter(|name| asker.name.is_none() && table.key(name).is_some()) {
        return to_https(doors, &name, request);
    }
    match request.uri().path() {
        "/" => {
            let reached = doors.embedded.0.reached(plant.id).await.unwrap_or_default();
            let asked = request.headers().get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
            let words = (doors.embedded.0.config.words.0)(asked.unwrap_or_default());
            let page = page::page(plant, &reached, &words).into_string();
            let mut answer = with(StatusCode::OK, "text/html; charset=utf-8", page);
            answer.headers_mut().insert(VARY, HeaderValue::from_name(ACCEPT_LANGUAGE));
            if let Ok(language) = HeaderValue::try_from(&words.language) {
                answer.headers_mut().insert(CONTENT_LANGUAGE, language);
            }
            answer
        }
        "/healthz" => {
            let health = json!({ "dataplant": plant.id, "state": plant.state });
            with(StatusCode::OK, "application/json", health.to_string())
        }
        page::STYLE_PATH => {
            let mut style = with(StatusCode::OK, "text/css; charset=utf-8", page::STYLE.to_owned());
            style.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
            style
        }
        _ => empty(StatusCode::NOT_FOUND),
    }
}

/// Without TLS: by name, or on this machine by the address of its own.
fn plain<'a>(table: &'a Table, asker: &Asker, host: &str) -> Option<&'a Plant> {
    match host.strip_suffix(".localhost") {
        Some(id) if asker.peer.ip().to_canonical().is_loopback() && id.len() == 32 => {
            table.plant(Uuid::try_parse(id).ok()?)
        }
        Some(_) => None,
        None => table.named(host),
    }
}

/// The host that is asked for, in lower case, without its port.
fn host(request: &Request<Incoming>) -> Option<String> {
    let named = match request.uri().host() {
        Some(host) => host,
        None => request.headers().get(HOST)?.to_str().ok()?,
    };
    let name = named.rsplit_once(':').map_or(named, |(name, _)| name);
    Some(name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase())
}

fn has_body(request: &Request<Incoming>) -> bool {
    let length = request.headers().get(CONTENT_LENGTH);
    request.headers().contains_key(TRANSFER_ENCODING) || length.is_some_and(|length| length != "0")
}

fn to_https(doors: &Doors, name: &str, request: &Request<Incoming>) -> Answer {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let base = doors.embedded.0.door().map(|door| door.named_url(name));
    let target = base.map(|base| format!("{}{path}", base.trim_end_matches('/')));
    let mut moved = empty(StatusCode::PERMANENT_REDIRECT);
    if let Some(target) = target.and_then(|target| HeaderValue::try_from(target).ok()) {
        moved.headers_mut().insert(LOCATION, target);
    }
    moved
}

fn empty(status: StatusCode) -> Answer {
    let mut answer = Response::new(Full::default());
    *answer.status_mut() = status;
    answer
}

fn with(status: StatusCode, kind: &'static str, body: String) -> Answer {
    let mut answer = Response::new(Full::from(body));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    answer
}
