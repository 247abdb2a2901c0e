//! Rows of invitations. Whatever changes them holds the organization's lock.

mod inviter;
mod links;
mod lists;
mod reports;
mod standing;

pub use crate::db::entity::invitation::Answer;
pub use inviter::{count_of, revoke_of, take_over};
pub use links::{Linked, find as find_linked, make as make_link};
pub use lists::{Wanted, of_person, open, open_one, person};
pub use reports::{is_reported, refusing, report};
pub use standing::{inviter_may, is_open, needed, obstacle};

use crate::{
    app::App,
    db::entity::{invitation, invitation_link, invitation_report, organization, user},
    http::problem::Failure,
    operation::Operation,
    platform::micros::Micros,
};
use hq_contract::{
    InvitationId, OrganizationId, ProblemCode,
    invitations::{DAYS, InvitationState},
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _, QueryTrait as _,
    sea_query::{Expr, OnConflict},
};
use std::collections::HashMap;

const DAY: i64 = 24 * 3600 * 1_000_000;
/// How long a closed invitation is remembered.
const REMEMBER: i64 = 90 * DAY;
/// So many are deleted in one transaction.
const AT_ONCE: usize = 200;

/// Until when an invitation that is sent now can be accepted.
#[must_use]
pub fn expiry(now: Micros) -> Micros {
    now + DAYS as i64 * DAY
}

/// Where an invitation stands, for a link of its newest generation.
#[must_use]
pub fn state(row: &invitation::Model, now: Micros) -> InvitationState {
    match row.state {
        Answer::Accepted => InvitationState::Accepted,
        Answer::Declined => InvitationState::Declined,
        Answer::Revoked => InvitationState::Revoked,
        Answer::Pending if row.expires_at <= now => InvitationState::Expired,
        Answer::Pending => InvitationState::Pending,
    }
}

/// The invitation of an organization.
///
/// # Errors
/// Where the database fails.
pub async fn find(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: InvitationId,
) -> Result<Option<invitation::Model>, Failure> {
    Ok(invitation::Entity::find_by_id(id)
        .filter(invitation::Column::OrganizationId.eq(organization))
        .one(db)
        .await?)
}

/// The invitation to somebody's address.
///
/// # Errors
/// Where the database fails.
pub async fn find_mine(
    db: &impl ConnectionTrait,
    user: &user::Model,
    id: InvitationId,
) -> Result<Option<invitation::Model>, Failure> {
    Ok(invitation::Entity::find_by_id(id)
        .filter(invitation::Column::EmailCanonical.eq(&user.email_canonical))
        .one(db)
        .await?)
}

/// The invitations of an organization to these addresses, by canonical address.
///
/// # Errors
/// Where the database fails.
pub async fn of_addresses(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    canonical: &[String],
) -> Result<HashMap<String, invitation::Model>, Failure> {
    let rows = invitation::Entity::find()
        .filter(invitation::Column::OrganizationId.eq(organization))
        .filter(invitation::Column::EmailCanonical.is_in(canonical))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.email_canonical.clone(), row)).collect())
}

/// Writes an invitation, new or sent again.
///
/// # Errors
/// Where the database fails.
pub async fn save(operation: &Operation, row: &invitation::Model) -> Result<(), Failure> {
    use invitation::Column;
    invitation::Entity::insert(invitation::ActiveModel::from(row.clone()))
        .on_conflict(
            OnConflict::column(Column::Id)
                .update_columns([
                    Column::Email,
                    Column::EmailSearch,
                    Column::Role,
                    Column::Note,
                    Column::InviterId,
                    Column::State,
                    Column::Generation,
                    Column::SentAt,
                    Column::ExpiresAt,
                    Column::MailId,
                    Column::RenewalAskedAt,
                    Column::Rules,
                    Column::RulesCount,
                ])
                .to_owned(),
        )
        .exec_without_returning(operation.tx())
        .await?;
    Ok(())
}

/// Answers a pending invitation of that generation: of any number of tries at once, one wins.
///
/// # Errors
/// Where the database fails.
pub async fn answer(operation: &Operation, row: &invitation::Model, state: Answer) -> Result<bool, Failure> {
    let answered = invitation::Entity::update_many()
        .col_expr(invitation::Column::State, Expr::value(state))
        .filter(invitation::Column::Id.eq(row.id))
        .filter(invitation::Column::State.eq(Answer::Pending))
        .filter(invitation::Column::Generation.eq(row.generation))
        .exec(operation.tx())
        .await?;
    Ok(answered.rows_affected == 1)
}

/// Takes an invitation back, pending or declined; false where it is neither.
///
/// # Errors
/// Where the database fails.
pub async fn revoke(operation: &Operation, id: InvitationId) -> Result<bool, Failure> {
    let revoked = invitation::Entity::update_many()
        .col_expr(invitation::Column::State, Expr::value(Answer::Revoked))
        .filter(invitation::Column::Id.eq(id))
        .filter(invitation::Column::State.is_in([Answer::Pending, Answer::Declined]))
        .exec(operation.tx())
        .await?;
    Ok(revoked.rows_affected == 1)
}

/// Takes every pending invitation of an organization back.
///
/// # Errors
/// Where the database fails.
pub async fn revoke_all(operation: &Operation, organization: OrganizationId) -> Result<(), Failure> {
    invitation::Entity::update_many()
        .col_expr(invitation::Column::State, Expr::value(Answer::Revoked))
        .filter(invitation::Column::OrganizationId.eq(organization))
        .filter(invitation::Column::State.eq(Answer::Pending))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Closes what is open for the address of somebody who joined in another way.
///
/// # Errors
/// Where the database fails.
pub async fn close_of_member(
    operation: &Operation,
    organization: OrganizationId,
    canonical: &str,
) -> Result<(), Failure> {
    invitation::Entity::update_many()
        .col_expr(invitation::Column::State, Expr::value(Answer::Accepted))
        .filter(invitation::Column::OrganizationId.eq(organization))
        .filter(invitation::Column::EmailCanonical.eq(canonical))
        .filter(invitation::Column::State.is_in([Answer::Pending, Answer::Declined]))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Deletes what was accepted or taken back long ago. Open ones stay: expired and declined ones are listed.
///
/// # Errors
/// Where the database fails.
pub async fn forget_old(app: &App) -> Result<(), Failure> {
    let old = invitation::Entity::find()
        .select_only()
        .column(invitation::Column::Id)
        .filter(invitation::Column::State.is_in([Answer::Accepted, Answer::Revoked]))
        .filter(invitation::Column::SentAt.lt(app.now() - REMEMBER))
        .into_tuple::<InvitationId>()
        .all(app.db().read())
        .await?;
    for ids in old.chunks(AT_ONCE) {
        // One that was sent again in this moment is no longer among those of this state.
        let tx = app.db().begin().await?;
        let gone = invitation_link::Column::InvitationId.is_in(ids.iter().copied());
        invitation_link::Entity::delete_many().filter(gone).exec(&tx).await?;
        let deleted = invitation::Entity::delete_many()
            .filter(invitation::Column::Id.is_in(ids.iter().copied()))
            .filter(invitation::Column::State.is_in([Answer::Accepted, Answer::Revoked]))
            .exec(&tx)
            .await?;
        if deleted.rows_affected == ids.len() as u64 {
            tx.commit().await?;
        }
    }
    Ok(())
}

/// Remembers that the invited person asks for a new link; false where they asked within a day.
///
/// # Errors
/// Where the database fails.
pub async fn ask_renewal(operation: &Operation, row: &invitation::Model) -> Result<bool, Failure> {
    let now = operation.now();
    if row.renewal_asked_at.is_some_and(|asked| asked > now - DAY) {
        return Ok(false);
    }
    invitation::Entity::update_many()
        .col_expr(invitation::Column::RenewalAskedAt, Expr::value(now))
        .filter(invitation::Column::Id.eq(row.id))
        .exec(operation.tx())
        .await?;
    Ok(true)
}

/// The organization of an invitation, deleted or not.
///
/// # Errors
/// Where the database fails.
pub async fn organization_of(
    db: &impl ConnectionTrait,
    row: &invitation::Model,
) -> Result<organization::Model, Failure> {
    let found = organization::Entity::find_by_id(row.organization_id).one(db).await?;
    found.ok_or_else(|| ProblemCode::Internal.into())
}

/// Erases those of an organization, with their links and what was reported.
///
/// # Errors
/// Where the database fails.
pub async fn erase(operation: &Operation, organization: OrganizationId) -> Result<(), Failure> {
    let tx = operation.tx();
    let of = invitation::Column::OrganizationId.eq(organization);
    let ids = invitation::Entity::find()
        .select_only()
        .column(invitation::Column::Id)
        .filter(of.clone())
        .into_query();
    invitation_link::Entity::delete_many()
        .filter(invitation_link::Column::InvitationId.in_subquery(ids))
        .exec(tx)
        .await?;
    invitation::Entity::delete_many().filter(of).exec(tx).await?;
    let reports = invitation_report::Column::OrganizationId.eq(organization);
    invitation_report::Entity::delete_many().filter(reports).exec(tx).await?;
    Ok(())
}
