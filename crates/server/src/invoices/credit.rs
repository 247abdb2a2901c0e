//! A credit note comes to be: an invoice is taken back, in whole or in part.

use super::{
    document,
    issue::{Dates, book, day_of, json, letter, number, tax_row},
    store::{self, write},
    words,
};
use crate::{
    billing_accounts::{self, store::details},
    db::entity::{invoice, invoice_line, invoice_tax},
    http::problem::Failure,
    mail::{letters::billing::Issued, outbox},
    operation::Operation,
    payments,
};
use hq_billing::{
    Overflow,
    ledger::Transaction,
    period,
    seller::Seller,
    share,
    vat::{TaxLine, TaxTreatment},
};
use hq_contract::{
    InvoiceId, ProblemCode,
    console_paths::ConsolePath,
    invoices::{InvoiceKind, LineSubject},
    plans::CostCategory,
};
use hq_invoice::{Kind, Line, Reference};
use hq_text::{Language, Texts, invoice_lines as say};

/// How much of an invoice to take back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// All that earlier credit notes have left of it.
    Whole,
    /// So much, with VAT, in minor units.
    Gross(i64),
}

/// Why a credit note was not issued.
#[derive(Debug, thiserror::Error)]
pub enum CreditError {
    /// There is no invoice of that id, or it is a credit note itself.
    #[error("there is no such invoice")]
    NoInvoice,
    /// So much is not left of it; this is, with VAT, in minor units.
    #[error("only {left} of it can be taken back")]
    TooMuch {
        /// What is left.
        left: i64,
    },
    /// What the server could not do.
    #[error("the credit note could not be issued")]
    Failed(Failure),
}

impl From<Failure> for CreditError {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// Issues a credit note of an invoice. All credit notes of an invoice together never take more than it asked for, and the last one
/// takes what is left to the cent, of the VAT too.
///
/// # Errors
/// Where there is no such invoice, or less is left of it; where the database fails.
pub async fn credit(
    operation: &mut Operation,
    seller: &Seller,
    invoice: InvoiceId,
    amount: Amount,
    reason: &str,
) -> Result<InvoiceId, CreditError> {
    // Payments hold who pays first, then the invoice.
    if let Some(row) = store::find(operation.tx(), invoice).await? {
        billing_accounts::store::lock(operation, row.billing_account_id).await?;
    }
    let Some(left) = Left::of(operation, invoice).await? else { return Err(CreditError::NoInvoice) };
    let gross = match amount {
        Amount::Whole => left.gross(),
        Amount::Gross(gross) => gross,
    };
    let refused = CreditError::TooMuch { left: left.gross() };
    if gross <= 0 || gross > left.gross() {
        return Err(refused);
    }
    let tax = left.part(gross).map_err(|error| Failure::internal(&error))?;
    let language = Language::from_tag(&left.invoice.language).unwrap_or_default();
    let texts = Texts::of(language);
    let name = say::correction(&texts, &left.invoice.number);
    let category = document::category(tax);
    let line = Line { description: Some(reason.to_owned()), ..Line::flat(name, tax.base, category) };
    let id = operation.app().new_id();
    let row = in_words(id, 1, reason, tax.base)?;
    let note = Note { id, tax, lines: vec![line], rows: vec![row], reason };
    write_note(operation, seller, &left, note, &texts).await?;
    Ok(id)
}

/// A credit note, but for what it has from its invoice.
pub(super) struct Note<'a> {
    pub id: InvoiceId,
    pub tax: TaxLine,
    pub lines: Vec<Line>,
    pub rows: Vec<invoice_line::Model>,
    pub reason: &'a str,
}

/// Issues it; answers its number.
pub(super) async fn write_note(
    operation: &mut Operation,
    seller: &Seller,
    left: &Left,
    note: Note<'_>,
    texts: &Texts,
) -> Result<String, Failure> {
    let (of, now, tax) = (&left.invoice, operation.now(), note.tax);
    let buyer = store::buyer(of)?;
    let zone = period::zone(super::issue::SELLERS_ZONE).map_err(|error| Failure::internal(&error))?;
    let dates = Dates::of(now, seller, &zone)?;
    let number = number(operation, &seller.credit_note_series, dates.issued).await?;
    let reference = Reference { number: of.number.clone(), issued: day_of(&of.issued_on)? };
    let said = document::Said {
        kind: Kind::CreditNote { of: reference },
        number: &number,
        issued: document::day(dates.issued)?,
        due: None,
        period: None,
        currency: &of.currency,
        buyer: &buyer,
        lines: note.lines,
        tax,
        reference: None,
        terms: texts.get(say::TERMS_CREDIT).into_owned(),
        organization: &of.organization_name,
        texts,
    };
    let (xml, pdf) = document::files(document::document(seller, said), now).await?;
    let gross = tax.base.saturating_add(tax.tax);
    let row = invoice::Model {
        id: note.id,
        number: number.clone(),
        kind: InvoiceKind::CreditNote,
        seller: json(seller)?,
        issued_on: dates.issued.to_string(),
        due_on: None,
        due_at: None,
        period_start: None,
        period_end: None,
        net_minor: tax.base,
        tax_minor: tax.tax,
        gross_minor: gross,
        reference: None,
        corrects_id: Some(of.id),
        reason: Some(note.reason.to_owned()),
        created_at: now,
        ..of.clone()
    };
    let rows = write::Rows { invoice: row, lines: note.rows, taxes: vec![tax_row(note.id, tax)], pdf, xml };
    write::add(operation, rows).await?;
    let booked = Transaction::credit_note(tax.base, tax.tax).map_err(|error| Failure::internal(&error))?;
    book(operation, &booked, note.id, of.billing_account_id, &of.currency).await?;
    // What was paid of it already is the payer's credit from now on.
    payments::free_surplus(operation, of).await.map_err(|error| Failure::internal(&error))?;
    // To where invoices go now: the account may have another address since.
    let account = write::account(operation.tx(), of.billing_account_id).await?;
    let contact = details(&account)?;
    let amount = words::money(texts.language(), gross, &of.currency);
    let issued = Issued { number: &number, organization: &of.organization_name, amount: &amount };
    let app = operation.app().clone();
    let link = app.link(ConsolePath::BillingAccountReceipts(&account.id.to_string()));
    let mail = letter(&app, texts, &contact).credit_note(&issued, &of.number, link);
    outbox::queue(operation, contact.email.as_str(), &mail).await?;
    Ok(number)
}

/// A line that words say, as it is kept.
pub(super) fn in_words(
    id: InvoiceId,
    position: i64,
    text: &str,
    net: i64,
) -> Result<invoice_line::Model, Failure> {
    Ok(invoice_line::Model {
        invoice_id: id,
        position,
        category: CostCategory::Adjustments,
        subject: json(&LineSubject::Other { text: text.to_owned() })?,
        period_start: None,
        period_end: None,
        quantity: None,
        price_micro: None,
        price_per: None,
        net_minor: net,
        usage: None,
    })
}

/// What credit notes have left of an invoice.
pub(super) struct Left {
    pub invoice: invoice::Model,
    treatment: TaxTreatment,
    rate: u32,
    /// Without VAT, in minor units.
    pub net: i64,
    tax: i64,
}

impl Left {
    /// Of an invoice, which is locked until the operation ends.
    pub async fn of(operation: &Operation, id: InvoiceId) -> Result<Option<Self>, Failure> {
        let Some(invoice) = store::lock(operation, id).await?.filter(|row| row.kind == InvoiceKind::Invoice)
        else {
            return Ok(None);
        };
        let taxes = store::taxes(operation.tx(), id).await?;
        let [tax] = &taxes[..] else { return Err(ProblemCode::Internal.into()) };
        let (net, taken) = store::credited(operation.tx(), id).await?;
        Ok(Some(Self {
            treatment: treatment(tax)?,
            rate: u32::try_from(tax.rate_basis_points).map_err(|error| Failure::internal(&error))?,
            net: invoice.net_minor - net,
            tax: invoice.tax_minor - taken,
            invoice,
        }))
    }

    const fn gross(&self) -> i64 {
        self.net + self.tax
    }

    /// So much of it, with VAT. What all credit notes took together is shared as the whole invoice is, so that cents that are rounded
    /// never add up, and what is left at the end is the rest of both.
    fn part(&self, gross: i64) -> Result<TaxLine, Overflow> {
        if gross == self.gross() {
            return Ok(self.line(self.net, self.tax));
        }
        let before = self.invoice.gross_minor - self.gross();
        let together =
            share(self.invoice.net_minor, (before + gross).into(), self.invoice.gross_minor.into())?;
        let least = (gross - self.tax).max(0);
        let net =
            (together - (self.invoice.net_minor - self.net)).clamp(least, self.net.min(gross).max(least));
        Ok(self.line(net, gross - net))
    }

    /// So much of it, without VAT.
    pub fn net_part(&self, net: i64) -> Result<TaxLine, Overflow> {
        if net == self.net {
            return Ok(self.line(net, self.tax));
        }
        let before = self.invoice.net_minor - self.net;
        let together = share(self.invoice.tax_minor, (before + net).into(), self.invoice.net_minor.into())?;
        Ok(self.line(net, (together - (self.invoice.tax_minor - self.tax)).clamp(0, self.tax)))
    }

    const fn line(&self, base: i64, tax: i64) -> TaxLine {
        TaxLine { treatment: self.treatment, rate: self.rate, base, tax }
    }
}

fn treatment(row: &invoice_tax::Model) -> Result<TaxTreatment, Failure> {
    let found = TaxTreatment::ALL.into_iter().find(|treatment| treatment.code() == row.treatment);
    found.ok_or_else(|| ProblemCode::Internal.into())
}
