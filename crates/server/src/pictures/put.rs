//! `PUT /me/picture`

use super::store;
use crate::{
    access::{Caller, Picture},
    app::App,
    images::{self, draw},
    me,
    operation::{Operation, Origin},
    problem::Failure,
};
use axum::{extract::State, http::StatusCode, response::Response};
use hq_contract::{ProblemCode, me::Me};

/// Put a picture in the place of one's former
///
/// The file itself, as PNG, JPEG or WebP (SVG is not taken), at most 1 MiB and 4,096 pixels on a side. What is kept is a
/// picture made anew from it. One of a person is drawn at a time, and 30 an hour (429). Of two at once the later one stays.
#[utoipa::path(
    put, path = "/me/picture", tag = "me",
    request_body(content((Vec<u8> = "image/png"), (Vec<u8> = "image/jpeg"), (Vec<u8> = "image/webp"))),
    responses((status = 200, description = "The account as it is now", body = Me, headers(("etag" = String, description = "Its version"))))
)]
pub async fn put_picture(
    State(app): State<App>,
    caller: Caller,
    origin: Origin,
    Picture(picture): Picture,
) -> Result<Response, Failure> {
    let png = draw(&app, caller.user, picture).await?;
    let operation = Operation::begin_as(&app, &origin, &caller).await?;
    me::store::lock(&operation, caller.user).await?;
    let before = me::store::find(operation.tx(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    let after = if before.picture.as_ref() == Some(&images::version(&png)) {
        before
    } else {
        let after = store::put(&operation, caller.user, png).await?;
        operation.audit_own(caller.user, "me.put_picture").await?;
        after
    };
    let etag = me::store::etag(&after);
    operation.finish(StatusCode::OK, &me::store::present(after)?, Some(etag)).await
}
