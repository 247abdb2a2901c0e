//! Which storage engines new dataplants take.

use crate::{
    access::ActorId,
    app::App,
    brokers::catalogs,
    db::entity::storage_default,
    http::{extract::version_tag, problem::Failure},
    operation::Operation,
    storage_engines::store::{self as engines, Engine, ensure_sandbox, sandbox},
};
use hq_contract::{
    ETag, OrganizationId, Permission, ProblemCode, Role, StorageEngineId,
    operations::LifeState,
    rules::Rule,
    storage_defaults::{DefaultEngine, StorageDefaults, TableKind},
};
use sea_orm::{ActiveModelTrait as _, ConnectionTrait, EntityTrait as _, sea_query::OnConflict};

/// Which engines an organization's new dataplants take. Where nothing was said, the built-in Sandbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Defaults {
    organization: OrganizationId,
    engines: [Option<StorageEngineId>; 3],
    version: i64,
}

impl Defaults {
    /// The engine for these tables.
    #[must_use]
    pub fn of(&self, tables: TableKind) -> StorageEngineId {
        self.said(tables).unwrap_or_else(|| sandbox::id(self.organization))
    }

    /// The engine that somebody said is for these tables.
    #[must_use]
    pub const fn said(&self, tables: TableKind) -> Option<StorageEngineId> {
        let [primary, mart, ml] = self.engines;
        match tables {
            TableKind::Primary => primary,
            TableKind::Mart => mart,
            TableKind::Ml => ml,
        }
    }

    /// For which tables an engine is taken.
    #[must_use]
    pub fn tables_of(&self, engine: StorageEngineId) -> Vec<TableKind> {
        TableKind::ALL.into_iter().filter(|tables| self.of(*tables) == engine).collect()
    }

    /// Whose they are.
    #[must_use]
    pub const fn organization(&self) -> OrganizationId {
        self.organization
    }

    /// Their version.
    #[must_use]
    pub fn etag(&self) -> ETag {
        version_tag(self.version)
    }
}

/// The defaults of an organization.
///
/// # Errors
/// Where the database fails.
pub async fn read(db: &impl ConnectionTrait, organization: OrganizationId) -> Result<Defaults, Failure> {
    let row = storage_default::Entity::find_by_id(organization).one(db).await?;
    Ok(row.map_or(Defaults { organization, engines: [None; 3], version: 1 }, |row| Defaults {
        organization,
        engines: [row.primary_id, row.mart_id, row.ml_id],
        version: row.version,
    }))
}

/// Decides for each kind of tables, under the organization's lock: the next version.
///
/// # Errors
/// Where the database fails.
pub async fn write(
    operation: &Operation,
    before: Defaults,
    engine: impl Fn(TableKind) -> Option<StorageEngineId>,
) -> Result<Defaults, Failure> {
    let engines = TableKind::ALL.map(engine);
    let after = Defaults { engines, version: before.version + 1, ..before };
    let row = storage_default::Model {
        organization_id: after.organization,
        primary_id: after.said(TableKind::Primary),
        mart_id: after.said(TableKind::Mart),
        ml_id: after.said(TableKind::Ml),
        version: after.version,
    };
    let active: storage_default::ActiveModel = row.into();
    let changed = [
        storage_default::Column::PrimaryId,
        storage_default::Column::MartId,
        storage_default::Column::MlId,
        storage_default::Column::Version,
    ];
    storage_default::Entity::insert(active.reset_all())
        .on_conflict(
            OnConflict::column(storage_default::Column::OrganizationId).update_columns(changed).to_owned(),
        )
        .exec_without_returning(operation.tx())
        .await?;
    Ok(after)
}

/// Writes down that they were changed.
///
/// # Errors
/// Where the database fails.
pub async fn audit(
    operation: &Operation,
    organization: OrganizationId,
    user: ActorId,
    before: &Defaults,
    after: &Defaults,
) -> Result<(), Failure> {
    let told = |defaults: &Defaults| {
        let engines = TableKind::ALL
            .into_iter()
            .map(|tables| (tables.as_str().to_owned(), serde_json::json!(defaults.of(tables))));
        serde_json::Value::Object(engines.collect())
    };
    let detail = serde_json::json!({"before": told(before), "after": told(after)});
    operation.audit_in(organization, user, "storage_defaults.update", organization, detail).await
}

/// The engines that a new dataplant takes, each with its tables, the built-in Sandbox made where it is among them and was not
/// yet. Under the organization's lock; `user` orders the dataplant. A binding to one that is being made waits for it.
///
/// # Errors
/// 409 `not_ready` where one is neither there nor being made; `offer_unavailable` where a Sandbox is needed and none can be
/// ordered.
pub async fn engines(
    operation: &mut Operation,
    organization: OrganizationId,
    user: Option<ActorId>,
) -> Result<Vec<(Engine, Vec<TableKind>)>, Failure> {
    let defaults = read(operation.tx(), organization).await?;
    let mut taken: Vec<(Engine, Vec<TableKind>)> = Vec::new();
    for tables in TableKind::ALL {
        let id = defaults.of(tables);
        if let Some((_, also)) = taken.iter_mut().find(|(engine, _)| engine.row.id == id) {
            also.push(tables);
            continue;
        }
        let engine = if id == sandbox::id(organization) {
            ensure_sandbox(operation, organization, user).await?
        } else {
            let app = operation.app().clone();
            engines::find(&app, operation.tx(), organization, id).await?
        };
        if !matches!(engine.state(), LifeState::Creating | LifeState::Ready | LifeState::Updating) {
            return Err(ProblemCode::NotReady.into());
        }
        taken.push((engine, vec![tables]));
    }
    Ok(taken)
}

/// Forgets what was said, of an organization that is erased.
///
/// # Errors
/// Where the database fails.
pub async fn forget(operation: &Operation, organization: OrganizationId) -> Result<(), Failure> {
    storage_default::Entity::delete_by_id(organization).exec(operation.tx()).await?;
    Ok(())
}

/// The defaults as a member with that role and those rules sees them.
///
/// # Errors
/// Where the database fails.
pub async fn present(
    app: &App,
    db: &impl ConnectionTrait,
    defaults: &Defaults,
    role: Role,
    rules: &[Rule],
) -> Result<StorageDefaults, Failure> {
    let mut shown = StorageDefaults { primary: None, mart: None, ml: None };
    for tables in TableKind::ALL {
        let id = defaults.of(tables);
        let engine = match engines::find(app, db, defaults.organization(), id).await {
            Ok(engine) => engine,
            Err(Failure::Refused(problem, _)) if problem.code == ProblemCode::NotFound => continue,
            Err(failure) => return Err(failure),
        };
        let readable = engine.allows(Permission::ReadStorageEngines, role, rules)?;
        let name = readable.then(|| engine.row.name.clone());
        let only_broker = match &engine.instance {
            Some(_) => engine.only_broker()?,
            // The built-in Sandbox, which is made where the first one is offered.
            None => catalogs::offers(app, db)
                .await?
                .sandbox()
                .and_then(|found| found.offer().own_broker_only.then(|| found.broker.clone())),
        };
        let default = Some(DefaultEngine { id, name, only_broker });
        match tables {
            TableKind::Primary => shown.primary = default,
            TableKind::Mart => shown.mart = default,
            TableKind::Ml => shown.ml = default,
        }
    }
    Ok(shown)
}
