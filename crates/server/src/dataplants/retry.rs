//! `POST /organizations/{org}/dataplants/{id}/retry`

use super::{
    engines,
    store::{self, seen},
    viewer::Viewer,
    wish::Wish,
};
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    brokers::{self, InstanceState, catalogs, order},
    http::{
        endpoint::Done,
        extract::{Id, PathParameters, Posted, version_tag},
        problem::Failure,
    },
    quotas::gate::{self, Wanted},
};
use axum::extract::State;
use hq_contract::{DataplantId, Nothing, Permission, ProblemCode, dataplants::RetryDataplant};

/// Serves [`RetryDataplant`].
pub async fn retry_dataplant(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Id { id }): PathParameters<Id<DataplantId>>,
    posted: Posted<Nothing>,
) -> Result<Done<RetryDataplant>, Failure> {
    let mut operation = access.begin_once(&app, &posted).await?;
    let viewer = Viewer::from(&operation);
    let (organization, user) = (operation.organization.id, operation.caller.id());
    let row = store::find(operation.tx(), organization, id).await?;
    viewer.require(Permission::UpdateDataplants, &row)?;
    let former = brokers::store::instance(operation.tx(), row.instance_id).await?;
    if former.state != InstanceState::Failed {
        return Err(ProblemCode::NotReady.into());
    }
    let offers = catalogs::offers(&app, operation.tx()).await?;
    let wish = Wish::again(&offers, &former)?;
    let fpu = gate::fpu(wish.found.offer(), wish.fpu, false);
    let wanted = Wanted { offer: wish.found.offer(), more: None, fpu };
    gate::guard(&operation, organization, wanted).await?;
    let instance = wish.order(&mut operation, (organization, id), row.name.as_str(), user).await?;
    store::set_instance(&operation, id, instance.id).await?;
    if engines::take_again(&mut operation, &row, user).await? {
        order::start(&mut operation, instance.id).await?;
    }
    let detail = serde_json::json!({"name": row.name});
    operation.audit_in(organization, user, "dataplants.retry", id, detail).await?;
    let row = store::find(operation.tx(), organization, id).await?;
    let body = seen::one(&app, operation.tx(), &viewer, &row).await?;
    operation.finish_with(Done::versioned(&body, version_tag(row.version))?).await
}
