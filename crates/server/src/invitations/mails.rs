//! The mail of an invitation: queued in the transaction that writes the invitation.

use super::store::{self, Answer};
use crate::{
    db::entity::{invitation, organization, outbox::MailId, user},
    http::{allowance::Allowance, problem::Failure},
    mail::{
        letters::{InvitationLinks, Invited, Letter, texts_of},
        outbox,
    },
    operation::Operation,
    platform::{
        rate_limits::{self, Limit},
        search,
    },
    rules,
};
use hq_contract::{
    EmailAddress, Note, OrganizationId, Role, UserId, console_paths::ConsolePath, rules::Rule,
};
use std::collections::{BTreeSet, HashMap};

/// Invitation mails of one organization.
const PER_ORGANIZATION: Limit =
    Limit { name: "invitations.organization", most: 500, window_seconds: 24 * 3600 };
/// Invitation mails by one person, in any number of organizations.
const PER_PERSON: Limit = Limit { name: "invitations.person", most: 500, window_seconds: 24 * 3600 };
/// Further mails of one invitation.
const AGAIN: Limit = Limit { name: "invitations.again", most: 3, window_seconds: 60 };
/// Mails by one person to one address, from whichever of their organizations.
const PER_PAIR: Limit = Limit { name: "invitations.pair", most: 10, window_seconds: 24 * 3600 };
/// Mails to one address, whoever invites.
const PER_ADDRESSEE: Limit = Limit { name: "invitations.addressee", most: 50, window_seconds: 24 * 3600 };

/// Counts mails that are about to be queued.
///
/// # Errors
/// 429
pub async fn guard(
    operation: &Operation,
    organization: OrganizationId,
    inviter: UserId,
    mails: i64,
) -> Result<(), Failure> {
    if mails == 0 {
        return Ok(());
    }
    rate_limits::take(operation, PER_ORGANIZATION, &organization.to_string(), mails).await?;
    rate_limits::take(operation, PER_PERSON, &inviter.to_string(), mails).await
}

/// Counts a mail to an address. Answers the limit where there have been enough; what was counted then is counted all the same.
///
/// # Errors
/// Where the database fails.
pub async fn wait(
    operation: &Operation,
    inviter: UserId,
    canonical: &str,
    before: Option<&invitation::Model>,
) -> Result<Option<Allowance>, Failure> {
    if let Some(before) = before
        && let Some(passed) = rate_limits::add_one(operation, AGAIN, &before.id.to_string()).await?
    {
        return Ok(Some(passed));
    }
    let pair = format!("{inviter} {canonical}");
    if let Some(passed) = rate_limits::add_one(operation, PER_PAIR, &pair).await? {
        return Ok(Some(passed));
    }
    rate_limits::add_one(operation, PER_ADDRESSEE, canonical).await
}

/// Counts a mail to each of these addresses; answers those that have to wait, and by which limit.
///
/// # Errors
/// Where the database fails.
pub async fn waits(
    operation: &Operation,
    inviter: UserId,
    canonical: impl Iterator<Item = &String>,
    known: &HashMap<String, invitation::Model>,
) -> Result<HashMap<String, Allowance>, Failure> {
    let mut waits = HashMap::new();
    // In the same order for everybody: two who invite the same people would else wait for each other.
    for address in canonical.collect::<BTreeSet<_>>() {
        if let Some(passed) = wait(operation, inviter, address, known.get(address)).await? {
            waits.insert(address.clone(), passed);
        }
    }
    Ok(waits)
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
        email: offer.email.clone(),
        email_canonical: offer.canonical.to_owned(),
        email_search: search::fold(&offer.email.searched()),
        role: offer.role,
        note: offer.note.cloned(),
        inviter_id: offer.inviter.id,
        state: Answer::Pending,
        generation: before.as_ref().map_or(0, |row| row.generation) + 1,
        created_at: before.as_ref().map_or(now, |row| row.created_at),
        sent_at: now,
        expires_at: store::expiry(now),
        // Known once the mail is queued, which needs the link, which needs this row.
        mail_id: MailId::nil(),
        renewal_asked_at: None,
        rules: rules::store::write(offer.rules),
        rules_count: offer.rules.len() as i64,
    };
    store::save(operation, &row).await?;
    let token = store::make_link(operation, &row, true).await?;
    let texts = texts_of(offer.invitee.unwrap_or(offer.inviter));
    let letter = {
        let app = operation.app();
        let nobody = Letter { texts: &texts, public_url: &app.settings().public_url, first_name: "" };
        let letter = offer.invitee.map_or(nobody, |invitee| Letter::to(app, &texts, invitee));
        let said = Invited {
            organization: &offer.organization.name,
            inviter: offer.inviter.into(),
            note: row.note.as_ref().map(Note::as_str),
        };
        let links = InvitationLinks {
            join: app.link(ConsolePath::Join(token.expose())),
            report: app.link(ConsolePath::Report(token.expose())),
        };
        letter.invitation(&said, links)
    };
    row.mail_id = outbox::queue(operation, row.email.as_str(), &letter).await?;
    store::save(operation, &row).await?;
    Ok(row)
}
