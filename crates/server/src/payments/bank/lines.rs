//! Lines of bank statements that wait for a person, and what becomes of them.

pub use crate::db::entity::bank_line::LineState;

use crate::{
    db::entity::{
        bank_line::{self, BankLineId},
        invoice,
    },
    operation::Operation,
    payments::{Booked, NewPayment, PaymentError, Provider, book, reverse},
    platform::{clock::micros, micros::Micros},
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, sea_query::Expr,
};
use time::{Date, macros::format_description};

/// Lines in a state, or all, the oldest first.
///
/// # Errors
/// Where the database fails.
pub async fn lines(
    db: &impl ConnectionTrait,
    state: Option<LineState>,
) -> Result<Vec<bank_line::Model>, PaymentError> {
    let mut query = bank_line::Entity::find();
    if let Some(state) = state {
        query = query.filter(bank_line::Column::State.eq(state));
    }
    Ok(query
        .order_by_asc(bank_line::Column::BookedOn)
        .order_by_asc(bank_line::Column::CreatedAt)
        .order_by_asc(bank_line::Column::Id)
        .all(db)
        .await?)
}

/// Books a line for an invoice, whatever its amount: what nobody owed becomes the payer's credit.
///
/// # Errors
/// Where it was decided before; see [`PaymentError`] for what else.
pub async fn assign(
    operation: &Operation,
    line: BankLineId,
    invoice: &invoice::Model,
) -> Result<Booked, PaymentError> {
    let row = find(operation.tx(), line).await?;
    let reference = payment_reference(&row.account, &row.entry_reference);
    let payment = NewPayment {
        provider: Provider::Bank,
        reference: &reference,
        minor: row.amount_minor.saturating_abs(),
        currency: &row.currency,
        received_at: day(&row.booked_on),
    };
    decide(operation, line, LineState::Matched).await?;
    let booked = if row.amount_minor > 0 {
        book(operation, invoice, &payment).await?
    } else {
        reverse(operation, invoice, &payment).await?
    };
    let Booked::Now { payment, .. } = booked else { return Err(PaymentError::Decided) };
    bank_line::Entity::update_many()
        .col_expr(bank_line::Column::PaymentId, Expr::value(payment))
        .filter(bank_line::Column::Id.eq(line))
        .exec(operation.tx())
        .await?;
    Ok(booked)
}

/// Says that a line is none of HQ's. It can still be assigned.
///
/// # Errors
/// Where it was decided before.
pub async fn set_aside(operation: &Operation, line: BankLineId) -> Result<bank_line::Model, PaymentError> {
    let row = find(operation.tx(), line).await?;
    if row.state != LineState::Waiting {
        return Err(PaymentError::Decided);
    }
    decide(operation, line, LineState::SetAside).await?;
    Ok(row)
}

async fn find(db: &impl ConnectionTrait, line: BankLineId) -> Result<bank_line::Model, PaymentError> {
    bank_line::Entity::find_by_id(line).one(db).await?.ok_or(PaymentError::NoLine)
}

/// Of several at once, one decides.
async fn decide(operation: &Operation, line: BankLineId, state: LineState) -> Result<(), PaymentError> {
    let decided = bank_line::Entity::update_many()
        .col_expr(bank_line::Column::State, Expr::value(state))
        .filter(bank_line::Column::Id.eq(line))
        .filter(bank_line::Column::State.ne(LineState::Matched))
        .exec(operation.tx())
        .await?;
    if decided.rows_affected == 1 { Ok(()) } else { Err(PaymentError::Decided) }
}

/// By what a line's payment is known.
pub(super) fn payment_reference(account: &str, entry_reference: &str) -> String {
    format!("{account}/{entry_reference}")
}

/// The moment at which a day begins, UTC; 0 for what is no day, which lines never hold.
#[must_use]
pub fn day(text: &str) -> Micros {
    let format = format_description!("[year]-[month]-[day]");
    Date::parse(text, &format).map_or(Micros::new(0), |date| micros(date.midnight().assume_utc()))
}
