//! What the cast was billed in the past, dated then: as if a server had run all the while. All but the newest invoice is paid.

use super::{jobs::catch_up, store};
use crate::{
    app::App,
    demo,
    http::problem::Failure,
    operation::Operation,
    payments::{self, NewPayment, PaymentError, Provider},
    subscription::store as subscriptions,
};
use axum::http::StatusCode;
use hq_contract::ProblemCode;

/// The transfer comes so long after the invoice, in microseconds.
const PAID_AFTER: i64 = 9 * 24 * 3600 * 1_000_000;

/// Bills the first organization of the demo's admin for all that is over.
///
/// # Errors
/// Where the database fails.
pub async fn add(app: &App) -> Result<(), Failure> {
    let db = app.db().read();
    let organization = demo::first_organization(db, demo::ADMIN).await?.ok_or(ProblemCode::Internal)?;
    let row = subscriptions::latest(db, organization).await?.ok_or(ProblemCode::Internal)?;
    catch_up(app, row.id).await?;
    for invoice in store::of_subscription(db, row.id).await?.iter().skip(1) {
        let at = invoice.created_at + PAID_AFTER;
        let operation = Operation::begin_at(app, at).await?;
        let payment = NewPayment {
            provider: Provider::Bank,
            reference: &format!("demo/{}", invoice.number),
            minor: invoice.gross_minor,
            currency: &invoice.currency,
            received_at: at,
        };
        payments::book(&operation, invoice, &payment).await.map_err(failure)?;
        operation.finish_empty(StatusCode::NO_CONTENT).await?;
    }
    Ok(())
}

fn failure(error: PaymentError) -> Failure {
    match error {
        PaymentError::Failed(failure) => failure,
        error => Failure::internal(&error),
    }
}
