//! Takes what is due, asks brokers, and writes down what follows.

use super::Owners;
use crate::{app::App, problem::Failure};
use tokio_util::sync::CancellationToken;

/// Works until told to stop, and then lets go at once: what was under way is taken up again after its lease. Failures are
/// logged, never the end.
pub async fn watch(_app: App, _owners: Owners, stop: CancellationToken) {
    stop.cancelled().await;
}

/// Does what is due now: catalogs, operations, and looking how instances are; answers for how many. Safe on any number of
/// servers at once.
///
/// # Errors
/// Where the database fails.
pub async fn round(app: &App, _owners: Owners) -> Result<usize, Failure> {
    super::catalogs::round(app).await
}
