//! Rules, and members who have some.

use super::{Browser, Hq};
use hq_contract::{
    ETag, Role, UserId,
    organizations::Organization,
    rules::{GetRules, NewRules, PutRules, Rule},
};

/// A rule out of five words: `allow members invite all`, and its name.
pub fn rule(words: &str, name: &str) -> Rule {
    let [effect, category, action, resource] = words.splitn(4, ' ').collect::<Vec<_>>()[..] else {
        panic!("not a rule: {words}")
    };
    let value = serde_json::json!({
        "category": category, "name": name, "effect": effect, "action": action, "resource": resource,
    });
    serde_json::from_value(value).expect("a rule")
}

/// Rules that have their words as names.
pub fn rules(all: &[&str]) -> Vec<Rule> {
    all.iter().map(|words| rule(words, words)).collect()
}

impl Hq {
    /// A user whom `admin` invites, who joins, and who gets these rules.
    pub async fn user_with(
        &self,
        admin: &Browser,
        organization: &Organization,
        email: &str,
        words: &[&str],
    ) -> Browser {
        let user = self.joined(admin, organization, email, Role::User).await;
        let id = user.id().await;
        admin.put_rules(organization, id, rules(words)).await;
        user
    }
}

impl Browser {
    /// Whose account it is.
    pub async fn id(&self) -> UserId {
        self.session().await.user.id
    }

    /// A member's rules, and their version.
    pub async fn rules_of(&self, organization: &Organization, user: UserId) -> (Vec<Rule>, ETag) {
        let got = self.call_versioned(&GetRules { org: organization.id, user }).await.expect("the rules");
        (got.0.rules, got.1)
    }

    /// Puts a list in the place of a member's rules.
    pub async fn put_rules(&self, organization: &Organization, user: UserId, rules: Vec<Rule>) {
        let (_, version) = self.rules_of(organization, user).await;
        let body = NewRules { rules };
        self.call(&PutRules { org: organization.id, user, version, body }).await.expect("put");
    }
}
