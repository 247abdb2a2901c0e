//! `DELETE /me/picture`

use super::store;
use crate::{
    access::Caller,
    app::App,
    http::{endpoint::Done, problem::Failure},
    operation::{Operation, Origin},
    users,
};
use axum::extract::State;
use hq_contract::{ProblemCode, pictures::DeletePicture};

/// Serves [`DeletePicture`].
pub async fn delete_picture(
    State(app): State<App>,
    caller: Caller,
    origin: Origin,
) -> Result<Done<DeletePicture>, Failure> {
    let operation = Operation::begin_as(&app, &origin, &caller).await?;
    users::store::lock(&operation, caller.user).await?;
    let before = users::store::find(operation.tx(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    let after = if before.picture.is_some() {
        operation.audit_own(caller.user, "me.delete_picture").await?;
        store::delete(&operation, caller.user).await?
    } else {
        before
    };
    let etag = users::store::etag(&after);
    operation.finish_with(Done::versioned(&users::store::present(after)?, etag)?).await
}
