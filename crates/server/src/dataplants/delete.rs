//! `DELETE /organizations/{org}/dataplants/{id}`

use super::{
    removal,
    store::{self, seen},
    viewer::Viewer,
};
use crate::{
    access::{Id, IfMatch, OrgAccess, OrgOperation, PathParameters, ReadOrganization, version_tag},
    app::App,
    brokers::{self, InstanceState},
    db::entity::dataplant,
    mail::{
        letters::{Letter, texts_of},
        outbox,
    },
    me,
    operation::Origin,
    problem::Failure,
    rate_limits::{self, Limit},
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{DataplantId, Permission, ProblemCode, console_paths::ConsolePath, dataplants::Dataplant};

/// Each time mails a link.
const ASKED: Limit = Limit { name: "dataplants.ask_deletion", most: 5, window_seconds: 3600 };

/// Ask to delete a dataplant
///
/// The caller gets a mail with a link that confirms it, which works for 30 minutes; until then nothing changes. One that could
/// not be made, or could not be removed before, is removed at once.
#[utoipa::path(
    delete, path = "/organizations/{org}/dataplants/{id}", tag = "dataplants",
    params(("org" = String, Path, description = "Id or slug"), ("id" = DataplantId, Path, description = "Which dataplant"),
        ("If-Match" = String, Header, description = "The version that was read")),
    responses((status = 202, description = "Asked for, or being removed", body = Dataplant, headers(("etag" = String, description = "Its version"))))
)]
pub async fn delete_dataplant(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    origin: Origin,
    PathParameters(Id { id }): PathParameters<Id>,
    version: IfMatch,
) -> Result<Response, Failure> {
    let mut operation = access.begin(&app, &origin).await?;
    let viewer = Viewer::from(&operation);
    let (organization, user) = (operation.organization.id, operation.caller.user);
    let row = store::find(operation.tx(), organization, id).await?;
    viewer.require(Permission::DeleteDataplants, &row)?;
    version.check(&version_tag(row.version))?;
    let instance = brokers::store::instance(operation.tx(), row.instance_id).await?;
    match brokers::store::state(&instance)? {
        InstanceState::Failed | InstanceState::DeleteFailed => {
            removal::begin(&mut operation, &row, user).await?;
        }
        InstanceState::Ready => ask(&mut operation, &row).await?,
        _ => return Err(ProblemCode::NotReady.into()),
    }
    let row = store::find(operation.tx(), organization, id).await?;
    let body = seen::one(&app, operation.tx(), &viewer, &row).await?;
    operation.finish(StatusCode::ACCEPTED, &body, Some(version_tag(row.version))).await
}

/// Mails the link that confirms it.
async fn ask<P>(operation: &mut OrgOperation<P>, row: &dataplant::Model) -> Result<(), Failure> {
    let user = me::store::find(operation.tx(), operation.caller.user).await?;
    let user = user.ok_or(ProblemCode::NotSignedIn)?;
    rate_limits::take(operation, ASKED, &format!("{} {}", user.id, row.id), 1).await?;
    let token = store::deletions::begin(operation, row, user.id).await?;
    let letter = {
        let (app, texts) = (operation.app(), texts_of(&user));
        let link = app.link(ConsolePath::DataplantDeletion(token.expose()));
        let organization = &operation.organization.name;
        Letter::to(app, &texts, &user).confirm_dataplant_deletion(organization, &row.name, link)
    };
    outbox::queue(operation, &user.email, &letter).await?;
    let detail = serde_json::json!({"name": row.name});
    operation.audit_in(row.organization_id, user.id, "dataplants.ask_deletion", row.id, detail).await
}
