//! `GET /account-alerts/{token}`

use super::store;
use crate::{
    app::App,
    http::{extract::PathParameters, problem::Failure},
    mfa::store::secured,
    platform::clock::moment,
};
use axum::{Json, extract::State};
use hq_contract::account_alerts::AccountAlert;

/// Serves [`GetAccountAlert`](hq_contract::account_alerts::GetAccountAlert).
pub async fn get_account_alert(
    State(app): State<App>,
    PathParameters(token): PathParameters<String>,
) -> Result<Json<AccountAlert>, Failure> {
    let (db, now) = (app.db().read(), app.now());
    let alert = store::find(db, &token, now).await?;
    let former = store::former_mfa(db, app.secrets(), &alert, now).await?;
    Ok(Json(AccountAlert {
        kind: alert.kind,
        happened_at: moment(alert.created_at).into(),
        expires_at: moment(alert.expires_at).into(),
        mfa: secured(db, alert.user_id, former.as_ref()).await?,
        email: store::former_email(db, &alert).await?,
        user_agent: alert.user_agent,
        address: alert.address,
    }))
}
