//! What was done, in words.

use hq_contract::audit_log::AUDIT_ACTIONS;
use hq_text::{Key, Texts, audit_log};

/// The features that actions belong to, and what they are called, in the order of the filter.
pub const FEATURES: [(&str, Key); 15] = [
    ("organizations", audit_log::F_ORGANIZATIONS),
    ("authentication", audit_log::F_AUTHENTICATION),
    ("domains", audit_log::F_DOMAINS),
    ("certificates", audit_log::F_CERTIFICATES),
    ("api_keys", audit_log::F_API_KEYS),
    ("members", audit_log::F_MEMBERS),
    ("rules", audit_log::F_RULES),
    ("invitations", audit_log::F_INVITATIONS),
    ("join_requests", audit_log::F_JOIN_REQUESTS),
    ("storage_engines", audit_log::F_STORAGE_ENGINES),
    ("storage_defaults", audit_log::F_STORAGE_DEFAULTS),
    ("dataplants", audit_log::F_DATAPLANTS),
    ("subscription", audit_log::F_SUBSCRIPTION),
    ("vouchers", audit_log::F_VOUCHERS),
    ("quotas", audit_log::F_QUOTAS),
];

/// The actions of a feature.
pub fn actions(feature: &str) -> impl Iterator<Item = &'static str> {
    AUDIT_ACTIONS
        .into_iter()
        .map(|action| action.name)
        .filter(move |name| name.split_once('.').is_some_and(|(of, _)| of == feature))
}

/// What was done to the `subject`; the name of the action itself where it is none that is known.
pub fn sentence(texts: &Texts, action: &str, subject: &str) -> String {
    if let Some(key) = plain(action) {
        return texts.get(key).into_owned();
    }
    match action {
        "domains.claim" => audit_log::domains_claim(texts, subject),
        "domains.verify" => audit_log::domains_verify(texts, subject),
        "domains.lose" => audit_log::domains_lose(texts, subject),
        "domains.release" => audit_log::domains_release(texts, subject),
        "certificates.add" => audit_log::certificates_add(texts, subject),
        "certificates.replace" => audit_log::certificates_replace(texts, subject),
        "certificates.remove" => audit_log::certificates_remove(texts, subject),
        "api_keys.create" => audit_log::api_keys_create(texts, subject),
        "api_keys.update" => audit_log::api_keys_update(texts, subject),
        "api_keys.rotate" => audit_log::api_keys_rotate(texts, subject),
        "api_keys.revoke" => audit_log::api_keys_revoke(texts, subject),
        "members.update" => audit_log::members_update(texts, subject),
        "members.remove" => audit_log::members_remove(texts, subject),
        "members.transfer" => audit_log::members_transfer(texts, subject),
        "rules.update" => audit_log::rules_update(texts, subject),
        "invitations.invite" => audit_log::invitations_invite(texts, subject),
        "invitations.resend" => audit_log::invitations_resend(texts, subject),
        "invitations.link" => audit_log::invitations_link(texts, subject),
        "invitations.revoke" => audit_log::invitations_revoke(texts, subject),
        "invitations.accept" => audit_log::invitations_accept(texts, subject),
        "invitations.decline" => audit_log::invitations_decline(texts, subject),
        "invitations.renewal" => audit_log::invitations_renewal(texts, subject),
        "storage_engines.create" => audit_log::storage_engines_create(texts, subject),
        "storage_engines.update" => audit_log::storage_engines_update(texts, subject),
        "storage_engines.resize" => audit_log::storage_engines_resize(texts, subject),
        "storage_engines.retry" => audit_log::storage_engines_retry(texts, subject),
        "storage_engines.delete" => audit_log::storage_engines_delete(texts, subject),
        "storage_engines.forget" => audit_log::storage_engines_forget(texts, subject),
        "storage_engines.credentials" => audit_log::storage_engines_credentials(texts, subject),
        "dataplants.create" => audit_log::dataplants_create(texts, subject),
        "dataplants.update" => audit_log::dataplants_update(texts, subject),
        "dataplants.resize" => audit_log::dataplants_resize(texts, subject),
        "dataplants.retry" => audit_log::dataplants_retry(texts, subject),
        "dataplants.ask_deletion" => audit_log::dataplants_ask_deletion(texts, subject),
        "dataplants.delete" => audit_log::dataplants_delete(texts, subject),
        "dataplants.forget" => audit_log::dataplants_forget(texts, subject),
        unknown => unknown.to_owned(),
    }
}

/// Whether an action happens by itself: its sentence names nobody who did it.
pub fn happens(action: &str) -> bool {
    action == "subscription.end"
}

/// The sentence of an action of which the subject is clear.
fn plain(action: &str) -> Option<Key> {
    Some(match action {
        "organizations.create" => audit_log::ORGANIZATION_CREATE,
        "organizations.update" => audit_log::ORGANIZATION_UPDATE,
        "organizations.delete" => audit_log::ORGANIZATION_DELETE,
        "organizations.restore" => audit_log::ORGANIZATION_RESTORE,
        "organizations.erase" => audit_log::ORGANIZATION_ERASE,
        "organizations.logo" => audit_log::ORGANIZATION_LOGO,
        "authentication.update" => audit_log::AUTHENTICATION_UPDATE,
        "subscription.order" => audit_log::SUBSCRIPTION_ORDER,
        "subscription.change" => audit_log::SUBSCRIPTION_CHANGE,
        "subscription.cancel" => audit_log::SUBSCRIPTION_CANCEL,
        "subscription.payer_stop" => audit_log::SUBSCRIPTION_PAYER_STOP,
        "subscription.reactivate" => audit_log::SUBSCRIPTION_REACTIVATE,
        "subscription.end" => audit_log::SUBSCRIPTION_END,
        "subscription.budget" => audit_log::SUBSCRIPTION_BUDGET,
        "vouchers.redeem" => audit_log::VOUCHERS_REDEEM,
        "quotas.request" => audit_log::QUOTAS_REQUEST,
        "quotas.answer" => audit_log::QUOTAS_ANSWER,
        "members.leave" => audit_log::MEMBERS_LEAVE,
        "join_requests.ask" => audit_log::JOIN_ASK,
        "join_requests.withdraw" => audit_log::JOIN_WITHDRAW,
        "join_requests.approve" => audit_log::JOIN_APPROVE,
        "join_requests.deny" => audit_log::JOIN_DENY,
        "join_requests.reopen" => audit_log::JOIN_REOPEN,
        "storage_defaults.update" => audit_log::STORAGE_DEFAULTS_UPDATE,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_action_is_said_in_words_and_can_be_filtered_by() {
        let english = Texts::english();
        let sentences: BTreeSet<String> =
            AUDIT_ACTIONS.into_iter().map(|action| sentence(&english, action.name, "Bob")).collect();
        assert_eq!(sentences.len(), AUDIT_ACTIONS.len(), "each in its own words: {sentences:?}");
        assert!(sentences.iter().all(|sentence| !sentence.contains('.')), "{sentences:?}");
        let offered: Vec<&str> = FEATURES.into_iter().flat_map(|(feature, _)| actions(feature)).collect();
        assert_eq!(offered, AUDIT_ACTIONS.map(|action| action.name));
        assert_eq!(sentence(&english, "dataplants.scale", "Bob"), "dataplants.scale");
    }
}
