//! Billing accounts: who pays. The person's accounts, opening another one, the pages of each, and handing one over.

mod account;
mod account_form;
mod add_card;
mod cards;
mod contact;
mod form;
mod frame;
mod information;
mod inputs;
mod list_page;
mod new;
mod payment;
mod refusal;
mod subscriptions;
mod switcher;
mod transfer;
mod transfer_form;
mod transfer_link;
mod typed;
mod words;

pub use account::{Account, AccountTab};
pub use add_card::AddCard;
pub use contact::contact;
pub use form::{AccountFields, AddressFields, ContactFields, PayerFields, TaxFields};
pub use frame::AccountPage;
pub use information::information;
pub use inputs::AccountInputs;
pub use list_page::BillingAccountsPage;
pub use payment::payment;
pub use refusal::{CardRefused, RefusalPlace, refusal_line};
pub use subscriptions::subscriptions;
pub use transfer_link::TransferPage;
pub use typed::TypedAccount;
pub use words::{account_message, card_text};
