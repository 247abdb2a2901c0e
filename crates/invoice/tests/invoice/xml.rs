//! What stands where in the XML.

use crate::samples;
use hq_invoice::*;

fn written(document: &Document) -> String {
    String::from_utf8(xml(document).expect("accepted")).expect("UTF-8")
}

/// The texts of the elements at the end of a path of names.
fn at(document: &Document, path: &str) -> Vec<String> {
    let text = written(document);
    let tree = roxmltree::Document::parse(&text).expect("well-formed");
    let mut nodes = vec![tree.root_element()];
    for name in path.split('/') {
        nodes = nodes
            .iter()
            .flat_map(|node| node.children().filter(|child| child.tag_name().name() == name))
            .collect();
    }
    nodes.iter().map(|node| node.text().unwrap_or_default().to_owned()).collect()
}

const TAX: &str = "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement/ApplicableTradeTax";
const PARTIES: &str = "SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement";
const SETTLEMENT: &str = "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement";

#[test]
fn france_pays_twenty_per_cent() {
    let document = samples::france();
    assert_eq!(at(&document, &format!("{TAX}/CategoryCode")), ["S"]);
    assert_eq!(at(&document, &format!("{TAX}/RateApplicablePercent")), ["20"]);
    assert_eq!(at(&document, &format!("{TAX}/CalculatedAmount")), ["476.23"]);
    assert_eq!(at(&document, &format!("{TAX}/ExemptionReasonCode")), Vec::<String>::new());
    assert_eq!(at(&document, "ExchangedDocument/TypeCode"), ["380"]);
    let codes = at(&document, "ExchangedDocument/IncludedNote/SubjectCode");
    assert_eq!(codes, ["PMT", "PMD", "AAB", "BAR"]);
    assert!(at(&document, "ExchangedDocument/IncludedNote/Content").contains(&"B2B".to_owned()));
}

#[test]
fn two_rates_are_two_taxes() {
    let lines = vec![
        Line::flat("Plan", 10_000, samples::FRANCE),
        Line::flat("Book", 2_000, TaxCategory::S { per_mille: 55 }),
    ];
    let document = samples::with(samples::france(), lines);
    assert_eq!(at(&document, &format!("{TAX}/RateApplicablePercent")), ["20", "5.5"]);
    assert_eq!(at(&document, &format!("{TAX}/CalculatedAmount")), ["20.00", "1.10"]);
}

#[test]
fn elsewhere_in_the_eu_the_tax_is_reversed() {
    let document = samples::reverse_charge();
    assert_eq!(at(&document, &format!("{TAX}/CategoryCode")), ["AE"]);
    assert_eq!(at(&document, &format!("{TAX}/ExemptionReasonCode")), ["VATEX-EU-AE"]);
    assert_eq!(at(&document, &format!("{TAX}/CalculatedAmount")), ["0.00"]);
    let ids = format!("{PARTIES}/BuyerTradeParty/SpecifiedTaxRegistration/ID");
    assert_eq!(at(&document, &ids), ["DE136695976"]);
}

#[test]
fn outside_the_eu_nobody_has_a_vat_id() {
    let mut document = samples::outside();
    document.buyer.vat_id = Some("GB123456789".to_owned());
    assert_eq!(at(&document, &format!("{TAX}/ExemptionReasonCode")), ["VATEX-EU-O"]);
    assert_eq!(at(&document, &format!("{TAX}/RateApplicablePercent")), Vec::<String>::new());
    assert!(!written(&document).contains("SpecifiedTaxRegistration"));
    let address = format!("{PARTIES}/BuyerTradeParty/URIUniversalCommunication/URIID");
    assert_eq!(at(&document, &address), ["accounts.buyer.example"]);
    let contact =
        format!("{PARTIES}/BuyerTradeParty/DefinedTradeContact/EmailURIUniversalCommunication/URIID");
    assert_eq!(at(&document, &contact), ["accounts@buyer.example"]);
}

#[test]
fn a_credit_note_names_its_invoice() {
    let document = samples::credit_note();
    assert_eq!(at(&document, "ExchangedDocument/TypeCode"), ["381"]);
    let number = format!("{SETTLEMENT}/InvoiceReferencedDocument/IssuerAssignedID");
    assert_eq!(at(&document, &number), ["FA-2026-000318"]);
    let issued = format!("{SETTLEMENT}/InvoiceReferencedDocument/FormattedIssueDateTime/DateTimeString");
    assert_eq!(at(&document, &issued), ["20261201"]);
}

#[test]
fn what_is_paid_says_so() {
    let process = "ExchangedDocumentContext/BusinessProcessSpecifiedDocumentContextParameter/ID";
    assert_eq!(at(&samples::france(), process), ["S1"]);
    assert_eq!(at(&samples::paid(), process), ["S2"]);
    let sums = format!("{SETTLEMENT}/SpecifiedTradeSettlementHeaderMonetarySummation");
    assert_eq!(at(&samples::paid(), &format!("{sums}/DuePayableAmount")), ["0.00"]);
    assert_eq!(at(&samples::paid(), &format!("{sums}/TotalPrepaidAmount")), ["2857.38"]);
}

#[test]
fn what_is_given_back_is_a_negative_quantity() {
    let mut document = samples::negative_line();
    let line = "SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem";
    let quantity = format!("{line}/SpecifiedLineTradeDelivery/BilledQuantity");
    let price = format!("{line}/SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount");
    assert_eq!(at(&document, &quantity)[3], "-1");
    assert_eq!(at(&document, &price)[3], "213.33");
    document.lines[3].quantity.ten_thousandths = 10_000;
    assert_eq!(at(&document, &quantity)[3], "-1", "the line's sum says what it is");
}

#[test]
fn what_people_type_stays_text() {
    let mut document = samples::france();
    document.buyer.name = "<b> & \"Söhne\" ]]> 株式会社".to_owned();
    let name = format!("{PARTIES}/BuyerTradeParty/Name");
    assert_eq!(at(&document, &name), [document.buyer.name.as_str()]);
}
