//! `PATCH /me`

use super::store;
use crate::{
    access::Caller,
    app::App,
    http::{
        endpoint::Done,
        extract::{Body, IfMatch},
        problem::Failure,
    },
    operation::{Operation, Origin},
    users,
};
use axum::extract::State;
use hq_contract::{
    ProblemCode,
    me::{MePatch, UpdateMe},
};

/// Serves [`UpdateMe`].
pub async fn update_me(
    State(app): State<App>,
    caller: Caller,
    origin: Origin,
    version: IfMatch,
    Body(patch): Body<MePatch>,
) -> Result<Done<UpdateMe>, Failure> {
    let operation = Operation::begin_as(&app, &origin, &caller).await?;
    let before = users::store::find(operation.tx(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    version.check(&users::store::etag(&before))?;
    let after = match store::update(&operation, &before, &patch).await? {
        None => before,
        Some(after) => {
            operation.audit_own(caller.user, "me.update").await?;
            after
        }
    };
    let etag = users::store::etag(&after);
    operation.finish_with(Done::versioned(&users::store::present(after)?, etag)?).await
}
