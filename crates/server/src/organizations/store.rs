//! Rows of organizations, their slugs and members.

mod change;
pub mod deletion;
mod lock;
pub mod logo;
mod named;
mod seen;

pub use change::update;
pub use lock::lock;
pub use named::named;
pub use seen::{Seen, read_seen, read_seen_by_key, seen, seen_by, seen_by_key};

use crate::{
    app::App,
    authentication,
    db::{
        entity::{membership, organization, organization_slug},
        kept,
    },
    http::{extract::version_tag, problem::Failure},
    members, mfa,
    operation::Operation,
    platform::{clock::moment, random, search},
    subscription,
};
use hq_contract::{
    Colour, Description, ETag, FieldCode, FieldError, Folded, OrganizationId, OrganizationName,
    OrganizationRef, Permission, Problem, ProblemCode, Role, Slug, UserId,
    organizations::{NewOrganization, Organization},
    plan::Plan,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QuerySelect as _, QueryTrait as _,
    sea_query::{Expr, ExprTrait as _, OnConflict},
};

/// An organization as a member sees it.
///
/// # Errors
/// 500 where the row holds what the contract does not allow.
pub fn present(
    row: organization::Model,
    role: Role,
    permissions: Vec<Permission>,
) -> Result<Organization, Failure> {
    Ok(Organization {
        id: row.id,
        slug: kept(Slug::parse(&row.slug))?,
        name: kept(OrganizationName::parse(&row.name))?,
        description: row.description.map(|text| kept(Description::parse(&text))).transpose()?,
        colour: row.colour,
        logo: row.logo,
        plan: row.plan,
        created_at: moment(row.created_at).into(),
        role,
        permissions,
        first_visit: false,
    })
}

/// The version of an organization.
#[must_use]
pub fn etag(row: &organization::Model) -> ETag {
    version_tag(row.version)
}

/// So many organizations that one person created are there at most.
const MOST_CREATED: u64 = 100;

/// Refuses who created as many organizations as there can be.
///
/// # Errors
/// 409 `too_many_organizations`
pub async fn guard_place(operation: &Operation, creator: UserId) -> Result<(), Failure> {
    let created = organization::Entity::find()
        .filter(organization::Column::CreatorId.eq(creator))
        .filter(organization::Column::DeletedAt.is_null())
        .count(operation.tx())
        .await?;
    if created < MOST_CREATED { Ok(()) } else { Err(ProblemCode::TooManyOrganizations.into()) }
}

/// Creates an organization with its creator as admin.
///
/// # Errors
/// 409 `slug_taken` where a slug was asked for that is not free, `mfa_off` where the creator forces what they have not;
/// `required` where none was asked for and the name suggests none.
pub async fn create(
    operation: &Operation,
    creator: UserId,
    new: &NewOrganization,
) -> Result<organization::Model, Failure> {
    let force_mfa = new.force_mfa.unwrap_or(false);
    if force_mfa {
        mfa::store::guard_on(operation, creator).await?;
    }
    let id = operation.app().new_id();
    let suggested = || Slug::suggest(&Folded::of(new.name.as_str()));
    let wish =
        new.slug.clone().or_else(suggested).ok_or_else(|| Failure::field("/slug", FieldCode::Required))?;
    let mut row = organization::Model {
        id,
        slug: wish.as_str().to_owned(),
        name: new.name.as_str().to_owned(),
        name_search: search::fold(new.name.as_str()),
        description: new.description.as_ref().map(|text| text.as_str().to_owned()),
        colour: new.colour.unwrap_or_else(|| Colour::for_name(new.name.as_str())),
        version: 1,
        created_at: operation.now(),
        deleted_at: None,
        erased_at: None,
        seats: None,
        join_requests: true,
        force_mfa,
        plan: Plan::default(),
        logo: None,
        creator_id: Some(creator),
    };
    organization::Entity::insert(organization::ActiveModel::from(row.clone()))
        .exec_without_returning(operation.tx())
        .await?;
    let slug = if new.slug.is_some() {
        claim(operation, id, &wish).await?.then_some(wish).ok_or_else(slug_taken)?
    } else {
        claim_like(operation, id, &wish).await?
    };
    if slug.as_str() != row.slug {
        slug.as_str().clone_into(&mut row.slug);
        organization::Entity::update_many()
            .col_expr(organization::Column::Slug, Expr::value(slug.as_str()))
            .filter(organization::Column::Id.eq(id))
            .exec(operation.tx())
            .await?;
    }
    members::store::join(operation, id, creator, Role::Admin, &[]).await?;
    authentication::store::open_to_colleagues_of(operation, id, creator).await?;
    Ok(row)
}

/// Which organization an id or a slug, current or former, stands for. Whether the caller may know is not asked here.
///
/// # Errors
/// Where the database fails.
pub async fn resolve(
    db: &impl ConnectionTrait,
    reference: &OrganizationRef,
) -> Result<Option<OrganizationId>, Failure> {
    match reference {
        OrganizationRef::Id(id) => Ok(Some(*id)),
        OrganizationRef::Slug(slug) => {
            let found = organization_slug::Entity::find_by_id(slug.as_str()).one(db).await?;
            Ok(found.map(|row| row.organization_id))
        }
    }
}

/// Marks a locked organization as deleted: from the next request on it does not exist for anybody. Its rows stay; its subscription
/// ends, and what was used until now is billed.
///
/// # Errors
/// 409 `organization_in_use` where something is in it that has to be removed before.
pub async fn delete(operation: &Operation, id: OrganizationId) -> Result<(), Failure> {
    deletion::guard_empty(operation, id).await?;
    subscription::due::end(operation, id).await?;
    organization::Entity::update_many()
        .col_expr(organization::Column::DeletedAt, Expr::value(operation.now()))
        .col_expr(organization::Column::Version, Expr::col(organization::Column::Version).add(1_i64))
        .filter(organization::Column::Id.eq(id))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Takes a slug for an organization; true where it is the organization's from now on, or was before.
async fn claim(operation: &Operation, organization: OrganizationId, slug: &Slug) -> Result<bool, Failure> {
    let row = organization_slug::ActiveModel {
        slug: Set(slug.as_str().to_owned()),
        organization_id: Set(organization),
        created_at: Set(operation.now()),
    };
    let inserted = organization_slug::Entity::insert(row)
        .on_conflict(OnConflict::column(organization_slug::Column::Slug).do_nothing().to_owned())
        .exec_without_returning(operation.tx())
        .await?;
    if inserted == 1 {
        return Ok(true);
    }
    let holder = organization_slug::Entity::find_by_id(slug.as_str()).one(operation.tx()).await?;
    Ok(holder.is_some_and(|holder| holder.organization_id == organization))
}

/// Takes the first free slug of those like the one wished for.
async fn claim_like(
    operation: &Operation,
    organization: OrganizationId,
    wish: &Slug,
) -> Result<Slug, Failure> {
    for slug in alternatives(operation.app(), wish) {
        if claim(operation, organization, &slug).await? {
            return Ok(slug);
        }
    }
    Err(slug_taken())
}

/// A slug, the same with small numbers, and with large ones that nobody has met yet.
fn alternatives(app: &App, wish: &Slug) -> Vec<Slug> {
    let mut slugs = vec![wish.clone()];
    slugs.extend((2..10).map(|number| wish.numbered(number)));
    for _ in 0..4 {
        let number = u32::from_be_bytes(random::bytes(app.random().as_ref())) % 1_000_000;
        slugs.push(wish.numbered(10 + number));
    }
    slugs
}

fn slug_taken() -> Failure {
    let field = FieldError { pointer: "/slug".to_owned(), code: FieldCode::Taken };
    Problem { fields: Problem::invalid([field]).fields, ..Problem::new(ProblemCode::SlugTaken) }.into()
}

/// The first free slug of those like the one wished for, right now.
///
/// # Errors
/// Where the database fails.
pub async fn free_slug(app: &App, wish: &Slug) -> Result<Slug, Failure> {
    let candidates = alternatives(app, wish);
    let taken = organization_slug::Entity::find()
        .filter(organization_slug::Column::Slug.is_in(candidates.iter().map(Slug::as_str)))
        .all(app.db().read())
        .await?;
    let free = candidates.into_iter().find(|slug| !taken.iter().any(|row| row.slug == slug.as_str()));
    Ok(free.unwrap_or_else(|| wish.clone()))
}

/// Remembers that a member opened the organization; false where they are none any more, or it was deleted.
///
/// # Errors
/// Where the database fails.
pub async fn visit(
    operation: &Operation,
    organization: OrganizationId,
    user: UserId,
) -> Result<bool, Failure> {
    let present = organization::Entity::find_by_id(organization)
        .select_only()
        .column(organization::Column::Id)
        .filter(organization::Column::DeletedAt.is_null());
    let visited = membership::Entity::update_many()
        .col_expr(membership::Column::OpenedAt, Expr::value(operation.now()))
        .filter(membership::Column::OrganizationId.eq(organization))
        .filter(membership::Column::UserId.eq(user))
        .filter(membership::Column::OrganizationId.in_subquery(present.into_query()))
        .exec(operation.tx())
        .await?;
    Ok(visited.rows_affected == 1)
}
