//! `GET /organizations/{org}/dataplants/{id}`

use super::{
    store::{self, seen},
    viewer::Viewer,
};
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    http::{
        endpoint::Done,
        extract::{Id, PathParameters, version_tag},
        problem::Failure,
    },
};
use axum::extract::State;
use hq_contract::{DataplantId, Permission, dataplants::GetDataplant};

/// Serves [`GetDataplant`].
pub async fn get_dataplant(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    PathParameters(Id { id }): PathParameters<Id<DataplantId>>,
) -> Result<Done<GetDataplant>, Failure> {
    let (db, viewer) = (app.db().read(), Viewer::from(&access));
    let row = store::find(db, access.organization.id, id).await?;
    viewer.require(Permission::ReadDataplants, &row)?;
    let body = seen::one(&app, db, &viewer, &row).await?;
    Done::versioned(&body, version_tag(row.version))
}
