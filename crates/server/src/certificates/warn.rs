//! What is done about certificates as time goes by: warnings before they expire, and keys that are encrypted anew.

use super::store::{self, called, due, watched};
use crate::{
    app::App,
    db::entity::{certificate, organization},
    http::problem::Failure,
    mail::{
        TimeLeft,
        letters::{Letter, texts_of},
        outbox,
    },
    members,
    operation::{Operation, Origin},
    organizations,
};
use axum::http::StatusCode;
use hq_contract::console_paths::ConsolePath;

/// Warns the admins of each organization whose certificates expire soon, once for each warning that the contract has. Safe
/// on any number of servers at once.
///
/// # Errors
/// Where the database fails.
pub async fn warn(app: &App) -> Result<(), Failure> {
    for row in watched::due(app).await? {
        if let Some(warning) = due(&row, app.now()) {
            warn_of(app, &row, warning.days).await?;
        }
    }
    Ok(())
}

async fn warn_of(app: &App, row: &certificate::Model, due: i64) -> Result<(), Failure> {
    let mut operation = Operation::begin(app, &Origin::server()).await?;
    let Some(organization) = organizations::store::lock(&operation, row.organization_id).await? else {
        return Ok(());
    };
    if !watched::warned(&operation, row, due).await? {
        return Ok(());
    }
    tell_admins(&mut operation, &organization, row).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await.map(drop)
}

async fn tell_admins(
    operation: &mut Operation,
    organization: &organization::Model,
    row: &certificate::Model,
) -> Result<(), Failure> {
    let left = TimeLeft::of(row.not_after - operation.now());
    let name = called(row)?;
    for admin in members::store::admins(operation.tx(), organization.id).await? {
        let (texts, app) = (texts_of(&admin), operation.app());
        let link = app.link(ConsolePath::OrganizationCertificates(&organization.slug));
        let letter =
            Letter::to(app, &texts, &admin).certificate_expires(&organization.name, &name, left, link);
        outbox::queue(operation, &admin.email, &letter).await?;
    }
    Ok(())
}

/// Encrypts keys with the first key of the configuration that were encrypted with another, so that the other can go.
///
/// # Errors
/// Where the database fails. What cannot be decrypted is told in the log, and left as it is.
pub async fn seal_anew(app: &App) -> Result<(), Failure> {
    let secrets = app.secrets();
    if !secrets.can_seal() {
        return Ok(());
    }
    for row in watched::every(app).await? {
        let place = store::place(row.organization_id, row.id);
        match secrets.renewed(app.random().as_ref(), &place, &row.sealed_key) {
            Ok(Some(sealed)) => watched::keep_sealed(app, &row, sealed).await?,
            Ok(None) => {}
            Err(_) => {
                tracing::error!(certificate = %row.id, "the private key cannot be decrypted: configure its secrets key");
            }
        }
    }
    Ok(())
}
