//! `GET /organizations/{org}/dataplants`

use super::store::page::{self, Wanted};
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
    dataplants::{Dataplant, DataplantOrder},
    operations::LifeState,
};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which of them.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Parameters {
    /// Only those whose name or tag contains this, without case and accents.
    q: Option<String>,
    /// Only those in this state.
    #[param(inline)]
    state: Option<LifeState>,
    /// By what they are ordered; by name where absent.
    #[param(inline)]
    sort: Option<DataplantOrder>,
    /// Which way; names from the first and everything else from the greatest or newest where absent.
    #[param(inline)]
    order: Option<Direction>,
}

/// Serves [`ListDataplants`](hq_contract::dataplants::ListDataplants).
pub async fn list_dataplants(
    State(app): State<App>,
    access: OrgAccess<ReadOrganization>,
    Query(asked): Query<Parameters>,
    list: List<Named>,
) -> Result<Json<Page<Dataplant>>, Failure> {
    let sort = asked.sort.unwrap_or_default();
    let usual = if sort == DataplantOrder::Name { Direction::Asc } else { Direction::Desc };
    let wanted = Wanted {
        q: asked.q,
        state: asked.state,
        sort,
        reversed: Direction::reverses(asked.order, usual),
        limit: list.limit,
        after: list.after.clone(),
    };
    Ok(list.page(page::list(&app, &(&access).into(), access.organization.id, &wanted).await?))
}
