//! The log: one line a request, and what went wrong. Never a body, a query, a token, or a path as it was sent.

use crate::http::request_id::RequestId;
use hq_contract::{ApiKeyId, ProblemCode, UserId};
use std::{
    io,
    panic::PanicHookInfo,
    sync::{Arc, OnceLock},
    time::Duration,
};
use tracing_subscriber::{filter::Targets, fmt, layer::SubscriberExt as _, util::SubscriberInitExt as _};

/// How the log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs: a JSON object a line.
    Json,
}

/// Starts the log, on standard error. `filter` is a list such as `info,hq_server=debug`.
///
/// # Errors
/// Where the filter is not understood, or a log was started before.
pub fn start(format: Format, filter: &str) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let filter: Targets = filter.parse()?;
    let lines = fmt::layer().with_writer(io::stderr).with_target(false);
    let log = tracing_subscriber::registry().with(filter);
    match format {
        Format::Text => log.with(lines.with_ansi(io::IsTerminal::is_terminal(&io::stderr()))).try_init()?,
        Format::Json => log.with(lines.json().flatten_event(true).with_span_list(false)).try_init()?,
    }
    std::panic::set_hook(Box::new(panicked));
    Ok(())
}

/// Writes a panic into the log instead of over the terminal.
fn panicked(info: &PanicHookInfo<'_>) {
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    let message = info.payload_as_str().unwrap_or_default();
    tracing::error!(place, message, "panic");
}

/// Who sent a request, for its line in the log: filled in once the session or the key is known. An extension of the request.
#[derive(Clone, Debug, Default)]
pub struct Who(Arc<OnceLock<Sender>>);

#[derive(Clone, Copy, Debug)]
enum Sender {
    Person(UserId),
    Key(ApiKeyId),
}

impl Who {
    /// This person did.
    pub fn is(&self, user: UserId) {
        let _ = self.0.set(Sender::Person(user));
    }

    /// A script with this key did.
    pub fn is_key(&self, key: ApiKeyId) {
        let _ = self.0.set(Sender::Key(key));
    }
}

/// A request that was answered.
#[derive(Clone, Copy, Debug)]
pub struct Answered<'a> {
    /// GET, POST …
    pub method: &'a str,
    /// The pattern that it matched.
    pub route: &'a str,
    /// The answer's status.
    pub status: u16,
    /// Why it was refused, if it was.
    pub problem: Option<ProblemCode>,
    /// How long it took.
    pub took: Duration,
}

/// Writes a request's line.
pub fn request(id: RequestId, answered: Answered<'_>, who: &Who) {
    let Answered { method, route, status, problem, took } = answered;
    let ms = took.as_secs_f64() * 1000.0;
    let ms = (ms * 100.0).round() / 100.0;
    let problem = problem.map(ProblemCode::as_str);
    let (user, api_key) = match who.0.get() {
        Some(Sender::Person(user)) => (Some(tracing::field::display(user)), None),
        Some(Sender::Key(key)) => (None, Some(tracing::field::display(key))),
        None => (None, None),
    };
    tracing::info!(method, route, status, problem, ms, request = %id, user, api_key, "request");
}
