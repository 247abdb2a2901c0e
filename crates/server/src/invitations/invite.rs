//! `POST /organizations/{org}/invitations`

use super::{
    mails::{self, Offer},
    store::{self, Answer},
};
use crate::{
    access::{ByPerson, InviteMembers, OrgAccess},
    app::App,
    db::entity::invitation,
    http::{endpoint::Done, extract::Posted, problem::Failure},
    members,
    operation::OrgOperation,
    users,
};
use axum::extract::State;
use hq_contract::{
    EmailAddress, FieldCode, InvitationId, Permission, ProblemCode, Role,
    invitations::{Invite, Invited, InvitedAddress, InvitedOutcome, MOST_AT_ONCE, NewInvitations, Recipient},
    rules,
};
use std::collections::{HashMap, HashSet};

/// Serves [`Invite`].
pub async fn invite(
    State(app): State<App>,
    access: OrgAccess<ByPerson<InviteMembers>>,
    posted: Posted<NewInvitations>,
) -> Result<Done<Invite>, Failure> {
    let (org, actor, new) = (access.organization.id, access.caller.person()?.user, &posted.body);
    rules::check(&new.rules).map_err(|refused| Failure::field(&refused.pointer, refused.code))?;
    match new.emails.len() {
        0 => return Err(Failure::field("/emails", FieldCode::Required)),
        1..=MOST_AT_ONCE => {}
        _ => return Err(Failure::field("/emails", FieldCode::TooLong)),
    }
    let mut operation = access.begin_once(&app, &posted).await?;
    let organization = operation.organization.clone();
    if new.role == Role::Admin || !new.rules.is_empty() {
        operation.require(Permission::InviteAdmins)?;
    }
    let inviter = users::store::find(operation.tx(), actor).await?.ok_or(ProblemCode::NotSignedIn)?;
    let addresses = read(&new.emails);
    let canonical: Vec<String> = addresses.iter().flatten().map(|(_, canonical)| canonical.clone()).collect();
    let accounts = users::store::of_addresses(operation.tx(), &canonical).await?;
    let members = members::store::addresses(operation.tx(), org, &canonical).await?;
    let refusing = store::refusing(operation.tx(), org, &canonical).await?;
    let mut known = store::of_addresses(operation.tx(), org, &canonical).await?;
    let beyond = beyond(&operation, &known)?;
    let wanted = || {
        let kept = |one: &&String| [&members, &refusing, &beyond].iter().all(|not| !not.contains(*one));
        canonical.iter().filter(kept)
    };
    mails::guard(&operation, org, actor, wanted().count() as i64).await?;
    let waits = mails::waits(&operation, actor, wanted(), &known).await?;
    if let Some(soonest) =
        waits.values().min_by_key(|passed| passed.seconds).filter(|_| waits.len() == addresses.len())
    {
        // Nothing is done that would have to be told.
        return Err(Failure::too_many(*soonest));
    }

    let mut results = Vec::with_capacity(addresses.len());
    for (text, address) in new.emails.iter().zip(addresses) {
        let done = |outcome, invitation: Option<InvitationId>| InvitedAddress {
            email: text.clone(),
            outcome,
            invitation,
        };
        let (email, canonical) = match address {
            Ok(read) => read,
            Err(outcome) => {
                results.push(done(outcome, None));
                continue;
            }
        };
        let refused = [
            (members.contains(&canonical), InvitedOutcome::AlreadyMember),
            (refusing.contains(&canonical), InvitedOutcome::Declined),
            (beyond.contains(&canonical), InvitedOutcome::NeedsAdmin),
            (waits.contains_key(&canonical), InvitedOutcome::TooOften),
        ];
        if let Some((_, outcome)) = refused.into_iter().find(|(is, _)| *is) {
            results.push(done(outcome, None));
            continue;
        }
        let before = known.remove(&canonical);
        let again = before.as_ref().is_some_and(|row| row.state == Answer::Pending);
        let offer = Offer {
            organization: &organization,
            inviter: &inviter,
            email: &email,
            canonical: &canonical,
            invitee: accounts.get(&canonical),
            role: new.role,
            note: new.note.as_ref(),
            rules: &new.rules,
        };
        let row = mails::send(&mut operation, offer, before).await?;
        let detail = serde_json::json!({
            "email": row.email, "role": row.role, "rules": new.rules, "generation": row.generation,
        });
        operation.audit_in(org, actor, "invitations.invite", row.id, detail).await?;
        let outcome = if again { InvitedOutcome::SentAgain } else { InvitedOutcome::Invited };
        results.push(done(outcome, Some(row.id)));
    }
    operation.finish_with(Done::new(&Invited { results })?).await
}

/// The addresses whose open invitation the caller may not change.
fn beyond(
    operation: &OrgOperation<ByPerson<InviteMembers>>,
    known: &HashMap<String, invitation::Model>,
) -> Result<HashSet<String>, Failure> {
    let mut beyond = HashSet::new();
    for (canonical, row) in known {
        if store::is_open(row) && !operation.may(store::needed(row)?) {
            beyond.insert(canonical.clone());
        }
    }
    Ok(beyond)
}

/// Each text as an address that has not stood before it, with its canonical form.
fn read(texts: &[String]) -> Vec<Result<(EmailAddress, String), InvitedOutcome>> {
    let mut seen = HashSet::new();
    let read = |text: &String| {
        let email = Recipient::parse(text).email.map_err(|_| InvitedOutcome::NotAnAddress)?;
        let canonical = email.canonical().map_err(|_| InvitedOutcome::NotAnAddress)?;
        if seen.insert(canonical.clone()) { Ok((email, canonical)) } else { Err(InvitedOutcome::Repeated) }
    };
    texts.iter().map(read).collect()
}
