//! Organizations.

mod create;
mod delete;
mod delete_logo;
mod erase;
mod get;
mod get_deletion;
mod get_logo;
pub mod jobs;
mod put_logo;
mod restore;
mod slug_state;
pub mod store;
mod update;
mod visit;

pub use erase::erase_old;

use crate::{
    app::App,
    http::{endpoint::serve, serve::body},
};
use hq_contract::organizations::{
    CreateOrganization, GetOrganization, GetSlugState, UpdateOrganization, VisitOrganization,
    deletion::{DeleteOrganization, GetOrganizationDeletion, RestoreOrganization},
    logo::{DeleteLogo, GetLogo, PutLogo},
};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<GetLogo, _>(get_logo::get_logo))
        .routes(serve::<PutLogo, _>(put_logo::put_logo))
        .routes(serve::<DeleteLogo, _>(delete_logo::delete_logo))
        .layer(body::large())
        .routes(serve::<CreateOrganization, _>(create::create_organization))
        .routes(serve::<GetOrganization, _>(get::get_organization))
        .routes(serve::<UpdateOrganization, _>(update::update_organization))
        .routes(serve::<DeleteOrganization, _>(delete::delete_organization))
        .routes(serve::<GetOrganizationDeletion, _>(get_deletion::get_organization_deletion))
        .routes(serve::<RestoreOrganization, _>(restore::restore_organization))
        .routes(serve::<VisitOrganization, _>(visit::visit_organization))
        .routes(serve::<GetSlugState, _>(slug_state::get_slug_state))
}
