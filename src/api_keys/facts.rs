//! What a key is, in a line under its name.

use crate::language::{ago, role_key, t, tx};
use hq_contract::api_keys::ApiKey;
use hq_text::api_keys;
use leptos::prelude::*;

/// Its role, what its secret begins with, and when it was last used.
pub fn key_facts(key: &ApiKey) -> AnyView {
    let used = match key.last_used_at.clone().map(ago) {
        Some(used) => tx(move |texts| api_keys::used_when(texts, &used.get())),
        None => t(api_keys::UNUSED),
    };
    view! {
        <p class="member-facts">
            <span>{t(role_key(key.role))}</span>
            <code>{format!("{}…", key.starts_with)}</code>
            <span>{used}</span>
        </p>
    }
    .into_any()
}
