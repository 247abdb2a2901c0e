//! Invoices in lists, with what is paid of them.

use super::whose::OPEN;
pub use super::whose::Whose;

use crate::{
    access::ActorId,
    card_payments::store::refusals::{COLUMNS, JOINS, Refused},
    db::ask,
    http::{
        page_token::{Lines, Place, Placed, lines as paged},
        problem::Failure,
    },
    organizations,
    platform::{clock::moment, micros::Micros},
};
use hq_contract::{
    InvoiceId, Money, OrganizationId, Page, ProblemCode,
    billing_accounts::NewBillingAccount,
    invoices::{Invoice, InvoiceKind, InvoiceState},
    subscription::Period,
};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

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
pub async fn page(db: &impl ConnectionTrait, wanted: &Wanted, now: Micros) -> Result<Page<Invoice>, Failure> {
    let (filter, values) = wanted.filter(now);
    let text = format!("SELECT COUNT(*) FROM invoices i WHERE {filter}");
    let total: i64 = ask::value(db, &text, values).await?.ok_or(ProblemCode::Internal)?;
    Ok(lines(db, wanted, now).await?.of(total))
}

/// The same without counting all of them.
///
/// # Errors
/// Where the database fails.
pub async fn lines(
    db: &impl ConnectionTrait,
    wanted: &Wanted,
    now: Micros,
) -> Result<Lines<Invoice>, Failure> {
    let (mut filter, mut values) = wanted.filter(now);
    if let Some(place) = wanted.after {
        filter.push_str(" AND (i.created_at, i.id) < (?, ?)");
        values.extend([Value::from(place.moment), Value::from(place.id)]);
    }
    let text = format!(
        "SELECT i.id, i.created_at, i.number, i.kind, i.organization_id, i.organization_name, i.buyer, i.issued_on, i.due_on, \
        i.due_at, i.period_start, i.period_end, i.currency, i.net_minor, i.tax_minor, i.gross_minor, i.reference, \
        c.number AS corrects, {OPEN} AS open, s.zone, {COLUMNS} FROM invoices i \
        JOIN subscriptions s ON s.id = i.subscription_id LEFT JOIN invoices c ON c.id = i.corrects_id {JOINS} WHERE {filter} ORDER BY i.created_at DESC, i.id DESC LIMIT ?"
    );
    values.push((wanted.limit as i64 + 1).into());
    let rows: Vec<Listed> = ask::all(db, &text, values).await?;
    paged(rows, wanted.limit, |row| row.shown(now, wanted.viewer))
}

impl Wanted {
    /// The conditions, and the values of the whole statement up to them.
    fn filter(&self, now: Micros) -> (String, Vec<Value>) {
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

#[derive(FromQueryResult)]
struct Listed {
    id: InvoiceId,
    created_at: Micros,
    number: String,
    kind: InvoiceKind,
    organization_id: OrganizationId,
    organization_name: String,
    buyer: String,
    issued_on: String,
    due_on: Option<String>,
    due_at: Option<Micros>,
    period_start: Option<Micros>,
    period_end: Option<Micros>,
    currency: String,
    net_minor: i64,
    tax_minor: i64,
    gross_minor: i64,
    reference: Option<String>,
    /// The number of the invoice that it takes back.
    corrects: Option<String>,
    open: i64,
    /// Of the subscription's days.
    zone: String,
    #[sea_orm(nested)]
    refused: Option<Refused>,
}

impl Placed for Listed {
    fn place(&self) -> Place {
        Place { moment: self.created_at, id: self.id.into() }
    }
}

impl Listed {
    fn shown(self, now: Micros, viewer: Option<ActorId>) -> Result<Invoice, Failure> {
        let buyer: NewBillingAccount =
            serde_json::from_str(&self.buyer).map_err(|error| Failure::internal(&error))?;
        let money = |minor: i64| Money { minor, currency: self.currency.clone() };
        let period = self.period_start.zip(self.period_end);
        Ok(Invoice {
            id: self.id,
            number: self.number,
            kind: self.kind,
            organization: organizations::store::named(self.organization_id, &self.organization_name)?,
            payer: buyer.name.as_str().to_owned(),
            issued_on: self.issued_on,
            due_on: self.due_on,
            period: period.map(|(start, end)| Period {
                start: moment(start).into(),
                end: moment(end).into(),
                zone: self.zone,
            }),
            net: money(self.net_minor),
            tax: money(self.tax_minor),
            gross: money(self.gross_minor),
            open: money(self.open.max(0)),
            state: state(self.open, self.due_at, now),
            corrects: self.corrects,
            reference: self.reference,
            card_refusal: self.refused.filter(|_| self.open > 0).map(|refused| refused.seen_by(viewer)),
        })
    }
}

/// Whether it is paid, by what is open of it.
fn state(open: i64, due_at: Option<Micros>, now: Micros) -> InvoiceState {
    if open <= 0 {
        InvoiceState::Paid
    } else if due_at.is_some_and(|due| due <= now) {
        InvoiceState::PastDue
    } else {
        InvoiceState::Open
    }
}
