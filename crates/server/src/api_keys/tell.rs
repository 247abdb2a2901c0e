//! What admins are told of keys by mail: that one ends soon, and that whoever made some has left.

use super::{
    ends::DAY,
    store::{self, secrets},
};
use crate::{
    app::App,
    db::entity::{api_key, organization},
    http::problem::Failure,
    mail::{
        TimeLeft,
        letters::{Letter, texts_of},
        outbox,
    },
    members,
    operation::{Operation, Origin},
    organizations,
    platform::micros::Micros,
    users,
};
use axum::http::StatusCode;
use hq_contract::{OrganizationId, ProblemCode, UserId, console_paths::ConsolePath};

/// So long before its secret ends, the admins are told.
const WARNED_BEFORE: i64 = 7 * DAY;

/// Tells the admins of each organization that the secret of a key ends within a week, once, if it was good for longer than that.
/// Safe on any number of servers at once.
///
/// # Errors
/// Where the database fails.
pub async fn warn(app: &App) -> Result<(), Failure> {
    for (row, secret) in secrets::ending(app, WARNED_BEFORE).await? {
        let mut operation = Operation::begin(app, &Origin::server()).await?;
        let Some(organization) = organizations::store::lock(&operation, row.organization_id).await? else {
            continue;
        };
        if let Some(end) = secrets::warned(&operation, &secret).await? {
            tell_of_end(&mut operation, &organization, &row, end).await?;
            operation.finish_empty(StatusCode::NO_CONTENT).await?;
        }
    }
    Ok(())
}

async fn tell_of_end(
    operation: &mut Operation,
    organization: &organization::Model,
    row: &api_key::Model,
    end: Micros,
) -> Result<(), Failure> {
    let left = TimeLeft::of(end - operation.now());
    for admin in members::store::admins(operation.tx(), organization.id).await? {
        let (texts, app) = (texts_of(&admin), operation.app());
        let link = app.link(ConsolePath::OrganizationApiKeys(&organization.slug));
        let letter = Letter::to(app, &texts, &admin).api_key_expires(
            &organization.name,
            row.name.as_str(),
            left,
            link,
        );
        outbox::queue(operation, &admin.email, &letter).await?;
    }
    Ok(())
}

/// Tells the admins who stay that somebody who just left a locked organization made keys in it, which go on.
///
/// # Errors
/// Where the database fails.
pub async fn creator_left(
    operation: &mut Operation,
    organization: OrganizationId,
    user: UserId,
) -> Result<(), Failure> {
    let count = store::made_by(operation, organization, user).await?;
    if count == 0 {
        return Ok(());
    }
    let creator = users::store::find(operation.tx(), user).await?.ok_or(ProblemCode::Internal)?;
    let found = organizations::store::lock(operation, organization).await?;
    let organization = found.ok_or(ProblemCode::Internal)?;
    for admin in members::store::admins(operation.tx(), organization.id).await? {
        let (texts, app) = (texts_of(&admin), operation.app());
        let link = app.link(ConsolePath::OrganizationApiKeys(&organization.slug));
        let letter = Letter::to(app, &texts, &admin);
        let letter = letter.api_key_creator_left(&organization.name, &creator.full_name, count, link);
        outbox::queue(operation, &admin.email, &letter).await?;
    }
    Ok(())
}
