//! `GET /organizations/{org}/invoices.csv`

use super::store::list::{self, Wanted, Whose};
use crate::{
    access::{OrgAccess, ReadBilling},
    app::App,
    http::{
        endpoint::Media,
        export::{self, Pages, Part},
        extract::Query,
        page_token::{Place, Position as _},
        problem::Failure,
    },
};
use axum::extract::State;
use hq_contract::{
    Money, PageToken,
    invoices::{ExportInvoices, Invoice, InvoiceKind, InvoiceState},
};
use serde::Deserialize;
use utoipa::IntoParams;

/// Which invoices.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Parameters {
    /// Only those issued in this year.
    year: Option<u16>,
    /// Only those in this state.
    #[param(inline)]
    state: Option<InvoiceState>,
}

/// How many invoices are read at a time.
const AT_ONCE: usize = 500;

const HEAD: [&str; 15] = [
    "number",
    "kind",
    "issued_on",
    "due_on",
    "period_start",
    "period_end",
    "payer",
    "currency",
    "net",
    "tax",
    "gross",
    "open",
    "state",
    "corrects",
    "reference",
];

/// Serves [`ExportInvoices`].
pub async fn export_invoices(
    State(app): State<App>,
    access: OrgAccess<ReadBilling>,
    Query(asked): Query<Parameters>,
) -> Result<Media<ExportInvoices>, Failure> {
    let wanted = Wanted {
        whose: Whose::Organization(access.organization.id),
        year: asked.year,
        state: asked.state,
        limit: AT_ONCE,
        after: None,
        viewer: None,
    };
    let name = format!("{}-invoices.csv", access.organization.slug);
    let list = List { app: app.clone(), wanted };
    export::answer(&app, &access.caller, list, &name, "text/csv; charset=utf-8").await.map(Media::new)
}

struct List {
    app: App,
    wanted: Wanted,
}

impl Pages for List {
    async fn part(&self, after: Option<&PageToken>) -> Result<Part, Failure> {
        let wanted = Wanted { after: after.map(Place::parse).transpose()?, ..self.wanted.clone() };
        let lines = list::lines(self.app.db().read(), &wanted, self.app.now()).await?;
        let text = export::table(after.is_none().then_some(HEAD), lines.items.iter().map(line))?;
        Ok(Part { text, next: lines.next_page })
    }
}

fn line(invoice: &Invoice) -> [String; 15] {
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    let period = invoice.period.as_ref();
    [
        invoice.number.clone(),
        match invoice.kind {
            InvoiceKind::Invoice => "invoice",
            InvoiceKind::CreditNote => "credit_note",
        }
        .to_owned(),
        invoice.issued_on.clone(),
        optional(&invoice.due_on),
        period.map(|period| period.start.as_str().to_owned()).unwrap_or_default(),
        period.map(|period| period.end.as_str().to_owned()).unwrap_or_default(),
        invoice.payer.clone(),
        invoice.net.currency.clone(),
        number(&invoice.net),
        number(&invoice.tax),
        number(&invoice.gross),
        number(&invoice.open),
        invoice.state.as_str().to_owned(),
        optional(&invoice.corrects),
        optional(&invoice.reference),
    ]
}

/// `1350.00`: with a point, whatever the country of who reads it.
fn number(money: &Money) -> String {
    let sign = if money.minor < 0 { "-" } else { "" };
    let minor = money.minor.unsigned_abs();
    format!("{sign}{}.{:02}", minor / 100, minor % 100)
}
