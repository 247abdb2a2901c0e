//! Rows of runbooks.

use crate::{
    db::entity::{audit_log, runbook},
    http::problem::Failure,
    operation::{Operation, OrgOperation},
    platform::{clock::moment, search},
};
use hq_contract::{
    OrganizationId, ProblemCode,
    runbooks::{MAX_RUNBOOKS, NewRunbook, Runbook, RunbookChange, RunbookId},
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, Select,
};

fn of(organization: OrganizationId) -> Select<runbook::Entity> {
    runbook::Entity::find().filter(runbook::Column::OrganizationId.eq(organization))
}

/// An organization's runbooks, or those of its archive: pinned ones first, then by title.
///
/// # Errors
/// Where the database fails.
pub async fn list(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    archived: bool,
) -> Result<Vec<Runbook>, Failure> {
    let mut rows = of(organization).all(db).await?;
    rows.retain(|row| row.archived_at.is_some() == archived);
    rows.sort_by_cached_key(|row| (!row.pinned, search::fold(row.title.as_str()), row.id));
    Ok(rows.iter().map(present).collect())
}

/// A runbook.
///
/// # Errors
/// 404 where the organization has none of this id.
pub async fn find(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: RunbookId,
) -> Result<runbook::Model, Failure> {
    let found = of(organization).filter(runbook::Column::Id.eq(id)).one(db).await?;
    found.ok_or_else(|| ProblemCode::NotFound.into())
}

/// Adds a runbook.
///
/// # Errors
/// 409 `limit_reached`
pub async fn add<P>(operation: &OrgOperation<P>, new: &NewRunbook) -> Result<runbook::Model, Failure> {
    let organization = operation.organization.id;
    if of(organization).count(operation.tx()).await? >= MAX_RUNBOOKS {
        return Err(ProblemCode::LimitReached.into());
    }
    let row = runbook::Model {
        id: operation.app().new_id(),
        organization_id: organization,
        title: new.title.clone(),
        text: new.text.clone(),
        pinned: false,
        archived_at: None,
        updated_at: operation.now(),
        version: 1,
    };
    let active = row.clone().into_active_model();
    runbook::Entity::insert(active).exec_without_returning(operation.tx()).await?;
    Ok(row)
}

/// Changes a runbook, with its line of the audit log; a change of nothing changes nothing.
///
/// # Errors
/// Where the database fails.
pub async fn change<P>(
    operation: &OrgOperation<P>,
    action: &'static str,
    before: runbook::Model,
    change: impl FnOnce(&mut runbook::Model),
) -> Result<runbook::Model, Failure> {
    let mut row = before.clone();
    change(&mut row);
    if row == before {
        return Ok(before);
    }
    row.version += 1;
    row.updated_at = operation.now();
    runbook::Entity::update(row.clone().into_active_model().reset_all()).exec(operation.tx()).await?;
    let detail = serde_json::json!({"name": row.title, "before": shown(&before), "after": shown(&row)});
    let (organization, actor) = (operation.organization.id, operation.caller.id());
    operation.audit_in(organization, actor, action, row.id, detail).await?;
    Ok(row)
}

fn shown(row: &runbook::Model) -> serde_json::Value {
    serde_json::json!({"name": row.title, "description": row.text})
}

/// Removes a runbook.
///
/// # Errors
/// Where the database fails.
pub async fn remove<P>(operation: &OrgOperation<P>, id: RunbookId) -> Result<(), Failure> {
    runbook::Entity::delete_by_id(id).exec(operation.tx()).await?;
    Ok(())
}

/// Erases all of an organization.
///
/// # Errors
/// Where the database fails.
pub async fn erase(operation: &Operation, organization: OrganizationId) -> Result<(), Failure> {
    let rows = runbook::Entity::delete_many().filter(runbook::Column::OrganizationId.eq(organization));
    rows.exec(operation.tx()).await?;
    Ok(())
}

/// What was done to a runbook, the newest first.
///
/// # Errors
/// Where the database fails.
pub async fn changes(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: RunbookId,
) -> Result<Vec<RunbookChange>, Failure> {
    let lines = audit_log::Entity::find()
        .filter(audit_log::Column::OrganizationId.eq(organization))
        .filter(audit_log::Column::Subject.eq(id.to_string()))
        .order_by_desc(audit_log::Column::CreatedAt)
        .order_by_desc(audit_log::Column::Id)
        .all(db)
        .await?;
    let line = |line: audit_log::Model| RunbookChange {
        id: line.id,
        action: line.action,
        at: moment(line.created_at).into(),
    };
    Ok(lines.into_iter().map(line).collect())
}

/// The runbook as the API shows it.
#[must_use]
pub fn present(row: &runbook::Model) -> Runbook {
    Runbook {
        id: row.id,
        version: u32::try_from(row.version).unwrap_or(u32::MAX),
        title: row.title.clone(),
        text: row.text.clone(),
        pinned: row.pinned,
        archived_at: row.archived_at.map(|at| moment(at).into()),
        updated_at: moment(row.updated_at).into(),
    }
}
