//! `POST /billing-accounts/{id}/payment-methods`

use super::store;
use crate::{
    access::Caller,
    app::App,
    http::{
        endpoint::Done,
        extract::{Id, PathParameters, Posted},
        problem::Failure,
    },
    operation::Audit,
    stripe::StripeError,
};
use axum::extract::State;
use hq_contract::{
    BillingAccountId, Nothing, ProblemCode,
    console_paths::ConsolePath,
    payment_methods::{AddPaymentMethod, CardSetup},
};
use serde_json::json;

/// In how many seconds to try again where Stripe does not answer.
const RETRY: u32 = 30;

/// Serves [`AddPaymentMethod`].
pub async fn add_payment_method(
    State(app): State<App>,
    caller: Caller,
    PathParameters(Id { id }): PathParameters<Id<BillingAccountId>>,
    posted: Posted<Nothing>,
) -> Result<Done<AddPaymentMethod>, Failure> {
    let account = store::owned(app.db().read(), caller.user, id).await?;
    let stripe = app.stripe().ok_or(ProblemCode::NoPaymentProvider)?;
    store::guard_place(app.db().read(), id).await?;
    // Stripe is asked before the transaction begins: others would wait for it. A page that nobody goes to expires.
    let customer = match account.provider_customer {
        Some(customer) => customer,
        None => stripe.create_customer(id, caller.user).await.map_err(unanswered)?,
    };
    let account = id.to_string();
    let back = app.link(ConsolePath::BillingAccountPayment(&account));
    let session = stripe.create_checkout(&customer, id, &back).await.map_err(unanswered)?;
    let url =
        session.url.ok_or_else(|| unanswered(StripeError::Later("a page without address".to_owned())))?;

    let operation = posted.begin_as(&app, &caller).await?;
    store::owned(operation.tx(), caller.user, id).await?;
    store::keep_customer(&operation, id, &customer).await?;
    let detail = json!({});
    let entry = Audit {
        organization: None,
        actor: Some(caller.user.into()),
        action: "payment_methods.add",
        subject: &account,
        detail,
    };
    operation.audit(entry).await?;
    operation.finish_with(Done::new(&CardSetup { url })?).await
}

/// What people are told where Stripe did not do it: again a little later, or that it is the operator's matter.
fn unanswered(error: StripeError) -> Failure {
    match error {
        StripeError::Later(_) => {
            tracing::warn!(%error, "no card can be added now");
            Failure::unavailable(RETRY)
        }
        error => Failure::internal(&error),
    }
}
