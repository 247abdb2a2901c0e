//! The mail that tells somebody what happened to their account.

use super::store;
use crate::{
    db::entity::user,
    http::{problem::Failure, user_agent::UserAgent},
    mail::{
        Asked,
        letters::{Letter, texts_of},
        outbox,
    },
    mfa::store::FormerMfa,
    operation::Operation,
};
use hq_contract::{account_alerts::AlertKind, console_paths::ConsolePath};

/// Tells somebody of something that happened to their account, by a mail in the operation's transaction: when, with which
/// browser, from where, and with a link for "it wasn't me" ([`AlertKind::hours`] says how long it works). Call it where the
/// thing is done, with the account's lock held and the account as it was read; for what changes multi-factor authentication
/// there is [`tell_of_mfa`].
///
/// Every call queues a mail: whether it is worth one (a browser that is known) is for the caller to decide.
///
/// # Errors
/// Where the database fails.
pub async fn tell(
    operation: &mut Operation,
    user: &user::Model,
    kind: AlertKind,
    agent: &UserAgent,
) -> Result<(), Failure> {
    send(operation, user, kind, agent, None).await
}

/// The same for a change of multi-factor authentication, which was `former` before and can be put back so.
///
/// # Errors
/// Where the database fails.
pub async fn tell_of_mfa(
    operation: &mut Operation,
    user: &user::Model,
    kind: AlertKind,
    agent: &UserAgent,
    former: &FormerMfa,
) -> Result<(), Failure> {
    send(operation, user, kind, agent, Some(former)).await
}

/// Tells an address that it is no longer that of an account, `user` as it was: its former one was put back. Which one that is
/// is not said.
///
/// # Errors
/// Where the database fails.
pub async fn tell_taken_back(
    operation: &mut Operation,
    user: &user::Model,
    agent: &UserAgent,
) -> Result<(), Failure> {
    let (app, texts) = (operation.app(), texts_of(user));
    let happened = Asked { at: operation.now(), agent: &agent.0, address: &operation.origin().address };
    let letter = Letter::to(app, &texts, user).address_taken_back(&happened);
    outbox::queue(operation, &user.email, &letter).await?;
    Ok(())
}

async fn send(
    operation: &mut Operation,
    user: &user::Model,
    kind: AlertKind,
    agent: &UserAgent,
    former: Option<&FormerMfa>,
) -> Result<(), Failure> {
    let token = store::add(operation, user, kind, agent, former).await?;
    let (app, texts) = (operation.app(), texts_of(user));
    let happened = Asked { at: operation.now(), agent: &agent.0, address: &operation.origin().address };
    let link = app.link(ConsolePath::SecureAccount(token.expose()));
    let letter = Letter::to(app, &texts, user).account_alert(kind, &happened, link);
    outbox::queue(operation, &user.email, &letter).await?;
    Ok(())
}
