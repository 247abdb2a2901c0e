//! The HTTP of the tests' broker: what it does by nature, and what it says instead.

use super::things::Reply;
use super::{Call, NAME, PASSWORD, Says, Seen, State, lock};
use crate::osb::VERSION_HEADER;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures::{StreamExt as _, stream};
use http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, Method, Request, Response, request};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt as _, Full, StreamBody};
use hyper::body::{Frame, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use uuid::Uuid;

type Answer = Response<UnsyncBoxBody<Bytes, io::Error>>;

/// Takes connections until it is stopped, and those with it.
pub(super) async fn forever(listener: TcpListener, state: Arc<Mutex<State>>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let state = Arc::clone(&state);
        connections.spawn(async move {
            let service = service_fn(move |request| answer(Arc::clone(&state), request));
            // A connection that is broken off is what tests want.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
        while connections.try_join_next().is_some() {}
    }
}

async fn answer(state: Arc<Mutex<State>>, request: Request<Incoming>) -> io::Result<Answer> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    let body = serde_json::from_slice(&body).unwrap_or(Value::Null);
    let says = decide(&mut lock(&state), &head, body);
    say(says).await
}

/// What it says, having done what it does.
fn decide(state: &mut State, head: &request::Parts, body: Value) -> Says {
    let asked = asked(&head.method, head.uri.path());
    let call = asked.as_ref().map(|(call, _)| *call);
    state.seen.push(seen(head, call, body.clone()));
    let Some((call, ids)) = asked else { return plain((404, json!({}))) };
    if let Some(refusal) = not_let_in(&head.headers) {
        return plain(refusal);
    }
    let Some(mood) = state.mood(call) else { return plain(behave(state, call, ids, body)) };
    if mood.does {
        behave(state, call, ids, body);
    }
    mood.says
}

fn plain((status, body): Reply) -> Says {
    Says::answer(status, body)
}

fn seen(head: &request::Parts, call: Option<Call>, body: Value) -> Seen {
    let header = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
        Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
    };
    Seen {
        call,
        method: head.method.to_string(),
        target: head.uri.to_string(),
        headers: head.headers.iter().filter_map(header).collect::<HashMap<_, _>>(),
        body,
    }
}

fn not_let_in(headers: &HeaderMap) -> Option<Reply> {
    let expected = format!("Basic {}", STANDARD.encode(format!("{NAME}:{PASSWORD}")));
    if headers.get(AUTHORIZATION).is_none_or(|sent| sent.as_bytes() != expected.as_bytes()) {
        return Some((401, json!({ "description": "Name or password is wrong." })));
    }
    let version = headers.get(VERSION_HEADER).is_some_and(|sent| sent.as_bytes().starts_with(b"2."));
    (!version).then(|| (412, json!({ "description": "Which version?" })))
}

/// What is asked, and of which instance and binding.
fn asked(method: &Method, path: &str) -> Option<(Call, [Uuid; 2])> {
    let segments: Vec<&str> = path.strip_prefix("/osb/v2/")?.split('/').collect();
    let id = |text: &str| text.parse::<Uuid>().ok();
    let none = Uuid::nil();
    match (method.as_str(), segments.as_slice()) {
        ("GET", ["catalog"]) => Some((Call::Catalog, [none, none])),
        (method, ["service_instances", instance]) => {
            let call = match method {
                "PUT" => Call::Provision,
                "PATCH" => Call::Update,
                "DELETE" => Call::Deprovision,
                "GET" => Call::Fetch,
                _ => return None,
            };
            Some((call, [id(instance)?, none]))
        }
        ("GET", ["service_instances", instance, "last_operation"]) => {
            Some((Call::Poll, [id(instance)?, none]))
        }
        (method, ["service_instances", instance, "service_bindings", binding]) => {
            let call = match method {
                "PUT" => Call::Bind,
                "DELETE" => Call::Unbind,
                "GET" => Call::FetchBinding,
                _ => return None,
            };
            Some((call, [id(instance)?, id(binding)?]))
        }
        ("GET", ["service_instances", instance, "service_bindings", binding, "last_operation"]) => {
            Some((Call::PollBinding, [id(instance)?, id(binding)?]))
        }
        _ => None,
    }
}

fn behave(state: &mut State, call: Call, [instance, binding]: [Uuid; 2], body: Value) -> Reply {
    let things = &mut state.things;
    match call {
        Call::Catalog => (200, state.catalog.clone()),
        Call::Provision => things.provision(instance, body),
        Call::Update => things.update(instance, &body),
        Call::Deprovision => things.deprovision(instance),
        Call::Poll => things.poll(instance),
        Call::Fetch => things.fetch(instance),
        Call::Bind => things.bind(instance, binding, body),
        Call::FetchBinding => things.fetch_binding(instance, binding),
        Call::Unbind => things.unbind(instance, binding),
        Call::PollBinding => things.poll_binding(instance, binding),
    }
}

async fn say(says: Says) -> io::Result<Answer> {
    let response = |status: u16| Response::builder().status(status).header(CONTENT_TYPE, "application/json");
    let part = |text: &str| Ok::<_, io::Error>(Frame::data(Bytes::from(text.to_owned())));
    let answer = match says {
        Says::Answer { status, headers, body } => {
            let whole = Full::new(Bytes::from(body)).map_err(|never| match never {}).boxed_unsync();
            headers
                .into_iter()
                .fold(response(status), |response, (name, value)| response.header(name, value))
                .body(whole)
        }
        Says::Nothing => std::future::pending().await,
        Says::HangsUp => return Err(io::ErrorKind::ConnectionAborted.into()),
        Says::HalfAnAnswer(status) => {
            // The half is sent before the connection is closed: the runtime is given turns in between.
            let end = stream::once(async {
                for _ in 0..64 {
                    tokio::task::yield_now().await;
                }
                Err(io::ErrorKind::ConnectionAborted.into())
            });
            let half = stream::iter([part("{\"credentials\": {\"host\": \"data")]).chain(end);
            response(status).header(CONTENT_LENGTH, 1_000).body(StreamBody::new(half).boxed_unsync())
        }
        Says::Endless(status) => {
            let endless = stream::repeat_with(move || part(&" ".repeat(65_536)));
            response(status).body(StreamBody::new(endless).boxed_unsync())
        }
    };
    answer.map_err(io::Error::other)
}
