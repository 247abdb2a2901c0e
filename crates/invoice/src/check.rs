//! What the norm, the French rules and arithmetic refuse.
//!
//! The names of rules (`BR-…`) are those of the schematrons of EN 16931 and of the French rules (BR-FR-Flux2).

mod ids;
mod parties;
mod sums;

use crate::document::{Document, Kind, Notes, Payment};
use crate::fault::{Fault, Reason, ensure};
use time::Date;

/// Refuses a document that a receiver would have to refuse.
pub(crate) fn check(document: &Document) -> Result<(), Fault> {
    number(&document.number, "number")?;
    dates(document)?;
    // BR-FR-CO-12: in another currency, the tax has to be there in euros too.
    let only_euros = Reason::Form("invoices are in EUR");
    ensure(document.currency == "EUR", "currency", only_euros)?;
    if let Kind::CreditNote { of } = &document.kind {
        number(&of.number, "kind.of.number")?;
        year(of.issued, "kind.of.issued")?;
        let order = Reason::Form("a credit note is not older than its invoice");
        ensure(of.issued <= document.issued, "kind.of.issued", order)?;
    }
    parties::check(document)?;
    texts(document)?;
    payment(&document.payment)?;
    notes(&document.notes)?;
    sums::check(document)
}

/// BR-FR-01, BR-FR-02.
fn number(number: &str, field: &str) -> Result<(), Fault> {
    let reason = Reason::Form("1 to 35 of A-Z, a-z, 0-9, +, -, _ and /");
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"+-_/".contains(&byte);
    ensure(!number.is_empty() && number.len() <= 35 && number.bytes().all(allowed), field, reason)
}

/// BR-FR-03.
fn year(date: Date, field: &str) -> Result<(), Fault> {
    ensure((2000..2100).contains(&date.year()), field, Reason::Form("a year from 2000 to 2099"))
}

fn period((first, last): (Date, Date), field: &str) -> Result<(), Fault> {
    year(first, field)?;
    year(last, field)?;
    // BR-29, BR-30.
    ensure(first <= last, field, Reason::Form("a period ends after it has begun"))
}

fn dates(document: &Document) -> Result<(), Fault> {
    year(document.issued, "issued")?;
    match document.due {
        Some(due) => {
            year(due, "due")?;
            // BR-FR-CO-07.
            let late = Reason::Form("what is not paid is due on the day of issue or later");
            ensure(document.paid || due >= document.issued, "due", late)?;
        }
        None => {
            // BR-FR-CO-09, BR-CO-25.
            ensure(!document.paid, "due", Reason::Missing("the day on which it was paid"))?;
            let either = Reason::Missing("a due date or terms of payment");
            ensure(!document.payment.terms.trim().is_empty(), "due", either)?;
        }
    }
    document.period.map_or(Ok(()), |days| period(days, "period"))?;
    for (index, line) in document.lines.iter().enumerate() {
        line.period.map_or(Ok(()), |days| period(days, &format!("lines[{index}].period")))?;
    }
    Ok(())
}

/// Texts that have to say something, and no character that XML does not know.
fn texts(document: &Document) -> Result<(), Fault> {
    for (index, line) in document.lines.iter().enumerate() {
        short(&line.name, &format!("lines[{index}].name"))?;
        if let Some(text) = &line.description {
            filled(text, &format!("lines[{index}].description"))?;
        }
    }
    Ok(())
}

fn payment(payment: &Payment) -> Result<(), Fault> {
    if let Some(iban) = &payment.iban {
        ensure(ids::is_iban(iban), "payment.iban", Reason::Form("an IBAN with its check digits"))?;
    }
    if let Some(bic) = &payment.bic {
        ensure(ids::is_bic(bic), "payment.bic", Reason::Form("a BIC of 8 or 11 characters"))?;
    }
    if let Some(reference) = &payment.reference {
        let form = Reason::Form("a reference of ISO 11649 with its check digits");
        ensure(ids::is_creditor_reference(reference), "payment.reference", form)?;
    }
    if let Some(name) = &payment.account_name {
        short(name, "payment.account_name")?;
    }
    shown(&payment.terms, "payment.terms", SHORT)
}

/// BR-FR-05.
fn notes(notes: &Notes) -> Result<(), Fault> {
    filled(&notes.pmt, "notes.pmt")?;
    filled(&notes.pmd, "notes.pmd")?;
    filled(&notes.aab, "notes.aab")?;
    notes
        .legal
        .iter()
        .enumerate()
        .try_for_each(|(index, note)| filled(note, &format!("notes.legal[{index}]")))
}

/// How long a name may be, so that it leaves room for the rest of the page.
const SHORT: usize = 300;
/// How long a text may be.
const LONG: usize = 5_000;

/// Something to read.
fn filled(text: &str, field: &str) -> Result<(), Fault> {
    ensure(!text.trim().is_empty(), field, Reason::Missing("some text"))?;
    shown(text, field, LONG)
}

/// A name, or a line of an address.
fn short(text: &str, field: &str) -> Result<(), Fault> {
    filled(text, field)?;
    shown(text, field, SHORT)
}

/// At most so many characters, all of which can stand in XML (1.0, section 2.2).
fn shown(text: &str, field: &str, most: usize) -> Result<(), Fault> {
    let allowed = |character: char| matches!(character, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    ensure(text.chars().all(allowed), field, Reason::Form("no control characters"))?;
    ensure(text.chars().count() <= most, field, Reason::Size)
}
