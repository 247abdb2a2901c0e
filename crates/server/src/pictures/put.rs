//! `PUT /me/picture`

use super::store;
use crate::{
    access::Caller,
    app::App,
    http::{endpoint::Done, extract::Picture, problem::Failure},
    operation::{Operation, Origin},
    platform::images::{self, draw},
    users,
};
use axum::extract::State;
use hq_contract::{ProblemCode, pictures::PutPicture};

/// Serves [`PutPicture`].
pub async fn put_picture(
    State(app): State<App>,
    caller: Caller,
    origin: Origin,
    Picture(picture): Picture,
) -> Result<Done<PutPicture>, Failure> {
    let png = draw(&app, caller.user.into(), picture).await?;
    let operation = Operation::begin_as(&app, &origin, &caller).await?;
    users::store::lock(&operation, caller.user).await?;
    let before = users::store::find(operation.tx(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    let after = if before.picture.as_ref() == Some(&images::version(&png)) {
        before
    } else {
        let after = store::put(&operation, caller.user, png).await?;
        operation.audit_own(caller.user, "me.put_picture").await?;
        after
    };
    let etag = users::store::etag(&after);
    operation.finish_with(Done::versioned(&users::store::present(after)?, etag)?).await
}
