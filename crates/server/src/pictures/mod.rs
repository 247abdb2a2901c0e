//! Pictures of people.

mod delete;
mod get;
mod get_of_join_request;
mod get_of_member;
mod put;
pub mod store;

use crate::{
    access::Caller,
    app::App,
    operation::{Audit, Operation},
    problem::Failure,
    serve::body,
};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The operations of this feature.
#[must_use]
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get::get_my_picture, put::put_picture, delete::delete_picture))
        .layer(body::large())
        .routes(routes!(get_of_member::get_member_picture))
        .routes(routes!(get_of_join_request::get_join_request_picture))
}

/// Notes that somebody changed their picture.
async fn audit(operation: &Operation, caller: &Caller, detail: serde_json::Value) -> Result<(), Failure> {
    let subject = caller.user.to_string();
    operation
        .audit(Audit {
            organization: None,
            actor: Some(caller.user),
            action: "me.picture",
            subject: &subject,
            detail,
        })
        .await
}
