//! What the audit log shows, as its address says it.

use super::{PageAddress, query};
use hq_contract::audit_log::AuditActor;

/// Which lines are shown. What is not asked for is not in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct AuditFilters {
    /// Only what this person did, or the server, or whoever had a link.
    pub actor: Option<AuditActor>,
    /// Only this action, or the actions of this feature; any where it is empty.
    pub action: String,
    /// Only what was done to this, by its id; to anything where it is empty.
    pub subject: String,
    /// From this day on (`2026-11-24`); from the beginning where it is empty.
    pub from: String,
    /// Until the end of this day; until now where it is empty.
    pub until: String,
}

impl AuditFilters {
    /// What a query says; what it should not say is passed over.
    pub(super) fn parse(query: &str) -> Self {
        let mut filters = Self::default();
        for (name, value) in query::parameters(query) {
            match name.as_str() {
                "actor" => filters.actor = value.parse().ok(),
                "action" => filters.action = value,
                "subject" => filters.subject = value,
                "from" if is_day(&value) => filters.from = value,
                "until" if is_day(&value) => filters.until = value,
                _ => {}
            }
        }
        filters
    }

    /// The query; empty where nothing is asked for.
    pub(super) fn query(&self) -> String {
        let actor = self.actor.map(|actor| actor.to_string()).unwrap_or_default();
        let parameters = [
            ("actor", &actor),
            ("action", &self.action),
            ("subject", &self.subject),
            ("from", &self.from),
            ("until", &self.until),
        ];
        query::of(
            parameters.map(|(name, value)| (name, Some(value.as_str()).filter(|value| !value.is_empty()))),
        )
    }
}

/// Whether a text is a day as the browser's fields for dates write it. Years before 1000 are those that are still being
/// typed.
#[must_use]
pub fn is_day(text: &str) -> bool {
    let fits = |(index, letter): (usize, u8)| match index {
        0 => (b'1'..=b'9').contains(&letter),
        4 | 7 => letter == b'-',
        _ => letter.is_ascii_digit(),
    };
    text.len() == 10 && text.bytes().enumerate().all(fits)
}

/// The address of the audit log, to be read and changed while that page stands.
pub type AuditAddress = PageAddress<AuditFilters>;

/// The address of the audit log.
#[must_use]
pub fn use_audit_address() -> AuditAddress {
    PageAddress::new(AuditFilters::parse, AuditFilters::query)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_what_is_shown() {
        let view = AuditFilters {
            actor: "01890a5d-ac96-774b-bcce-b30200000007".parse().ok(),
            action: "members.remove".into(),
            subject: "a/b".into(),
            from: "2026-11-01".into(),
            until: "2026-11-24".into(),
        };
        let query = "actor=01890a5d-ac96-774b-bcce-b30200000007&action=members.remove&subject=a%2Fb\
                     &from=2026-11-01&until=2026-11-24";
        assert_eq!(view.query(), query);
        assert_eq!(AuditFilters::parse(query), view);
        assert_eq!(AuditFilters::default().query(), "");
        assert_eq!(AuditFilters::parse("actor=server").actor, Some(AuditActor::Server));
        assert_eq!(AuditFilters::parse("actor=link").query(), "actor=link");
    }

    #[test]
    fn what_the_address_should_not_say_is_passed_over() {
        let view = AuditFilters::parse("actor=ada&from=yesterday&until=0002-11-01&x=y&action");
        assert_eq!(view, AuditFilters::default());
        assert!(!is_day("2026-1-01") && !is_day("2026/11/01") && !is_day(""));
    }
}
