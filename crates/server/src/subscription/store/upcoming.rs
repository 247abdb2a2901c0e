//! What the next invoice says so far.

use super::{
    living, read,
    statement::{Facts, account},
};
use crate::{
    app::App,
    billing::{Billing, millis, payer, wire},
    db::entity::{
        budget_alert,
        subscription::{self, SubscriptionId},
    },
    http::problem::Failure,
    platform::micros::Micros,
};
use hq_billing::{
    Overflow, Reason, Statement, forecast,
    period::Period,
    price_book::PriceBook,
    statement::LineText,
    usage::{Dimension, Metered},
    used::{self, Day, Used},
};
use hq_contract::{
    OrganizationId, ProblemCode,
    invoices::{Budget, CategoryCost, UpcomingInvoice, UsageDay},
    plans::CostCategory,
};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};
use std::collections::BTreeMap;

/// What the next invoice of a subscription says so far.
#[derive(Clone, Debug)]
pub struct Upcoming {
    /// The period that it closes.
    pub period: Period,
    /// What it would say.
    pub statement: Statement,
    /// What was used so far, without VAT, in minor units: after what is included, before vouchers.
    pub used: i64,
    facts: Facts,
}

/// What the next invoice of a subscription says so far. `now`: as the database keeps it.
///
/// # Errors
/// Where the database fails; 500 where something is too much to count.
pub async fn so_far(
    db: &impl ConnectionTrait,
    row: &subscription::Model,
    now: Micros,
) -> Result<Upcoming, Failure> {
    let account = account(db, row.billing_account_id).await?;
    let facts = Facts::of(db, row.organization_id, Some(row), payer::treatment(&account)?).await?;
    let pure = read(db, row).await?;
    let moment = millis(now);
    let n = pure.period_at(moment).map_err(internal)?;
    let period = pure.period(n).map_err(internal)?;
    let statement = facts.state(&pure, Reason::PeriodEnds(n), moment)?;
    // That of a period whose bill has not gone out yet, or that was told late, was not used in this one.
    let of_now = |what: &LineText| match what {
        LineText::Usage { period, .. } | LineText::LateUsage { period, .. } => *period == n,
        LineText::Fee { .. } | LineText::Voucher { .. } => false,
    };
    let used = statement.lines.iter().filter(|line| of_now(&line.what)).map(|line| line.net).sum();
    Ok(Upcoming { period, statement, used, facts })
}

/// The same as people see it.
///
/// # Errors
/// 409 `no_subscription` where there is none; 500 where something is too much to count.
pub async fn of(
    app: &App,
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    now: Micros,
) -> Result<UpcomingInvoice, Failure> {
    let billing = app.billing().ok_or(ProblemCode::NoSubscription)?;
    let row = living(db, organization).await?.ok_or(ProblemCode::NoSubscription)?;
    let Upcoming { period, statement, used, facts } = so_far(db, &row, now).await?;
    let pure = read(db, &row).await?;
    let moment = millis(now);
    let forecast = forecast::by_the_end(period, moment, used).map_err(internal)?.unwrap_or(used);
    let so_far = Period { end: moment.clamp(period.start, period.end), ..period };
    let all = Used::new(&facts.usage.summed, &facts.usage.events);
    let days = used::days(&all, &pure.anchor.zone, so_far).map_err(|error| Failure::internal(&error))?;
    let version = pure.at(moment).map_or_else(|| billing.version(), |phase| phase.price_version);
    let book = facts.books.get(&version).unwrap_or_else(|| billing.book());
    Ok(UpcomingInvoice {
        period: wire::period(period, &row.zone),
        comes_at: wire::timestamp(period.end),
        lines: wire::lines(&statement, &facts.codes, &row.zone),
        used: billing.money(used),
        net: billing.money(statement.net),
        tax: billing.money(statement.tax),
        gross: billing.money(statement.gross),
        forecast: billing.money(forecast),
        days: days.iter().map(|day| shown(billing, book, day)).collect::<Result<_, _>>()?,
        budget: budget(db, billing, &row, period, used).await?,
    })
}

/// A day: what it would have cost without anything included.
fn shown(billing: &Billing, book: &PriceBook, day: &Day) -> Result<UsageDay, Failure> {
    let mut costs: BTreeMap<CostCategory, i64> = BTreeMap::new();
    for (metered, quantity) in &day.sums {
        let net = book.unit_price(*metered).of(*quantity).map_err(internal)?;
        let sum = costs.entry(wire::meter(*metered).category()).or_default();
        *sum = sum.checked_add(net).ok_or_else(|| internal(Overflow))?;
    }
    let of = |dimension: Dimension| {
        let own = |metered: &Metered| metered.dimension == dimension;
        let sum = day.sums.iter().filter(|(metered, _)| own(metered)).map(|(_, quantity)| quantity).sum();
        wire::seconds(dimension, sum)
    };
    let cost = |(category, minor)| CategoryCost { category, net: billing.money(minor) };
    Ok(UsageDay {
        day: day.date.to_string(),
        fpu_seconds: of(Dimension::Fpu),
        storage_gb_seconds: of(Dimension::StorageBytes),
        costs: costs.into_iter().map(cost).collect(),
    })
}

async fn budget(
    db: &impl ConnectionTrait,
    billing: &Billing,
    row: &subscription::Model,
    period: Period,
    used: i64,
) -> Result<Option<Budget>, Failure> {
    let Some(minor) = row.budget_minor else { return Ok(None) };
    let told = told(db, row.id, period).await?;
    Ok(Some(Budget {
        amount: billing.money(minor),
        spent_percent: percent(used, minor),
        told_percent: told.into_iter().max().map(u32::from),
    }))
}

/// How much of a budget is spent, in percent, rounded down.
#[must_use]
pub fn percent(used: i64, budget: i64) -> u32 {
    let percent = i128::from(used.max(0)) * 100 / i128::from(budget.max(1));
    u32::try_from(percent).unwrap_or(u32::MAX)
}

/// Which thresholds of a budget were told of in a period.
///
/// # Errors
/// Where the database fails.
pub async fn told(
    db: &impl ConnectionTrait,
    subscription: SubscriptionId,
    period: Period,
) -> Result<Vec<u8>, Failure> {
    let rows = budget_alert::Entity::find()
        .filter(budget_alert::Column::SubscriptionId.eq(subscription))
        .filter(budget_alert::Column::PeriodStart.eq(crate::billing::micros(period.start)))
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|row| u8::try_from(row.percent).ok()).collect())
}

fn internal(error: Overflow) -> Failure {
    Failure::internal(&error)
}
