//! `POST /organizations/{org}/visits`

use super::store;
use crate::{
    access::{ByPerson, OrgAccess, ReadOrganization},
    app::App,
    http::{endpoint::Done, extract::Posted, problem::Failure},
};
use axum::extract::State;
use hq_contract::{Nothing, ProblemCode, organizations::VisitOrganization};

/// Serves [`VisitOrganization`].
pub async fn visit_organization(
    State(app): State<App>,
    access: OrgAccess<ByPerson<ReadOrganization>>,
    posted: Posted<Nothing>,
) -> Result<Done<VisitOrganization>, Failure> {
    let operation = posted.begin_as(&app, &access.caller).await?;
    if !store::visit(&operation, access.organization.id, access.caller.person()?.user).await? {
        return Err(ProblemCode::NotFound.into());
    }
    operation.finish_with(Done::empty()).await
}
