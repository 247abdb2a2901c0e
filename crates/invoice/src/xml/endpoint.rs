//! The address of a party in the networks where invoices are exchanged (BT-34, BT-49).

use crate::document::Party;

/// An id and the scheme that it is of, from the list of electronic address schemes (EAS).
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Endpoint {
    pub(crate) scheme: &'static str,
    pub(crate) id: String,
}

impl Endpoint {
    /// The address of a party: by SIREN in France, by VAT id elsewhere in the EU, else by email.
    pub(crate) fn of(party: &Party) -> Option<Self> {
        if let Some(siren) = &party.siren {
            return Some(Self { scheme: "0225", id: siren.clone() });
        }
        let by_vat = party.vat_id.as_ref().and_then(|id| Some((scheme(id.get(..2)?)?, id)));
        if let Some((scheme, id)) = by_vat {
            return Some(Self { scheme, id: id.clone() });
        }
        party.email.as_deref().map(|email| Self { scheme: "EM", id: written(email) })
    }
}

/// An email address in the letters that the French rules allow here (BR-FR-23), which have no `@`, and at most 125 of them
/// (BR-FR-25). The address as it is stands with the contact.
fn written(email: &str) -> String {
    let allowed = |character: char| match character {
        '@' => '.',
        '+' | '-' | '_' | '.' => character,
        other if other.is_ascii_alphanumeric() => other,
        _ => '-',
    };
    email.chars().map(allowed).take(125).collect()
}

/// The scheme of a country's VAT ids. Denmark and Sweden have none on the list.
fn scheme(country: &str) -> Option<&'static str> {
    Some(match country {
        "AT" => "9914",
        "BE" => "9925",
        "BG" => "9926",
        "CY" => "9928",
        "CZ" => "9929",
        "DE" => "9930",
        "EE" => "9931",
        "EL" => "9933",
        "ES" => "9920",
        "FI" => "0213",
        "FR" => "9957",
        "HR" => "9934",
        "HU" => "9910",
        "IE" => "9935",
        "IT" => "0211",
        "LT" => "9937",
        "LU" => "9938",
        "LV" => "9939",
        "MT" => "9943",
        "NL" => "9944",
        "PL" => "9945",
        "PT" => "9946",
        "RO" => "9947",
        "SI" => "9949",
        "SK" => "9950",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_email_address_loses_what_the_rules_do_not_know() {
        assert_eq!(written("factures+hq@société.example"), "factures+hq.soci-t-.example");
        assert_eq!(written(&"a".repeat(200)).len(), 125);
    }
}
