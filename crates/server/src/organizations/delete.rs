//! `DELETE /organizations/{org}`

use super::store::{self, deletion};
use crate::{
    access::{ByPerson, DeleteOrganization, OrgAccess},
    app::App,
    db::entity::organization,
    http::{
        endpoint::Done,
        extract::{IfMatch, Query},
        problem::Failure,
    },
    mail::{
        letters::{Letter, texts_of},
        outbox,
    },
    members,
    operation::{Operation, Origin},
    platform::rate_limits::{self, Limit},
};
use axum::extract::State;
use hq_contract::{FieldCode, Folded, ProblemCode, UserId, console_paths::ConsolePath};
use serde::Deserialize;
use utoipa::IntoParams;

/// Deleting what was restored: each time mails every admin.
const AGAIN: Limit = Limit { name: "organizations.delete", most: 5, window_seconds: 24 * 3600 };

/// What shows that it is meant.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Parameters {
    /// The organization's name; another is refused. Case, accents and the kind of quotes, dashes and spaces do not matter.
    #[param(required)]
    name: Option<String>,
}

/// Serves [`DeleteOrganization`](hq_contract::organizations::deletion::DeleteOrganization).
pub async fn delete_organization(
    State(app): State<App>,
    access: OrgAccess<ByPerson<DeleteOrganization>>,
    origin: Origin,
    version: IfMatch,
    Query(Parameters { name }): Query<Parameters>,
) -> Result<Done<hq_contract::organizations::deletion::DeleteOrganization>, Failure> {
    let mut operation = access.begin(&app, &origin).await?;
    version.check(&store::etag(&operation.organization))?;
    let typed = name.as_deref().map(Folded::of).unwrap_or_default();
    if typed.as_str().is_empty() {
        return Err(Failure::field("/name", FieldCode::Required));
    }
    if !typed.retypes(&Folded::of(&operation.organization.name)) {
        return Err(Failure::field("/name", FieldCode::NotTheName));
    }
    let (id, user) = (operation.organization.id, operation.caller.person()?.user);
    deletion::guard_empty(&operation, id).await?;
    rate_limits::take(&operation, AGAIN, &id.to_string(), 1).await?;
    store::delete(&operation, id).await?;
    let deleted = organization::Model { deleted_at: Some(operation.now()), ..operation.organization.clone() };
    let detail = serde_json::json!({"before": {"name": deleted.name, "slug": deleted.slug}});
    operation.audit_in(id, user, "organizations.delete", id, detail).await?;
    tell_admins(&mut operation, &deleted, user).await?;
    operation.finish_with(Done::new(&deletion::present(&deleted)?)?).await
}

/// A mail to each admin: who it was, and until when it can be undone.
async fn tell_admins(
    operation: &mut Operation,
    deleted: &organization::Model,
    by: UserId,
) -> Result<(), Failure> {
    let admins = members::store::admins(operation.tx(), deleted.id).await?;
    let by = crate::users::store::find(operation.tx(), by).await?.ok_or(ProblemCode::NotSignedIn)?;
    for admin in admins {
        let (texts, app) = (texts_of(&admin), operation.app());
        let letter = Letter::to(app, &texts, &admin).organization_deleted(
            &deleted.name,
            &by.full_name,
            app.link(ConsolePath::AccountOrganizations),
        );
        outbox::queue(operation, &admin.email, &letter).await?;
    }
    Ok(())
}
