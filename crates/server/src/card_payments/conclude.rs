//! Writes down what came of charging a card.

use super::{
    refusal::Refusal,
    refuse::refuse,
    store::{self, Facts, refusals},
};
use crate::{
    app::App,
    db::entity::{
        card_payment::{self, ChargeState},
        invoice,
    },
    http::problem::Failure,
    operation::{Operation, Origin},
    payments::{self, NewPayment, PaymentError, Provider},
    platform::micros::Micros,
    stripe::PaymentIntent,
};
use axum::http::StatusCode;
use hq_contract::ProblemCode;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, sea_query::Expr};

const MINUTE: i64 = 60 * 1_000_000;

/// What came of charging a card.
pub enum Outcome {
    /// It is paid.
    Paid(PaymentIntent),
    /// Nothing is open any more.
    NothingOpen,
    /// There is no card any more: it is paid by bank transfer.
    NoCard,
    /// The card was not charged.
    Declined(Refusal),
    /// The provider does not know yet.
    Processing,
    /// Somebody cancelled it at the provider.
    Cancelled,
    /// Nobody knows: it is asked again soon.
    Later(String),
    /// The provider does not take the request: the operator has to see to it.
    Refused(String),
}

/// Writes it down.
///
/// # Errors
/// Where the database fails.
pub async fn conclude(
    app: &App,
    row: &card_payment::Model,
    facts: &Facts,
    outcome: Outcome,
) -> Result<(), Failure> {
    let now = app.shared_now();
    let (state, next_at, problem) = match outcome {
        Outcome::Paid(payment) => return settle(app, row, &payment).await,
        Outcome::Declined(refusal) => return refuse(app, row, &refusal).await,
        Outcome::NothingOpen => (ChargeState::Settled, None, None),
        Outcome::NoCard => (ChargeState::Due, None, Some("no_card".to_owned())),
        Outcome::Processing => (ChargeState::Due, Some(now + 60 * MINUTE), None),
        Outcome::Cancelled => {
            tracing::warn!(invoice = facts.invoice.number, "its card payment was cancelled at the provider");
            (ChargeState::Stopped, None, Some("canceled".to_owned()))
        }
        Outcome::Later(why) => {
            tracing::warn!(invoice = facts.invoice.number, why, "a card could not be charged now");
            (ChargeState::Due, Some(now + 10 * MINUTE), row.problem.clone())
        }
        Outcome::Refused(why) => {
            tracing::error!(invoice = facts.invoice.number, why, "the payment provider refused a request");
            (ChargeState::Due, Some(now + 6 * 60 * MINUTE), Some(why))
        }
    };
    // Where a webhook was quicker nothing of this is so any more: what it told has another day, or none.
    store::still_claimed(row)
        .col_expr(card_payment::Column::State, Expr::value(state))
        .col_expr(card_payment::Column::NextAt, Expr::value(next_at))
        .col_expr(card_payment::Column::Problem, Expr::value(problem))
        .exec(app.db().write())
        .await?;
    Ok(())
}

/// A payment as the provider has it: where it has succeeded, it is booked; where the bank refused the card, that is counted, and its
/// payer is told. The job's own answer and any number of webhooks may come at once, and in any order: each try is booked or counted
/// once.
///
/// # Errors
/// Where the database fails.
pub async fn told(app: &App, payment: &PaymentIntent) -> Result<(), Failure> {
    let paid = payment.status == "succeeded";
    let refusal = Refusal::of(payment);
    if !paid && refusal.is_none() {
        return Ok(());
    }
    let Some(row) = store::by_reference(app, &payment.id).await? else { return Ok(()) };
    match &refusal {
        None => settle(app, &row, payment).await,
        // A try without a name of its own is counted by whoever made it.
        Some(refusal) => match &refusal.charge {
            Some(charge) if !refusals::is_counted(app.db().write(), &row, charge).await? => {
                refuse(app, &row, refusal).await
            }
            _ => Ok(()),
        },
    }
}

async fn settle(app: &App, row: &card_payment::Model, payment: &PaymentIntent) -> Result<(), Failure> {
    let operation = Operation::begin(app, &Origin::server()).await?;
    let invoice = invoice::Entity::find_by_id(row.invoice_id).one(operation.tx()).await?;
    let invoice = invoice.ok_or(ProblemCode::Internal)?;
    let new = NewPayment {
        provider: Provider::Stripe,
        reference: &payment.id,
        minor: payment.amount_received,
        currency: &payment.currency.to_ascii_uppercase(),
        received_at: operation.now(),
    };
    payments::book(&operation, &invoice, &new).await.map_err(unbooked)?;
    card_payment::Entity::update_many()
        .col_expr(card_payment::Column::State, Expr::value(ChargeState::Paid))
        .col_expr(card_payment::Column::NextAt, Expr::value(Option::<Micros>::None))
        .col_expr(card_payment::Column::Problem, Expr::value(Option::<String>::None))
        .filter(card_payment::Column::Id.eq(row.id))
        .exec(operation.tx())
        .await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await.map(drop)
}

fn unbooked(error: PaymentError) -> Failure {
    match error {
        PaymentError::Failed(failure) => failure,
        error => Failure::internal(&error),
    }
}
