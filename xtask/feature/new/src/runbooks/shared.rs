//! What the parts of the pages share.

use crate::{
    api::{Answer, Query},
    routes::use_router,
};
use hq_contract::{
    OrganizationId,
    runbooks::{Runbook, RunbookId},
};
use leptos::prelude::*;

/// What the parts of a runbook's page share.
#[derive(Clone, Copy)]
pub struct One {
    /// Whose runbook.
    pub org: OrganizationId,
    /// Which one.
    pub id: RunbookId,
    /// The runbook with its version.
    pub query: Query<Runbook>,
    /// The runbook as it is now.
    pub runbook: Memo<Runbook>,
    /// Whether the person may change it.
    pub may_manage: Signal<bool>,
}

impl One {
    /// Takes over what the server has answered.
    pub fn changed(self, answer: Answer<Runbook>) {
        self.query.set(answer);
    }
}

/// What the address calls the organization.
pub fn organization_name() -> Signal<String> {
    let route = use_router().route();
    Signal::derive(move || {
        route.with(|route| route.organization_name().map(ToOwned::to_owned)).unwrap_or_default()
    })
}
