//! The mail of an invitation: queued in the transaction that writes the invitation.

use super::store;
use crate::{
    db::entity::{invitation, organization, user},
    mail::{
        letters::{Invited, Letter, texts_of},
        outbox,
    },
    operation::Operation,
    problem::Failure,
    rate_limits::{self, Limit},
    rules, search,
};
use hq_contract::{EmailAddress, Note, Role, rules::Rule};
use uuid::Uuid;

/// Invitation mails of one organization.
const PER_ORGANIZATION: Limit =
    Limit { name: "invitations.organization", most: 500, window_seconds: 24 * 3600 };
/// Invitation mails by one person, in any number of organizations.
const PER_PERSON: Limit = Limit { name: "invitations.person", most: 500, window_seconds: 24 * 3600 };

/// Counts mails that are about to be queued.
///
/// # Errors
/// 429
pub async fn guard(
    operation: &Operation,
    organization: Uuid,
    inviter: Uuid,
    mails: i64,
) -> Result<(), Failure> {
    if mails == 0 {
        return Ok(());
    }
    rate_limits::take(operation, PER_ORGANIZATION, &organization.to_string(), mails).await?;
    rate_limits::take(operation, PER_PERSON, &inviter.to_string(), mails).await
}

/// An offer to one address.
#[derive(Clone, Copy, Debug)]
pub struct Offer<'a> {
    /// The organization, locked.
    pub organization: &'a organization::Model,
    /// Who invites.
    pub inviter: &'a user::Model,
    /// Who is invited.
    pub email: &'a EmailAddress,
    /// The same in its canonical form.
    pub canonical: &'a str,
    /// The account of the address, if it has one.
    pub invitee: Option<&'a user::Model>,
    /// The role.
    pub role: Role,
    /// The personal word.
    pub note: Option<&'a Note>,
    /// The rules.
    pub rules: &'a [Rule],
}

/// Writes the invitation, new or of a next generation, with its link and its mail.
///
/// # Errors
/// Where the database fails.
pub async fn send(
    operation: &mut Operation,
    offer: Offer<'_>,
    before: Option<invitation::Model>,
) -> Result<invitation::Model, Failure> {
    let now = operation.now();
    let mut row = invitation::Model {
        id: before.as_ref().map_or_else(|| operation.app().new_id(), |row| row.id),
        organization_id: offer.organization.id,
        email: offer.email.as_str().to_owned(),
        email_canonical: offer.canonical.to_owned(),
        email_search: search::fold(&offer.email.searched()),
        role: offer.role.as_str().to_owned(),
        note: offer.note.map(|note| note.as_str().to_owned()),
        inviter_id: offer.inviter.id,
        state: store::PENDING.to_owned(),
        generation: before.as_ref().map_or(0, |row| row.generation) + 1,
        created_at: before.as_ref().map_or(now, |row| row.created_at),
        sent_at: now,
        expires_at: store::expiry(now),
        // Known once the mail is queued, which needs the link, which needs this row.
        mail_id: Uuid::nil(),
        renewal_asked_at: None,
        rules: rules::store::write(offer.rules),
        rules_count: offer.rules.len() as i64,
    };
    store::save(operation, &row).await?;
    let link = store::make_link(operation, &row, true).await?;
    let texts = texts_of(offer.invitee.unwrap_or(offer.inviter));
    let letter = {
        let app = operation.app();
        let nobody = Letter { texts: &texts, public_url: &app.settings().public_url, first_name: "" };
        let letter = offer.invitee.map_or(nobody, |invitee| Letter::to(app, &texts, invitee));
        let said = Invited {
            organization: &offer.organization.name,
            inviter: &offer.inviter.full_name,
            note: row.note.as_deref(),
        };
        letter.invitation(&said, link)
    };
    row.mail_id = outbox::queue(operation, &row.email, &letter).await?;
    store::save(operation, &row).await?;
    Ok(row)
}
