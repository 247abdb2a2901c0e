//! Who sells to whom, and what this says about the tax.

use super::{SHORT, ids, short, shown};
use crate::countries;
use crate::document::{Document, Language, Party, TaxCategory};
use crate::fault::{Fault, Reason, ensure};
use crate::xml::Endpoint;

/// Refuses a seller or a buyer that the rules refuse, and categories of tax that do not go with them.
pub(super) fn check(document: &Document) -> Result<(), Fault> {
    let (seller, buyer) = (&document.seller, &document.buyer);
    party(seller).map_err(|fault| fault.within("seller"))?;
    party(buyer).map_err(|fault| fault.within("buyer"))?;
    // BR-FR-10.
    ensure(seller.siren.is_some(), "seller.siren", Reason::Missing("a seller in France has one"))?;
    // BR-FR-12: an address in the networks where invoices are exchanged.
    let nowhere = Reason::Missing("a buyer has a SIREN, a VAT id of the EU or an email address");
    ensure(Endpoint::of(buyer).is_some(), "buyer.email", nowhere)?;
    for tax in &document.taxes {
        match tax.category {
            // BR-S-02, BR-AE-02.
            TaxCategory::S { .. } => has_vat_id(seller, "seller.vat_id")?,
            TaxCategory::AE => {
                has_vat_id(seller, "seller.vat_id")?;
                has_vat_id(buyer, "buyer.vat_id")?;
                let abroad = Reason::Form("the tax is reversed to buyers in another country");
                ensure(buyer.address.country != seller.address.country, "buyer.address.country", abroad)?;
            }
            // BR-O-11 to BR-O-14.
            TaxCategory::O => {
                let alone = Reason::Unwanted("what is outside the scope of VAT goes with nothing else");
                ensure(document.taxes.len() == 1, "taxes", alone)?;
            }
        }
    }
    Ok(())
}

fn has_vat_id(party: &Party, field: &str) -> Result<(), Fault> {
    ensure(party.vat_id.is_some(), field, Reason::Missing("this kind of tax needs the VAT id"))
}

fn party(party: &Party) -> Result<(), Fault> {
    short(&party.name, "name")?;
    let texts =
        [("legal_form", &party.legal_form), ("capital", &party.capital), ("register", &party.register)];
    for (field, text) in texts {
        text.as_ref().map_or(Ok(()), |text| short(text, field))?;
    }
    if let Some(siren) = &party.siren {
        ensure(ids::is_siren(siren), "siren", Reason::Form("nine digits with their check digit"))?;
    }
    if let Some(id) = &party.vat_id {
        ensure(ids::is_vat_id(id), "vat_id", Reason::Form("a VAT id with its country, without spaces"))?;
    }
    if let Some(email) = &party.email {
        short(email, "email")?;
        ensure(email.contains('@'), "email", Reason::Form("an email address"))?;
    }
    let address = &party.address;
    let few = (1..=3).contains(&address.lines.len());
    ensure(few, "address.lines", Reason::Form("one to three lines"))?;
    for (index, line) in address.lines.iter().enumerate() {
        short(line, &format!("address.lines[{index}]"))?;
    }
    shown(&address.postcode, "address.postcode", SHORT)?;
    short(&address.city, "address.city")?;
    let known = countries::name(&address.country, Language::En).is_some();
    ensure(known, "address.country", Reason::Form("two letters of ISO 3166-1"))
}
