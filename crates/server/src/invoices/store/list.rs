//! Invoices in lists, with what is paid of them.

use super::whose::OPEN;
pub use super::whose::Whose;

use crate::{
    access::ActorId,
    card_payments::store::refusals::{self, COLUMNS, JOINS},
    db::sql,
    http::{
        page_token::{Lines, Place, lines as paged},
        problem::Failure,
    },
    organizations,
    platform::clock::moment,
};
use hq_contract::{
    Money, Page, ProblemCode,
    billing_accounts::NewBillingAccount,
    invoices::{Invoice, InvoiceKind, InvoiceState},
    subscription::Period,
};
use sea_orm::{ConnectionTrait, QueryResult, Value};

/// Which invoices to list.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Whose.
    pub whose: Whose,
    /// Only those issued in this year.
    pub year: Option<u16>,
    /// Only those in this state.
    pub state: Option<InvoiceState>,
    /// How many.
    pub limit: usize,
    /// Behind this place.
    pub after: Option<Place>,
    /// Who looks at them: whoever pays is told why a card was refused.
    pub viewer: Option<ActorId>,
}

/// A page of invoices, the newest first.
///
/// # Errors
/// Where the database fails.
pub async fn page(db: &impl ConnectionTrait, wanted: &Wanted, now: i64) -> Result<Page<Invoice>, Failure> {
    let (filter, values) = wanted.filter(now);
    let text = format!("SELECT COUNT(*) FROM invoices i WHERE {filter}");
    let count = db.query_one_raw(sql(db.get_database_backend(), &text, values)).await?;
    let total: i64 = count.ok_or(ProblemCode::Internal)?.try_get_by_index(0)?;
    Ok(lines(db, wanted, now).await?.of(total))
}

/// The same without counting all of them.
///
/// # Errors
/// Where the database fails.
pub async fn lines(db: &impl ConnectionTrait, wanted: &Wanted, now: i64) -> Result<Lines<Invoice>, Failure> {
    let (mut filter, mut values) = wanted.filter(now);
    if let Some(place) = wanted.after {
        filter.push_str(" AND (i.created_at, i.id) < (?, ?)");
        values.extend([Value::from(place.moment), Value::from(place.id)]);
    }
    let text = format!(
        "SELECT i.id, i.created_at, i.number, i.kind, i.organization_id, i.organization_name, i.buyer, i.issued_on, i.due_on, \
        i.due_at, i.period_start, i.period_end, i.currency, i.net_minor, i.tax_minor, i.gross_minor, i.reference, c.number, \
        {OPEN}, {COLUMNS} FROM invoices i LEFT JOIN invoices c ON c.id = i.corrects_id {JOINS} WHERE {filter} ORDER BY i.created_at DESC, i.id DESC LIMIT ?"
    );
    values.push((wanted.limit as i64 + 1).into());
    let rows = db.query_all_raw(sql(db.get_database_backend(), &text, values)).await?;
    paged(&rows, wanted.limit, 1, |row| invoice(row, now, wanted.viewer))
}

impl Wanted {
    /// The conditions, and the values of the whole statement up to them.
    fn filter(&self, now: i64) -> (String, Vec<Value>) {
        let (mut filter, mut values) = match self.whose {
            Whose::Organization(id) => ("i.organization_id = ?".to_owned(), vec![Value::from(id)]),
            Whose::Account(id) => ("i.billing_account_id = ?".to_owned(), vec![Value::from(id)]),
        };
        if let Some(year) = self.year {
            filter.push_str(" AND i.issued_on LIKE ?");
            values.push(format!("{year:04}-%").into());
        }
        match self.state {
            None => {}
            Some(InvoiceState::Paid) => filter.push_str(&format!(" AND {OPEN} <= 0")),
            Some(InvoiceState::Open) => {
                filter.push_str(&format!(" AND {OPEN} > 0 AND (i.due_at IS NULL OR i.due_at > ?)"));
                values.push(now.into());
            }
            Some(InvoiceState::PastDue) => {
                filter.push_str(&format!(" AND {OPEN} > 0 AND i.due_at <= ?"));
                values.push(now.into());
            }
        }
        (filter, values)
    }
}

fn invoice(row: &QueryResult, now: i64, viewer: Option<ActorId>) -> Result<Invoice, Failure> {
    let text = |index: usize| -> Result<String, Failure> { Ok(row.try_get_by_index(index)?) };
    let optional = |index: usize| -> Result<Option<String>, Failure> { Ok(row.try_get_by_index(index)?) };
    let moments = |index: usize| -> Result<Option<i64>, Failure> { Ok(row.try_get_by_index(index)?) };
    let currency = text(12)?;
    let money = |index: usize| -> Result<Money, Failure> {
        Ok(Money { minor: row.try_get_by_index(index)?, currency: currency.clone() })
    };
    let buyer: NewBillingAccount =
        serde_json::from_str(&text(6)?).map_err(|error| Failure::internal(&error))?;
    let open: i64 = row.try_get_by_index(18)?;
    let period = match (moments(10)?, moments(11)?) {
        (Some(start), Some(end)) => Some(Period { start: moment(start).into(), end: moment(end).into() }),
        _ => None,
    };
    Ok(Invoice {
        id: row.try_get_by_index(0)?,
        number: text(2)?,
        kind: if text(3)? == super::CREDIT_NOTE { InvoiceKind::CreditNote } else { InvoiceKind::Invoice },
        organization: organizations::store::named(row.try_get_by_index(4)?, &text(5)?)?,
        payer: buyer.name.as_str().to_owned(),
        issued_on: text(7)?,
        due_on: optional(8)?,
        period,
        net: money(13)?,
        tax: money(14)?,
        gross: money(15)?,
        open: Money { minor: open.max(0), currency: currency.clone() },
        state: state(open, moments(9)?, now),
        corrects: optional(17)?,
        reference: optional(16)?,
        card_refusal: if open > 0 { refusals::read(row, 19, viewer)? } else { None },
    })
}

/// Whether it is paid, by what is open of it.
fn state(open: i64, due_at: Option<i64>, now: i64) -> InvoiceState {
    if open <= 0 {
        InvoiceState::Paid
    } else if due_at.is_some_and(|due| due <= now) {
        InvoiceState::PastDue
    } else {
        InvoiceState::Open
    }
}
