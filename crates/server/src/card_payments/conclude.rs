//! Writes down what came of charging a card.

use super::{
    mail,
    store::{self, Facts, PAID, SETTLED, STOPPED},
};
use crate::{
    app::App,
    db::entity::{card_payment, invoice},
    operation::{Operation, Origin},
    payments::{self, NewPayment, PaymentError, Provider},
    problem::Failure,
    stripe::PaymentIntent,
};
use axum::http::StatusCode;
use hq_contract::ProblemCode;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, sea_query::Expr};

const MINUTE: i64 = 60 * 1_000_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// After how many days a card is tried again that was refused. After the last, its payer has to do something.
pub const RETRY_DAYS: [u32; 3] = [3, 5, 7];

/// What came of charging a card.
pub enum Outcome {
    /// It is paid.
    Paid(PaymentIntent),
    /// Nothing is open any more.
    NothingOpen,
    /// There is no card any more: it is paid by bank transfer.
    NoCard,
    /// The card was not charged.
    Declined {
        /// The provider's word for why.
        code: String,
        /// Whether the bank wants to hear from its customer.
        wants_person: bool,
    },
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
    if let Outcome::Paid(payment) = outcome {
        return settle(app, row, &payment).await;
    }
    let mut operation = Operation::begin(app, &Origin::server()).await?;
    let now = app.shared_now();
    let mut attempts = row.attempts;
    let (state, next_at, problem) = match outcome {
        Outcome::Paid(_) | Outcome::NothingOpen => (SETTLED, None, None),
        Outcome::NoCard => (store::DUE, None, Some("no_card".to_owned())),
        Outcome::Processing => (store::DUE, Some(now + 60 * MINUTE), None),
        Outcome::Cancelled => {
            tracing::warn!(invoice = facts.invoice.number, "its card payment was cancelled at the provider");
            (STOPPED, None, Some("canceled".to_owned()))
        }
        Outcome::Later(why) => {
            tracing::warn!(invoice = facts.invoice.number, why, "a card could not be charged now");
            (store::DUE, Some(now + 10 * MINUTE), row.problem.clone())
        }
        Outcome::Refused(why) => {
            tracing::error!(invoice = facts.invoice.number, why, "the payment provider refused a request");
            (store::DUE, Some(now + 6 * 60 * MINUTE), Some(why))
        }
        Outcome::Declined { code, wants_person } => {
            let days = usize::try_from(attempts).ok().and_then(|attempt| RETRY_DAYS.get(attempt)).copied();
            attempts += 1;
            mail::tell(&mut operation, facts, wants_person, days).await?;
            match days {
                Some(days) => (store::DUE, Some(now + i64::from(days) * DAY), Some(code)),
                None => (STOPPED, None, Some(code)),
            }
        }
    };
    let written = store::still_due(row.id)
        .col_expr(card_payment::Column::State, Expr::value(state))
        .col_expr(card_payment::Column::NextAt, Expr::value(next_at))
        .col_expr(card_payment::Column::Attempts, Expr::value(attempts))
        .col_expr(card_payment::Column::Problem, Expr::value(problem))
        .exec(operation.tx())
        .await?;
    // A webhook was quicker: nothing of this is so any more, no mail either.
    if written.rows_affected == 0 {
        return Ok(());
    }
    operation.finish_empty(StatusCode::NO_CONTENT).await.map(drop)
}

/// A payment as the provider has it: where it has succeeded, it is booked. The job's own answer and the provider's webhook may come at
/// once; it is booked once.
///
/// # Errors
/// Where the database fails.
pub async fn told(app: &App, payment: &PaymentIntent) -> Result<(), Failure> {
    if payment.status != "succeeded" {
        return Ok(());
    }
    match store::by_reference(app, &payment.id).await? {
        Some(row) => settle(app, &row, payment).await,
        None => Ok(()),
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
        .col_expr(card_payment::Column::State, Expr::value(PAID))
        .col_expr(card_payment::Column::NextAt, Expr::value(Option::<i64>::None))
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
