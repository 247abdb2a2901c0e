//! `PATCH /organizations/{org}`

use super::store;
use crate::{
    access::{OrgAccess, UpdateOrganization},
    app::App,
    db::entity::organization,
    http::{
        endpoint::Done,
        extract::{Body, IfMatch},
        problem::Failure,
    },
    operation::Origin,
};
use axum::extract::State;
use hq_contract::organizations::OrganizationPatch;

/// Serves [`UpdateOrganization`](hq_contract::organizations::UpdateOrganization).
pub async fn update_organization(
    State(app): State<App>,
    access: OrgAccess<UpdateOrganization>,
    origin: Origin,
    version: IfMatch,
    Body(patch): Body<OrganizationPatch>,
) -> Result<Done<hq_contract::organizations::UpdateOrganization>, Failure> {
    let operation = access.begin(&app, &origin).await?;
    let before = &operation.organization;
    version.check(&store::etag(before))?;
    let after = match store::update(&operation, before, &patch).await? {
        None => before.clone(),
        Some(after) => {
            let detail = serde_json::json!({"before": shown(before), "after": shown(&after)});
            let (id, actor) = (after.id, operation.caller.id());
            operation.audit_in(id, actor, "organizations.update", id, detail).await?;
            after
        }
    };
    let etag = store::etag(&after);
    let answer = store::present(after, operation.role, operation.permissions())?;
    operation.finish_with(Done::versioned(&answer, etag)?).await
}

/// What the audit log shows of an organization.
fn shown(row: &organization::Model) -> serde_json::Value {
    serde_json::json!({"name": row.name, "slug": row.slug, "description": row.description, "colour": row.colour})
}
