//! `POST /organizations/{org}/transfer`

use super::store;
use crate::{
    access::{ByPerson, ManageMembers, OrgAccess},
    app::App,
    http::{endpoint::Done, extract::Posted, problem::Failure},
};
use axum::extract::State;
use hq_contract::{
    FieldCode, ProblemCode, Role,
    members::{NewAdmin, TransferAdministration},
};

/// Serves [`TransferAdministration`].
pub async fn transfer_administration(
    State(app): State<App>,
    access: OrgAccess<ByPerson<ManageMembers>>,
    posted: Posted<NewAdmin>,
) -> Result<Done<TransferAdministration>, Failure> {
    let (organization, actor, user) =
        (access.organization.id, access.caller.person()?.user, posted.body.user);
    if user == actor {
        return Err(Failure::field("/user", FieldCode::WrongType));
    }
    let operation = access.begin_once(&app, &posted).await?;
    let find = |user| store::find(operation.tx(), organization, user);
    let heir = find(user).await?.ok_or(ProblemCode::NotFound)?;
    let caller = find(actor).await?.ok_or(ProblemCode::NotFound)?;
    if heir.role != Role::Admin {
        store::change_role(&operation, &heir, Role::Admin).await?;
    }
    store::change_role(&operation, &caller, Role::User).await?;
    let detail = serde_json::json!({"before": {"role": heir.role}, "after": {"role": Role::Admin}});
    operation.audit_in(organization, actor, "members.transfer", user, detail).await?;
    operation.finish_with(Done::empty()).await
}
