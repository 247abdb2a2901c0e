//! `hq billing`: what the operator does about plans, vouchers and quotas.

mod check;
mod quotas;
mod subscribe;
mod vouchers;

pub use check::{CheckArguments, check};
pub use quotas::QuotaAnswerArguments;
pub use subscribe::SubscribeArguments;
pub use vouchers::VoucherArguments;

use crate::{app::App, config::StartError, http::problem::Failure, payments::amount};
use clap::Subcommand;
use std::{io::Write, process::ExitCode};

/// What to do about plans, vouchers and quotas.
#[derive(Clone, Debug, Subcommand)]
pub enum Sales {
    /// Subscribe an organization to a plan at a price that you have agreed on, or change what it has.
    Subscribe(SubscribeArguments),
    /// Make a voucher.
    Voucher(VoucherArguments),
    /// List the requests for greater quotas that wait for an answer.
    QuotaRequests,
    /// Answer a request for a greater quota.
    QuotaAnswer(QuotaAnswerArguments),
}

/// Does it on this server's data, and says what came of it.
///
/// # Errors
/// In one sentence, with what to do.
pub async fn perform(app: &App, what: Sales, out: &mut impl Write) -> Result<ExitCode, StartError> {
    match what {
        Sales::Subscribe(arguments) => subscribe::subscribe(app, arguments, out).await,
        Sales::Voucher(arguments) => vouchers::voucher(app, arguments, out).await,
        Sales::QuotaRequests => quotas::requests(app, out).await,
        Sales::QuotaAnswer(arguments) => quotas::answer(app, arguments, out).await,
    }
}

/// Why HQ refuses, in the words of the API.
fn refused(failure: Failure) -> StartError {
    match failure {
        Failure::Refused(problem, _) => {
            let detail = problem.detail.as_ref().map(|detail| format!(": {detail}")).unwrap_or_default();
            let fields: Vec<String> = problem
                .fields
                .iter()
                .map(|(pointer, code)| format!(" {pointer} {}", code.as_str()))
                .collect();
            let what = format!("{}{detail}{}.", problem.title, fields.concat());
            StartError::new(what, "Nothing was changed.")
        }
        Failure::Faulted(_) => {
            StartError::new("The database is away, or busy.", "Nothing was changed; try it again.")
        }
        Failure::Answered(_) => StartError::new("It was done before.", "Nothing was changed."),
    }
}

/// An amount of money as people write it, `4500.00`, in minor units: of a currency with two decimals, as all prices are.
fn amount(text: &str) -> Result<i64, String> {
    amount::parse(text, "EUR").ok_or_else(|| format!("{text} is no amount: write it as 4500.00"))
}
