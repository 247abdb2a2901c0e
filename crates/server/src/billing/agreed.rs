//! The prices that an organization has.

use super::store;
use crate::{app::App, http::problem::Failure, subscription};
use hq_billing::price_book::PriceBook;
use hq_contract::OrganizationId;
use sea_orm::ConnectionTrait;

/// The prices at which an organization uses things: those it has subscribed to, else today's. None without billing.
///
/// # Errors
/// Where the database fails; 500 where a row holds what it cannot.
pub async fn of_organization(
    app: &App,
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Option<PriceBook>, Failure> {
    let Some(billing) = app.billing() else { return Ok(None) };
    let version = subscription::store::price_version(db, organization, app.now()).await?;
    match version.filter(|version| *version != billing.version()) {
        None => Ok(Some(billing.book().clone())),
        Some(version) => Ok(store::books(db).await?.remove(&version)),
    }
}
