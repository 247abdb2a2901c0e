//! `hq billing`: what the operator does about plans, vouchers and quotas.

mod check;
mod quotas;
mod subscribe;
mod vouchers;

pub use check::{CheckArguments, check};
pub use quotas::QuotaAnswerArguments;
pub use subscribe::SubscribeArguments;
pub use vouchers::VoucherArguments;

use crate::{app::App, config::StartError, problem::Failure};
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

/// An amount of money as people write it, `4500.00`, in minor units.
fn amount(text: &str) -> Result<i64, String> {
    let wrong = || format!("{text} is no amount: write it as 4500.00");
    let (units, behind) = text.split_once('.').unwrap_or((text, "00"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(units) || !digits(behind) || behind.len() > 2 {
        return Err(wrong());
    }
    format!("{units}{behind:0<2}").parse().map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, minor) in [("4500.00", 450_000), ("4500", 450_000), ("0.5", 50), ("0.05", 5)] {
            assert_eq!(amount(text), Ok(minor));
        }
        for text in ["", "-1", "1.234", "1,50", "1.", ".5", "a", "99999999999999999999"] {
            assert!(amount(text).is_err(), "{text}");
        }
    }
}
