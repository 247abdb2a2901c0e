//! `hq billing voucher`

use super::{amount, refused};
use crate::{
    app::App,
    config::StartError,
    operation::{Operation, Origin},
    vouchers::store::{self, NewVoucher},
};
use axum::http::StatusCode;
use clap::{ArgGroup, Args};
use hq_contract::{
    plan::Plan,
    vouchers::{VoucherCode, VoucherGift},
};
use std::{io::Write, process::ExitCode};

/// A voucher to make.
#[derive(Clone, Debug, Args)]
#[command(group(ArgGroup::new("gift").required(true)))]
pub struct VoucherArguments {
    /// Its code: 4 to 40 letters, digits and hyphens.
    #[arg(value_name = "CODE", value_parser = code)]
    pub code: VoucherCode,
    /// Money off the next invoices, without VAT: 100.00
    #[arg(long, value_name = "AMOUNT", group = "gift", value_parser = more_than_nothing)]
    pub credit: Option<i64>,
    /// So many FPU that cost nothing for --days.
    #[arg(long, value_name = "NUMBER", group = "gift", requires = "days", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub fpu: Option<u32>,
    /// A trial of this plan for --days: standard or premium.
    #[arg(long, value_name = "PLAN", group = "gift", requires = "days", value_parser = plan)]
    pub trial: Option<Plan>,
    /// For how many days.
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=366))]
    pub days: Option<u32>,
    /// How many organizations can redeem it.
    #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub uses: u32,
    /// For how many days it can be redeemed. Default: for good.
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=3660))]
    pub valid: Option<u32>,
}

fn more_than_nothing(text: &str) -> Result<i64, String> {
    amount(text).and_then(|minor| if minor > 0 { Ok(minor) } else { Err("more than 0".to_owned()) })
}

fn code(text: &str) -> Result<VoucherCode, String> {
    VoucherCode::parse(text).map_err(|_| "4 to 40 letters, digits and hyphens".to_owned())
}

pub(super) fn plan(text: &str) -> Result<Plan, String> {
    Plan::from_name(text).ok_or_else(|| "standard, premium or enterprise".to_owned())
}

/// Makes a voucher.
pub async fn voucher(
    app: &App,
    arguments: VoucherArguments,
    out: &mut impl Write,
) -> Result<ExitCode, StartError> {
    const DAY: i64 = 24 * 3600 * 1_000_000;
    let Some(billing) = app.billing() else {
        return Err(StartError::new(
            "Nothing is sold here.",
            "Name the file of what is sold with --billing.",
        ));
    };
    let days = arguments.days.unwrap_or(0);
    let gift = match (arguments.credit, arguments.fpu, arguments.trial) {
        (Some(minor), ..) => VoucherGift::Credit { amount: billing.money(minor) },
        (None, Some(fpu), _) => VoucherGift::Fpu { fpu, days },
        (None, None, Some(plan)) => VoucherGift::Trial { plan, days },
        (None, None, None) => {
            return Err(StartError::new("The voucher gives nothing.", "Say --credit, --fpu or --trial."));
        }
    };
    let operation = Operation::begin(app, &Origin::server()).await.map_err(refused)?;
    let new = NewVoucher {
        code: &arguments.code,
        gift: &gift,
        uses: arguments.uses,
        expires_at: arguments.valid.map(|days| operation.now() + i64::from(days) * DAY),
    };
    if !store::add(&operation, new).await.map_err(refused)? {
        let what = format!("There is a voucher {} already.", arguments.code.as_str());
        return Err(StartError::new(what, "Choose another code."));
    }
    operation.finish_empty(StatusCode::NO_CONTENT).await.map_err(refused)?;
    let (code, uses) = (arguments.code.as_str(), arguments.uses);
    let _ = writeln!(out, "{code} gives {}, {uses} times.", store::told(&gift));
    Ok(ExitCode::SUCCESS)
}
