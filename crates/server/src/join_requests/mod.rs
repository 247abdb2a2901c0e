//! Requests to join.

mod approve;
mod ask;
mod deny;
mod get;
pub mod jobs;
mod list;
mod list_mine;
mod reopen;
pub mod store;
mod suggestions;
mod withdraw;

use crate::{app::App, http::endpoint::serve};
use hq_contract::join_requests::{
    ApproveJoinRequest, AskToJoin, DenyJoinRequest, GetJoinRequest, ListJoinRequests, ListMyJoinRequests,
    ListMySuggestions, ReopenJoinRequest, WithdrawJoinRequest,
};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<ListJoinRequests, _>(list::list_join_requests))
        .routes(serve::<AskToJoin, _>(ask::ask_to_join))
        .routes(serve::<GetJoinRequest, _>(get::get_join_request))
        .routes(serve::<WithdrawJoinRequest, _>(withdraw::withdraw_join_request))
        .routes(serve::<ApproveJoinRequest, _>(approve::approve_join_request))
        .routes(serve::<DenyJoinRequest, _>(deny::deny_join_request))
        .routes(serve::<ReopenJoinRequest, _>(reopen::reopen_join_request))
        .routes(serve::<ListMyJoinRequests, _>(list_mine::list_my_join_requests))
        .routes(serve::<ListMySuggestions, _>(suggestions::list_my_suggestions))
}
