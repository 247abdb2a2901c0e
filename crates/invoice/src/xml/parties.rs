//! Who sells to whom.

use super::endpoint::Endpoint;
use super::writer::Xml;
use crate::document::{Document, Party, TaxCategory};

/// Writes seller and buyer.
pub(super) fn write(xml: &mut Xml, document: &Document) {
    // BR-O-02 and its kin: outside the scope of VAT nobody's VAT id stands in the XML.
    let taxed = !document.taxes.iter().any(|tax| tax.category == TaxCategory::O);
    xml.element("ram:ApplicableHeaderTradeAgreement", |xml| {
        xml.element("ram:SellerTradeParty", |xml| party(xml, &document.seller, taxed, true));
        xml.element("ram:BuyerTradeParty", |xml| party(xml, &document.buyer, taxed, false));
    });
}

fn party(xml: &mut Xml, party: &Party, taxed: bool, sells: bool) {
    xml.leaf("ram:Name", &party.name);
    if sells {
        // BT-33.
        let more = [&party.legal_form, &party.capital, &party.register];
        let more: Vec<&str> = more.into_iter().flatten().map(String::as_str).collect();
        if !more.is_empty() {
            xml.leaf("ram:Description", &more.join(", "));
        }
    }
    if let Some(siren) = &party.siren {
        xml.element("ram:SpecifiedLegalOrganization", |xml| {
            xml.leaf(r#"ram:ID schemeID="0002""#, siren);
        });
    }
    if let Some(email) = &party.email {
        xml.element("ram:DefinedTradeContact", |xml| {
            // BR-FR and EN 16931 let a contact be an address alone.
            xml.element("ram:EmailURIUniversalCommunication", |xml| xml.leaf("ram:URIID", email));
        });
    }
    address(xml, party);
    if let Some(endpoint) = Endpoint::of(party) {
        xml.element("ram:URIUniversalCommunication", |xml| {
            xml.leaf(&format!("ram:URIID schemeID=\"{}\"", endpoint.scheme), &endpoint.id);
        });
    }
    if let Some(id) = party.vat_id.as_ref().filter(|_| taxed) {
        xml.element("ram:SpecifiedTaxRegistration", |xml| xml.leaf(r#"ram:ID schemeID="VA""#, id));
    }
}

fn address(xml: &mut Xml, party: &Party) {
    let address = &party.address;
    xml.element("ram:PostalTradeAddress", |xml| {
        xml.leaf_if("ram:PostcodeCode", Some(address.postcode.as_str()).filter(|code| !code.is_empty()));
        for (tag, line) in ["ram:LineOne", "ram:LineTwo", "ram:LineThree"].iter().zip(&address.lines) {
            xml.leaf(tag, line);
        }
        xml.leaf("ram:CityName", &address.city);
        xml.leaf("ram:CountryID", &address.country);
    });
}
