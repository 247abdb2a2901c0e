//! `POST /invitations/{token}/decline` and `…/report`: saying no by the link alone.

use super::{
    jobs::REPORTED,
    joining,
    store::{self, Linked},
};
use crate::{
    access::{Caller, MaybeCaller},
    app::App,
    http::{
        endpoint::Done,
        extract::{PathParameters, Posted},
        problem::Failure,
    },
    operation::Operation,
    users,
};
use axum::extract::State;
use hq_contract::{
    Nothing, ProblemCode, UserId,
    invitations::{DeclineInvitation, ReportInvitation},
};

/// Serves [`DeclineInvitation`].
pub async fn decline_invitation(
    State(app): State<App>,
    MaybeCaller(caller): MaybeCaller,
    PathParameters(token): PathParameters<String>,
    posted: Posted<Nothing>,
) -> Result<Done<DeclineInvitation>, Failure> {
    let Refusal { operation, linked, by } = Refusal::begin(&app, caller, &token, &posted).await?;
    joining::decline(&operation, &linked, by).await?;
    operation.finish_with(Done::empty()).await
}

/// Serves [`ReportInvitation`].
pub async fn report_invitation(
    State(app): State<App>,
    MaybeCaller(caller): MaybeCaller,
    PathParameters(token): PathParameters<String>,
    posted: Posted<Nothing>,
) -> Result<Done<ReportInvitation>, Failure> {
    let Refusal { operation, linked, by } = Refusal::begin(&app, caller, &token, &posted).await?;
    let new = joining::report(&operation, &linked, by).await?;
    let answer = operation.finish_with(Done::empty()).await?;
    if new {
        let row = linked.invitation;
        REPORTED.count();
        tracing::warn!(
            invitation = %row.id, organization = %row.organization_id, inviter = %row.inviter_id,
            "an invitation was reported"
        );
    }
    Ok(answer)
}

/// Somebody who says no.
struct Refusal {
    operation: Operation,
    linked: Linked,
    /// The account of the invited address, or nobody who is known.
    by: Option<UserId>,
}

impl Refusal {
    /// On behalf of the invited account, or of whoever holds the mailed link, as it went to the invited address: who does
    /// not know the inviter shall not need an account to say so.
    ///
    /// # Errors
    /// 404 `link_unknown`; 401 and 403 `wrong_account`, with a link that was passed on
    async fn begin(
        app: &App,
        caller: Option<Caller>,
        token: &str,
        posted: &Posted<Nothing>,
    ) -> Result<Self, Failure> {
        // A link that is none costs no transaction.
        store::find_linked(app.db().read(), token).await?;
        let operation = posted.begin_for(app, caller.as_ref()).await?;
        let linked = store::find_linked(operation.tx(), token).await?;
        let user = match caller {
            Some(caller) => users::store::find(operation.tx(), caller.user).await?,
            None => None,
        };
        let by = match user {
            Some(user) if user.email_canonical == linked.invitation.email_canonical => Some(user.id),
            _ if linked.mailed => None,
            Some(_) => return Err(ProblemCode::WrongAccount.into()),
            None => return Err(ProblemCode::NotSignedIn.into()),
        };
        Ok(Self { operation, linked, by })
    }
}
