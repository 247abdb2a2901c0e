//! What people in the log are called, and API keys: by name while there is one, and what they are to the organization now.

use hq_contract::{
    UserId,
    audit_log::{AuditApiKey, AuditPerson, AuditStanding},
};
use hq_text::{Key, Texts, audit_log};

/// How many digits of an id tell people apart who have no name any more.
const DIGITS: usize = 8;

/// What a person is called: those whose accounts were deleted by the end of their ids, which begin alike.
pub fn person_name(texts: &Texts, person: &AuditPerson) -> String {
    if person.standing == AuditStanding::Deleted {
        deleted_name(texts, person.id)
    } else {
        person.full_name.to_string()
    }
}

/// What somebody is called whose account was deleted.
pub fn deleted_name(texts: &Texts, id: UserId) -> String {
    let id = id.to_string();
    audit_log::deleted_account(texts, id.get(id.len().saturating_sub(DIGITS)..).unwrap_or_default())
}

/// What an API key is called.
pub fn key_name(texts: &Texts, key: &AuditApiKey) -> String {
    audit_log::by_api_key(texts, key.name.as_str())
}

/// What a person is to the organization, where they are no member; the name of a deleted account says it.
pub const fn standing_key(standing: AuditStanding) -> Option<Key> {
    match standing {
        AuditStanding::Former => Some(audit_log::FORMER_MEMBER),
        AuditStanding::Outsider => Some(audit_log::NO_MEMBER),
        AuditStanding::Member | AuditStanding::Deleted => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deleted_accounts_are_told_apart() {
        let texts = Texts::english();
        let person = |id: &str, standing| AuditPerson {
            id: id.parse().unwrap(),
            full_name: "Deleted account".parse().unwrap(),
            picture: None,
            email: None,
            standing,
        };
        let name = |id, standing| person_name(&texts, &person(id, standing));
        let (one, other) = ("01890a5d-ac96-774b-bcce-b302099a8057", "01890a5d-ac96-774b-bcce-b302099a8058");
        assert_eq!(name(one, AuditStanding::Deleted), "Deleted account 099a8057");
        assert_ne!(name(one, AuditStanding::Deleted), name(other, AuditStanding::Deleted));
        assert_eq!(name(one, AuditStanding::Former), "Deleted account");
    }
}
