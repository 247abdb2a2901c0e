//! What commands understand and say.

use crate::{
    app::App,
    config::StartError,
    db::entity::invoice,
    http::problem::Failure,
    operation::{Audit, Operation, Origin},
    payments::{self, PaymentError, amount, bank},
    platform::micros::Micros,
};
use axum::http::StatusCode;
use serde_json::Value;
use std::{
    io::{self, Write},
    process::ExitCode,
};
use time::{Date, macros::format_description};

/// As clap tells people what they wrote wrong.
pub type Parsed<T> = Result<T, String>;

/// A day as it is written: `2026-11-26`.
pub fn day(text: &str) -> Parsed<String> {
    let format = format_description!("[year]-[month]-[day]");
    match Date::parse(text, &format) {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => Err("write it as 2026-11-26".to_owned()),
    }
}

/// A text that says something.
pub fn words(text: &str) -> Parsed<String> {
    const MOST: usize = 140;
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().count() <= MOST && !text.chars().any(char::is_control);
    if fits { Ok(text.to_owned()) } else { Err(format!("1 to {MOST} characters, without line breaks")) }
}

/// An amount of an invoice's currency.
pub fn money(text: &str, currency: &str) -> Result<i64, StartError> {
    amount::parse(text, currency).ok_or_else(|| {
        StartError::new(
            format!("{text} is not an amount in {currency}."),
            format!(
                "Write it as {}.",
                amount::shown(123_450, currency).trim_end_matches(|c: char| !c.is_ascii_digit())
            ),
        )
    })
}

/// When money came on that day, or now.
pub fn moment(day: Option<&str>, app: &App) -> Micros {
    day.map_or_else(|| app.now(), bank::day)
}

/// Why a command did nothing, with what to do.
pub fn refused(error: PaymentError) -> StartError {
    let remedy = match &error {
        PaymentError::NoInvoice(_) | PaymentError::CreditNote(_) => {
            "hq billing list shows the numbers of invoices."
        }
        PaymentError::NotPositive => "Write an amount above 0.",
        PaymentError::Currency { .. } => {
            "Exchange it at your bank, and book what comes of it with hq billing mark-paid."
        }
        PaymentError::Contradicted(_) => "Give each payment a reference of its own.",
        PaymentError::NothingOpen(_) => "hq billing list --open shows the invoices of which something is.",
        PaymentError::NotSoMuchCredit(_) => "Write a smaller amount.",
        PaymentError::NotPaid(_) => {
            "hq billing list shows what is open of each invoice; name the one that was paid."
        }
        PaymentError::NoLine | PaymentError::Decided => "hq billing bank-lines shows those that wait.",
        PaymentError::Overflow(_) => "Check the amount.",
        PaymentError::Failed(_) => "Try again when the cause is gone.",
    };
    StartError::new(error.to_string(), remedy)
}

/// Nobody may be reading; what was done is done.
pub fn said(written: io::Result<()>) -> ExitCode {
    match written {
        Ok(()) | Err(_) => ExitCode::SUCCESS,
    }
}

/// As JSON, for programs.
pub fn json(out: &mut impl Write, value: &Value) -> ExitCode {
    said(writeln!(out, "{value:#}"))
}

/// Begins what the operator does to the invoice of that number.
pub async fn begin(app: &App, number: &str) -> Result<(Operation, invoice::Model), StartError> {
    let operation = Operation::begin(app, &Origin::server()).await.map_err(failed)?;
    let invoice = payments::by_number(operation.tx(), number).await.map_err(refused)?;
    Ok((operation, invoice))
}

/// Writes down what the operator did, and commits.
pub async fn finish(
    operation: Operation,
    action: &'static str,
    subject: &str,
    detail: Value,
) -> Result<(), StartError> {
    let entry = Audit { organization: None, actor: None, action, subject, detail };
    operation.audit(entry).await.map_err(failed)?;
    operation.finish_empty(StatusCode::NO_CONTENT).await.map_err(failed)?;
    Ok(())
}

/// The database failed.
pub fn failed(failure: Failure) -> StartError {
    refused(PaymentError::Failed(failure))
}
