//! What is done to several members at once.

use super::{
    bulk_remove::BulkRemoveDialog, bulk_role::BulkRoleDialog, give::GiveDialog, selection::Selection,
};
use crate::{api::List, chunk};
use hq_contract::{OrganizationId, members::Member};
use leptos::prelude::*;

/// Which dialog is open.
#[derive(Clone, Copy)]
pub struct Bulk {
    /// Gives rules.
    pub give: RwSignal<bool>,
    /// Changes roles.
    pub role: RwSignal<bool>,
    /// Removes.
    pub remove: RwSignal<bool>,
}

impl Bulk {
    /// None is open.
    pub fn new() -> Self {
        Self { give: RwSignal::new(false), role: RwSignal::new(false), remove: RwSignal::new(false) }
    }

    /// Whether one is open.
    pub fn any_open(self) -> Signal<bool> {
        Signal::derive(move || self.give.get() || self.role.get() || self.remove.get())
    }
}

chunk! {
    /// The dialogs, which come when the first of them is opened.
    pub bulk_dialogs(
        org: OrganizationId,
        selection: Selection,
        bulk: Bulk,
        list: List<Member>,
        may_invite: Signal<bool>
    ) in part_members_bulk {
        let reload = move |()| list.retry();
        view! {
            <GiveDialog org=org selection=selection open=bulk.give on_given=reload />
            <BulkRoleDialog org=org selection=selection open=bulk.role on_done=reload />
            <BulkRemoveDialog
                org=org
                selection=selection
                open=bulk.remove
                may_invite=may_invite
                on_done=reload
            />
        }
        .into_any()
    }
}
