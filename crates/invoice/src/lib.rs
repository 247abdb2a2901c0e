//! Invoices and credit notes as documents that a person and a machine can read.
//!
//! From a plain [`Document`] this makes the XML of EN 16931 in the syntax CII, as Factur-X and the French rules for the
//! exchange of invoices want it ([`xml`]), and a PDF/A-3B for people that bears this XML ([`pdf`]). There is no database,
//! no clock and no input or output here: the same document always gives the same bytes.
//!
//! Amounts are integers in minor units (cents). Nothing is computed: what does not add up is refused with a [`Fault`] that
//! names the field, so that a wrong document never leaves.

mod check;
mod countries;
mod document;
mod fault;
mod pdf;
mod xml;

pub use document::{
    Address, Document, Kind, Language, Line, Notes, Party, Payment, Quantity, Reference, Tax, TaxCategory,
    Totals, UnitPrice,
};
pub use fault::{Fault, Reason};
pub use time::{Date, OffsetDateTime as DateTime};

/// The XML of a document: Cross Industry Invoice, profile EN 16931 of Factur-X, with what the French rules ask for.
///
/// # Errors
///
/// A [`Fault`] with the field that EN 16931, the French rules or the sums refuse.
pub fn xml(document: &Document) -> Result<Vec<u8>, Fault> {
    check::check(document)?;
    Ok(xml::write(document).into_bytes())
}

/// The PDF/A-3B of a document, with its XML attached as `factur-x.xml`.
///
/// `made` is when the file was made: it stands in the file's metadata, and nowhere on the page.
///
/// # Errors
///
/// A [`Fault`] as [`xml`] has them; or one of the field `pdf` where the file would not be a PDF/A.
pub fn pdf(document: &Document, xml: &[u8], made: DateTime) -> Result<Vec<u8>, Fault> {
    check::check(document)?;
    pdf::write(document, xml, made)
}
