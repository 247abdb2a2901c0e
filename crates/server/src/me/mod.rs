//! The signed-in person.

mod change_password;
mod delete_account;
mod end_other_sessions;
mod end_session;
mod get;
mod get_deletion;
mod get_session;
mod list_deleted_organizations;
mod list_organizations;
mod list_sessions;
pub mod store;
mod update;

use crate::{app::App, http::endpoint::serve};
use hq_contract::{
    me::{
        ChangePassword, DeleteAccount, EndMySession, EndOtherSessions, GetDeletion, GetMe, GetMySession,
        ListMyOrganizations, ListMySessions, UpdateMe,
    },
    organizations::deletion::ListDeletedOrganizations,
};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<GetMe, _>(get::get_me))
        .routes(serve::<UpdateMe, _>(update::update_me))
        .routes(serve::<ChangePassword, _>(change_password::change_password))
        .routes(serve::<GetDeletion, _>(get_deletion::get_deletion))
        .routes(serve::<DeleteAccount, _>(delete_account::delete_account))
        .routes(serve::<ListMySessions, _>(list_sessions::list_my_sessions))
        .routes(serve::<EndOtherSessions, _>(end_other_sessions::end_other_sessions))
        .routes(serve::<GetMySession, _>(get_session::get_my_session))
        .routes(serve::<EndMySession, _>(end_session::end_my_session))
        .routes(serve::<ListMyOrganizations, _>(list_organizations::list_my_organizations))
        .routes(serve::<ListDeletedOrganizations, _>(list_deleted_organizations::list_deleted_organizations))
}
