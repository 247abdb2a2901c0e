//! The XML: Cross Industry Invoice (CII) in the profile EN 16931 of Factur-X. The order of elements is that of its schema.

mod endpoint;
mod lines;
mod parties;
mod settlement;
mod writer;

pub(crate) use endpoint::Endpoint;

use crate::document::{Document, Kind, Notes, Party};
use time::Date;
use writer::Xml;

const ROOT: &str = concat!(
    "rsm:CrossIndustryInvoice",
    r#" xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100""#,
    r#" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100""#,
    r#" xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100""#,
    r#" xmlns:qdt="urn:un:unece:uncefact:data:standard:QualifiedDataType:100""#,
);

/// Writes a document that has been checked.
pub(crate) fn write(document: &Document) -> String {
    let mut xml = Xml::new();
    xml.element(ROOT, |xml| {
        xml.element("rsm:ExchangedDocumentContext", |xml| {
            xml.element("ram:BusinessProcessSpecifiedDocumentContextParameter", |xml| {
                // BT-23: services, to be paid or paid already.
                xml.leaf("ram:ID", if document.paid { "S2" } else { "S1" });
            });
            xml.element("ram:GuidelineSpecifiedDocumentContextParameter", |xml| {
                xml.leaf("ram:ID", "urn:cen.eu:en16931:2017");
            });
        });
        xml.element("rsm:ExchangedDocument", |xml| {
            xml.leaf("ram:ID", &document.number);
            xml.leaf("ram:TypeCode", type_code(&document.kind));
            xml.date("ram:IssueDateTime", document.issued);
            notes(xml, &document.notes, &document.buyer);
        });
        xml.element("rsm:SupplyChainTradeTransaction", |xml| {
            for (index, line) in document.lines.iter().enumerate() {
                lines::write(xml, index + 1, line);
            }
            parties::write(xml, document);
            xml.element("ram:ApplicableHeaderTradeDelivery", |xml| {
                xml.element("ram:ActualDeliverySupplyChainEvent", |xml| {
                    xml.date("ram:OccurrenceDateTime", delivered(document));
                });
            });
            settlement::write(xml, document);
        });
    });
    xml.finish()
}

/// When the service was done (BT-72): at the end of what it is about, or, where that is not said, on the day of issue.
fn delivered(document: &Document) -> Date {
    let lines = document.lines.iter().filter_map(|line| line.period);
    let last = document.period.or_else(|| lines.max_by_key(|(_, last)| *last));
    last.map_or(document.issued, |(_, last)| last)
}

/// BT-3.
fn type_code(kind: &Kind) -> &'static str {
    match kind {
        Kind::Invoice => "380",
        Kind::CreditNote { .. } => "381",
    }
}

fn notes(xml: &mut Xml, notes: &Notes, buyer: &Party) {
    let treatment = treatment(buyer).map(|treatment| ("BAR", treatment));
    let coded = [("PMT", notes.pmt.as_str()), ("PMD", &notes.pmd), ("AAB", &notes.aab)];
    for (code, text) in coded.into_iter().chain(treatment) {
        xml.element("ram:IncludedNote", |xml| {
            xml.leaf("ram:Content", text);
            xml.leaf("ram:SubjectCode", code);
        });
    }
    for text in &notes.legal {
        xml.element("ram:IncludedNote", |xml| xml.leaf("ram:Content", text));
    }
}

/// How the French administration is told of it (BR-FR-20): between French companies, or with one elsewhere. Of a buyer in
/// France without a SIREN the document cannot tell, and says nothing.
fn treatment(buyer: &Party) -> Option<&'static str> {
    match (buyer.address.country.as_str(), &buyer.siren) {
        ("FR", Some(_)) => Some("B2B"),
        ("FR", None) => None,
        _ => Some("B2BINT"),
    }
}
