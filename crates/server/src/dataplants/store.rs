//! Rows of dataplants.

pub mod deletions;
pub mod engines;
pub mod exposure;
pub mod names;
pub mod page;
pub mod seen;

use crate::{
    access::ActorId,
    brokers::OwnerKind,
    db::entity::{
        broker_instance::{self, InstanceId},
        dataplant, dataplant_deletion, dataplant_engine,
    },
    http::problem::Failure,
    operation::Operation,
    platform::{micros::Micros, search},
    storage_engines::store::{uses, write_tags},
};
use hq_contract::{
    DataplantId, Description, FieldCode, OrganizationId, ProblemCode, ResourceName, Tag, UserId,
    dataplants::MAX_DATAPLANTS,
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _,
    sea_query::{Expr, ExprTrait as _, OnConflict},
};

/// A dataplant of an organization.
///
/// # Errors
/// 404 where it has no such dataplant.
pub async fn find(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: DataplantId,
) -> Result<dataplant::Model, Failure> {
    let row = by_id(db, id).await?.filter(|row| row.organization_id == organization);
    row.ok_or_else(|| ProblemCode::NotFound.into())
}

/// A dataplant, if it is there still.
///
/// # Errors
/// Where the database fails.
pub async fn by_id(db: &impl ConnectionTrait, id: DataplantId) -> Result<Option<dataplant::Model>, Failure> {
    Ok(dataplant::Entity::find_by_id(id).one(db).await?)
}

/// The dataplant that an instance is of; none of a former try, or where it is gone.
///
/// # Errors
/// Where the database fails.
pub async fn of_instance(
    db: &impl ConnectionTrait,
    instance: &broker_instance::Model,
) -> Result<Option<dataplant::Model>, Failure> {
    if instance.owner_kind != OwnerKind::Dataplant {
        return Ok(None);
    }
    Ok(by_id(db, instance.owner_id.into()).await?.filter(|row| row.instance_id == instance.id))
}

/// How many dataplants an organization has.
///
/// # Errors
/// Where the database fails.
pub async fn count(db: &impl ConnectionTrait, organization: OrganizationId) -> Result<u64, Failure> {
    Ok(dataplant::Entity::find().filter(dataplant::Column::OrganizationId.eq(organization)).count(db).await?)
}

/// Refuses a dataplant beyond the most that there can be.
///
/// # Errors
/// 409 `limit_reached`
pub async fn guard_place(operation: &Operation, organization: OrganizationId) -> Result<(), Failure> {
    let there = count(operation.tx(), organization).await?;
    if there < MAX_DATAPLANTS { Ok(()) } else { Err(ProblemCode::LimitReached.into()) }
}

/// A new dataplant, to be kept beside its instance.
#[derive(Clone, Debug)]
pub struct NewRow<'a> {
    /// Which one.
    pub id: DataplantId,
    /// What to call it.
    pub name: &'a ResourceName,
    /// What it is for.
    pub description: Option<&'a Description>,
    /// What to group it by.
    pub tags: &'a [Tag],
    /// With what it begins, by name.
    pub template: Option<&'a str>,
    /// Who runs the machines, by name.
    pub provider: &'a str,
    /// Who orders it.
    pub user: ActorId,
}

/// Keeps a new dataplant.
///
/// # Errors
/// 422 where the name is taken.
pub async fn add(
    operation: &Operation,
    instance: &broker_instance::Model,
    new: NewRow<'_>,
) -> Result<dataplant::Model, Failure> {
    let row = dataplant::Model {
        id: new.id,
        organization_id: instance.organization_id,
        name: new.name.clone(),
        name_key: search::fold(new.name.as_str()),
        description: new.description.cloned(),
        tags: write_tags(new.tags),
        template: new.template.map(str::to_owned),
        provider: new.provider.to_owned(),
        instance_id: instance.id,
        version: 1,
        exposed: None,
        sent: None,
        refused: None,
        expose_after: Micros::new(0),
        created_by: new.user.account(),
        created_by_key: new.user.key(),
        created_at: operation.now(),
    };
    let active: dataplant::ActiveModel = row.clone().into();
    let names = [dataplant::Column::OrganizationId, dataplant::Column::NameKey];
    let inserted = dataplant::Entity::insert(active.reset_all())
        .on_conflict(OnConflict::columns(names).do_nothing().to_owned())
        .exec_without_returning(operation.tx())
        .await?;
    if inserted == 0 { Err(name_taken()) } else { Ok(row) }
}

/// What becomes of a dataplant's row.
#[derive(Clone, Debug, Default)]
pub struct Change<'a> {
    /// Another name.
    pub name: Option<&'a ResourceName>,
    /// Another description, or none.
    pub description: Option<Option<&'a Description>>,
    /// Other tags.
    pub tags: Option<&'a [Tag]>,
}

/// Changes a row, under the organization's lock, and gives it the next version.
///
/// # Errors
/// 422 where the name is taken.
pub async fn update(
    operation: &Operation,
    before: &dataplant::Model,
    change: Change<'_>,
) -> Result<dataplant::Model, Failure> {
    let mut after = dataplant::Model { version: before.version + 1, ..before.clone() };
    if let Some(name) = change.name {
        (after.name, after.name_key) = (name.clone(), search::fold(name.as_str()));
        guard_name(operation, &after).await?;
    }
    if let Some(description) = change.description {
        after.description = description.cloned();
    }
    if let Some(tags) = change.tags {
        after.tags = write_tags(tags);
    }
    dataplant::Entity::update_many()
        .col_expr(dataplant::Column::Version, Expr::value(after.version))
        .col_expr(dataplant::Column::Name, Expr::value(after.name.clone()))
        .col_expr(dataplant::Column::NameKey, Expr::value(&after.name_key))
        .col_expr(dataplant::Column::Description, Expr::value(after.description.clone()))
        .col_expr(dataplant::Column::Tags, Expr::value(&after.tags))
        .filter(dataplant::Column::Id.eq(before.id))
        .exec(operation.tx())
        .await?;
    Ok(after)
}

/// Under the organization's lock, so that nobody takes the name meanwhile.
async fn guard_name(operation: &Operation, row: &dataplant::Model) -> Result<(), Failure> {
    let others = dataplant::Entity::find()
        .filter(dataplant::Column::OrganizationId.eq(row.organization_id))
        .filter(dataplant::Column::NameKey.eq(&row.name_key))
        .filter(dataplant::Column::Id.ne(row.id))
        .count(operation.tx())
        .await?;
    if others > 0 { Err(name_taken()) } else { Ok(()) }
}

/// Gives a dataplant another instance: a retry has an id of its own, and its broker knows no names yet.
///
/// # Errors
/// Where the database fails.
pub async fn set_instance(
    operation: &Operation,
    id: DataplantId,
    instance: InstanceId,
) -> Result<(), Failure> {
    dataplant::Entity::update_many()
        .col_expr(dataplant::Column::InstanceId, Expr::value(instance))
        .col_expr(dataplant::Column::Exposed, Expr::value(Option::<String>::None))
        .col_expr(dataplant::Column::Sent, Expr::value(Option::<String>::None))
        .col_expr(dataplant::Column::Refused, Expr::value(Option::<String>::None))
        .filter(dataplant::Column::Id.eq(id))
        .exec(operation.tx())
        .await?;
    next_version(operation, id).await
}

/// Something about a dataplant is another than before.
///
/// # Errors
/// Where the database fails.
pub async fn next_version(operation: &Operation, id: DataplantId) -> Result<(), Failure> {
    dataplant::Entity::update_many()
        .col_expr(dataplant::Column::Version, Expr::col(dataplant::Column::Version).add(1_i64))
        .filter(dataplant::Column::Id.eq(id))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Forgets a dataplant that is gone: its engines are free, its name and those under which it answered can be had again.
///
/// # Errors
/// Where the database fails.
pub async fn remove(operation: &Operation, id: DataplantId) -> Result<(), Failure> {
    deletions::end_all(operation, id).await?;
    uses::remove(operation, id).await?;
    names::remove(operation, id).await?;
    let of = dataplant_engine::Column::DataplantId.eq(id);
    dataplant_engine::Entity::delete_many().filter(of).exec(operation.tx()).await?;
    dataplant::Entity::delete_by_id(id).exec(operation.tx()).await?;
    Ok(())
}

/// Forgets what is left of an organization that is erased: it had no dataplants any more when it was deleted.
///
/// # Errors
/// Where the database fails.
pub async fn erase(operation: &Operation, organization: OrganizationId) -> Result<(), Failure> {
    let of = dataplant_deletion::Column::OrganizationId.eq(organization);
    dataplant_deletion::Entity::delete_many().filter(of).exec(operation.tx()).await?;
    Ok(())
}

/// Forgets that an account that is deleted ordered dataplants, or asked to delete some.
///
/// # Errors
/// Where the database fails.
pub async fn forget_person(operation: &Operation, user: UserId) -> Result<(), Failure> {
    dataplant::Entity::update_many()
        .col_expr(dataplant::Column::CreatedBy, Expr::value(Option::<UserId>::None))
        .filter(dataplant::Column::CreatedBy.eq(user))
        .exec(operation.tx())
        .await?;
    let of = dataplant_deletion::Column::UserId.eq(user);
    dataplant_deletion::Entity::delete_many().filter(of).exec(operation.tx()).await?;
    Ok(())
}

fn name_taken() -> Failure {
    Failure::field("/name", FieldCode::Taken)
}
