//! `PUT /organizations/{org}/logo`

use super::store::{self, logo};
use crate::{
    access::{OrgAccess, UpdateOrganization},
    app::App,
    http::{endpoint::Done, extract::Picture, problem::Failure},
    operation::Origin,
    platform::images::{self, draw},
};
use axum::extract::State;
use hq_contract::organizations::logo::PutLogo;

/// Serves [`PutLogo`].
pub async fn put_logo(
    State(app): State<App>,
    access: OrgAccess<UpdateOrganization>,
    origin: Origin,
    Picture(picture): Picture,
) -> Result<Done<PutLogo>, Failure> {
    let png = draw(&app, access.caller.id(), picture).await?;
    let operation = access.begin(&app, &origin).await?;
    let (id, before) = (operation.organization.id, operation.organization.logo.clone());
    let after = if before.as_ref() == Some(&images::version(&png)) {
        operation.organization.clone()
    } else {
        let after = logo::put(&operation, id, png).await?;
        let detail = serde_json::json!({"before": {"logo": before}, "after": {"logo": after.logo}});
        operation.audit_in(id, operation.caller.id(), "organizations.logo", id, detail).await?;
        after
    };
    let etag = store::etag(&after);
    let answer = store::present(after, operation.role, operation.permissions())?;
    operation.finish_with(Done::versioned(&answer, etag)?).await
}
