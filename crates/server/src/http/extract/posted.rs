//! Bodies of requests: JSON, checked by the contract's types.

pub(super) mod nul;
mod objects;

use super::{
    refused::refused,
    request_origin::{idempotency_key, target},
};
use crate::{
    access::{Actor, Caller},
    app::App,
    http::{problem::Failure, serve::body},
    operation::{Idempotency, Operation, Origin},
    platform::token::Token,
};
use axum::{
    extract::{FromRequest, FromRequestParts as _, Request},
    http::{HeaderMap, header},
};
use hq_contract::{FieldCode, Problem, ProblemCode};
use objects::Objects;
use serde::de::DeserializeOwned;

/// The body of a PUT or PATCH.
#[derive(Debug)]
pub struct Body<T>(pub T);

/// The body of a POST, which may be sent twice with the same `Idempotency-Key`.
#[derive(Debug)]
pub struct Posted<T> {
    /// What was sent.
    pub body: T,
    once: Idempotency,
    origin: Origin,
}

impl<T> Posted<T> {
    /// Begins the operation of somebody who is not signed in, once for each key.
    ///
    /// # Errors
    /// See [`Operation::begin_once`].
    pub async fn begin(&self, app: &App) -> Result<Operation, Failure> {
        Operation::begin_once(app, &self.origin, None, &self.once).await
    }

    /// Begins the operation of a caller, once for each of their keys.
    ///
    /// # Errors
    /// See [`Operation::begin_once`] and [`Operation::begin_as`].
    pub async fn begin_as(&self, app: &App, caller: impl Into<Actor>) -> Result<Operation, Failure> {
        Operation::begin_once(app, &self.origin, Some(caller.into()), &self.once).await
    }

    /// Begins the operation of somebody who may be signed in and need not be.
    ///
    /// # Errors
    /// See [`Operation::begin_once`] and [`Operation::begin_as`].
    pub async fn begin_for(&self, app: &App, caller: Option<&Caller>) -> Result<Operation, Failure> {
        Operation::begin_once(app, &self.origin, caller.map(Actor::from), &self.once).await
    }

    /// A secret for the answer. A retry with the same `Idempotency-Key` gets the same: it follows from the key and the body,
    /// which nobody else has together.
    pub fn token(&self, app: &App) -> Token {
        match &self.once.key {
            Some(key) => Token::derived(&["secret of a posted body", key, &self.once.body]),
            None => Token::new(app.random().as_ref()),
        }
    }

    /// What makes it known when it comes again; for what tells a secret, of which no answer is kept.
    pub const fn once(&self) -> &Idempotency {
        &self.once
    }

    /// Where it comes from.
    pub const fn origin(&self) -> &Origin {
        &self.origin
    }
}

impl<T: DeserializeOwned> FromRequest<App> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &App) -> Result<Self, Failure> {
        let text = read(request).await?;
        if text.is_empty() { Err(bad("the body is missing")) } else { parse(&text).map(Self) }
    }
}

impl<T: DeserializeOwned> FromRequest<App> for Posted<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        let (key, target) = (idempotency_key(&parts.headers)?, target(&parts));
        let origin = Origin::from_request_parts(&mut parts, app).await?;
        let text = read(Request::from_parts(parts, body)).await?;
        // A POST that has nothing to say needs neither body nor content type.
        let body = parse(if text.is_empty() { "{}" } else { &text })?;
        Ok(Self { body, once: Idempotency { key, target, body: text }, origin })
    }
}

/// The body as text, empty where there is none.
async fn read(request: Request) -> Result<String, Failure> {
    let (parts, _) = request.into_parts();
    let bytes = body::whole(&parts).await?;
    if !is_json(&parts.headers) && !bytes.is_empty() {
        return Err(Failure::unsupported(&parts.method, JSON));
    }
    String::from_utf8(bytes).map_err(|_| bad("the body is not UTF-8"))
}

/// What bodies are.
const JSON: &str = "application/json, application/merge-patch+json";

fn is_json(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|value| {
        let essence = value.split(';').next().unwrap_or_default().trim();
        essence.eq_ignore_ascii_case("application/json")
            || essence.eq_ignore_ascii_case("application/merge-patch+json")
    })
}

fn bad(detail: &str) -> Failure {
    Problem::new(ProblemCode::BadRequest).detail(detail).into()
}

/// No request of this API comes near it.
const MAX_DEPTH: usize = 32;

/// How deeply arrays and objects are nested.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest, mut in_string, mut escaped) = (0_usize, 0, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => depth += 1,
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Refuses what is no JSON.
fn whole(text: &str) -> Result<(), Failure> {
    // Not merely passed over: half of a surrogate pair is no text.
    let whole: Result<serde_json::Value, _> = serde_json::from_str(text);
    whole.map(drop).map_err(|error| bad(&error.to_string()))
}

/// Broken JSON is 400; JSON that is no `T` is 422 with the field.
fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Failure> {
    if depth(text) > MAX_DEPTH {
        return Err(bad("nested too deeply"));
    }
    // Serde would take an array for a struct, item by item; this API does not, here and below ([`objects`]).
    if !text.trim_start().starts_with('{') {
        whole(text)?;
        return Err(Failure::field("", FieldCode::WrongType));
    }
    if let Some(pointer) = nul::place(text) {
        return Err(Failure::field(&pointer, FieldCode::BadCharacter));
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let parsed = serde_path_to_error::deserialize(Objects(&mut json));
    match parsed {
        Ok(value) => json.end().map(|()| value).map_err(|error| bad(&error.to_string())),
        // A number in the place of a name is an error of syntax to serde_json.
        Err(error) => {
            whole(text)?;
            Err(Problem::invalid([refused(&error)]).into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hq_contract::organizations::NewOrganization;

    fn refusal(text: &str) -> Problem {
        match parse::<NewOrganization>(text) {
            Err(Failure::Refused(problem, _)) => *problem,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_refused_field_is_named() {
        assert_eq!(refusal("{}").field("/name"), Some(FieldCode::Required));
        assert_eq!(refusal(r#"{"name":"  "}"#).field("/name"), Some(FieldCode::Required));
        assert_eq!(refusal(r#"{"name":"A","x/y":1}"#).code, ProblemCode::Invalid);
        assert_eq!(refusal(r#"{"name":"A","id":1}"#).field("/id"), Some(FieldCode::UnknownField));
        assert_eq!(refusal(r#"["A"]"#).field(""), Some(FieldCode::WrongType));
        assert_eq!(refusal(r#"{"name":7}"#).field("/name"), Some(FieldCode::WrongType));
        assert_eq!(refusal(r#"{"name":"A","colour":7}"#).field("/colour"), Some(FieldCode::WrongType));
        assert_eq!(refusal(r#"{"name":"A","slug":"A B"}"#).field("/slug"), Some(FieldCode::NotASlug));
    }

    #[test]
    fn depth_is_counted_outside_of_texts() {
        assert_eq!(depth(r#"{"a":["[[[\"{{{",{}]}"#), 3);
        assert_eq!(refusal(&format!("{{\"name\":{}", "[".repeat(100_000))).code, ProblemCode::BadRequest);
    }

    #[test]
    fn broken_json_is_a_bad_request() {
        for text in ["{", "[1,2", "{\"name\":\"a\"} x", "\u{0}"] {
            assert_eq!(refusal(text).code, ProblemCode::BadRequest, "{text}");
        }
    }
}
