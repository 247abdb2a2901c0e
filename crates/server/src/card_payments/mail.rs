//! Tells payers that their card could not be charged, and how else to pay.

use super::store::Facts;
use crate::{
    http::problem::Failure,
    mail::{
        letters::{CardRefused, Letter},
        outbox,
    },
    operation::Operation,
};
use hq_contract::{PersonName, console_paths::ConsolePath};
use hq_text::{Language, Texts};

/// Tells the payer. `days`: after how many it is tried again, if it is.
///
/// # Errors
/// Where the database fails.
pub async fn tell(
    operation: &mut Operation,
    facts: &Facts,
    wants_person: bool,
    days: Option<u32>,
) -> Result<(), Failure> {
    let texts = Texts::of(Language::from_tag(&facts.invoice.language).unwrap_or_default());
    let app = operation.app().clone();
    let account = facts.account.id.to_string();
    let link = app.link(ConsolePath::BillingAccountPayment(&account));
    let contact = facts.account.contact.as_ref().map_or("", PersonName::as_str);
    let letter = Letter {
        texts: &texts,
        public_url: &app.settings().public_url,
        first_name: contact.split(' ').next().unwrap_or_default(),
    };
    let refused = CardRefused {
        number: &facts.invoice.number,
        reference: facts.invoice.reference.as_deref(),
        wants_person,
        days,
    };
    outbox::queue(operation, facts.account.email.as_str(), &letter.card_refused(&refused, link))
        .await
        .map(drop)
}
