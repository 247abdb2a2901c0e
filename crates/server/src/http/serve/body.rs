//! Bodies of requests. A body stays on its connection until a handler takes it in, so after route, origin, session and
//! permission: who may not do something does not make the server keep anything either.

use super::budget::{Budget, FREE, Part};
use crate::http::problem::Failure;
use axum::{Extension, body::Body, http::request};
use hq_contract::ProblemCode;
use http::{
    HeaderMap,
    header::{CONTENT_LENGTH, EXPECT},
};
use http_body_util::BodyExt as _;
use sha2::{Digest as _, Sha256};
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::{Instant, timeout, timeout_at};

/// The longest body of a route that declares nothing else, in bytes.
pub const ORDINARY: usize = 64 * 1024;
/// The longest body of a route that takes lists or files, in bytes.
pub const LARGE: usize = 1024 * 1024;

/// How long a body that nobody wants is read on.
const LINGER: Duration = Duration::from_secs(1);
/// How long a client should wait where the budget is spent, in seconds.
const RETRY_FULL: u32 = 2;

/// The longest body that a route takes, in bytes. An extension of the request.
#[derive(Clone, Copy, Debug)]
pub struct MostBytes(pub usize);

/// Declares the routes that are inside of this layer to take bodies up to [`LARGE`].
pub const fn large() -> Extension<MostBytes> {
    Extension(MostBytes(LARGE))
}

/// A body that is still on its connection. An extension of each request that has a body; the request's own body is empty.
#[derive(Clone, Debug)]
pub struct Arriving(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    unread: Option<Body>,
    /// What was read.
    read: Option<Read>,
    /// Whether somebody began to read it: a client that waits for `100 Continue` has sent nothing before.
    begun: bool,
    /// Whether it could not be taken in, so that nobody knows where the next request begins.
    failed: bool,
    /// What it takes of the budget until the request is answered.
    part: Option<Part>,
    budget: Budget,
    deadline: Instant,
}

/// A body that was read.
#[derive(Debug)]
enum Read {
    /// The same bytes, for another try.
    Copy(Vec<u8>),
    /// SHA-256 of what is too large to be kept: its client sends it again, where need be.
    Digest(Vec<u8>),
}

impl Read {
    fn again(&self) -> Vec<u8> {
        match self {
            Self::Copy(bytes) => bytes.clone(),
            Self::Digest(_) => Vec::new(),
        }
    }
}

fn digest(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

/// The whole body of a request, empty where there is none.
///
/// # Errors
/// 413 where it is longer than its route takes, before any of it is read where it says so; 408 where it is too slow, 400 where it
/// breaks off, 503 with `Retry-After` where the memory for bodies is used up.
pub async fn whole(parts: &request::Parts) -> Result<Vec<u8>, Failure> {
    let most = parts.extensions.get::<MostBytes>().map_or(ORDINARY, |most| most.0);
    match parts.extensions.get::<Arriving>() {
        Some(arriving) => arriving.take_in(announced(&parts.headers), most).await,
        None => Ok(Vec::new()),
    }
}

fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

impl Arriving {
    /// A body whose head has just come, and which may take `patience` from now on.
    pub fn new(body: Body, budget: &Budget, patience: Duration) -> Self {
        Self(Arc::new(Mutex::new(State {
            unread: Some(body),
            read: None,
            begun: false,
            failed: false,
            part: None,
            budget: budget.clone(),
            deadline: Instant::now() + patience,
        })))
    }

    async fn take_in(&self, announced: Option<usize>, most: usize) -> Result<Vec<u8>, Failure> {
        let too_long = announced.is_some_and(|length| length > most);
        let (mut body, mut part, deadline) = {
            let mut state = self.state();
            if too_long {
                state.failed = true;
                return Err(ProblemCode::TooLarge.into());
            }
            let Some(body) = state.unread.take() else {
                return Ok(state.read.as_ref().map(Read::again).unwrap_or_default());
            };
            state.begun = true;
            (body, state.budget.part(), state.deadline)
        };
        let gathered = timeout_at(deadline, gather(&mut body, announced, most, &mut part)).await;
        let mut state = self.state();
        match gathered {
            Ok(Ok(bytes)) => {
                let both = bytes.capacity() + bytes.len();
                let keeps = bytes.len() <= ORDINARY && part.resize(both.saturating_sub(FREE));
                state.read =
                    Some(if keeps { Read::Copy(bytes.clone()) } else { Read::Digest(digest(&bytes)) });
                state.part = Some(part);
                Ok(bytes)
            }
            Ok(Err(failure)) => {
                (state.unread, state.failed) = (Some(body), true);
                Err(failure)
            }
            Err(_) => {
                state.failed = true;
                Err(ProblemCode::RequestTimeout.into())
            }
        }
    }

    /// Whether a handler that begins anew would be given the same body.
    pub fn is_repeatable(&self) -> bool {
        let state = self.state();
        !state.begun || matches!(state.read, Some(Read::Copy(_)))
    }

    /// SHA-256 of the body, once it was read.
    pub fn digest(&self) -> Option<Vec<u8>> {
        match self.state().read.as_ref()? {
            Read::Copy(bytes) => Some(digest(bytes)),
            Read::Digest(digest) => Some(digest.clone()),
        }
    }

    /// The request is answered. What is still on its way is read on for a moment: closing a connection with unread bytes resets
    /// it, and the client would never see the answer. Answers whether the connection has to be closed after it.
    pub fn dismiss(&self, headers: &HeaderMap) -> bool {
        let mut state = self.state();
        (state.part, state.read) = (None, None);
        let Some(body) = state.unread.take() else { return state.failed };
        let waits = headers.contains_key(EXPECT) && !state.begun;
        if !waits {
            pass_over(body);
        }
        waits || state.failed || announced(headers).is_some_and(|length| length > ORDINARY)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Copies a body into one piece. Kept as they come, the pieces of a client that sends single bytes would hold on to a
/// whole buffer of the connection each.
async fn gather(
    body: &mut Body,
    announced: Option<usize>,
    most: usize,
    part: &mut Part,
) -> Result<Vec<u8>, Failure> {
    // Memory that a body gets for being announced; more of it for coming.
    let mut bytes = Vec::with_capacity(announced.unwrap_or_default().min(FREE));
    while let Some(frame) = body.frame().await {
        // It broke off, or its chunks are none.
        let frame = frame.map_err(|_| ProblemCode::BadRequest)?;
        let Some(piece) = frame.data_ref() else { continue };
        let needed = bytes.len() + piece.len();
        if needed > most {
            return Err(ProblemCode::TooLarge.into());
        }
        if needed > bytes.capacity() {
            let room = needed.next_power_of_two().min(most);
            if !part.resize(room.saturating_sub(FREE)) {
                return Err(Failure::unavailable(RETRY_FULL));
            }
            bytes.reserve_exact(room - bytes.len());
        }
        bytes.extend_from_slice(piece);
    }
    Ok(bytes)
}

fn pass_over(mut body: Body) {
    tokio::spawn(timeout(LINGER, async move { while let Some(Ok(_)) = body.frame().await {} }));
}
