//! A line.

use super::settlement::period;
use super::writer::{Xml, amount, decimal};
use crate::document::Line;

/// Writes a line with its number, from one.
pub(super) fn write(xml: &mut Xml, number: usize, line: &Line) {
    let unit = &line.quantity.unit;
    xml.element("ram:IncludedSupplyChainTradeLineItem", |xml| {
        xml.element("ram:AssociatedDocumentLineDocument", |xml| xml.leaf("ram:LineID", &number.to_string()));
        xml.element("ram:SpecifiedTradeProduct", |xml| {
            xml.leaf("ram:Name", &line.name);
            xml.leaf_if("ram:Description", line.description.as_deref());
        });
        xml.element("ram:SpecifiedLineTradeAgreement", |xml| {
            xml.element("ram:NetPriceProductTradePrice", |xml| {
                xml.leaf("ram:ChargeAmount", &decimal(line.unit_price.micro, 6, 2));
                let base = line.unit_price.base_quantity;
                if base != 1 {
                    xml.leaf(&format!("ram:BasisQuantity unitCode=\"{unit}\""), &base.to_string());
                }
            });
        });
        xml.element("ram:SpecifiedLineTradeDelivery", |xml| {
            let quantity = decimal(line.signed_quantity(), 4, 0);
            xml.leaf(&format!("ram:BilledQuantity unitCode=\"{unit}\""), &quantity);
        });
        xml.element("ram:SpecifiedLineTradeSettlement", |xml| {
            xml.element("ram:ApplicableTradeTax", |xml| {
                xml.leaf("ram:TypeCode", "VAT");
                xml.leaf("ram:CategoryCode", line.tax.code());
                let rate = line.tax.per_mille().map(|rate| decimal(i64::from(rate), 1, 0));
                xml.leaf_if("ram:RateApplicablePercent", rate.as_deref());
            });
            period(xml, line.period);
            xml.element("ram:SpecifiedTradeSettlementLineMonetarySummation", |xml| {
                xml.leaf("ram:LineTotalAmount", &amount(line.net));
            });
        });
    });
}
