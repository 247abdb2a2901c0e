//! Invitations: an offer by mail to join an organization.

mod accept;
mod accept_mine;
mod decline_mine;
mod get;
mod get_one;
mod invite;
pub mod jobs;
mod joining;
mod link;
mod list;
mod list_mine;
mod mails;
mod refuse;
mod renew;
mod resend;
mod revoke;
mod sign_up;
pub mod store;

pub use mails::{Offer, send};

use crate::{
    app::App,
    http::{endpoint::serve, serve::body},
};
use hq_contract::invitations::{
    AcceptInvitation, AcceptMyInvitation, DeclineInvitation, DeclineMyInvitation, GetInvitation,
    GetOpenInvitation, Invite, LinkInvitation, ListInvitations, ListMyInvitations, RenewInvitation,
    ReportInvitation, ResendInvitation, RevokeInvitation, SignUpInvited,
};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<ListInvitations, _>(list::list_invitations))
        .routes(serve::<Invite, _>(invite::invite))
        .layer(body::large())
        .routes(serve::<GetOpenInvitation, _>(get_one::get_open_invitation))
        .routes(serve::<RevokeInvitation, _>(revoke::revoke_invitation))
        .routes(serve::<ResendInvitation, _>(resend::resend_invitation))
        .routes(serve::<LinkInvitation, _>(link::link_invitation))
        .routes(serve::<GetInvitation, _>(get::get_invitation))
        .routes(serve::<AcceptInvitation, _>(accept::accept_invitation))
        .routes(serve::<DeclineInvitation, _>(refuse::decline_invitation))
        .routes(serve::<ReportInvitation, _>(refuse::report_invitation))
        .routes(serve::<RenewInvitation, _>(renew::renew_invitation))
        .routes(serve::<SignUpInvited, _>(sign_up::sign_up_invited))
        .routes(serve::<ListMyInvitations, _>(list_mine::list_my_invitations))
        .routes(serve::<AcceptMyInvitation, _>(accept_mine::accept_my_invitation))
        .routes(serve::<DeclineMyInvitation, _>(decline_mine::decline_my_invitation))
}
