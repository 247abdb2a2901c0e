//! What is typed of a billing account so far. A draft of it outlives the page.

use hq_contract::billing_accounts::BillingAccount;
use serde::{Deserialize, Serialize};

/// Typed, and maybe wrong yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)] // as in NewBillingAccount
pub struct TypedAccount {
    /// Whether a person pays; a company otherwise.
    pub person: bool,
    pub name: String,
    pub email: String,
    pub contact: String,
    pub phone: String,
    pub line1: String,
    pub line2: String,
    pub postcode: String,
    pub city: String,
    /// The country's code.
    pub country: String,
    pub siren: String,
    pub vat_id: String,
    pub reference: String,
}

impl TypedAccount {
    /// What an account says now.
    #[must_use]
    pub fn of(account: &BillingAccount) -> Self {
        fn text<T: ToString>(value: Option<&T>) -> String {
            value.map(ToString::to_string).unwrap_or_default()
        }
        let address = &account.address;
        Self {
            person: !account.company,
            name: account.name.to_string(),
            email: account.email.to_string(),
            contact: text(account.contact.as_ref()),
            phone: text(account.phone.as_ref()),
            line1: address.line1.to_string(),
            line2: text(address.line2.as_ref()),
            postcode: text(address.postcode.as_ref()),
            city: address.city.to_string(),
            country: address.country.to_string(),
            siren: text(account.siren.as_ref()),
            vat_id: text(account.vat_id.as_ref()),
            reference: text(account.reference.as_ref()),
        }
    }

    /// What was left alone follows what is saved elsewhere; the rest stays as typed.
    #[must_use]
    pub fn merge(base: &Self, latest: &Self, typed: &Self) -> Self {
        fn pick<T: Clone + PartialEq>(all: [&TypedAccount; 3], read: fn(&TypedAccount) -> &T) -> T {
            let [base, latest, typed] = all.map(read);
            if base == typed { latest.clone() } else { typed.clone() }
        }
        let all = [base, latest, typed];
        Self {
            person: pick(all, |of| &of.person),
            name: pick(all, |of| &of.name),
            email: pick(all, |of| &of.email),
            contact: pick(all, |of| &of.contact),
            phone: pick(all, |of| &of.phone),
            line1: pick(all, |of| &of.line1),
            line2: pick(all, |of| &of.line2),
            postcode: pick(all, |of| &of.postcode),
            city: pick(all, |of| &of.city),
            country: pick(all, |of| &of.country),
            siren: pick(all, |of| &of.siren),
            vat_id: pick(all, |of| &of.vat_id),
            reference: pick(all, |of| &of.reference),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_alone_follows_what_is_saved_elsewhere() {
        let base = TypedAccount { name: "Acme".into(), city: "Paris".into(), ..TypedAccount::default() };
        let latest = TypedAccount { name: "Acme SAS".into(), city: "Lyon".into(), ..base.clone() };
        let typed = TypedAccount { city: "Lille".into(), person: true, ..base.clone() };
        let merged = TypedAccount::merge(&base, &latest, &typed);
        assert_eq!((merged.name.as_str(), merged.city.as_str(), merged.person), ("Acme SAS", "Lille", true));
    }
}
