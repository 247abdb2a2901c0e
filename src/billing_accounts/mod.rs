//! Billing accounts: who pays.

mod form;
mod inputs;
mod typed;
mod words;

pub use form::{AccountFields, AddressFields, ContactFields, PayerFields, TaxFields};
pub use inputs::AccountInputs;
pub use typed::TypedAccount;
pub use words::account_error;
