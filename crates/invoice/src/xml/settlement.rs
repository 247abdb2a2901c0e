//! What is to be paid, and how.

use super::writer::{Xml, amount, compact, decimal};
use crate::document::{Document, Kind, Payment, Tax};
use time::Date;

/// Writes payment, taxes, terms and sums.
pub(super) fn write(xml: &mut Xml, document: &Document) {
    let payment = &document.payment;
    xml.element("ram:ApplicableHeaderTradeSettlement", |xml| {
        xml.leaf_if("ram:PaymentReference", payment.reference.as_deref());
        xml.leaf("ram:InvoiceCurrencyCode", &document.currency);
        means(xml, payment);
        for tax in &document.taxes {
            self::tax(xml, tax);
        }
        period(xml, document.period);
        xml.element("ram:SpecifiedTradePaymentTerms", |xml| {
            let terms = Some(payment.terms.trim()).filter(|terms| !terms.is_empty());
            xml.leaf_if("ram:Description", terms);
            if let Some(due) = document.due {
                xml.date("ram:DueDateDateTime", due);
            }
        });
        sums(xml, document);
        if let Kind::CreditNote { of } = &document.kind {
            xml.element("ram:InvoiceReferencedDocument", |xml| {
                xml.leaf("ram:IssuerAssignedID", &of.number);
                xml.element("ram:FormattedIssueDateTime", |xml| {
                    xml.leaf(r#"qdt:DateTimeString format="102""#, &compact(of.issued));
                });
            });
        }
    });
}

fn means(xml: &mut Xml, payment: &Payment) {
    let Some(iban) = &payment.iban else { return };
    xml.element("ram:SpecifiedTradeSettlementPaymentMeans", |xml| {
        // A transfer within SEPA.
        xml.leaf("ram:TypeCode", "58");
        xml.element("ram:PayeePartyCreditorFinancialAccount", |xml| {
            xml.leaf("ram:IBANID", &iban.replace(' ', ""));
            xml.leaf_if("ram:AccountName", payment.account_name.as_deref());
        });
        if let Some(bic) = &payment.bic {
            xml.element("ram:PayeeSpecifiedCreditorFinancialInstitution", |xml| xml.leaf("ram:BICID", bic));
        }
    });
}

fn tax(xml: &mut Xml, tax: &Tax) {
    let exemption = tax.category.exemption();
    xml.element("ram:ApplicableTradeTax", |xml| {
        xml.leaf("ram:CalculatedAmount", &amount(tax.amount));
        xml.leaf("ram:TypeCode", "VAT");
        xml.leaf_if("ram:ExemptionReason", exemption.map(|(_, words)| words));
        xml.leaf("ram:BasisAmount", &amount(tax.base));
        xml.leaf("ram:CategoryCode", tax.category.code());
        xml.leaf_if("ram:ExemptionReasonCode", exemption.map(|(code, _)| code));
        let rate = tax.category.per_mille().map(|rate| decimal(i64::from(rate), 1, 0));
        xml.leaf_if("ram:RateApplicablePercent", rate.as_deref());
    });
}

/// The days that a document or a line is about.
pub(super) fn period(xml: &mut Xml, period: Option<(Date, Date)>) {
    let Some((first, last)) = period else { return };
    xml.element("ram:BillingSpecifiedPeriod", |xml| {
        xml.date("ram:StartDateTime", first);
        xml.date("ram:EndDateTime", last);
    });
}

fn sums(xml: &mut Xml, document: &Document) {
    let totals = &document.totals;
    xml.element("ram:SpecifiedTradeSettlementHeaderMonetarySummation", |xml| {
        xml.leaf("ram:LineTotalAmount", &amount(totals.lines));
        xml.leaf("ram:TaxBasisTotalAmount", &amount(totals.net));
        let tag = format!("ram:TaxTotalAmount currencyID=\"{}\"", document.currency);
        xml.leaf(&tag, &amount(totals.tax));
        xml.leaf("ram:GrandTotalAmount", &amount(totals.gross));
        if document.paid || totals.prepaid != 0 {
            xml.leaf("ram:TotalPrepaidAmount", &amount(totals.prepaid));
        }
        xml.leaf("ram:DuePayableAmount", &amount(totals.due));
    });
}
