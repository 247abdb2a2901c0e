//! `hq billing subscribe`

use super::{amount, refused, vouchers::plan};
use crate::{
    app::App,
    billing::shown,
    commands::id,
    config::StartError,
    http::problem::Failure,
    operation::{Operation, Origin},
    organizations,
    subscription::{
        self, Order,
        store::{
            agreed::{self, Agreed},
            payers,
        },
    },
};
use axum::http::StatusCode;
use clap::Args;
use hq_contract::{
    BillingAccountId, OrganizationRef, ProblemCode,
    plan::{Cycle, Plan, SupportLevel},
    subscription::Terms,
};
use std::{io::Write, process::ExitCode};

/// What to subscribe an organization to.
#[derive(Clone, Debug, Args)]
pub struct SubscribeArguments {
    /// Which organization: its slug or id.
    #[arg(value_name = "ORG", value_parser = organization)]
    pub organization: OrganizationRef,
    /// The plan: standard, premium or enterprise.
    #[arg(long, value_name = "PLAN", value_parser = plan)]
    pub plan: Plan,
    /// What the plan costs a month, without VAT, where that is agreed on: 4500.00. Default: the price of the file.
    #[arg(long, value_name = "AMOUNT", value_parser = amount)]
    pub month: Option<i64>,
    /// How often it is paid: monthly or yearly.
    #[arg(long, value_name = "CYCLE", value_parser = cycle, default_value = "monthly")]
    pub cycle: Cycle,
    /// The support level: basic, advanced or business_critical.
    #[arg(long, value_name = "LEVEL", value_parser = support, default_value = "basic")]
    pub support: SupportLevel,
    /// How many FPU are committed.
    #[arg(long, value_name = "NUMBER", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=10_000))]
    pub committed_fpu: u32,
    /// Who pays: the id of a billing account, which its owner sees in its address. Default: the one that pays now.
    #[arg(long, value_name = "ID", value_parser = id::<BillingAccountId>)]
    pub account: Option<BillingAccountId>,
}

fn organization(text: &str) -> Result<OrganizationRef, String> {
    text.parse().map_err(|_| "a slug or an id".to_owned())
}

fn cycle(text: &str) -> Result<Cycle, String> {
    Cycle::from_name(text).ok_or_else(|| "monthly or yearly".to_owned())
}

fn support(text: &str) -> Result<SupportLevel, String> {
    SupportLevel::from_name(text).ok_or_else(|| "basic, advanced or business_critical".to_owned())
}

/// Subscribes an organization, or changes what it has subscribed to: what is more at once, what is less at the end of what is paid.
pub async fn subscribe(
    app: &App,
    arguments: SubscribeArguments,
    out: &mut impl Write,
) -> Result<ExitCode, StartError> {
    let said = order(app, &arguments).await.map_err(|failure| match failure {
        Failure::Refused(problem, _) if problem.code == ProblemCode::AskForOffer => StartError::new(
            "This plan has no price in the file.",
            "Say what was agreed on with --month AMOUNT.",
        ),
        Failure::Refused(problem, _) if problem.code == ProblemCode::BillingIncomplete => StartError::new(
            "There is no such billing account.",
            "Let somebody of the organization make one, and name its id with --account.",
        ),
        other => refused(other),
    })?;
    let _ = writeln!(out, "{said}");
    Ok(ExitCode::SUCCESS)
}

async fn order(app: &App, arguments: &SubscribeArguments) -> Result<String, Failure> {
    let billing = app.billing().ok_or(ProblemCode::BillingOff)?;
    let mut operation = Operation::begin(app, &Origin::server()).await?;
    let id = agreed::organization(operation.tx(), &arguments.organization).await?;
    let organization = organizations::store::lock(&operation, id.ok_or(ProblemCode::NotFound)?).await?;
    let organization = organization.ok_or(ProblemCode::NotFound)?;
    let terms = Terms {
        plan: arguments.plan,
        cycle: arguments.cycle,
        support: arguments.support,
        committed_fpu: arguments.committed_fpu,
    };
    let account = agreed::payer(operation.tx(), organization.id, arguments.account).await?;
    let account = account.ok_or(ProblemCode::BillingIncomplete)?;
    let account = payers::lock(&operation, account.id).await?;
    let wanted =
        Agreed { organization: organization.id, terms: &terms, account: &account, month: arguments.month };
    let change = agreed::change(app, &operation, wanted).await?;
    let quote = change.present(billing)?;
    let order = Order { organization: organization.id, account: &account, user: None, change: &change };
    subscription::order(&mut operation, order).await?;
    operation.finish_empty(StatusCode::NO_CONTENT).await?;
    let (plan, gross) = (terms.plan.as_str(), shown(quote.gross.minor, &quote.gross.currency));
    let month = shown(quote.month.minor, &quote.month.currency);
    let slug = organization.slug;
    Ok(format!("{slug} has subscribed to {plan}: {month} a month without VAT, {gross} billed today."))
}
