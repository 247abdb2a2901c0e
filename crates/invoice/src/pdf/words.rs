//! The words on the page. `{}` is filled in.

use crate::document::{Language, TaxCategory};

/// What the page says in a language.
pub(super) struct Words {
    pub(super) invoice: &'static str,
    pub(super) credit_note: &'static str,
    pub(super) billed_to: &'static str,
    pub(super) issued: &'static str,
    pub(super) due: &'static str,
    pub(super) paid_on: &'static str,
    pub(super) period: &'static str,
    pub(super) amount_due: &'static str,
    pub(super) by: &'static str,
    pub(super) paid: &'static str,
    pub(super) on: &'static str,
    pub(super) credited: &'static str,
    pub(super) takes_back: &'static str,
    pub(super) item: &'static str,
    pub(super) quantity: &'static str,
    pub(super) unit_price: &'static str,
    pub(super) vat: &'static str,
    pub(super) net: &'static str,
    pub(super) net_total: &'static str,
    pub(super) vat_on: &'static str,
    pub(super) no_vat: &'static str,
    pub(super) total: &'static str,
    pub(super) already_paid: &'static str,
    pub(super) payment: &'static str,
    pub(super) account: &'static str,
    pub(super) iban: &'static str,
    pub(super) bic: &'static str,
    pub(super) reference: &'static str,
    pub(super) terms: &'static str,
    pub(super) mentions: &'static str,
    pub(super) siren: &'static str,
    pub(super) vat_id: &'static str,
    pub(super) capital: &'static str,
    pub(super) page: &'static str,
    reverse_charge: &'static str,
    outside: &'static str,
}

impl Words {
    /// Why there is no tax.
    pub(super) fn exemption(&self, category: TaxCategory) -> Option<&'static str> {
        match category {
            TaxCategory::S { .. } => None,
            TaxCategory::AE => Some(self.reverse_charge),
            TaxCategory::O => Some(self.outside),
        }
    }
}

/// A text with `{}` filled in, one after the other.
pub(super) fn fill(text: &str, values: &[&str]) -> String {
    let mut parts = text.split("{}");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for (part, value) in parts.zip(values.iter().chain(std::iter::repeat(&""))) {
        filled.push_str(value);
        filled.push_str(part);
    }
    filled
}

/// The words of a language.
pub(super) fn of(language: Language) -> &'static Words {
    match language {
        Language::En => &ENGLISH,
        Language::Fr => &FRENCH,
    }
}

const ENGLISH: Words = Words {
    invoice: "Invoice",
    credit_note: "Credit note",
    billed_to: "Billed to",
    issued: "Issued",
    due: "Due",
    paid_on: "Paid on",
    period: "Service period",
    amount_due: "Amount due",
    by: "by {}",
    paid: "Paid",
    on: "on {}",
    credited: "Credited",
    takes_back: "for invoice {} of {}",
    item: "Item",
    quantity: "Quantity",
    unit_price: "Unit price, €",
    vat: "VAT",
    net: "Net, €",
    net_total: "Total without VAT",
    vat_on: "VAT {} on {}",
    no_vat: "VAT on {}",
    total: "Total",
    already_paid: "Already paid",
    payment: "How to pay",
    account: "Bank transfer to",
    iban: "IBAN",
    bic: "BIC",
    reference: "Reference",
    terms: "Terms",
    mentions: "Legal notices",
    siren: "SIREN\u{a0}{}",
    vat_id: "VAT\u{a0}{}",
    capital: "{} with share capital of {}",
    page: "Page {} of {}",
    reverse_charge: "Reverse charge (autoliquidation): the customer owes the VAT. Articles 44 and 196 of Directive 2006/112/EC, article 283-2 of the French tax code (CGI).",
    outside: "Outside the scope of French VAT: article 259-1 of the French tax code (CGI).",
};

const FRENCH: Words = Words {
    invoice: "Facture",
    credit_note: "Avoir",
    billed_to: "Facturé à",
    issued: "Date d’émission",
    due: "Échéance",
    paid_on: "Date de paiement",
    period: "Période de service",
    amount_due: "Net à payer",
    by: "avant le {} inclus",
    paid: "Payée",
    on: "le {}",
    credited: "Montant de l’avoir",
    takes_back: "sur la facture {} du {}",
    item: "Désignation",
    quantity: "Quantité",
    unit_price: "Prix unitaire, €",
    vat: "TVA",
    net: "HT, €",
    net_total: "Total HT",
    vat_on: "TVA {} sur {}",
    no_vat: "TVA sur {}",
    total: "Total TTC",
    already_paid: "Déjà payé",
    payment: "Règlement",
    account: "Virement à",
    iban: "IBAN",
    bic: "BIC",
    reference: "Référence",
    terms: "Conditions",
    mentions: "Mentions légales",
    siren: "SIREN\u{a0}{}",
    vat_id: "TVA\u{a0}{}",
    capital: "{} au capital de {}",
    page: "Page {} sur {}",
    reverse_charge: "Autoliquidation : la TVA est due par le preneur. Article 283-2 du CGI, articles 44 et 196 de la directive 2006/112/CE.",
    outside: "TVA non applicable : article 259-1 du CGI.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_filled_in_as_they_are() {
        assert_eq!(fill("VAT {} on {}", &["20%", "{}"]), "VAT 20% on {}");
        assert_eq!(fill("by {}", &[]), "by ");
    }
}
