//! Numbers for operators, in Prometheus' format, on a listener of their own.

use crate::app::App;
use ::metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use axum::{Router, extract::State, response::IntoResponse, routing::get};
use http::{Method, header::CONTENT_TYPE};
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle};
use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

const REQUESTS: &str = "hq_http_requests_total";
const SECONDS: &str = "hq_http_request_duration_seconds";
const CONNECTIONS: &str = "hq_database_connections";
const IDLE_CONNECTIONS: &str = "hq_database_connections_idle";
const WRITES: &str = "hq_database_writes_total";
const PASSWORD_TURNS: &str = "hq_password_turns_free";
const PASSWORD_MEMORY: &str = "hq_password_memory_pieces";
const MAILS: &str = "hq_mails_total";
const REFUSED: &str = "hq_sign_ins_refused_total";
const REPORTS: &str = "hq_invitation_reports_total";

/// Upper bounds of the histogram's buckets, in seconds.
const BUCKETS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];
/// How often the histograms are tidied when nobody asks for them.
const UPKEEP: Duration = Duration::from_secs(5);

/// Whether anybody counts: making a label for each request is not free.
static COUNTING: AtomicBool = AtomicBool::new(false);

/// Starts to count; answers what reads the numbers.
///
/// # Errors
/// Where something counts already.
pub fn start() -> Result<PrometheusHandle, BuildError> {
    let recorder = PrometheusBuilder::new().set_buckets(&BUCKETS)?.build_recorder();
    let handle = recorder.handle();
    ::metrics::set_global_recorder(recorder)?;
    describe_counter!(REQUESTS, "Requests answered");
    describe_histogram!(SECONDS, Unit::Seconds, "Time from a request's head to the start of its answer");
    describe_gauge!(CONNECTIONS, "Open connections to the database");
    describe_gauge!(IDLE_CONNECTIONS, "Open connections to the database that do nothing");
    describe_counter!(WRITES, "Statements and transactions that asked for the database's writer");
    describe_gauge!(PASSWORD_TURNS, "Password hashes that could start at once; 0 means that sign-ins queue");
    describe_gauge!(PASSWORD_MEMORY, "Pieces of memory kept for password hashes, of 19 MiB each");
    describe_counter!(MAILS, "Mails, by what became of them");
    describe_counter!(REFUSED, "Sign-ins refused, by what was wrong");
    describe_counter!(REPORTS, "Invitations that somebody reported");
    COUNTING.store(true, Ordering::Relaxed);
    Ok(handle)
}

/// Serves the numbers.
pub fn router(app: App, handle: PrometheusHandle) -> Router {
    let upkeep = handle.clone();
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(UPKEEP).await;
            upkeep.run_upkeep();
        }
    });
    Router::new().route("/metrics", get(read)).with_state((app, handle))
}

async fn read(State((app, handle)): State<(App, PrometheusHandle)>) -> impl IntoResponse {
    counter!(WRITES).absolute(app.db().writes());
    for (pool, connection) in [("read", app.db().read()), ("write", app.db().write())] {
        let (size, idle) = connection.sizes();
        gauge!(CONNECTIONS, "pool" => pool).set(f64::from(size));
        gauge!(IDLE_CONNECTIONS, "pool" => pool).set(f64::from(u32::try_from(idle).unwrap_or(u32::MAX)));
    }
    let turns = u32::try_from(app.passwords().free_turns()).unwrap_or(u32::MAX);
    gauge!(PASSWORD_TURNS).set(f64::from(turns));
    let pieces = u32::try_from(app.passwords().memory_pieces()).unwrap_or(u32::MAX);
    gauge!(PASSWORD_MEMORY).set(f64::from(pieces));
    ([(CONTENT_TYPE, "text/plain; version=0.0.4")], handle.render())
}

/// Counts a request.
pub fn request(method: &Method, route: &str, status: u16, took: Duration) {
    if !COUNTING.load(Ordering::Relaxed) {
        return;
    }
    // Clients may make methods up; each would be a series of its own.
    let method = match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    };
    counter!(REQUESTS, "method" => method, "route" => route.to_owned(), "status" => status.to_string())
        .increment(1);
    histogram!(SECONDS, "method" => method, "route" => route.to_owned()).record(took.as_secs_f64());
}

/// Counts what became of a mail: `sent`, `deferred` or `failed`.
pub fn mail(outcome: &'static str) {
    counter!(MAILS, "outcome" => outcome).increment(1);
}

/// Counts a refused sign-in, by what was wrong: `password` or `code`.
pub fn sign_in_refused(wrong: &'static str) {
    counter!(REFUSED, "wrong" => wrong).increment(1);
}

/// Counts a reported invitation.
pub fn invitation_reported() {
    counter!(REPORTS).increment(1);
}
