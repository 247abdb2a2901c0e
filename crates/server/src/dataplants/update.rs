//! `PATCH /organizations/{org}/dataplants/{id}`

use super::{
    exposure,
    store::{self, Change, seen},
    viewer::Viewer,
};
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    brokers::{self, InstanceState, catalogs, order, view::Seen},
    db::entity::{broker_instance, dataplant},
    http::{
        endpoint::Done,
        extract::{Body, Id, IfMatch, PathParameters, version_tag},
        problem::Failure,
    },
    operation::{OrgOperation, Origin},
    quotas::gate::{self, Wanted},
    storage_engines::store::{checked_tags, read_tags, uses},
};
use axum::extract::State;
use hq_contract::{
    DataplantId, FieldCode, Permission, ProblemCode, Tag,
    dataplants::{DataplantPatch, UpdateDataplant},
    storage_engines::{Blocker, preflight},
};

/// Serves [`UpdateDataplant`].
pub async fn update_dataplant(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    origin: Origin,
    PathParameters(Id { id }): PathParameters<Id<DataplantId>>,
    version: IfMatch,
    Body(patch): Body<DataplantPatch>,
) -> Result<Done<UpdateDataplant>, Failure> {
    let mut operation = access.begin(&app, &origin).await?;
    let viewer = Viewer::from(&operation);
    let before = store::find(operation.tx(), operation.organization.id, id).await?;
    viewer.require(Permission::UpdateDataplants, &before)?;
    version.check(&version_tag(before.version))?;
    let instance = brokers::store::instance(operation.tx(), before.instance_id).await?;

    let described = describe(&operation, &viewer, &before, &patch).await?;
    let resized = resize(&mut operation, &before, &instance, patch.fpu).await?;
    let renamed = expose(&mut operation, &before, &instance, &patch, resized).await?;
    let called = patch.name.as_ref().is_some_and(|name| *name != before.name);
    let renamed = (called && call(&mut operation, &before, &instance, resized || renamed).await?) || renamed;
    if (resized || renamed) && !described {
        store::next_version(&operation, id).await?;
    }
    let after = store::find(operation.tx(), operation.organization.id, id).await?;
    let body = seen::one(&app, operation.tx(), &viewer, &after).await?;
    let done = Done::versioned(&body, version_tag(after.version))?;
    operation.finish_with(if resized || renamed { done.with_status::<202>() } else { done }).await
}

/// Name, description and tags; whether anything was changed.
async fn describe<P>(
    operation: &OrgOperation<P>,
    viewer: &Viewer,
    before: &dataplant::Model,
    patch: &DataplantPatch,
) -> Result<bool, Failure> {
    let tags = patch.tags.as_deref().map(checked_tags).transpose()?;
    let change = Change {
        name: patch.name.as_ref().filter(|name| **name != before.name),
        description: patch
            .description
            .as_ref()
            .map(Option::as_ref)
            .filter(|description| *description != before.description.as_ref()),
        tags: match &tags {
            Some(tags) if *tags != read_tags(&before.tags)? => Some(tags.as_slice()),
            _ => None,
        },
    };
    if change.name.is_none() && change.description.is_none() && change.tags.is_none() {
        return Ok(false);
    }
    if let Some(tags) = change.tags {
        viewer.require_retagging(before, tags)?;
    }
    let after = store::update(operation, before, change).await?;
    let tags: Vec<Tag> = read_tags(&after.tags)?;
    uses::describe(operation, after.id, &after.name, &tags).await?;
    let shown = |row: &dataplant::Model| -> Result<serde_json::Value, Failure> {
        let tags: Vec<Tag> = read_tags(&row.tags)?;
        Ok(serde_json::json!({"name": row.name, "description": row.description, "tags": tags}))
    };
    let detail = serde_json::json!({"name": after.name, "before": shown(before)?, "after": shown(&after)?});
    let user = operation.caller.id();
    operation.audit_in(after.organization_id, user, "dataplants.update", after.id, detail).await?;
    Ok(true)
}

/// Another size; whether one was ordered.
async fn resize<P>(
    operation: &mut OrgOperation<P>,
    before: &dataplant::Model,
    instance: &broker_instance::Model,
    fpu: Option<u32>,
) -> Result<bool, Failure> {
    let seen = Seen::of(instance)?;
    let Some(fpu) = fpu.filter(|fpu| Some(*fpu) != seen.fpu || seen.pending_fpu.is_some()) else {
        return Ok(false);
    };
    let from = seen.fpu.ok_or_else(|| Failure::field("/fpu", FieldCode::NotOffered))?;
    if let Some(Blocker::NotResizable | Blocker::NotASize(_)) =
        preflight(&seen.offer, from, fpu, false, None).blocker
    {
        return Err(Failure::field("/fpu", FieldCode::NotOffered));
    }
    if fpu > from {
        let wanted = Wanted { offer: &seen.offer, more: None, fpu: fpu - from };
        gate::guard(operation, before.organization_id, wanted).await?;
    }
    let user = operation.caller.id();
    order::resize(operation, instance, fpu, Some(user)).await?;
    let detail = serde_json::json!({"name": before.name, "before": {"fpu": from}, "after": {"fpu": fpu}});
    operation.audit_in(before.organization_id, user, "dataplants.resize", before.id, detail).await?;
    Ok(true)
}

/// Lets the broker know what it is called by now; whether that was ordered. While something is under way or the broker is
/// away it is told afterwards.
async fn call<P>(
    operation: &mut OrgOperation<P>,
    before: &dataplant::Model,
    instance: &broker_instance::Model,
    busy: bool,
) -> Result<bool, Failure> {
    store::exposure::look_at(operation, before.id).await?;
    let app = operation.app().clone();
    let available = catalogs::available(&app, operation.tx()).await?.contains(&instance.broker);
    if busy || !available || instance.state != InstanceState::Ready {
        return Ok(false);
    }
    let user = operation.caller.id();
    order::expose(operation, instance, Some(user)).await?;
    Ok(true)
}

/// Other names; whether they are others. Where something is under way, the broker gets them after it.
async fn expose<P>(
    operation: &mut OrgOperation<P>,
    before: &dataplant::Model,
    instance: &broker_instance::Model,
    patch: &DataplantPatch,
    busy: bool,
) -> Result<bool, Failure> {
    let Some(names) = &patch.names else { return Ok(false) };
    let former = store::names::of(operation.tx(), before.id).await?;
    if names.iter().map(|name| name.as_str()).eq(former.iter().map(String::as_str)) {
        return Ok(false);
    }
    operation.require(Permission::ManageInfrastructure)?;
    if !names.is_empty() && !exposure::is_taken(operation.app(), instance)? {
        return Err(Failure::field("/names", FieldCode::NotOffered));
    }
    let state = instance.state;
    if matches!(state, InstanceState::Deleting | InstanceState::DeleteFailed | InstanceState::Gone) {
        return Err(ProblemCode::NotReady.into());
    }
    let names = store::names::checked(operation.tx(), before.organization_id, names).await?;
    store::names::set(operation, before.id, &names).await?;
    let user = operation.caller.id();
    if state == InstanceState::Ready && !busy {
        order::expose(operation, instance, Some(user)).await?;
    }
    let detail =
        serde_json::json!({"name": before.name, "before": {"names": former}, "after": {"names": names}});
    operation.audit_in(before.organization_id, user, "dataplants.update", before.id, detail).await?;
    Ok(true)
}
