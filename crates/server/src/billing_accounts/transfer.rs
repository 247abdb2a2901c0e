//! `POST /billing-accounts/{id}/transfer`

use super::store::{self, transfers};
use crate::{
    access::Caller,
    app::App,
    db::entity::{billing_account, user},
    http::{
        endpoint::Done,
        extract::{Id, PathParameters, Posted, version_tag},
        problem::Failure,
    },
    mail::{
        letters::{
            Letter,
            billing::{HandOver, recipient_texts},
            texts_of,
        },
        outbox, smtputf8,
    },
    operation::Operation,
    platform::rate_limits::{self, Limit},
    users,
};
use axum::extract::State;
use hq_contract::{
    BillingAccountId, EmailAddress, FieldCode, ProblemCode,
    billing_accounts::{NewTransfer, TransferBillingAccount},
    console_paths::ConsolePath,
};

/// Each time mails two links, one of them to somebody else.
const OFFERED: Limit = Limit { name: "billing_accounts.transfer", most: 10, window_seconds: 24 * 3600 };

/// Serves [`TransferBillingAccount`].
pub async fn transfer_billing_account(
    State(app): State<App>,
    caller: Caller,
    PathParameters(Id { id }): PathParameters<Id<BillingAccountId>>,
    posted: Posted<NewTransfer>,
) -> Result<Done<TransferBillingAccount>, Failure> {
    let to = &posted.body.to;
    smtputf8::check_at(&app, "/to", to)?;
    let mut operation = posted.begin_as(&app, &caller).await?;
    let row = store::lock_own(&operation, caller.user, id).await?;
    let owner = users::store::find(operation.tx(), caller.user).await?.ok_or(ProblemCode::NotSignedIn)?;
    if to.canonical().ok().as_ref() == Some(&owner.email_canonical) {
        return Err(Failure::field("/to", FieldCode::Unusable));
    }
    rate_limits::take(&operation, OFFERED, &caller.user.to_string(), 1).await?;
    let links = transfers::begin(&operation, id, caller.user, to).await?;
    mail(&mut operation, &row, &owner, to, &links).await?;
    store::audit(&operation, caller.user, "billing_accounts.offer", id).await?;
    let transfer = transfers::open(operation.tx(), id, operation.now()).await?;
    let body = store::present(&row, transfer.as_ref())?;
    operation.finish_with(Done::versioned(&body, version_tag(row.version))?).await
}

/// Mails both links. Who has no account yet gets theirs in the language of who offers.
async fn mail(
    operation: &mut Operation,
    row: &billing_account::Model,
    owner: &user::Model,
    to: &EmailAddress,
    links: &transfers::Links,
) -> Result<(), Failure> {
    let organizations = store::paid::counts(operation.tx(), &[row.id]).await?;
    let recipient = match to.canonical() {
        Ok(canonical) => users::store::find_by_email(operation.tx(), &canonical).await?,
        Err(_) => None,
    };
    let app = operation.app().clone();
    let link =
        |token: &crate::platform::token::Token| app.link(ConsolePath::BillingAccountTransfer(token.expose()));
    let over = HandOver {
        account: row.name.as_str(),
        from: owner.into(),
        to: to.as_str(),
        organizations: organizations.get(&row.id).copied().unwrap_or(0),
    };
    let texts = texts_of(owner);
    let letter = Letter::to(&app, &texts, owner).confirm_hand_over(&over, link(&links.owner));
    outbox::queue(operation, &owner.email, &letter).await?;
    let texts = recipient_texts(recipient.as_ref(), owner);
    let letter = match &recipient {
        Some(known) => Letter::to(&app, &texts, known),
        None => Letter::unnamed(&app, &texts),
    };
    let letter = letter.accept_hand_over(&over, link(&links.recipient));
    outbox::queue(operation, to.as_str(), &letter).await.map(drop)
}
