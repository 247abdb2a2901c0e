//! Deleting a runbook.

use super::shared::{One, organization_name};
use crate::{
    kit::{ConfirmDialog, ConfirmedMutation},
    language::{t, tx},
    routes::{Route, use_router},
};
use hq_contract::runbooks::{DeleteRunbook, Runbook};
use hq_text::runbooks;
use leptos::prelude::*;

/// Deletes a runbook, and leads back to the others.
pub fn deletion(one: One) -> ConfirmedMutation<Runbook, DeleteRunbook> {
    let (router, slug) = (use_router(), organization_name());
    ConfirmedMutation::new(
        move |_| DeleteRunbook { org: one.org, id: one.id },
        |texts, runbook: &Runbook| runbooks::deleted(texts, runbook.title.as_str()),
        move |_| router.replace(Route::runbooks(slug.get_untracked())),
    )
}

/// Says what deleting means, and does it.
#[component]
pub fn DeleteDialog(deletion: ConfirmedMutation<Runbook, DeleteRunbook>) -> AnyView {
    let runbook = deletion.subject();
    let title = tx(move |texts| {
        let title = runbook.with(|runbook| runbook.as_ref().map(|runbook| runbook.title.to_string()));
        runbooks::delete_title(texts, &title.unwrap_or_default())
    });
    view! {
        <ConfirmDialog
            mutation=deletion
            title=title
            text=t(runbooks::DELETE_TEXT)
            confirm_label=t(runbooks::DELETE)
        />
    }
    .into_any()
}
