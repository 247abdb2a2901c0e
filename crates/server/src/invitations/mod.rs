//! Invitations: an offer by mail to join an organization.

mod accept;
mod accept_mine;
mod decline_mine;
mod get;
mod get_one;
mod invite;
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

use crate::{app::App, serve::body};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list_invitations, invite::invite))
        .layer(body::large())
        .routes(routes!(get_one::get_open_invitation, revoke::revoke_invitation))
        .routes(routes!(resend::resend_invitation))
        .routes(routes!(link::link_invitation))
        .routes(routes!(get::get_invitation))
        .routes(routes!(accept::accept_invitation))
        .routes(routes!(refuse::decline_invitation))
        .routes(routes!(refuse::report_invitation))
        .routes(routes!(renew::renew_invitation))
        .routes(routes!(sign_up::sign_up_invited))
        .routes(routes!(list_mine::list_my_invitations))
        .routes(routes!(accept_mine::accept_my_invitation))
        .routes(routes!(decline_mine::decline_my_invitation))
}
