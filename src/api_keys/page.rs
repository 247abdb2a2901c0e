//! The page: the keys, and the dialogs in which they are made, changed, rotated and revoked.

use super::{
    actions::KeyActions,
    form::{KeyDialog, KeyForm},
    issued::{Issued, IssuedDialog},
    list::list_page,
    revoke::{RevokeDialog, revocation},
    rotate::{RotateDialog, Rotating},
    shared::ApiKeyList,
};
use crate::api::Query;
use hq_contract::{OrganizationId, api_keys::ListApiKeys};
use leptos::prelude::*;

/// The page, for admins.
#[component]
pub fn ApiKeysPage(org: OrganizationId, #[prop(into)] organization: Signal<String>) -> AnyView {
    let page = ApiKeyList { org, organization, all: Query::new(move || Some(ListApiKeys { org })) };
    let issued = Issued::new();
    let actions = KeyActions {
        page,
        form: KeyForm::new(page, issued),
        rotating: Rotating::new(page, issued),
        revocation: revocation(page),
    };
    view! {
        {list_page(actions)}
        <KeyDialog form=actions.form />
        <RotateDialog rotating=actions.rotating />
        <RevokeDialog revocation=actions.revocation />
        <IssuedDialog issued=issued org=org />
    }
    .into_any()
}
