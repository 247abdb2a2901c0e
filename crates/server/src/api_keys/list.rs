//! `GET /organizations/{org}/api-keys`

use super::store;
use crate::{
    access::{ManageApiKeys, OrgAccess},
    app::App,
    http::{extract::List, page_token::Named, problem::Failure},
};
use axum::{Json, extract::State};
use hq_contract::{Page, api_keys::ApiKey};

/// Serves [`ListApiKeys`](hq_contract::api_keys::ListApiKeys).
pub async fn list_api_keys(
    State(app): State<App>,
    access: OrgAccess<ManageApiKeys>,
    list: List<Named>,
) -> Result<Json<Page<ApiKey>>, Failure> {
    let items = store::list(app.db().read(), access.organization.id, app.now()).await?;
    Ok(list.page_of(Page { total: items.len() as u64, items, next_page: None }, |key| key.id))
}
