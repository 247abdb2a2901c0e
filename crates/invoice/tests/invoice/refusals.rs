//! What never leaves.

use crate::samples::{self, FRANCE};
use hq_invoice::*;
use time::macros::{date, datetime};

/// Asserts that a document is refused for this field, as XML and as PDF.
#[track_caller]
fn refused(document: &Document, field: &str) {
    let fault = xml(document).expect_err("this had to be refused");
    assert_eq!(fault.field, field, "{fault}");
    assert!(fault.to_string().starts_with(field));
    assert_eq!(pdf(document, b"<xml/>", datetime!(2026-12-01 0:00 UTC)), Err(fault));
}

/// The same for the document from France with a change.
#[track_caller]
fn changed(field: &str, change: impl FnOnce(&mut Document)) {
    let mut document = samples::france();
    change(&mut document);
    refused(&document, field);
}

#[test]
fn the_samples_are_accepted() {
    for (name, document) in samples::all() {
        assert!(xml(&document).is_ok(), "{name}: {:?}", xml(&document));
    }
}

#[test]
fn numbers_are_of_few_letters() {
    for number in ["", "FA 2026", "FA_é", "FA.1", &"9".repeat(36)] {
        changed("number", |document| document.number = number.to_owned());
    }
    let longest = Document { number: "Az09+-_/".repeat(5)[..35].to_owned(), ..samples::france() };
    assert!(xml(&longest).is_ok());
}

#[test]
fn days_follow_each_other() {
    changed("issued", |document| document.issued = date!(2100 - 01 - 01));
    changed("due", |document| document.due = Some(date!(2026 - 11 - 30)));
    changed("period", |document| document.period = Some((date!(2026 - 11 - 30), date!(2026 - 11 - 29))));
    changed("lines[1].period", |document| {
        document.lines[1].period = Some((date!(2026 - 11 - 30), date!(2026 - 11 - 29)));
    });
    changed("due", |document| {
        document.due = None;
        document.payment.terms = " ".to_owned();
    });
    let mut by_terms = samples::france();
    by_terms.due = None;
    assert!(xml(&by_terms).is_ok(), "terms are enough");
    refused(&Document { due: None, ..samples::paid() }, "due");
}

#[test]
fn a_credit_note_has_its_invoice() {
    let of = |number: &str, issued| Kind::CreditNote { of: Reference { number: number.to_owned(), issued } };
    changed("kind.of.number", |document| document.kind = of("", date!(2026 - 12 - 01)));
    changed("kind.of.issued", |document| document.kind = of("FA-1", date!(2026 - 12 - 02)));
}

#[test]
fn parties_are_who_they_say() {
    changed("seller.siren", |document| document.seller.siren = None);
    changed("seller.siren", |document| document.seller.siren = Some("123456783".to_owned()));
    changed("seller.vat_id", |document| document.seller.vat_id = None);
    changed("seller.name", |document| document.seller.name = " ".to_owned());
    changed("seller.address.country", |document| document.seller.address.country = "FRA".to_owned());
    changed("seller.address.lines", |document| document.seller.address.lines.clear());
    changed("buyer.vat_id", |document| document.buyer.vat_id = Some("FR15987654324".to_owned()));
    changed("buyer.name", |document| document.buyer.name = "\u{7}".to_owned());
    changed("buyer.name", |document| document.buyer.name = "n".repeat(301));
    changed("buyer.email", |document| {
        document.buyer.siren = None;
        document.buyer.vat_id = None;
        document.buyer.email = None;
    });
}

#[test]
fn each_kind_of_tax_has_its_parties() {
    let mut reverse = samples::reverse_charge();
    reverse.buyer.vat_id = None;
    refused(&reverse, "buyer.vat_id");
    let mut reverse = samples::reverse_charge();
    reverse.seller.vat_id = None;
    refused(&reverse, "seller.vat_id");
    let mut at_home = samples::reverse_charge();
    at_home.buyer.address.country = "FR".to_owned();
    refused(&at_home, "buyer.address.country");
    let mut lines = samples::lines(TaxCategory::O);
    lines.push(Line::flat("Taxed", 100, FRANCE));
    refused(&samples::with(samples::outside(), lines), "taxes");
    let odd = samples::lines(TaxCategory::S { per_mille: 190 });
    refused(&samples::with(samples::france(), odd), "taxes[0].category");
}

#[test]
fn what_does_not_add_up_is_refused() {
    changed("lines", |document| document.lines.clear());
    changed("lines[2].net", |document| document.lines[2].net = 4116);
    changed("lines[0].unit_price.micro", |document| document.lines[0].unit_price.micro = -1);
    changed("lines[0].unit_price.base_quantity", |document| document.lines[0].unit_price.base_quantity = 0);
    changed("lines[0].quantity.unit", |document| document.lines[0].quantity.unit = "one".to_owned());
    changed("lines[0].quantity", |document| document.lines[0].quantity.ten_thousandths = i64::MIN);
    changed("lines[0].tax", |document| document.lines[0].tax = TaxCategory::S { per_mille: 55 });
    changed("taxes[0].base", |document| document.taxes[0].base += 1);
    changed("taxes[0].amount", |document| document.taxes[0].amount += 1);
    changed("taxes[0]", |document| document.taxes.push(document.taxes[0]));
    changed("totals.lines", |document| document.totals.lines += 1);
    changed("totals.net", |document| document.totals.net += 1);
    changed("totals.tax", |document| document.totals.tax -= 1);
    changed("totals.gross", |document| document.totals.gross += 1);
    changed("totals.due", |document| document.totals.due += 1);
    changed("totals.due", |document| document.totals.prepaid = 1);
    changed("totals.lines", |document| document.totals.lines = i64::MAX);
    let mut unpaid = samples::paid();
    unpaid.totals.prepaid -= 1;
    refused(&unpaid, "totals.prepaid");
    // More with a plus sign, where the line takes away.
    let mut odd = samples::negative_line();
    odd.lines[3].net = 21_333;
    odd.lines[3].quantity.ten_thousandths = -10_000;
    refused(&odd, "lines[3].net");
}

#[test]
fn payment_and_notices_are_whole() {
    changed("currency", |document| document.currency = "USD".to_owned());
    changed("payment.iban", |document| {
        document.payment.iban = Some("FR1520041010050500013M02606".to_owned())
    });
    changed("payment.bic", |document| document.payment.bic = Some("BNP".to_owned()));
    changed("payment.reference", |document| document.payment.reference = Some("RF19539007547034".to_owned()));
    changed("notes.pmt", |document| document.notes.pmt.clear());
    changed("notes.pmd", |document| document.notes.pmd.clear());
    changed("notes.aab", |document| document.notes.aab.clear());
    changed("notes.legal[0]", |document| document.notes.legal[0] = "\u{0}".to_owned());
}
