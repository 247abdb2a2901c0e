//! What a key cannot do, whatever its rules allow.

use hq_contract::{
    ForPeople, Permission,
    rules::{Action, Category},
};
use hq_text::{Key, api_keys};

/// How much of what a rule about an action gives is for people, and how that is said.
pub fn for_people(category: Category, action: Action) -> Option<(ForPeople, Key)> {
    let permission = Permission::of_rule(category, action)?;
    let text = match permission {
        Permission::InviteMembers => api_keys::PEOPLE_INVITE,
        Permission::RemoveMembers => api_keys::PEOPLE_REMOVE,
        Permission::ManageAuthentication => api_keys::PEOPLE_MFA,
        Permission::DeleteDataplants => api_keys::PEOPLE_DELETE,
        Permission::UpdateBilling => api_keys::PEOPLE_QUOTAS,
        _ => api_keys::PEOPLE_SOME,
    };
    match permission.for_people() {
        ForPeople::Nothing => None,
        much => Some((much, text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The contract says of which actions that is; here stand the words for each.
    #[test]
    fn each_has_words_of_its_own() {
        let all = Category::ALL.into_iter().flat_map(|category| {
            category.actions().iter().filter_map(move |action| for_people(category, *action))
        });
        let texts: Vec<Key> = all.map(|(_, text)| text).collect();
        assert_eq!(texts.len(), 5);
        assert!(!texts.contains(&api_keys::PEOPLE_SOME), "{texts:?}");
    }
}
