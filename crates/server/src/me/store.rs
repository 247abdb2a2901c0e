//! Rows of the signed-in person.

pub mod deletion;

use crate::{
    accounts,
    db::{
        Reads, Row,
        entity::{session, user},
        kept,
    },
    email_changes,
    http::{
        page_token::{Lines, Place},
        problem::Failure,
    },
    invitations, mfa,
    operation::Operation,
    organizations, password_resets,
    platform::{clock::moment, micros::Micros, search},
    users,
};
use hq_contract::{
    EmailAddress, OrganizationId, Page, ProblemCode, SessionId, UserId,
    me::{MePatch, MyOrganization, MySession},
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, SqlErr, Value,
    sea_query::{Expr, ExprTrait as _},
};

/// Changes the account if it is still that version; nothing where it is so already.
///
/// # Errors
/// 412 `stale` where it is not.
pub async fn update(
    operation: &Operation,
    user: &user::Model,
    patch: &MePatch,
) -> Result<Option<user::Model>, Failure> {
    if patch.full_name.as_ref().is_none_or(|name| name.as_str() == user.full_name)
        && patch.language.as_ref().is_none_or(|language| language.as_str() == user.language)
    {
        return Ok(None);
    }
    let mut update = user::Entity::update_many()
        .col_expr(user::Column::Version, Expr::col(user::Column::Version).add(1_i64))
        .filter(user::Column::Id.eq(user.id))
        .filter(user::Column::Version.eq(user.version));
    if let Some(name) = &patch.full_name {
        let folded = search::fold(name.as_str());
        update = update
            .col_expr(user::Column::FullName, Expr::value(name.as_str()))
            .col_expr(user::Column::NameSort, Expr::value(search::natural(&folded)))
            .col_expr(user::Column::NameSearch, Expr::value(folded));
    }
    if let Some(language) = &patch.language {
        update = update.col_expr(user::Column::Language, Expr::value(language.as_str()));
    }
    if update.exec(operation.tx()).await?.rows_affected == 0 {
        return Err(ProblemCode::Stale.into());
    }
    users::store::find(operation.tx(), user.id).await?.map(Some).ok_or_else(|| ProblemCode::Internal.into())
}

/// Gives the account another password. What was begun under the former one ends: links to choose a password or to
/// change the address, and setting multi-factor authentication up, whose secret somebody who knew it may have seen.
///
/// # Errors
/// Where the database fails.
pub async fn set_password(operation: &Operation, user: UserId, hash: &str) -> Result<(), Failure> {
    user::Entity::update_many()
        .col_expr(user::Column::PasswordHash, Expr::value(hash))
        .filter(user::Column::Id.eq(user))
        .exec(operation.tx())
        .await?;
    password_resets::store::end_all(operation, user).await?;
    email_changes::store::cancel(operation, user).await?;
    mfa::store::forget_pending(operation, user).await
}

/// Locks the organizations of a person, in the order of their ids, as whoever locks several; before the person.
///
/// # Errors
/// Where the database fails.
pub async fn lock_organizations(operation: &Operation, user: UserId) -> Result<(), Failure> {
    for organization in deletion::organizations(operation, user).await? {
        organizations::store::lock(operation, organization).await?;
    }
    Ok(())
}

/// Gives a locked account another address. Links to choose a password went to the former one, and end; so do sign-ups of the new
/// one, and invitations of it to an organization that the person is in: nobody could answer them. Lock those before
/// ([`lock_organizations`]).
///
/// # Errors
/// 409 `account_exists` where another account has it.
pub async fn set_email(
    operation: &Operation,
    user: UserId,
    email: &EmailAddress,
) -> Result<user::Model, Failure> {
    let canonical = kept(email.canonical())?;
    let set = user::Entity::update_many()
        .col_expr(user::Column::Email, Expr::value(email.as_str()))
        .col_expr(user::Column::EmailCanonical, Expr::value(canonical.as_str()))
        .col_expr(user::Column::EmailSearch, Expr::value(search::fold(&email.searched())))
        .col_expr(user::Column::Version, Expr::col(user::Column::Version).add(1_i64))
        .filter(user::Column::Id.eq(user))
        .exec(operation.tx())
        .await;
    if let Err(error) = set {
        // Of several who want the same address at once, one wins.
        return Err(match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => ProblemCode::AccountExists.into(),
            _ => error.into(),
        });
    }
    accounts::store::end_sign_ups(operation, &canonical).await?;
    password_resets::store::end_all(operation, user).await?;
    for organization in deletion::organizations(operation, user).await? {
        invitations::store::close_of_member(operation, organization, &canonical).await?;
    }
    users::store::find(operation.tx(), user).await?.ok_or_else(|| ProblemCode::Internal.into())
}

/// The person's sessions, newest first.
///
/// # Errors
/// Where the database fails.
pub async fn sessions(
    db: &impl ConnectionTrait,
    user: UserId,
    current: SessionId,
    after: Option<Place>,
    limit: usize,
) -> Result<Page<MySession>, Failure> {
    let all = session::Entity::find().filter(session::Column::UserId.eq(user));
    let total = all.clone().count(db).await?;
    let mut rest = all.order_by_desc(session::Column::Id);
    if let Some(place) = after {
        rest = rest.filter(session::Column::Id.lt(place.id));
    }
    let mut rows = rest.limit(limit as u64 + 1).all(db).await?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next_page = rows
        .last()
        .filter(|_| more)
        .map(|row| Place { moment: Micros::default(), id: row.id.into() }.token());
    let items = rows.into_iter().map(|row| shown(row, current)).collect();
    Ok(Page { items, next_page, total })
}

/// One of the person's sessions.
///
/// # Errors
/// Where the database fails.
pub async fn session(
    db: &impl ConnectionTrait,
    user: UserId,
    current: SessionId,
    id: SessionId,
) -> Result<Option<MySession>, Failure> {
    let found = session::Entity::find_by_id(id).filter(session::Column::UserId.eq(user)).one(db).await?;
    Ok(found.map(|row| shown(row, current)))
}

fn shown(row: session::Model, current: SessionId) -> MySession {
    MySession {
        id: row.id,
        current: row.id == current,
        created_at: moment(row.created_at).into(),
        last_seen_at: moment(row.last_seen_at).into(),
        address: row.address,
        user_agent: row.user_agent,
    }
}

/// Which of the person's organizations to list.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Only those whose name or slug contains this.
    pub q: Option<String>,
    /// How many.
    pub limit: usize,
    /// Behind this place.
    pub after: Option<Place>,
}

impl Wanted {
    /// The first page of all.
    #[must_use]
    pub const fn first_page() -> Self {
        Self { q: None, limit: hq_contract::DEFAULT_LIMIT as usize, after: None }
    }
}

/// The person's organizations, recent first: one statement, of which the database keeps the plan.
///
/// # Errors
/// Where the database fails.
pub async fn organizations(
    db: &impl Reads,
    user: UserId,
    wanted: &Wanted,
) -> Result<Page<MyOrganization>, Failure> {
    const FROM: &str = "FROM memberships m JOIN organizations o ON o.id = m.organization_id AND o.deleted_at IS NULL WHERE m.user_id = ?";
    const MATCH: &str = " AND (o.name_search LIKE ? ESCAPE '\\' OR o.slug LIKE ? ESCAPE '\\')";
    let pattern = wanted.q.as_deref().and_then(search::contains);
    let searched = if pattern.is_some() { MATCH } else { "" };
    let mut values: Vec<Value> = Vec::new();
    for _ in 0..2 {
        values.push(user.into());
        values.extend(pattern.iter().flat_map(|pattern| [pattern.clone().into(), pattern.clone().into()]));
    }
    let mut text = format!(
        "SELECT o.id, o.slug, o.name, o.colour, m.role, m.opened_at, o.logo, (SELECT COUNT(*) {FROM}{searched}) {FROM}{searched}"
    );
    if let Some(place) = wanted.after {
        text.push_str(" AND (m.opened_at, m.organization_id) < (?, ?)");
        values.extend([place.moment.into(), place.id.into()]);
    }
    text.push_str(" ORDER BY m.opened_at DESC, m.organization_id DESC LIMIT ?");
    values.push((wanted.limit as i64 + 1).into());

    let mut total = 0;
    let found = db.rows(&text, values, |row| {
        total = row.get(7)?;
        let organization = my_organization(row)?;
        Ok((organization, Place { moment: row.get(5)?, id: row.get(0)? }))
    });
    Ok(Lines::cut(found.await?, wanted.limit, Place::token).of(total))
}

/// One of the person's organizations.
///
/// # Errors
/// 500 where it is none of theirs, or the database fails.
pub async fn organization(
    db: &impl Reads,
    user: UserId,
    organization: OrganizationId,
) -> Result<MyOrganization, Failure> {
    const ONE: &str = "SELECT o.id, o.slug, o.name, o.colour, m.role, m.opened_at, o.logo \
        FROM memberships m JOIN organizations o ON o.id = m.organization_id \
        WHERE m.user_id = ? AND m.organization_id = ?";
    let found = db.row(ONE, vec![user.into(), organization.into()], my_organization).await?;
    found.ok_or_else(|| ProblemCode::Internal.into())
}

fn my_organization(row: &Row<'_>) -> Result<MyOrganization, Failure> {
    Ok(MyOrganization {
        id: row.get(0)?,
        slug: row.get(1)?,
        name: row.get(2)?,
        colour: row.get(3)?,
        logo: row.get(6)?,
        role: row.get(4)?,
        opened_at: moment(row.get(5)?).into(),
    })
}
