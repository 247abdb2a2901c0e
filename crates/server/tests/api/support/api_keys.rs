//! API keys.

use super::{Browser, rules};
use hq_contract::{
    OrganizationId, Role,
    api_keys::{CreateApiKey, IssuedApiKey, NewApiKey},
};

/// A key to make, with rules in words.
pub fn new_api_key(name: &str, words: &[&str]) -> NewApiKey {
    NewApiKey { name: name.parse().unwrap(), role: None, rules: rules(words), expires_in_days: None }
}

impl Browser {
    /// Makes a key with these rules.
    pub async fn api_key(&self, org: OrganizationId, name: &str, words: &[&str]) -> IssuedApiKey {
        self.call(&CreateApiKey { org, body: new_api_key(name, words) }).await.expect("a key")
    }

    /// Makes a key that may do everything.
    pub async fn admin_api_key(&self, org: OrganizationId, name: &str) -> IssuedApiKey {
        let body = NewApiKey { role: Some(Role::Admin), ..new_api_key(name, &[]) };
        self.call(&CreateApiKey { org, body }).await.expect("a key")
    }
}
