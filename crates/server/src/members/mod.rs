//! Members: who belongs to an organization.

mod export;
mod get;
mod holdings;
pub mod jobs;
mod leave;
mod list;
mod remove;
pub mod store;
mod transfer;
mod update;

use crate::{app::App, http::endpoint::serve};
use hq_contract::members::{
    ExportMembers, GetMember, GetMemberHoldings, LeaveOrganization, ListMembers, RemoveMember,
    TransferAdministration, UpdateMember,
};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<ListMembers, _>(list::list_members))
        .routes(serve::<GetMember, _>(get::get_member))
        .routes(serve::<UpdateMember, _>(update::update_member))
        .routes(serve::<RemoveMember, _>(remove::remove_member))
        .routes(serve::<GetMemberHoldings, _>(holdings::get_member_holdings))
        .routes(serve::<ExportMembers, _>(export::export_members))
        .routes(serve::<LeaveOrganization, _>(leave::leave_organization))
        .routes(serve::<TransferAdministration, _>(transfer::transfer_administration))
}
