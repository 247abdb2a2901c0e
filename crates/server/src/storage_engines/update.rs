//! `PATCH /organizations/{org}/storage-engines/{id}`

use super::{
    get, rights,
    store::{self, Change, Engine, sandbox},
};
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    brokers::{Snapshot, catalogs, is_highly_available, order, view::Seen},
    http::{
        endpoint::Done,
        extract::{Body, Id, IfMatch, PathParameters, version_tag},
        problem::Failure,
    },
    operation::{OrgOperation, Origin},
    quotas::gate::{self, Wanted},
};
use axum::extract::State;
use hq_contract::{
    Description, FieldCode, FieldError, Permission, Problem, ProblemCode, ResourceName, StorageEngineId, Tag,
    operations::LifeState,
    storage_engines::{Blocker, StorageEnginePatch, UpdateStorageEngine, preflight},
};
use serde_json::{Map, Value, json};

/// Serves [`UpdateStorageEngine`].
pub async fn update_storage_engine(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    origin: Origin,
    PathParameters(Id { id }): PathParameters<Id<StorageEngineId>>,
    version: IfMatch,
    Body(patch): Body<StorageEnginePatch>,
) -> Result<Done<UpdateStorageEngine>, Failure> {
    let mut operation = access.begin(&app, &origin).await?;
    let organization = operation.organization.id;
    let engine = store::find(&app, operation.tx(), organization, id).await?;
    rights::guard(&operation, &engine, Permission::UpdateStorageEngines)?;
    version.check(&version_tag(engine.row.version))?;
    let changes = Changes::of(&engine, &patch)?;
    if let Some(tags) = &changes.tags {
        rights::guard_tags(&operation, &engine, tags)?;
    }
    if changes.are_none() {
        let done = get::done(&operation, &engine).await?;
        return operation.finish_with(done).await;
    }
    if engine.row.built_in {
        sandbox::keep(&operation, &engine.row).await?;
    }
    if let Some(fpu) = changes.fpu {
        resize(&mut operation, &engine, fpu).await?;
    }
    let row = store::update(&operation, &engine.row, changes.of_row()).await?;
    let (before, after) = changes.told(&engine)?;
    if !after.is_empty() {
        let detail = json!({"name": row.name, "before": before, "after": after});
        operation.audit_in(organization, operation.caller.id(), "storage_engines.update", id, detail).await?;
    }
    let engine = store::find(&app, operation.tx(), organization, id).await?;
    let done = get::done(&operation, &engine).await?;
    operation.finish_with(if changes.fpu.is_some() { done.with_status::<202>() } else { done }).await
}

/// What a patch changes: nothing where it says what is so already.
#[derive(Debug, Default)]
struct Changes<'a> {
    name: Option<&'a ResourceName>,
    description: Option<Option<&'a Description>>,
    tags: Option<Vec<Tag>>,
    fpu: Option<u32>,
}

impl<'a> Changes<'a> {
    fn of(engine: &Engine, patch: &'a StorageEnginePatch) -> Result<Self, Failure> {
        let row = &engine.row;
        let name = patch.name.as_ref().filter(|name| **name != row.name);
        if name.is_some() && row.built_in {
            return Err(Failure::field("/name", FieldCode::Reserved));
        }
        let description = patch.description.as_ref().map(Option::as_ref);
        let tags = patch.tags.as_deref().map(store::checked_tags).transpose()?;
        let had = engine.tags()?;
        let size = engine.instance.as_ref().and_then(|instance| instance.fpu);
        Ok(Self {
            name,
            description: description.filter(|new| *new != row.description.as_ref()),
            tags: tags.filter(|tags| *tags != had),
            fpu: patch.fpu.filter(|fpu| Some(i64::from(*fpu)) != size),
        })
    }

    const fn are_none(&self) -> bool {
        self.name.is_none() && self.description.is_none() && self.tags.is_none() && self.fpu.is_none()
    }

    fn of_row(&self) -> Change<'_> {
        Change { name: self.name, description: self.description, tags: self.tags.as_deref() }
    }

    /// Before and after, for the audit log.
    fn told(&self, engine: &Engine) -> Result<BeforeAndAfter, Failure> {
        let (mut before, mut after) = BeforeAndAfter::default();
        let mut changed = |field: &str, was: Value, is: Value| {
            before.insert(field.to_owned(), was);
            after.insert(field.to_owned(), is);
        };
        if let Some(name) = self.name {
            changed("name", json!(engine.row.name), json!(name));
        }
        if let Some(description) = self.description {
            changed("description", json!(engine.row.description), json!(description));
        }
        if let Some(tags) = &self.tags {
            changed("tags", json!(engine.tags()?), json!(tags));
        }
        Ok((before, after))
    }
}

/// What was changed, as it was and as it is.
type BeforeAndAfter = (Map<String, Value>, Map<String, Value>);

/// Orders another size, if it can be.
async fn resize<P>(operation: &mut OrgOperation<P>, engine: &Engine, fpu: u32) -> Result<(), Failure> {
    if engine.row.built_in && engine.instance.is_none() {
        return Err(ProblemCode::BuiltIn.into());
    }
    let instance = engine.instance()?;
    if engine.state() != LifeState::Ready {
        return Err(ProblemCode::NotReady.into());
    }
    let app = operation.app().clone();
    let offers = catalogs::offers(&app, operation.tx()).await?;
    let ordered = Snapshot::read(instance)?.offer;
    // What is offered no more keeps its size.
    let found = offers.find(&ordered.id).ok_or(ProblemCode::OfferUnavailable)?;
    catalogs::orderable(found)?;
    let seen = Seen::of(instance)?;
    let high_availability = is_highly_available(instance, ordered.high_availability)?;
    let judged = preflight(found.offer(), seen.fpu.unwrap_or(0), fpu, high_availability, seen.storage_bytes);
    if let Some(blocker) = judged.blocker {
        return Err(refused(&blocker).into());
    }
    let size = |fpu| gate::fpu(found.offer(), Some(fpu), high_availability);
    let more = size(fpu).saturating_sub(size(seen.fpu.unwrap_or(0)));
    let organization = operation.organization.id;
    if more > 0 {
        let wanted = Wanted { offer: found.offer(), more: None, fpu: more };
        gate::guard(operation, organization, wanted).await?;
    }
    let user = operation.caller.id();
    order::resize(operation, instance, fpu, Some(user)).await?;
    let detail = json!({"name": engine.row.name, "before": {"fpu": seen.fpu}, "after": {"fpu": fpu}});
    operation.audit_in(organization, user, "storage_engines.resize", engine.row.id, detail).await
}

/// Why a size cannot be, in the words of the API.
fn refused(blocker: &Blocker) -> Problem {
    let field = |code| Problem::invalid([FieldError { pointer: "/fpu".to_owned(), code }]);
    match blocker {
        Blocker::NotResizable => field(FieldCode::NotOffered).detail("It cannot be given another size"),
        Blocker::NotASize(sizes) => field(FieldCode::NotOffered)
            .detail(format!("From {} to {} FPU in steps of {}", sizes.min, sizes.max, sizes.step)),
        Blocker::TooFull { used, limit } => Problem {
            faults: vec!["too_full".to_owned()],
            ..field(FieldCode::Unusable)
                .detail(format!("It holds {used} bytes; in that size, {limit} at most"))
        },
    }
}
