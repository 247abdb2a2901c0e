//! What the payment provider says of cards.

use super::store;
use crate::{
    app::App,
    card_payments,
    http::problem::Failure,
    operation::{Operation, Origin},
    stripe::CheckoutSession,
};
use axum::http::StatusCode;
use hq_contract::BillingAccountId;

/// A page on which a card is saved, as the provider has it: where one was saved for the account's own customer, it is paid with
/// from now on. Told of twice, it is there once.
///
/// # Errors
/// Where the database fails.
pub async fn saved(app: &App, session: &CheckoutSession) -> Result<(), Failure> {
    if session.mode != "setup" || session.status.as_deref() != Some("complete") {
        return Ok(());
    }
    let account = session.client_reference_id.as_deref().and_then(|id| id.parse::<BillingAccountId>().ok());
    let setup = session.setup_intent.as_ref().filter(|setup| setup.status == "succeeded");
    let (Some(account), Some(method)) = (account, setup.and_then(|setup| setup.payment_method.as_ref()))
    else {
        return Ok(());
    };
    let operation = Operation::begin(app, &Origin::server()).await?;
    let Some(row) = store::lock_any(&operation, account).await? else { return Ok(()) };
    // Of a former owner, or taken off meanwhile: nobody pays with it.
    let own = row.provider_customer.is_some()
        && row.provider_customer == session.customer
        && row.provider_customer == method.customer;
    let Some(card) = method.card.as_ref().filter(|_| own) else { return Ok(()) };
    if let Some(added) = store::add(&operation, account, &method.id, card).await? {
        store::pay_with(&operation, account, Some(added)).await?;
        card_payments::store::try_again(&operation, account).await?;
    }
    operation.finish_empty(StatusCode::NO_CONTENT).await.map(drop)
}

/// The provider no longer has a card of that name.
///
/// # Errors
/// Where the database fails.
pub async fn given_up(app: &App, token: &str) -> Result<(), Failure> {
    let operation = Operation::begin(app, &Origin::server()).await?;
    let Some(card) = store::by_token(operation.tx(), token).await? else { return Ok(()) };
    store::lock_any(&operation, card.billing_account_id).await?;
    store::forget(&operation, &card).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await.map(drop)
}
