//! Takes the lines of a statement in.

use super::{
    camt::{Line, Statement},
    lines::{LineState, day, payment_reference},
    references,
};
use crate::{
    app::App,
    db::entity::{bank_line, invoice, payment::PaymentId},
    ledger,
    operation::{Operation, Origin},
    payments::{
        Booked, NewPayment, PaymentError, Provider, book, by_reference, find::lock_payer, reverse,
        reverse::standing,
    },
};
use axum::http::StatusCode;
use hq_contract::InvoiceId;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, sea_query::OnConflict,
};
use std::collections::BTreeSet;

/// What became of a statement's lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// So many paid their invoice, or took a payment back.
    pub matched: usize,
    /// So many wait for a person.
    pub waiting: usize,
    /// So many were taken in before.
    pub before: usize,
    /// So many entries are none of HQ's: money that went, and what is not booked yet.
    pub others: usize,
    /// Lines that the bank calls as it called others before, which said something else: nothing was done with them.
    pub contradicting: Vec<String>,
}

/// Takes a statement in, each line in a transaction of its own: what is taken in stays so whatever comes after it, and taking the
/// same statement in again goes on where it ended.
///
/// # Errors
/// Where the database fails.
pub async fn import(app: &App, statement: &Statement) -> Result<Imported, PaymentError> {
    let mut imported = Imported { others: statement.others, ..Imported::default() };
    for line in &statement.lines {
        match take_in(app, line).await? {
            Taken::Matched => imported.matched += 1,
            Taken::Waiting => imported.waiting += 1,
            Taken::Before => imported.before += 1,
            Taken::Contradicting => imported.contradicting.push(line.entry_reference.clone()),
        }
    }
    Ok(imported)
}

enum Taken {
    Matched,
    Waiting,
    Before,
    Contradicting,
}

async fn take_in(app: &App, line: &Line) -> Result<Taken, PaymentError> {
    let operation = Operation::begin(app, &Origin::server()).await?;
    let id = app.new_id();
    let row = bank_line::ActiveModel {
        id: Set(id),
        account: Set(line.account.clone()),
        entry_reference: Set(line.entry_reference.clone()),
        booked_on: Set(line.booked_on.clone()),
        amount_minor: Set(line.minor),
        currency: Set(line.currency.clone()),
        remittance: Set(line.remittance.clone()),
        debtor: Set(line.debtor.clone()),
        state: Set(LineState::Waiting),
        payment_id: Set(None),
        created_at: Set(operation.now()),
    };
    let mut once = OnConflict::columns([bank_line::Column::Account, bank_line::Column::EntryReference]);
    let added = bank_line::Entity::insert(row)
        .on_conflict(once.do_nothing().to_owned())
        .exec_without_returning(operation.tx())
        .await?;
    if added == 0 {
        return before(&operation, line).await;
    }
    let payment = pay(&operation, line).await?;
    if let Some(payment) = payment {
        let matched = bank_line::ActiveModel {
            id: Set(id),
            state: Set(LineState::Matched),
            payment_id: Set(Some(payment)),
            ..Default::default()
        };
        bank_line::Entity::update(matched).exec(operation.tx()).await?;
    }
    operation.finish_empty(StatusCode::NO_CONTENT).await?;
    Ok(if payment.is_some() { Taken::Matched } else { Taken::Waiting })
}

/// A line of that name is there: whether it says the same.
async fn before(operation: &Operation, line: &Line) -> Result<Taken, PaymentError> {
    let former = bank_line::Entity::find()
        .filter(bank_line::Column::Account.eq(line.account.as_str()))
        .filter(bank_line::Column::EntryReference.eq(line.entry_reference.as_str()))
        .one(operation.tx())
        .await?;
    let same = former.is_some_and(|former| {
        (former.amount_minor, former.currency, former.booked_on)
            == (line.minor, line.currency.clone(), line.booked_on.clone())
    });
    Ok(if same { Taken::Before } else { Taken::Contradicting })
}

/// Books a line that says exactly which invoice it pays, or of which it takes a payment back.
async fn pay(operation: &Operation, line: &Line) -> Result<Option<PaymentId>, PaymentError> {
    let Some(invoice) = meant(operation, line).await? else { return Ok(None) };
    // What is open must not change before it is booked.
    lock_payer(operation, invoice.billing_account_id).await?;
    let reference = payment_reference(&line.account, &line.entry_reference);
    let payment = NewPayment {
        provider: Provider::Bank,
        reference: &reference,
        minor: line.minor.saturating_abs(),
        currency: &line.currency,
        received_at: day(&line.booked_on),
    };
    let exact = if line.minor > 0 {
        ledger::open(operation.tx(), invoice.id).await? == line.minor
    } else {
        standing(operation.tx(), &invoice, payment.minor).await? > 0
    };
    if !exact {
        return Ok(None);
    }
    let booked = if line.minor > 0 {
        book(operation, &invoice, &payment).await?
    } else {
        reverse(operation, &invoice, &payment).await?
    };
    Ok(match booked {
        Booked::Now { payment, .. } => Some(payment),
        Booked::Before => None,
    })
}

/// The one invoice that a line names, of its currency.
async fn meant(operation: &Operation, line: &Line) -> Result<Option<invoice::Model>, PaymentError> {
    let mut found = Vec::new();
    for reference in references::of(line) {
        found.extend(by_reference(operation.tx(), &reference).await?);
    }
    let named: BTreeSet<InvoiceId> = found.iter().map(|invoice| invoice.id).collect();
    Ok(found.pop().filter(|invoice| named.len() == 1 && invoice.currency == line.currency))
}
