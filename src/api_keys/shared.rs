//! What the parts of the page share.

use crate::{
    api::{Answer, Query},
    browser::page as document,
    language::fold,
    routes::{Route, use_router},
};
use hq_contract::{ApiKeyId, OrganizationId, Page, api_keys::ApiKey};
use leptos::prelude::*;

/// The organization's keys, as all parts of the page see them.
#[derive(Clone, Copy)]
pub struct ApiKeyList {
    /// Whose keys.
    pub org: OrganizationId,
    /// What the organization is called.
    pub organization: Signal<String>,
    /// The keys, by name.
    pub all: Query<Page<ApiKey>>,
}

impl ApiKeyList {
    /// Where a key's rules are.
    pub fn rules_of(self, id: ApiKeyId) -> Signal<String> {
        let route = use_router().route();
        Signal::derive(move || {
            let organization = route.with(|route| route.organization_name().map(ToOwned::to_owned));
            organization.map(|org| Route::api_key(org, id.to_string()).path()).unwrap_or_default()
        })
    }

    /// Puts what the server has answered among the keys, or takes one away.
    pub fn take(self, id: ApiKeyId, key: Option<ApiKey>) {
        let held = self.all.ready_untracked();
        let Some(Answer { mut value, version }) = held else { return self.all.retry() };
        value.items.retain(|item| item.id != id);
        value.items.extend(key);
        value.items.sort_by_cached_key(|item| fold(item.name.as_str()).as_str().to_owned());
        value.total = value.items.len() as u64;
        self.all.set(Answer { value, version });
    }
}

/// Moves the focus to the menu of a key, once its row stands in its place: what opened the dialog may be gone, or the row have moved.
pub fn focus_row(id: ApiKeyId) {
    request_animation_frame(move || {
        document::focus(&format!("[data-api-key=\"{id}\"] .menu-button"));
    });
}
