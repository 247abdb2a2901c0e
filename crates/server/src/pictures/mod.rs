//! Pictures of people.

mod delete;
mod get;
mod get_of_join_request;
mod get_of_member;
pub mod jobs;
mod put;
pub mod store;

use crate::{
    app::App,
    http::{endpoint::serve, serve::body},
};
use hq_contract::pictures::{
    DeletePicture, GetJoinRequestPicture, GetMemberPicture, GetMyPicture, PutPicture,
};
use utoipa_axum::router::OpenApiRouter;

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(serve::<GetMyPicture, _>(get::get_my_picture))
        .routes(serve::<PutPicture, _>(put::put_picture))
        .routes(serve::<DeletePicture, _>(delete::delete_picture))
        .layer(body::large())
        .routes(serve::<GetMemberPicture, _>(get_of_member::get_member_picture))
        .routes(serve::<GetJoinRequestPicture, _>(get_of_join_request::get_join_request_picture))
}
