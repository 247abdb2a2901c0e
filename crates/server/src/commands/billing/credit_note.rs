//! The command that takes an invoice back.

use super::wording::{begin, failed, finish, money, said, words};
use crate::{
    app::App,
    config::StartError,
    db::entity::invoice,
    invoices::{self, Amount, CreditError},
    payments::amount::shown,
};
use clap::Args;
use sea_orm::EntityTrait as _;
use serde_json::json;
use std::{io::Write, process::ExitCode};

/// What to take back.
#[derive(Clone, Debug, Args)]
pub struct CreditNoteArguments {
    /// The invoice's number.
    #[arg(value_name = "NUMBER")]
    pub number: String,
    /// How much of it, with VAT. Default: all that is left of it.
    #[arg(long, value_name = "AMOUNT")]
    pub amount: Option<String>,
    /// Why; it stands on the credit note.
    #[arg(long, value_name = "TEXT", value_parser = words)]
    pub reason: String,
}

/// Issues a credit note.
pub async fn credit_note(
    app: &App,
    arguments: CreditNoteArguments,
    out: &mut impl Write,
) -> Result<ExitCode, StartError> {
    let billing = app.billing().ok_or_else(|| {
        StartError::new(
            "Without --billing nobody sells, and nobody can issue a credit note.",
            "Name the file with which HQ is started.",
        )
    })?;
    let (mut operation, invoice) = begin(app, &arguments.number).await?;
    let amount = match &arguments.amount {
        Some(text) => Amount::Gross(money(text, &invoice.currency)?),
        None => Amount::Whole,
    };
    let reason = arguments.reason.as_str();
    let issued = invoices::credit(&mut operation, billing.seller(), invoice.id, amount, reason).await;
    let id = issued.map_err(|error| refused(error, &invoice))?;
    let note =
        invoice::Entity::find_by_id(id).one(operation.tx()).await.map_err(|error| failed(error.into()))?;
    let Some(note) = note else { return Err(refused(CreditError::NoInvoice, &invoice)) };
    let detail = json!({
        "number": note.number, "corrects": invoice.number, "minor": note.gross_minor, "currency": note.currency,
        "reason": reason,
    });
    finish(operation, "billing.credit_note", &id.to_string(), detail).await?;
    let taken = shown(note.gross_minor, &note.currency);
    Ok(said(writeln!(out, "Credit note {} takes {taken} of invoice {} back.", note.number, invoice.number)))
}

fn refused(error: CreditError, invoice: &invoice::Model) -> StartError {
    match error {
        CreditError::NoInvoice => StartError::new(
            format!("{} is no invoice that can be taken back.", invoice.number),
            "hq billing list shows the numbers of invoices.",
        ),
        CreditError::TooMuch { left } => StartError::new(
            format!(
                "Only {} of invoice {} can be taken back.",
                shown(left, &invoice.currency),
                invoice.number
            ),
            "Write an amount up to that.",
        ),
        CreditError::Failed(failure) => failed(failure),
    }
}
