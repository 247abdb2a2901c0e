//! Tells the admins when an engine holds more than it should: once, and again after it was below its limit.

use super::store::limits;
use crate::{
    db::entity::storage_engine,
    http::problem::Failure,
    mail::{
        letters::{Letter, texts_of},
        outbox,
    },
    members,
    operation::Operation,
    organizations,
};
use hq_contract::console_paths::ConsolePath;

/// Compares what was measured just now with the limit, in the transaction that writes it down: how much it holds, and how much it
/// should at most. Without either nothing follows.
///
/// # Errors
/// Where the database fails.
pub async fn see_to(
    operation: &mut Operation,
    engine: &storage_engine::Model,
    measured: (Option<u64>, Option<u64>),
) -> Result<(), Failure> {
    let (Some(used), Some(limit)) = measured else { return Ok(()) };
    let (over, warned) = (used > limit, limits::is_warned(operation.tx(), engine.id).await?);
    match (over, warned) {
        (true, false) => warn(operation, engine, (used, limit)).await,
        (false, true) => limits::forget(operation.tx(), engine.id).await,
        _ => Ok(()),
    }
}

async fn warn(
    operation: &mut Operation,
    engine: &storage_engine::Model,
    sizes: (u64, u64),
) -> Result<(), Failure> {
    let organization = organizations::store::lock(operation, engine.organization_id).await?;
    let Some(organization) = organization else { return Ok(()) };
    if !limits::warn(operation, engine).await? {
        return Ok(());
    }
    for admin in members::store::admins(operation.tx(), organization.id).await? {
        let (texts, app) = (texts_of(&admin), operation.app());
        let link = app.link(ConsolePath::OrganizationStorageEngines(&organization.slug));
        let letter = Letter::to(app, &texts, &admin);
        let letter = letter.storage_engine_full(&organization.name, engine.name.as_str(), sizes, link);
        outbox::queue(operation, &admin.email, &letter).await?;
    }
    Ok(())
}
