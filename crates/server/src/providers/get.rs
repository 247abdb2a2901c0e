//! `GET /providers`

use crate::{access::Caller, app::App, brokers::catalogs, problem::Failure};
use axum::{Json, extract::State};
use hq_contract::providers::Providers;

/// List what can be ordered
///
/// The offers of the brokers that the operator registered, as they were asked last: with sizes, prices a month, and what each
/// cannot promise. What cannot be ordered at present says why: the broker is away, or gives a reason.
#[utoipa::path(
    get, path = "/providers", tag = "providers",
    responses((status = 200, description = "Providers with their regions, and offers", body = Providers))
)]
pub async fn get_providers(State(app): State<App>, _: Caller) -> Result<Json<Providers>, Failure> {
    Ok(Json(catalogs::offers(&app, app.db().read()).await?.providers()))
}
