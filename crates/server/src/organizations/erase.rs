//! Erasing organizations whose time is over, with what every feature has of them.

use super::store::deletion;
use crate::{
    app::App,
    features,
    http::problem::Failure,
    jobs::Erased,
    operation::{Audit, Operation, Origin},
};
use axum::http::StatusCode;
use hq_contract::OrganizationId;

/// Erases the organizations whose time is over. One that cannot be erased yet keeps no other waiting: it is logged, and tried again in
/// the next round. Safe on any number of servers at once.
///
/// # Errors
/// Where the database fails.
pub async fn erase_old(app: &App) -> Result<(), Failure> {
    let mut after = None;
    loop {
        let some = deletion::over(app, after).await?;
        let Some(last) = some.last().copied() else { return Ok(()) };
        for organization in some {
            if erase(app, organization).await.is_err() {
                tracing::warn!(%organization, "an organization was not erased and will be tried again");
            }
        }
        after = Some(last);
    }
}

/// Leaves the row, its slugs and its lines of the audit log, which cannot be changed.
async fn erase(app: &App, id: OrganizationId) -> Result<(), Failure> {
    let mut operation = Operation::begin(app, &Origin::server()).await?;
    // Another server was first, or something is under way at a broker: then the next round does it.
    if !deletion::erase(&operation, id).await? || features::erase(&mut operation, id).await? == Erased::NotYet
    {
        return Ok(());
    }
    let subject = id.to_string();
    let audit = Audit {
        organization: Some(id),
        actor: None,
        action: "organizations.erase",
        subject: &subject,
        detail: serde_json::json!({}),
    };
    operation.audit(audit).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await.map(drop)
}
