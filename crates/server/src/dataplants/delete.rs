//! `DELETE /organizations/{org}/dataplants/{id}`

use super::{
    removal,
    store::{self, seen},
    viewer::Viewer,
};
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    brokers::{self, InstanceState},
    db::entity::dataplant,
    http::{
        endpoint::Done,
        extract::{Id, IfMatch, PathParameters, version_tag},
        problem::Failure,
    },
    mail::{
        letters::{Letter, texts_of},
        outbox,
    },
    operation::{OrgOperation, Origin},
    platform::rate_limits::{self, Limit},
    users,
};
use axum::extract::State;
use hq_contract::{
    DataplantId, Permission, ProblemCode, console_paths::ConsolePath, dataplants::DeleteDataplant,
};

/// Each time mails a link.
const ASKED: Limit = Limit { name: "dataplants.ask_deletion", most: 5, window_seconds: 3600 };

/// Serves [`DeleteDataplant`].
pub async fn delete_dataplant(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    origin: Origin,
    PathParameters(Id { id }): PathParameters<Id<DataplantId>>,
    version: IfMatch,
) -> Result<Done<DeleteDataplant>, Failure> {
    let mut operation = access.begin(&app, &origin).await?;
    let viewer = Viewer::from(&operation);
    let (organization, user) = (operation.organization.id, operation.caller.id());
    let row = store::find(operation.tx(), organization, id).await?;
    viewer.require(Permission::DeleteDataplants, &row)?;
    version.check(&version_tag(row.version))?;
    let instance = brokers::store::instance(operation.tx(), row.instance_id).await?;
    match instance.state {
        InstanceState::Failed | InstanceState::DeleteFailed => {
            removal::begin(&mut operation, &row, user).await?;
        }
        InstanceState::Ready => ask(&mut operation, &row).await?,
        _ => return Err(ProblemCode::NotReady.into()),
    }
    let row = store::find(operation.tx(), organization, id).await?;
    let body = seen::one(&app, operation.tx(), &viewer, &row).await?;
    operation.finish_with(Done::versioned(&body, version_tag(row.version))?).await
}

/// Mails the link that confirms it.
async fn ask<P>(operation: &mut OrgOperation<P>, row: &dataplant::Model) -> Result<(), Failure> {
    let user = users::store::find(operation.tx(), operation.caller.person()?.user).await?;
    let user = user.ok_or(ProblemCode::NotSignedIn)?;
    rate_limits::take(operation, ASKED, &format!("{} {}", user.id, row.id), 1).await?;
    let token = store::deletions::begin(operation, row, user.id).await?;
    let letter = {
        let (app, texts) = (operation.app(), texts_of(&user));
        let link = app.link(ConsolePath::DataplantDeletion(token.expose()));
        let organization = &operation.organization.name;
        Letter::to(app, &texts, &user).confirm_dataplant_deletion(organization, row.name.as_str(), link)
    };
    outbox::queue(operation, &user.email, &letter).await?;
    let detail = serde_json::json!({"name": row.name});
    operation.audit_in(row.organization_id, user.id, "dataplants.ask_deletion", row.id, detail).await
}
