//! Rows of storage engines.

pub mod credentials;
pub mod days;
mod ensured;
pub mod limits;
pub mod listing;
pub mod present;
pub mod removal;
pub mod sandbox;
pub mod uses;

pub use ensured::ensure_sandbox;

use crate::{
    access::ActorId,
    app::App,
    brokers,
    db::entity::{
        broker_instance::{self, InstanceId},
        storage_engine,
    },
    http::problem::Failure,
    operation::Operation,
    platform::search,
};
use hq_contract::{
    Description, FieldCode, OrganizationId, Permission, ProblemCode, ResourceName, Role, StorageEngineId,
    Tag,
    operations::LifeState,
    providers::EngineKind,
    rules::Rule,
    storage_engines::{MAX_STORAGE_ENGINES, MAX_TAGS},
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _,
    sea_query::{Expr, ExprTrait as _, OnConflict},
};

/// A storage engine with what its broker makes.
#[derive(Clone, Debug)]
pub struct Engine {
    /// The engine. Of a built-in Sandbox that nothing was kept of yet, as its row would be.
    pub row: storage_engine::Model,
    /// What its broker makes; none of a built-in Sandbox that was not used yet.
    pub instance: Option<broker_instance::Model>,
}

impl Engine {
    /// Its tags.
    ///
    /// # Errors
    /// 500 where the row holds what the contract does not allow.
    pub fn tags(&self) -> Result<Vec<Tag>, Failure> {
        read_tags(&self.row.tags)
    }

    /// Where it is in its life.
    #[must_use]
    pub fn state(&self) -> LifeState {
        life(self.instance.as_ref().map(|instance| instance.state))
    }

    /// The instance that its broker makes.
    ///
    /// # Errors
    /// 409 `not_ready` where it was not made yet.
    pub fn instance(&self) -> Result<&broker_instance::Model, Failure> {
        self.instance.as_ref().ok_or_else(|| ProblemCode::NotReady.into())
    }

    /// The broker whose dataplants alone reach it; none where any does, or it was not made yet.
    ///
    /// # Errors
    /// 500 where the instance's row holds what it cannot.
    pub fn only_broker(&self) -> Result<Option<String>, Failure> {
        let Some(instance) = &self.instance else { return Ok(None) };
        let own = brokers::Snapshot::read(instance)?.offer.own_broker_only;
        Ok(own.then(|| instance.broker.clone()))
    }

    /// Whether a member of that role with those rules may do something with it.
    ///
    /// # Errors
    /// 500 where the row holds what the contract does not allow.
    pub fn allows(&self, permission: Permission, role: Role, rules: &[Rule]) -> Result<bool, Failure> {
        Ok(permission.held_for(role, rules, Some(self.row.id.into()), &self.tags()?))
    }
}

/// Where an engine is in its life, by the state of its instance.
#[must_use]
pub fn life(instance: Option<brokers::InstanceState>) -> LifeState {
    instance.map_or(LifeState::OnDemand, brokers::InstanceState::life)
}

/// Tags as a column keeps them.
///
/// # Errors
/// 500 where it holds what the contract does not allow.
pub fn read_tags(column: &str) -> Result<Vec<Tag>, Failure> {
    serde_json::from_str(column).map_err(|error| Failure::internal(&error))
}

/// Tags for a column, each once.
///
/// # Errors
/// 422 where there are too many.
pub fn checked_tags(tags: &[Tag]) -> Result<Vec<Tag>, Failure> {
    let mut once: Vec<Tag> = Vec::with_capacity(tags.len());
    for tag in tags {
        if !once.contains(tag) {
            once.push(tag.clone());
        }
    }
    if once.len() > MAX_TAGS { Err(Failure::field("/tags", FieldCode::TooLong)) } else { Ok(once) }
}

/// Tags for a column.
#[must_use]
pub fn write_tags(tags: &[Tag]) -> String {
    serde_json::json!(tags).to_string()
}

/// An engine of an organization, the built-in Sandbox among them.
///
/// # Errors
/// 404 where it has no such engine.
pub async fn find(
    app: &App,
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: StorageEngineId,
) -> Result<Engine, Failure> {
    let row = storage_engine::Entity::find_by_id(id)
        .filter(storage_engine::Column::OrganizationId.eq(organization))
        .one(db)
        .await?;
    let Some(row) = row else {
        let built_in = sandbox::shown(app, db, organization).await?;
        return built_in.filter(|engine| engine.row.id == id).ok_or_else(|| ProblemCode::NotFound.into());
    };
    if row.built_in && row.instance_id.is_none() && !sandbox::is_offered(app, db).await? {
        return Err(ProblemCode::NotFound.into());
    }
    let instance = match row.instance_id {
        Some(instance) => Some(brokers::store::instance(db, instance).await?),
        None => None,
    };
    Ok(Engine { row, instance })
}

/// A new engine, to be kept beside its instance.
#[derive(Clone, Debug)]
pub struct NewEngine<'a> {
    /// Which one.
    pub id: StorageEngineId,
    /// Of which organization.
    pub organization: OrganizationId,
    /// What to call it.
    pub name: &'a ResourceName,
    /// What it is for.
    pub description: Option<&'a Description>,
    /// What to group it by.
    pub tags: &'a [Tag],
    /// The database system.
    pub engine: EngineKind,
    /// Who runs the machines, by name.
    pub provider: &'a str,
    /// What its broker makes.
    pub instance: InstanceId,
    /// Who orders it.
    pub user: ActorId,
}

/// Keeps a new engine.
///
/// # Errors
/// 422 where the name is taken.
pub async fn add(operation: &Operation, new: NewEngine<'_>) -> Result<storage_engine::Model, Failure> {
    let row = storage_engine::Model {
        id: new.id,
        organization_id: new.organization,
        name: new.name.clone(),
        name_key: search::fold(new.name.as_str()),
        description: new.description.cloned(),
        tags: write_tags(new.tags),
        built_in: false,
        engine: new.engine,
        provider: new.provider.to_owned(),
        instance_id: Some(new.instance),
        version: 1,
        created_by: new.user.account(),
        created_by_key: new.user.key(),
        created_at: operation.now(),
    };
    if sandbox::keeps_name(&row.name_key) || !insert(operation, &row).await? {
        return Err(name_taken());
    }
    Ok(row)
}

/// Inserts a row; false where the organization has one of that name.
async fn insert(operation: &Operation, row: &storage_engine::Model) -> Result<bool, Failure> {
    let active: storage_engine::ActiveModel = row.clone().into();
    let names = [storage_engine::Column::OrganizationId, storage_engine::Column::NameKey];
    let inserted = storage_engine::Entity::insert(active.reset_all())
        .on_conflict(OnConflict::columns(names).do_nothing().to_owned())
        .exec_without_returning(operation.tx())
        .await?;
    Ok(inserted == 1)
}

/// Refuses an organization's engine beyond the most that there can be. The built-in Sandbox is none of these.
///
/// # Errors
/// 409 `limit_reached`
pub async fn guard_place(operation: &Operation, organization: OrganizationId) -> Result<(), Failure> {
    let there = ordered(operation.tx(), organization).await?;
    if there < MAX_STORAGE_ENGINES { Ok(()) } else { Err(ProblemCode::LimitReached.into()) }
}

/// How many engines an organization has ordered.
///
/// # Errors
/// Where the database fails.
pub async fn ordered(db: &impl ConnectionTrait, organization: OrganizationId) -> Result<u64, Failure> {
    Ok(storage_engine::Entity::find()
        .filter(storage_engine::Column::OrganizationId.eq(organization))
        .filter(storage_engine::Column::BuiltIn.eq(false))
        .count(db)
        .await?)
}

/// What becomes of an engine's row.
#[derive(Clone, Debug, Default)]
pub struct Change<'a> {
    /// Another name.
    pub name: Option<&'a ResourceName>,
    /// Another description, or none.
    pub description: Option<Option<&'a Description>>,
    /// Other tags.
    pub tags: Option<&'a [Tag]>,
}

/// Changes a row that is there, and gives it the next version.
///
/// # Errors
/// 412 where it is another version by now; 422 where the name is taken.
pub async fn update(
    operation: &Operation,
    before: &storage_engine::Model,
    change: Change<'_>,
) -> Result<storage_engine::Model, Failure> {
    let mut update = storage_engine::Entity::update_many()
        .col_expr(storage_engine::Column::Version, Expr::col(storage_engine::Column::Version).add(1_i64))
        .filter(storage_engine::Column::Id.eq(before.id))
        .filter(storage_engine::Column::Version.eq(before.version));
    if let Some(name) = change.name {
        let key = search::fold(name.as_str());
        guard_name(operation, before, &key).await?;
        update = update
            .col_expr(storage_engine::Column::Name, Expr::value(name.as_str()))
            .col_expr(storage_engine::Column::NameKey, Expr::value(key));
    }
    if let Some(description) = change.description {
        let text = description.map(|text| text.as_str().to_owned());
        update = update.col_expr(storage_engine::Column::Description, Expr::value(text));
    }
    if let Some(tags) = change.tags {
        update = update.col_expr(storage_engine::Column::Tags, Expr::value(write_tags(tags)));
    }
    if update.exec(operation.tx()).await?.rows_affected == 0 {
        return Err(ProblemCode::Stale.into());
    }
    let after = storage_engine::Entity::find_by_id(before.id).one(operation.tx()).await?;
    after.ok_or_else(|| ProblemCode::Internal.into())
}

/// Under the organization's lock, so that nobody takes the name meanwhile.
async fn guard_name(operation: &Operation, own: &storage_engine::Model, key: &str) -> Result<(), Failure> {
    let others = storage_engine::Entity::find()
        .filter(storage_engine::Column::OrganizationId.eq(own.organization_id))
        .filter(storage_engine::Column::NameKey.eq(key))
        .filter(storage_engine::Column::Id.ne(own.id))
        .count(operation.tx())
        .await?;
    if others > 0 || sandbox::keeps_name(key) { Err(name_taken()) } else { Ok(()) }
}

/// Gives an engine another instance, at the provider of that name.
///
/// # Errors
/// Where the database fails.
pub async fn set_instance(
    operation: &Operation,
    engine: StorageEngineId,
    instance: InstanceId,
    provider: &str,
) -> Result<(), Failure> {
    storage_engine::Entity::update_many()
        .col_expr(storage_engine::Column::InstanceId, Expr::value(instance))
        .col_expr(storage_engine::Column::Provider, Expr::value(provider))
        .col_expr(storage_engine::Column::Version, Expr::col(storage_engine::Column::Version).add(1_i64))
        .filter(storage_engine::Column::Id.eq(engine))
        .exec(operation.tx())
        .await?;
    Ok(())
}

/// Takes an engine its instance: a built-in Sandbox is not made any more.
///
/// # Errors
/// Where the database fails.
pub async fn unset_instance(operation: &Operation, engine: StorageEngineId) -> Result<(), Failure> {
    storage_engine::Entity::update_many()
        .col_expr(storage_engine::Column::InstanceId, Expr::value(Option::<InstanceId>::None))
        .col_expr(storage_engine::Column::Version, Expr::col(storage_engine::Column::Version).add(1_i64))
        .filter(storage_engine::Column::Id.eq(engine))
        .exec(operation.tx())
        .await?;
    Ok(())
}

fn name_taken() -> Failure {
    Failure::field("/name", FieldCode::Taken)
}

/// The engine that has this instance now: not one that another was made for since, nor one that is gone.
///
/// # Errors
/// Where the database fails.
pub async fn of_instance(
    db: &impl ConnectionTrait,
    instance: &broker_instance::Model,
) -> Result<Option<storage_engine::Model>, Failure> {
    let row = storage_engine::Entity::find_by_id(StorageEngineId::from(instance.owner_id)).one(db).await?;
    Ok(row.filter(|row| row.instance_id == Some(instance.id)))
}
