//! `PUT /organizations/{org}/logo`

use super::store::{self, logo};
use crate::{
    access::{OrgAccess, Picture, UpdateOrganization},
    app::App,
    images::{self, draw},
    operation::Origin,
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::organizations::Organization;

/// Put a logo in the place of the former
///
/// The file itself, as PNG, JPEG or WebP (SVG is not taken), at most 1 MiB and 4,096 pixels on a side. What is kept is a
/// picture made anew from it. One of a person is drawn at a time, and 30 an hour (429). Of two at once the later one stays.
#[utoipa::path(
    put, path = "/organizations/{org}/logo", tag = "organizations",
    request_body(content((Vec<u8> = "image/png"), (Vec<u8> = "image/jpeg"), (Vec<u8> = "image/webp"))),
    params(("org" = String, Path, description = "Id or slug")),
    responses((status = 200, description = "The organization as it is now", body = Organization, headers(("etag" = String, description = "Its version"))))
)]
pub async fn put_logo(
    State(app): State<App>,
    access: OrgAccess<UpdateOrganization>,
    origin: Origin,
    Picture(picture): Picture,
) -> Result<Response, Failure> {
    let png = draw(&app, access.caller.user, picture).await?;
    let operation = access.begin(&app, &origin).await?;
    let (id, before) = (operation.organization.id, operation.organization.logo.clone());
    let after = if before.as_ref() == Some(&images::version(&png)) {
        operation.organization.clone()
    } else {
        let after = logo::put(&operation, id, png).await?;
        let detail = serde_json::json!({"before": {"logo": before}, "after": {"logo": after.logo}});
        operation.audit_in(id, operation.caller.user, "organizations.logo", id, detail).await?;
        after
    };
    let etag = store::etag(&after);
    let answer = store::present(after, operation.role, &operation.rules)?;
    operation.finish(StatusCode::OK, &answer, Some(etag)).await
}
