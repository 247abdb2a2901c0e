//! A side's part in handing an account over, and the hand-over once both did theirs.

use super::store::{
    self,
    transfers::{self, Side},
};
use crate::{
    access::Caller,
    db::entity::{billing_account, billing_account_transfer, user},
    http::problem::Failure,
    mail::{
        letters::{Letter, billing::HandOver, texts_of},
        outbox,
    },
    operation::Operation,
    users,
};
use hq_contract::{
    BillingAccountId, ProblemCode,
    billing_accounts::{MAX_BILLING_ACCOUNTS, TransferOffer},
    console_paths::ConsolePath,
};

/// Does the part of the side whose link it is, for the person of that side alone, and hands the account over where the other side's is
/// done.
///
/// # Errors
/// `link_unknown`, `link_used`, `link_cancelled`, `link_expired`, `wrong_account`
pub async fn part(
    operation: &mut Operation,
    caller: &Caller,
    account: BillingAccountId,
    token: &str,
    side: Side,
) -> Result<TransferOffer, Failure> {
    let (row, found) = transfers::find(operation.tx(), token, operation.now()).await?;
    if row.billing_account_id != account || found != side {
        return Err(ProblemCode::LinkUnknown.into());
    }
    let person = users::store::find(operation.tx(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    let is_theirs = match side {
        Side::Owner => row.from_id == person.id,
        Side::Recipient => match row.accepted_by {
            Some(accepted_by) => accepted_by == person.id,
            None => row.to_canonical == person.email_canonical,
        },
    };
    if !is_theirs {
        return Err(ProblemCode::WrongAccount.into());
    }
    // Who gets the account is not deleted meanwhile, and gets no more than fit. A person's lock comes before an account's.
    let recipient = transfers::recipient(operation.tx(), &row).await?;
    if let Some(recipient) = &recipient {
        users::store::deleted::guard_kept(operation, recipient.id).await?;
    }
    // Under the account's lock, so that of a confirmation and a cancellation at once one comes first.
    let locked = store::lock(operation, account).await?.filter(|locked| locked.owner_id == Some(row.from_id));
    let locked = locked.ok_or(ProblemCode::LinkUsed)?;
    let row = transfers::done(operation, &row, side, person.id).await?;
    let offer = transfers::offer(operation.tx(), &row, side).await?;
    if row.confirmed_at.is_some() && row.accepted_at.is_some() {
        // Somebody else where the address went to another account between the two looks: they have no part in it.
        let recipient = recipient.filter(|recipient| row.accepted_by == Some(recipient.id));
        let recipient = recipient.ok_or(ProblemCode::Unavailable)?;
        give(operation, &locked, &row, &recipient).await?;
    }
    Ok(offer)
}

/// Makes the recipient the owner, and tells both.
async fn give(
    operation: &mut Operation,
    account: &billing_account::Model,
    row: &billing_account_transfer::Model,
    recipient: &user::Model,
) -> Result<(), Failure> {
    if store::count(operation.tx(), recipient.id).await? >= MAX_BILLING_ACCOUNTS {
        return Err(ProblemCode::LimitReached.into());
    }
    let owner = users::store::find(operation.tx(), row.from_id).await?.ok_or(ProblemCode::LinkUsed)?;
    transfers::end(operation, account.id).await?;
    store::give(operation, account.id, Some(recipient.id)).await?;
    let organizations = store::paid::counts(operation.tx(), &[account.id]).await?;
    let over = HandOver {
        account: account.name.as_str(),
        from: (&owner).into(),
        to: row.to_email.as_str(),
        organizations: organizations.get(&account.id).copied().unwrap_or(0),
    };
    let app = operation.app().clone();
    let texts = texts_of(&owner);
    let letter = Letter::to(&app, &texts, &owner).handed_over(&over, app.link(ConsolePath::BillingAccounts));
    outbox::queue(operation, &owner.email, &letter).await?;
    let texts = texts_of(recipient);
    let payment = app.link(ConsolePath::BillingAccountPayment(&account.id.to_string()));
    let letter = Letter::to(&app, &texts, recipient).taken_over(&over, payment);
    outbox::queue(operation, &recipient.email, &letter).await?;
    store::audit(operation, recipient.id, "billing_accounts.transfer", account.id).await
}
