//! What the audit log says of cards.

use crate::{
    access::Caller,
    db::entity::payment_method,
    http::problem::Failure,
    operation::{Audit, Operation},
};
use serde_json::json;

/// Says what was done to a card, by its brand and last digits.
///
/// # Errors
/// Where the database fails.
pub async fn audit(
    operation: &Operation,
    caller: &Caller,
    card: &payment_method::Model,
    action: &'static str,
) -> Result<(), Failure> {
    let subject = card.billing_account_id.to_string();
    let entry = Audit {
        organization: None,
        actor: Some(caller.user.into()),
        action,
        subject: &subject,
        detail: json!({"brand": card.brand, "last4": card.last4}),
    };
    operation.audit(entry).await
}
