//! `POST /dataplant-deletions/{token}/confirm`

use super::{
    removal,
    store::{self, deletions, seen},
    viewer::Viewer,
};
use crate::{
    access::Caller,
    app::App,
    http::{
        endpoint::Done,
        extract::{PathParameters, Posted, version_tag},
        problem::Failure,
    },
    members, mfa, organizations, rules,
};
use axum::extract::State;
use hq_contract::{Nothing, Permission, ProblemCode, dataplants::ConfirmDataplantDeletion};

/// Serves [`ConfirmDataplantDeletion`].
pub async fn confirm_dataplant_deletion(
    State(app): State<App>,
    caller: Caller,
    PathParameters(token): PathParameters<String>,
    posted: Posted<Nothing>,
) -> Result<Done<ConfirmDataplantDeletion>, Failure> {
    let mut operation = posted.begin_as(&app, &caller).await?;
    let user = caller.user;
    let link = deletions::find(operation.tx(), &token, user, operation.now()).await?;
    let organization = organizations::store::lock(&operation, link.organization_id).await?;
    let organization = organization.ok_or(ProblemCode::NotFound)?;
    let member = members::store::find(operation.tx(), organization.id, user).await?;
    let member = member.ok_or(ProblemCode::NotFound)?;
    if mfa::store::keeps_out(operation.tx(), &organization, user).await? {
        return Err(ProblemCode::MfaMissing.into());
    }
    let row = store::by_id(operation.tx(), link.dataplant_id).await?.ok_or(ProblemCode::LinkUsed)?;
    let role = member.role;
    let viewer = Viewer { role, rules: rules::store::read(&member.rules)?, is_key: false };
    viewer.require(Permission::DeleteDataplants, &row)?;
    deletions::redeem(&operation, &link).await?;
    removal::begin(&mut operation, &row, user.into()).await?;
    let row = store::find(operation.tx(), organization.id, row.id).await?;
    let body = seen::one(&app, operation.tx(), &viewer, &row).await?;
    operation.finish_with(Done::versioned(&body, version_tag(row.version))?).await
}
