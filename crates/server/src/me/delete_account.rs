//! `POST /me/deletion`

use super::store::deletion;
use crate::{
    access::Caller,
    app::App,
    billing_accounts, features,
    http::{cookies, endpoint::Done, extract::Posted, problem::Failure},
    invitations, join_requests, members,
    mfa::proof,
    operation::Operation,
    organizations, session, users,
};
use axum::extract::State;
use hq_contract::{
    ProblemCode, UserId,
    me::{AccountDeletion, DeleteAccount},
};

/// So often it begins anew where the person joins another organization at the same moment.
const ATTEMPTS: u32 = 3;

/// Serves [`DeleteAccount`].
pub async fn delete_account(
    State(app): State<App>,
    caller: Caller,
    posted: Posted<AccountDeletion>,
) -> Result<Done<DeleteAccount>, Failure> {
    let user = caller.user;
    let proven = proof::by_password(&app, &caller, &posted.body.password).await?;
    let code = posted.body.code.as_ref();
    if code.is_some() {
        proof::count_code(&app, user).await?;
    }
    for _ in 0..ATTEMPTS {
        let mut operation = posted.begin_as(&app, &caller).await?;
        leave_all(&mut operation, user).await?;
        join_requests::store::withdraw_all(&operation, user).await?;
        proof::lock(&mut operation, &proven).await?;
        let operation = proof::by_code_if_on(operation, user, code).await?;
        // From here on nobody makes the person a member (`guard_kept`), so that what is not left now was joined meanwhile.
        if !deletion::organizations(&operation, user).await?.is_empty() {
            continue;
        }
        let person = users::store::find(operation.tx(), user).await?.ok_or(ProblemCode::NotSignedIn)?;
        // Before the sessions: whoever hands an account over has its lock first, and looks at their session then.
        billing_accounts::store::letting_go::of(&operation, &person).await?;
        session::store::end_others(&operation, user, None).await?;
        features::forget(&operation, user).await?;
        users::store::deleted::anonymize(&operation, user).await?;
        operation.audit_own(user, "me.delete_account").await?;
        let mut response = operation.finish_with(Done::empty()).await?;
        for cleared in app.cookies().clear() {
            cookies::add(response.headers_mut(), &cleared);
        }
        return Ok(response);
    }
    Err(ProblemCode::Unavailable.into())
}

/// Leaves every organization, and deletes those in which nobody else is.
async fn leave_all(operation: &mut Operation, user: UserId) -> Result<(), Failure> {
    // In the order of their ids, as whoever locks several.
    for organization in deletion::organizations(operation, user).await? {
        // Deleted or left meanwhile.
        if organizations::store::lock(operation, organization).await?.is_none() {
            continue;
        }
        let Some(member) = members::store::find(operation.tx(), organization, user).await? else { continue };
        if members::store::count(operation.tx(), organization).await? > 1 {
            members::store::remove(operation, &member).await?;
            let detail = serde_json::json!({"before": {"role": member.role}, "because": "account_deleted"});
            operation.audit_in(organization, user, "members.leave", user, detail).await?;
        } else {
            invitations::store::revoke_all(operation, organization).await?;
            organizations::store::delete(operation, organization).await?;
            let detail = serde_json::json!({"because": "account_deleted"});
            operation.audit_in(organization, user, "organizations.delete", organization, detail).await?;
        }
    }
    Ok(())
}
