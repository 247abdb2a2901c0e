//! `POST /organizations/{org}/dataplants`

use super::{
    engines::{self, Taker},
    store::{self, NewRow, seen},
    viewer::Viewer,
    wish::Wish,
};
use crate::{
    access::{ActorId, OrgAccess, ReadOrganization},
    app::App,
    brokers::catalogs,
    db::entity::dataplant,
    http::{
        endpoint::Done,
        extract::{Posted, version_tag},
        problem::Failure,
    },
    operation::Operation,
    quotas::gate::{self, Wanted},
    storage_engines::store::checked_tags,
};
use axum::extract::State;
use hq_contract::{
    FieldCode, OrganizationId, Permission, Problem, Tag,
    dataplants::{CreateDataplant, NewDataplant},
    quotas::QuotaKind,
};

/// Serves [`CreateDataplant`].
pub async fn create_dataplant(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    posted: Posted<NewDataplant>,
) -> Result<Done<CreateDataplant>, Failure> {
    let mut operation = access.begin_once(&app, &posted).await?;
    let (organization, user) = (operation.organization.id, operation.caller.id());
    let (viewer, new) = (Viewer::from(&operation), &posted.body);
    let tags = checked_tags(&new.tags)?;
    if !viewer.may(Permission::CreateDataplants, None, &tags) {
        return Err(Problem::lacks(Permission::CreateDataplants).into());
    }
    if !new.names.is_empty() {
        operation.require(Permission::ManageInfrastructure)?;
    }
    let row = place(&mut operation, Order { organization, user, new, tags: &tags }).await?;
    let body = seen::one(&app, operation.tx(), &viewer, &row).await?;
    operation.finish_with(Done::versioned(&body, version_tag(row.version))?).await
}

/// What is ordered, for whom and by whom.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// For which organization.
    pub organization: OrganizationId,
    /// Who orders it.
    pub user: ActorId,
    /// What.
    pub new: &'a NewDataplant,
    /// Its tags, each once.
    pub tags: &'a [Tag],
}

/// Orders a dataplant, under the organization's lock, by somebody who may.
///
/// # Errors
/// 422 with the field; 409 `limit_reached`, `plan_needed`, `quota_reached`, `offer_unavailable`, `not_ready` where one of the engines cannot be used.
pub async fn place(operation: &mut Operation, order: Order<'_>) -> Result<dataplant::Model, Failure> {
    let Order { organization, user, new, tags } = order;
    let app = operation.app().clone();
    store::guard_place(operation, organization).await?;
    let offers = catalogs::offers(&app, operation.tx()).await?;
    let wish = Wish::of(&offers, new)?;
    let fpu = gate::fpu(wish.found.offer(), wish.fpu, false);
    let wanted = Wanted { offer: wish.found.offer(), more: Some(QuotaKind::Dataplants), fpu };
    gate::guard(operation, organization, wanted).await?;
    let names = store::names::checked(operation.tx(), organization, &new.names).await?;
    if !names.is_empty() && !wish.found.offer().takes_certificates {
        return Err(Failure::field("/names", FieldCode::NotOffered));
    }
    let id = app.new_id();
    let instance = wish.order(operation, (organization, id), new.name.as_str(), user).await?;
    let row = NewRow {
        id,
        name: &new.name,
        description: new.description.as_ref(),
        tags,
        template: wish.template.as_ref().map(|template| template.name.as_str()),
        provider: &wish.found.provider.name,
        user,
    };
    let row = store::add(operation, &instance, row).await?;
    store::names::set(operation, id, &names).await?;
    engines::take(
        operation,
        Taker { organization, dataplant: id, name: &new.name, tags, broker: &wish.found.broker, user },
    )
    .await?;
    let detail = serde_json::json!({"name": new.name, "after": {
        "offer": wish.found.offer().name, "region": wish.region.name, "fpu": wish.fpu, "tags": tags, "names": names,
    }});
    operation.audit_in(organization, user, "dataplants.create", id, detail).await?;
    Ok(row)
}
