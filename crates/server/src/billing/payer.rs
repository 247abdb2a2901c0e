//! Who pays, as far as the amounts depend on it.

use crate::{db::entity::billing_account, http::problem::Failure};
use hq_billing::vat::{self, Buyer, TaxTreatment};
use hq_contract::billing_accounts::PostalAddress;

/// The address of a billing account.
///
/// # Errors
/// 500 where the row holds none.
pub fn address(account: &billing_account::Model) -> Result<PostalAddress, Failure> {
    serde_json::from_str(&account.address).map_err(|error| Failure::internal(&error))
}

/// How VAT is dealt with on the invoices of a billing account. Its VAT id is checked for its form only: whether it is in use is for
/// the operator to find out (VIES).
///
/// # Errors
/// 500 where the row holds what the contract does not allow.
pub fn treatment(account: &billing_account::Model) -> Result<TaxTreatment, Failure> {
    let address = address(account)?;
    let buyer = Buyer {
        country: address.country.as_str(),
        is_company: account.company,
        valid_vat_id: account.vat_id.as_ref(),
    };
    Ok(vat::treatment(&buyer))
}
