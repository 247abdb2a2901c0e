//! Commands about invoices.

use super::{
    table::{self, Side},
    wording::{begin, day, finish, json, moment, money, refused, said, words},
};
use crate::{
    app::App,
    config::StartError,
    ledger,
    payments::{self, Booked, NewPayment, Only, Owed, Provider, amount::shown},
};
use clap::Args;
use serde_json::{Value, json};
use std::{io::Write, process::ExitCode};

/// Which invoices to list.
#[derive(Clone, Debug, Args)]
pub struct ListArguments {
    /// Only those of which something is open.
    #[arg(long)]
    pub open: bool,
    /// Only those of which something is open that should have been paid.
    #[arg(long, conflicts_with = "open")]
    pub past_due: bool,
    /// As JSON, for programs.
    #[arg(long)]
    pub json: bool,
}

/// A payment to book.
#[derive(Clone, Debug, Args)]
pub struct MarkPaidArguments {
    /// The invoice's number.
    #[arg(value_name = "NUMBER")]
    pub number: String,
    /// How much came. Default: what is open.
    #[arg(long, value_name = "AMOUNT")]
    pub amount: Option<String>,
    /// The day on which it came: 2026-11-26. Default: today.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub date: Option<String>,
    /// What the payment is called, such as the number of a cheque: of one reference there is one payment.
    #[arg(long, value_name = "TEXT", value_parser = words)]
    pub reference: String,
}

/// What to give up.
#[derive(Clone, Debug, Args)]
pub struct WriteOffArguments {
    /// The invoice's number.
    #[arg(value_name = "NUMBER")]
    pub number: String,
    /// Why, for the audit log.
    #[arg(long, value_name = "TEXT", value_parser = words)]
    pub reason: String,
}

/// What to pay from credit.
#[derive(Clone, Debug, Args)]
pub struct CreditArguments {
    /// The invoice's number.
    #[arg(value_name = "NUMBER")]
    pub number: String,
}

/// What was sent back.
#[derive(Clone, Debug, Args)]
pub struct RefundArguments {
    /// The number of any invoice of that payer.
    #[arg(value_name = "NUMBER")]
    pub number: String,
    /// How much you sent.
    #[arg(long, value_name = "AMOUNT")]
    pub amount: String,
    /// The day on which you sent it: 2026-11-26. Default: today.
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub date: Option<String>,
    /// What the transfer is called: of one reference there is one refund.
    #[arg(long, value_name = "TEXT", value_parser = words)]
    pub reference: String,
}

/// Lists invoices.
pub async fn list(app: &App, arguments: ListArguments, out: &mut impl Write) -> Result<ExitCode, StartError> {
    let only = match (arguments.open, arguments.past_due) {
        (true, _) => Only::Open,
        (_, true) => Only::PastDue,
        _ => Only::All,
    };
    let owed = payments::list(app.db().read(), only, app.now()).await.map_err(refused)?;
    if arguments.json {
        return Ok(json(out, &owed.iter().map(as_json).collect()));
    }
    if owed.is_empty() {
        return Ok(said(writeln!(out, "There are no such invoices.")));
    }
    let titles = [
        ("Invoice", Side::Left),
        ("Payer", Side::Left),
        ("Organization", Side::Left),
        ("Issued", Side::Left),
        ("Due", Side::Left),
        ("Amount", Side::Right),
        ("Open", Side::Right),
        ("State", Side::Left),
    ];
    let rows: Vec<[String; 8]> = owed
        .into_iter()
        .map(|owed| {
            [
                owed.number,
                owed.payer,
                owed.organization,
                owed.issued_on,
                owed.due_on.unwrap_or_default(),
                shown(owed.gross_minor, &owed.currency),
                shown(owed.open_minor.max(0), &owed.currency),
                owed.state.as_str().replace('_', " "),
            ]
        })
        .collect();
    Ok(said(table::write(out, titles, &rows)))
}

fn as_json(owed: &Owed) -> Value {
    json!({
        "number": owed.number, "payer": owed.payer, "email": owed.email, "organization": owed.organization,
        "issued_on": owed.issued_on, "due_on": owed.due_on, "currency": owed.currency,
        "gross_minor": owed.gross_minor, "open_minor": owed.open_minor.max(0), "state": owed.state,
        "reference": owed.reference,
    })
}

/// Books a payment.
pub async fn mark_paid(
    app: &App,
    arguments: MarkPaidArguments,
    out: &mut impl Write,
) -> Result<ExitCode, StartError> {
    let (operation, invoice) = begin(app, &arguments.number).await?;
    let currency = invoice.currency.as_str();
    let open = ledger::open(operation.tx(), invoice.id).await.map_err(|failure| refused(failure.into()))?;
    let minor = match &arguments.amount {
        Some(text) => money(text, currency)?,
        None if open > 0 => open,
        None => return Err(refused(payments::PaymentError::NothingOpen(invoice.number))),
    };
    let payment = NewPayment {
        provider: Provider::Operator,
        reference: &arguments.reference,
        minor,
        currency,
        received_at: moment(arguments.date.as_deref(), app),
    };
    match payments::book(&operation, &invoice, &payment).await.map_err(refused)? {
        Booked::Before => {
            Ok(said(writeln!(out, "{} was booked before. Nothing has changed.", arguments.reference)))
        }
        Booked::Now { pays, credit, .. } => {
            let detail = json!({"number": invoice.number, "minor": minor, "currency": currency, "reference": arguments.reference});
            let subject = invoice.id.to_string();
            finish(operation, "billing.mark_paid", &subject, detail).await?;
            Ok(said(booked(out, &invoice.number, currency, pays, credit)))
        }
    }
}

/// Says what a payment did.
pub fn booked(
    out: &mut impl Write,
    number: &str,
    currency: &str,
    pays: i64,
    credit: i64,
) -> std::io::Result<()> {
    if pays < 0 {
        writeln!(out, "{} of invoice {number} are open again.", shown(-pays, currency))?;
    } else if pays > 0 {
        writeln!(out, "{} of invoice {number} are paid.", shown(pays, currency))?;
    }
    if credit > 0 {
        writeln!(out, "{} were not owed: they are the payer's credit.", shown(credit, currency))?;
    } else if credit < 0 {
        writeln!(out, "{} of the payer's credit are gone.", shown(-credit, currency))?;
    }
    Ok(())
}

/// Gives up what is open.
pub async fn write_off(
    app: &App,
    arguments: WriteOffArguments,
    out: &mut impl Write,
) -> Result<ExitCode, StartError> {
    let (operation, invoice) = begin(app, &arguments.number).await?;
    let given_up = payments::write_off(&operation, &invoice).await.map_err(refused)?;
    let detail = json!({
        "number": invoice.number, "minor": given_up, "currency": invoice.currency, "reason": arguments.reason,
    });
    finish(operation, "billing.write_off", &invoice.id.to_string(), detail).await?;
    let amount = shown(given_up, &invoice.currency);
    Ok(said(writeln!(out, "{amount} of invoice {} are given up.", invoice.number)))
}

/// Pays from credit.
pub async fn use_credit(
    app: &App,
    arguments: CreditArguments,
    out: &mut impl Write,
) -> Result<ExitCode, StartError> {
    let (operation, invoice) = begin(app, &arguments.number).await?;
    let pays = payments::use_credit(&operation, &invoice).await.map_err(refused)?;
    let detail = json!({"number": invoice.number, "minor": pays, "currency": invoice.currency});
    finish(operation, "billing.use_credit", &invoice.id.to_string(), detail).await?;
    Ok(said(booked(out, &invoice.number, &invoice.currency, pays, 0)))
}

/// Books that credit was sent back.
pub async fn refund(
    app: &App,
    arguments: RefundArguments,
    out: &mut impl Write,
) -> Result<ExitCode, StartError> {
    let (operation, invoice) = begin(app, &arguments.number).await?;
    let minor = money(&arguments.amount, &invoice.currency)?;
    let sent_at = moment(arguments.date.as_deref(), app);
    let reference = arguments.reference.as_str();
    let new = payments::refund(&operation, &invoice, minor, reference, sent_at).await.map_err(refused)?;
    if !new {
        return Ok(said(writeln!(out, "{reference} was booked before. Nothing has changed.")));
    }
    let detail = json!({"minor": minor, "currency": invoice.currency, "reference": reference});
    finish(operation, "billing.refund", &invoice.billing_account_id.to_string(), detail).await?;
    let amount = shown(minor, &invoice.currency);
    Ok(said(writeln!(out, "{amount} are booked as sent back.")))
}
