//! Numbers for operators, counted here and told by [`crate::http::numbers`].

use crate::platform::micros::Micros;
use ::metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use http::Method;
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle};
use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

const REQUESTS: &str = "hq_http_requests_total";
const SECONDS: &str = "hq_http_request_duration_seconds";
/// Open connections to the database.
pub const CONNECTIONS: &str = "hq_database_connections";
/// Those that do nothing.
pub const IDLE_CONNECTIONS: &str = "hq_database_connections_idle";
/// How many there can be.
pub const MOST_CONNECTIONS: &str = "hq_database_connections_limit";
/// What asked for the database's writer.
pub const WRITES: &str = "hq_database_writes_total";
/// Password hashes that could start at once.
pub const PASSWORD_TURNS: &str = "hq_password_turns_free";
/// Memory kept for password hashes.
pub const PASSWORD_MEMORY: &str = "hq_password_memory_pieces";
const MAILS: &str = "hq_mails_total";
/// Whether the database answered.
pub const DATABASE_UP: &str = "hq_database_up";
/// Mails that wait.
pub const WAITING: &str = "hq_outbox_mails";
/// Since when the oldest waits.
pub const OLDEST: &str = "hq_outbox_oldest_mail_seconds";
/// For how long one is due.
pub const OVERDUE: &str = "hq_outbox_overdue_seconds";
const JOB_RUNS: &str = "hq_job_runs_total";
const JOB_FAILURES: &str = "hq_job_failures_total";
const JOB_PANICS: &str = "hq_job_panics_total";
const JOB_SECONDS: &str = "hq_job_duration_seconds";
const JOB_EVERY: &str = "hq_job_interval_seconds";
const JOB_SUCCESS: &str = "hq_job_last_success_timestamp_seconds";
const TAKEOVERS: &str = "hq_lease_takeovers_total";

/// Upper bounds of the histogram's buckets, in seconds.
const BUCKETS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 30.0];
const SECOND: f64 = 1_000_000.0;

/// Whether anybody counts: making a label for each request is not free.
static COUNTING: AtomicBool = AtomicBool::new(false);

/// A number that only grows, of what happens in a feature.
#[derive(Clone, Copy, Debug)]
pub struct Counter {
    name: &'static str,
    what: &'static str,
    /// By which label, and what it can say.
    by: Option<(&'static str, &'static [&'static str])>,
}

impl Counter {
    /// A counter of that name, and what it counts.
    #[must_use]
    pub const fn new(name: &'static str, what: &'static str) -> Self {
        Self { name, what, by: None }
    }

    /// The same, counted by a label that says one of these.
    #[must_use]
    pub const fn by(self, label: &'static str, values: &'static [&'static str]) -> Self {
        Self { by: Some((label, values)), ..self }
    }

    /// Counts one.
    pub fn count(&self) {
        counter!(self.name).increment(1);
    }

    /// Counts one whose label says this.
    pub fn count_as(&self, value: &'static str) {
        if let Some((label, _)) = self.by {
            counter!(self.name, label => value).increment(1);
        }
    }

    /// What may never happen stands there with 0, so that its first time is a rise.
    fn begin(&self) {
        describe_counter!(self.name, self.what);
        match self.by {
            Some((label, values)) => {
                for value in values {
                    counter!(self.name, label => *value).absolute(0);
                }
            }
            None => counter!(self.name).absolute(0),
        }
    }
}

/// Starts to count, these too; answers what reads the numbers.
///
/// # Errors
/// Where something counts already.
pub fn start(counters: impl IntoIterator<Item = &'static Counter>) -> Result<PrometheusHandle, BuildError> {
    let recorder = PrometheusBuilder::new().set_buckets(&BUCKETS)?.build_recorder();
    let handle = recorder.handle();
    ::metrics::set_global_recorder(recorder)?;
    describe_counter!(REQUESTS, "Requests answered");
    describe_histogram!(SECONDS, Unit::Seconds, "Time from a request's head to the start of its answer");
    describe_gauge!(CONNECTIONS, "Open connections to the database");
    describe_gauge!(IDLE_CONNECTIONS, "Open connections to the database that do nothing");
    describe_gauge!(MOST_CONNECTIONS, "Connections to the database that can be open at most");
    describe_counter!(WRITES, "Statements and transactions that asked for the database's writer");
    describe_gauge!(PASSWORD_TURNS, "Password hashes that could start at once; 0 means that sign-ins queue");
    describe_gauge!(PASSWORD_MEMORY, "Pieces of memory kept for password hashes, of 19 MiB each");
    describe_counter!(MAILS, "Mails, by what became of them");
    describe_gauge!(DATABASE_UP, "1 where the database answered when these numbers were read, else 0");
    describe_gauge!(WAITING, "Mails that wait to be sent, by any server");
    describe_gauge!(
        OLDEST,
        Unit::Seconds,
        "Since when the oldest mail waits that was neither sent nor given up"
    );
    describe_gauge!(OVERDUE, Unit::Seconds, "For how long a mail is due that nobody has sent or put off");
    describe_counter!(JOB_RUNS, "Attempts at work in the background, whatever became of them");
    describe_counter!(JOB_FAILURES, "Attempts at work in the background that failed or panicked");
    describe_counter!(JOB_PANICS, "Attempts at work in the background that panicked");
    describe_histogram!(JOB_SECONDS, Unit::Seconds, "Time of an attempt at work in the background");
    describe_gauge!(JOB_EVERY, Unit::Seconds, "How often work in the background is done at least");
    describe_gauge!(
        JOB_SUCCESS,
        Unit::Seconds,
        "When work in the background was last done, in seconds since 1970; before the first time, when it began"
    );
    describe_counter!(TAKEOVERS, "Work taken over from a server that ended with it in hand");
    begin_with_zero();
    counters.into_iter().for_each(Counter::begin);
    COUNTING.store(true, Ordering::Relaxed);
    Ok(handle)
}

/// What may never happen stands there with 0, so that its first time is a rise.
fn begin_with_zero() {
    for outcome in ["sent", "deferred", "failed"] {
        counter!(MAILS, "outcome" => outcome).absolute(0);
    }
    counter!(TAKEOVERS, "name" => "mails").absolute(0);
}

/// Microseconds as Prometheus has time.
#[must_use]
pub fn seconds(micros: i64) -> f64 {
    whole(micros) / SECOND
}

/// A whole number as Prometheus has it.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "exact up to 2^53, which is the year 2255 in microseconds")]
pub const fn whole(number: i64) -> f64 {
    number as f64
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

/// What became of an attempt at work in the background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Done,
    /// It failed, and is tried again.
    Failed,
    /// It panicked, and is tried again.
    Panicked,
}

/// A server does this work from `now` on.
pub fn job_begins(job: &'static str, every: Duration, now: Micros) {
    for name in [JOB_RUNS, JOB_FAILURES, JOB_PANICS] {
        counter!(name, "name" => job).increment(0);
    }
    gauge!(JOB_EVERY, "name" => job).set(every.as_secs_f64());
    gauge!(JOB_SUCCESS, "name" => job).set(seconds(now.get()));
}

/// Counts an attempt at work in the background that ended `now`.
pub fn job(job: &'static str, outcome: Outcome, took: Duration, now: Micros) {
    counter!(JOB_RUNS, "name" => job).increment(1);
    histogram!(JOB_SECONDS, "name" => job).record(took.as_secs_f64());
    match outcome {
        Outcome::Done => gauge!(JOB_SUCCESS, "name" => job).set(seconds(now.get())),
        Outcome::Failed => counter!(JOB_FAILURES, "name" => job).increment(1),
        Outcome::Panicked => {
            counter!(JOB_FAILURES, "name" => job).increment(1);
            counter!(JOB_PANICS, "name" => job).increment(1);
        }
    }
}

/// Counts work of this kind that was taken over from a server which ended with it in hand.
pub fn lease_taken_over(job: &'static str) {
    counter!(TAKEOVERS, "name" => job).increment(1);
}
