//! The mail to the new address.

use super::store;
use crate::{
    db::entity::{email_change, user},
    http::{problem::Failure, user_agent::UserAgent},
    mail::{
        Asked,
        letters::{Letter, texts_of},
        outbox,
    },
    operation::Operation,
    platform::{
        rate_limits::{self, Limit},
        token::Token,
    },
    users,
};
use hq_contract::console_paths::ConsolePath;

/// Mails to one address.
const PER_EMAIL: Limit = Limit { name: "email_change.email", most: 5, window_seconds: 3600 };
/// Mails that one account asks for, to whatever addresses: it is no way to write to strangers, or to find out who is one.
const PER_ACCOUNT: Limit = Limit { name: "email_change.account", most: 10, window_seconds: 3600 };

/// Counts a mail that an account asks for, once nothing else refuses it: what sends no mail uses none up.
///
/// # Errors
/// 429 with the time to wait
async fn count(operation: &Operation, user: &user::Model, canonical: &str) -> Result<(), Failure> {
    rate_limits::take(operation, PER_ACCOUNT, &user.id.to_string(), 1).await?;
    rate_limits::take_untold(operation, PER_EMAIL, canonical).await
}

/// Mails the link; to an address that has an account, that it has one: who asks is not told which of the two it was.
///
/// # Errors
/// 429 with the time to wait where there were too many.
pub async fn link(
    operation: &mut Operation,
    user: &user::Model,
    change: &email_change::Model,
    token: &Token,
    agent: &UserAgent,
) -> Result<(), Failure> {
    count(operation, user, &change.email_canonical).await?;
    let known = users::store::find_by_email(operation.tx(), &change.email_canonical).await?;
    let (app, texts) = (operation.app().clone(), texts_of(known.as_ref().unwrap_or(user)));
    let address = operation.origin().address.clone();
    let asked = Asked { at: operation.now(), agent: &agent.0, address: &address };
    let message = match &known {
        Some(known) => {
            Letter::to(&app, &texts, known).address_has_account(&asked, app.link(ConsolePath::SignIn))
        }
        None => {
            let link = app.link(ConsolePath::EmailChange(token.expose()));
            let hours = store::hours_left(change, operation.now());
            Letter::to(&app, &texts, user).confirm_new_address(&asked, link, hours)
        }
    };
    outbox::queue(operation, change.email.as_str(), &message).await?;
    Ok(())
}
