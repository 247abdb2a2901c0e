//! Invoices that are past due.

use super::whose::OPEN;
use crate::{
    app::App,
    billing::{micros, millis},
    db::{
        entity::{invoice, invoice_reminder},
        sql,
    },
    http::problem::Failure,
    operation::Operation,
    platform::{clock::moment, micros::Micros},
};
use hq_billing::{
    overdue::{Step, steps},
    period::zone,
};
use hq_contract::{InvoiceId, Money, OrganizationId, subscription::Overdue};
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, EntityTrait as _, FromQueryResult as _, QueryResult,
    sea_query::OnConflict,
};

/// An invoice that is past due.
#[derive(Clone, Debug)]
pub struct Late {
    /// The invoice.
    pub invoice: invoice::Model,
    /// How much is open.
    pub open: i64,
    /// The zone of the subscription's days.
    pub zone: String,
}

impl Late {
    /// When each step is.
    ///
    /// # Errors
    /// 500 where the zone is not known.
    pub fn steps(&self) -> Result<[(Step, Micros); 4], Failure> {
        let zone = zone(&self.zone).map_err(|error| Failure::internal(&error))?;
        // `due_at` is the first moment after the day by which it was due.
        let due = millis(self.invoice.due_at.unwrap_or(self.invoice.created_at)) - 1;
        let steps = steps(due, &zone).map_err(|error| Failure::internal(&error))?;
        Ok(steps.map(|(step, at)| (step, micros(at))))
    }
}

fn late(row: &QueryResult) -> Result<Late, Failure> {
    Ok(Late {
        invoice: invoice::Model::from_query_result(row, "")?,
        open: row.try_get("", "open_minor")?,
        zone: row.try_get("", "zone")?,
    })
}

/// Every invoice that is past due, the longest first.
///
/// # Errors
/// Where the database fails.
pub async fn all(app: &App, now: Micros) -> Result<Vec<Late>, Failure> {
    find(app.db().read(), "", vec![now.into()]).await
}

/// Those of an organization.
///
/// # Errors
/// Where the database fails.
pub async fn of_organization(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    now: Micros,
) -> Result<Option<Overdue>, Failure> {
    let late = find(db, "AND i.organization_id = ?", vec![now.into(), organization.into()]).await?;
    let Some(first) = late.first() else { return Ok(None) };
    let mut next_reminder: Option<Micros> = None;
    for one in &late {
        let reminders = one.steps()?.into_iter().filter(|(step, at)| *step != Step::Due && *at > now);
        let next = reminders.map(|(_, at)| at).min();
        next_reminder = [next_reminder, next].into_iter().flatten().min();
    }
    let amount = late.iter().fold(0_i64, |sum, one| sum.saturating_add(one.open));
    Ok(Some(Overdue {
        amount: Money { minor: amount, currency: first.invoice.currency.clone() },
        since: moment(first.invoice.due_at.unwrap_or(first.invoice.created_at)).into(),
        next_reminder: next_reminder.map(|at| moment(at).into()),
        zone: first.zone.clone(),
    }))
}

async fn find(
    db: &impl ConnectionTrait,
    such: &str,
    values: Vec<sea_orm::Value>,
) -> Result<Vec<Late>, Failure> {
    let text = format!(
        "SELECT i.*, {OPEN} AS open_minor, s.zone AS zone FROM invoices i JOIN subscriptions s ON s.id = i.subscription_id \
        WHERE i.kind = 'invoice' AND i.due_at <= ? {such} AND {OPEN} > 0 ORDER BY i.due_at, i.id"
    );
    let rows = db.query_all_raw(sql(db.get_database_backend(), &text, values)).await?;
    rows.iter().map(late).collect()
}

/// Says that a reminder goes out: of any number of servers one sends it.
///
/// # Errors
/// Where the database fails.
pub async fn remind(operation: &Operation, invoice: InvoiceId, number: i64) -> Result<bool, Failure> {
    let row = invoice_reminder::ActiveModel {
        invoice_id: Set(invoice),
        step: Set(number),
        created_at: Set(operation.now()),
    };
    let added = invoice_reminder::Entity::insert(row)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(operation.tx())
        .await?;
    Ok(added > 0)
}
