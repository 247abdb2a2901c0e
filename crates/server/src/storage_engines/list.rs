//! `GET /organizations/{org}/storage-engines`

use super::store::listing::{self, Wanted};
use crate::{
    access::{OrgAccess, ReadOrganization},
    app::App,
    http::{
        extract::{Direction, List, Query},
        page_token::Named,
        problem::Failure,
    },
};
use axum::{Json, extract::State};
use hq_contract::{
    Page,
    operations::LifeState,
    providers::EngineKind,
    storage_engines::{StorageEngine, StorageEngineOrder},
};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which of them.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Parameters {
    /// Only those whose name or tag contains this, without case and accents.
    q: Option<String>,
    /// Only those of this database system.
    #[param(inline)]
    engine: Option<EngineKind>,
    /// Only those in this state.
    #[param(inline)]
    state: Option<LifeState>,
    /// By what they are ordered; by name where absent. The built-in Sandbox always comes first.
    #[param(inline)]
    sort: Option<StorageEngineOrder>,
    /// Which way; names from the first and everything else from the greatest or newest where absent.
    #[param(inline)]
    order: Option<Direction>,
}

/// Serves [`ListStorageEngines`](hq_contract::storage_engines::ListStorageEngines).
pub async fn list_storage_engines(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    Query(asked): Query<Parameters>,
    list: List<Named>,
) -> Result<Json<Page<StorageEngine>>, Failure> {
    let sort = asked.sort.unwrap_or_default();
    let usual = if sort == StorageEngineOrder::Name { Direction::Asc } else { Direction::Desc };
    let wanted = Wanted {
        q: asked.q,
        engine: asked.engine,
        state: asked.state,
        sort,
        reversed: Direction::reverses(asked.order, usual),
        limit: list.limit,
        after: list.after.clone(),
    };
    let (organization, who) = (access.organization.id, (access.role, access.rules.as_slice()));
    Ok(list.page(listing::list(&app, app.db().read(), organization, who, wanted).await?))
}
