//! Charges an invoice to its payer's card.

use super::{
    conclude::{Outcome, conclude},
    refusal::{Refusal, is_of_amount},
    store::{self, Facts, refusals},
};
use crate::{
    app::App,
    db::entity::card_payment,
    http::problem::Failure,
    stripe::{PaymentIntent, Stripe, StripeError},
};

/// Tries one that is due, and writes down what came of it. Answers whether it was this server that did.
///
/// # Errors
/// Where the database fails: it is tried again after a while then.
pub async fn charge(app: &App, stripe: &Stripe, row: &card_payment::Model) -> Result<bool, Failure> {
    let Some(row) = store::claim(app, row).await? else { return Ok(false) };
    let facts = store::facts(app.db().write(), row.invoice_id).await?;
    let outcome = match attempt(app, stripe, &row, &facts).await? {
        Ok(outcome) => outcome,
        Err(StripeError::Later(why)) => Outcome::Later(why),
        Err(StripeError::Refused { code, .. }) if is_of_amount(&code) => {
            Outcome::Declined(Refusal { charge: None, code, card: None })
        }
        Err(error) => Outcome::Refused(error.to_string()),
    };
    conclude(app, &row, &facts, outcome).await?;
    Ok(true)
}

/// What the provider says, within what the database says.
type Attempt = Result<Result<Outcome, StripeError>, Failure>;

async fn attempt(app: &App, stripe: &Stripe, row: &card_payment::Model, facts: &Facts) -> Attempt {
    let former = match &row.provider_reference {
        Some(reference) => match stripe.payment(reference).await {
            Ok(payment) => Some(payment),
            Err(error) => return Ok(Err(error)),
        },
        None => None,
    };
    // What was charged is booked, whatever has become of the invoice meanwhile.
    if let Some(over) = former.as_ref().and_then(over) {
        return Ok(Ok(over));
    }
    // What a bank refused late, or in an answer that was lost, is a try that counts: the next one is on its day.
    if let Some(refusal) = former.as_ref().and_then(Refusal::of)
        && let Some(charge) = &refusal.charge
        && !refusals::is_counted(app.db().write(), row, charge).await?
    {
        return Ok(Ok(Outcome::Declined(refusal)));
    }
    if facts.open <= 0 {
        return Ok(Ok(Outcome::NothingOpen));
    }
    let Some((card, customer)) = &facts.card else { return Ok(Ok(Outcome::NoCard)) };
    // A payment of a former owner's customer takes no card of another. It was not confirmed, and never will be.
    let former = former.filter(|former| former.customer.as_ref() == Some(customer));
    let payment = match former {
        Some(former) => former,
        None => {
            let (invoice, whole) = (&facts.invoice, facts.invoice.gross_minor);
            let made = match stripe.create_payment(invoice.id, customer, whole, &invoice.currency).await {
                Ok(made) => made,
                Err(error) => return Ok(Err(error)),
            };
            store::keep_reference(app, row.id, &made.id).await?;
            // A request that is repeated is answered as the first time: what it is now shows when it is read.
            match stripe.payment(&made.id).await {
                Ok(payment) => payment,
                Err(error) => return Ok(Err(error)),
            }
        }
    };
    if let Some(over) = over(&payment) {
        return Ok(Ok(over));
    }
    Ok(confirm(stripe, &payment, facts.open, card).await)
}

/// Charges what is open now: a part may have come by bank transfer.
async fn confirm(
    stripe: &Stripe,
    before: &PaymentIntent,
    open: i64,
    card: &str,
) -> Result<Outcome, StripeError> {
    if before.amount != open {
        stripe.change_amount(&before.id, open).await?;
    }
    let unnamed = |code: String| Refusal { charge: None, code, card: Some(card.to_owned()) };
    match stripe.confirm(&before.id, card).await {
        Ok(confirmed) => Ok(over(&confirmed).unwrap_or_else(|| {
            let code = match confirmed.status.as_str() {
                "requires_action" => "authentication_required",
                other => other,
            };
            Outcome::Declined(unnamed(code.to_owned()))
        })),
        // Which try it was is asked of the payment: a webhook tells of the same one.
        Err(StripeError::Card { code, .. }) => {
            let after = stripe.payment(&before.id).await?;
            let tried_before = Refusal::of(before).and_then(|refusal| refusal.charge);
            let named = Refusal::of(&after)
                .filter(|refusal| refusal.charge.is_some() && refusal.charge != tried_before);
            Ok(over(&after).unwrap_or_else(|| Outcome::Declined(named.unwrap_or_else(|| unnamed(code)))))
        }
        Err(error) => Err(error),
    }
}

/// What a payment came to, if nothing is to be done about it.
fn over(payment: &PaymentIntent) -> Option<Outcome> {
    match payment.status.as_str() {
        "succeeded" => Some(Outcome::Paid(payment.clone())),
        "processing" => Some(Outcome::Processing),
        "canceled" => Some(Outcome::Cancelled),
        _ => None,
    }
}
