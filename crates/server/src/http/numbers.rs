//! The numbers for operators, in Prometheus' format, on a listener of their own.

use crate::{
    app::App,
    db::{Connections, Db},
    mail::outbox,
    platform::{
        metrics::{
            CONNECTIONS, DATABASE_UP, IDLE_CONNECTIONS, MOST_CONNECTIONS, OLDEST, OVERDUE, PASSWORD_MEMORY,
            PASSWORD_TURNS, WAITING, WRITES, seconds, whole,
        },
        micros::Micros,
    },
};
use ::metrics::{counter, gauge};
use axum::{Router, extract::State, response::IntoResponse, routing::get};
use http::header::CONTENT_TYPE;
use metrics_exporter_prometheus::PrometheusHandle;
use std::time::Duration;
use tokio::time::timeout;

/// How often the histograms are tidied when nobody asks for them.
const UPKEEP: Duration = Duration::from_secs(5);
/// How long the database may take to say what waits: less than Prometheus waits for the whole (10 seconds, or what is set).
const PATIENCE: Duration = Duration::from_secs(2);

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
    read_connections(app.db());
    let turns = u32::try_from(app.passwords().free_turns()).unwrap_or(u32::MAX);
    gauge!(PASSWORD_TURNS).set(f64::from(turns));
    let pieces = u32::try_from(app.passwords().memory_pieces()).unwrap_or(u32::MAX);
    gauge!(PASSWORD_MEMORY).set(f64::from(pieces));
    read_outbox(&app).await;
    ([(CONTENT_TYPE, "text/plain; version=0.0.4")], handle.render())
}

/// Those to a PostgreSQL server are for requests or for work, and read and write alike.
fn read_connections(db: &Db) {
    let of_read_and_write = [db.read().connections("read"), db.write().connections("write")];
    for Connections { pool, open, idle, limit } in of_read_and_write.into_iter().flatten() {
        gauge!(CONNECTIONS, "pool" => pool).set(f64::from(open));
        gauge!(IDLE_CONNECTIONS, "pool" => pool).set(f64::from(idle));
        gauge!(MOST_CONNECTIONS, "pool" => pool).set(f64::from(limit));
    }
}

/// What waits in the outbox; where the database does not say, that is not known (NaN), and no alert fires on old numbers.
async fn read_outbox(app: &App) {
    let said = timeout(PATIENCE, outbox::waiting(app.db().read())).await;
    let waiting = said.ok().and_then(Result::ok);
    gauge!(DATABASE_UP).set(if waiting.is_some() { 1.0 } else { 0.0 });
    let now = app.shared_now();
    let age = |moment: Option<Micros>| moment.map_or(0.0, |moment| seconds(now - moment).max(0.0));
    gauge!(WAITING).set(waiting.map_or(f64::NAN, |waiting| whole(waiting.mails)));
    gauge!(OLDEST).set(waiting.map_or(f64::NAN, |waiting| age(waiting.oldest)));
    gauge!(OVERDUE).set(waiting.map_or(f64::NAN, |waiting| age(waiting.due)));
}
