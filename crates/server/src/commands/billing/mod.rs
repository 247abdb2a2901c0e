//! `hq billing`: what the operator does about invoices, money, plans, vouchers and quotas.

mod bank;
mod credit_note;
mod invoices;
mod place;
mod table;
mod wording;

pub use place::Place;

use super::sales::{self, CheckArguments, Sales};
use crate::{app::App, config::StartError, platform::log};
use bank::{AssignArguments, BankLinesArguments, ImportArguments, SetAsideArguments};
use clap::{Args, Subcommand};
use credit_note::CreditNoteArguments;
use invoices::{CreditArguments, ListArguments, MarkPaidArguments, RefundArguments, WriteOffArguments};
use std::{
    io::{self, Write},
    process::ExitCode,
};

/// See to invoices, money, plans, vouchers and quotas.
#[derive(Clone, Debug, Args)]
pub struct BillingCommand {
    /// Where HQ's data is.
    #[command(flatten)]
    pub place: Place,
    /// What to do.
    #[command(subcommand)]
    pub what: What,
}

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub enum What {
    /// List invoices, and what is open of them.
    List(ListArguments),
    /// Take bank statements in (camt.053): what names an invoice and its amount exactly pays it, the rest waits for a person.
    /// Ends with 1 where a file was not taken in whole.
    Import(ImportArguments),
    /// List lines of bank statements that wait for a person.
    BankLines(BankLinesArguments),
    /// Say which invoice a line of a bank statement pays, or of which it takes a payment back.
    Assign(AssignArguments),
    /// Say that a line of a bank statement is none of HQ's.
    SetAside(SetAsideArguments),
    /// Book a payment that no bank statement and no payment provider tells of.
    MarkPaid(MarkPaidArguments),
    /// Take an invoice back, in whole or in part: a credit note is issued, and sent.
    CreditNote(CreditNoteArguments),
    /// Give up what is open of an invoice.
    WriteOff(WriteOffArguments),
    /// Pay an invoice from what its payer paid too much before.
    UseCredit(CreditArguments),
    /// Book that you sent back, by bank transfer, what a payer paid too much. HQ sends no money.
    Refund(RefundArguments),
    /// Say what is wrong with the file of what is sold. Ends with 1 where something is.
    Check(CheckArguments),
    /// Plans, vouchers and quotas.
    #[command(flatten)]
    Sales(Sales),
}

/// Does it, and says on standard output what came of it.
///
/// # Errors
/// In one sentence, with what to do.
pub async fn run(command: BillingCommand) -> Result<ExitCode, StartError> {
    // What fails is told in its log's words too; one that was started before will do.
    let _ = log::start(log::Format::Text, "warn");
    // A file can be looked at where there is no database yet.
    if let What::Check(arguments) = &command.what {
        return sales::check(arguments, &mut io::stdout());
    }
    let app = command.place.open().await?;
    let result = perform(&app, command.what, &mut io::stdout()).await;
    app.db().clone().close().await;
    result
}

/// Does it on this server's data.
///
/// # Errors
/// In one sentence, with what to do.
pub async fn perform(app: &App, what: What, out: &mut impl Write) -> Result<ExitCode, StartError> {
    match what {
        What::List(arguments) => invoices::list(app, arguments, out).await,
        What::MarkPaid(arguments) => invoices::mark_paid(app, arguments, out).await,
        What::CreditNote(arguments) => credit_note::credit_note(app, arguments, out).await,
        What::WriteOff(arguments) => invoices::write_off(app, arguments, out).await,
        What::UseCredit(arguments) => invoices::use_credit(app, arguments, out).await,
        What::Refund(arguments) => invoices::refund(app, arguments, out).await,
        What::Import(arguments) => bank::import(app, arguments, out).await,
        What::BankLines(arguments) => bank::bank_lines(app, arguments, out).await,
        What::Assign(arguments) => bank::assign(app, arguments, out).await,
        What::SetAside(arguments) => bank::set_aside(app, arguments, out).await,
        What::Check(arguments) => sales::check(&arguments, out),
        What::Sales(what) => sales::perform(app, what, out).await,
    }
}
