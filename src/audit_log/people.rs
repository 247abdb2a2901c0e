//! What people and API keys in the log are called, and what they are to the organization now.

use crate::kit::member_picture;
use hq_contract::{
    UserId,
    audit_log::{AuditStanding, LoggedActor},
};
use hq_text::{Key, Texts, audit_log};
use leptos::prelude::*;

/// How many digits of an id tell people apart who have no name any more.
const DIGITS: usize = 8;

/// What who did something is called: those whose accounts were deleted by the end of their ids, which begin alike.
pub fn logged_name(texts: &Texts, actor: &LoggedActor) -> String {
    match actor {
        LoggedActor::Person { id, standing: AuditStanding::Deleted, .. } => deleted_name(texts, *id),
        LoggedActor::Person { name, .. } => name.to_string(),
        LoggedActor::ApiKey { name, .. } => audit_log::by_api_key(texts, name.as_str()),
    }
}

/// What somebody is called whose account was deleted.
pub fn deleted_name(texts: &Texts, id: UserId) -> String {
    let id = id.to_string();
    audit_log::deleted_account(texts, id.get(id.len().saturating_sub(DIGITS)..).unwrap_or_default())
}

/// What they are to the organization, where they are no member, or no key any more; the name of a deleted account says it.
pub const fn standing_key(actor: &LoggedActor) -> Option<Key> {
    match actor {
        LoggedActor::ApiKey { revoked, .. } if *revoked => Some(audit_log::REVOKED),
        LoggedActor::ApiKey { .. } => None,
        LoggedActor::Person { standing, .. } => match standing {
            AuditStanding::Former => Some(audit_log::FORMER_MEMBER),
            AuditStanding::Outsider => Some(audit_log::NO_MEMBER),
            AuditStanding::Member | AuditStanding::Deleted => None,
        },
    }
}

/// Where a person’s picture is; empty where there is none, as of a key.
pub fn picture(actor: &LoggedActor) -> Signal<String> {
    match actor {
        LoggedActor::Person { id, picture, .. } => member_picture(*id, Signal::stored(picture.clone())),
        LoggedActor::ApiKey { .. } => Signal::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deleted_accounts_are_told_apart() {
        let texts = Texts::english();
        let person = |id: &str, standing| LoggedActor::Person {
            id: id.parse().unwrap(),
            name: "Deleted account".parse().unwrap(),
            picture: None,
            email: None,
            standing,
        };
        let name = |id, standing| logged_name(&texts, &person(id, standing));
        let (one, other) = ("01890a5d-ac96-774b-bcce-b302099a8057", "01890a5d-ac96-774b-bcce-b302099a8058");
        assert_eq!(name(one, AuditStanding::Deleted), "Deleted account 099a8057");
        assert_ne!(name(one, AuditStanding::Deleted), name(other, AuditStanding::Deleted));
        assert_eq!(name(one, AuditStanding::Former), "Deleted account");
    }
}
