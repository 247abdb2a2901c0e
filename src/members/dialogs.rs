//! The dialogs about one member, which come when the first of them is opened.

use super::{
    leave::LeaveDialog, remove::RemoveDialog, role::RoleDialog, row::MemberActions, target::Target,
    transfer::TransferDialog,
};
use crate::{api::List, chunk};
use hq_contract::{OrganizationId, members::Member};
use leptos::prelude::*;

chunk! {
    /// Another role, removing, leaving, stepping down.
    pub member_dialogs(
        org: OrganizationId,
        organization: Signal<String>,
        actions: MemberActions,
        list: List<Member>
    ) in part_member_dialogs {
        let MemberActions { may, role, remove, leave, transfer, .. } = actions;
        view! {
            <RoleDialog org=org target=role />
            <RemoveDialog org=org organization=organization target=remove may_invite=may.invite />
            <LeaveDialog org=org organization=organization open=leave transfer=transfer />
            <TransferDialog
                org=org
                organization=organization
                transfer=transfer
                list=list
                leave=leave
            />
        }
        .into_any()
    }
}

chunk! {
    /// Those on a member's own page.
    pub one_member_dialogs(
        org: OrganizationId,
        organization: Signal<String>,
        role: Target,
        remove: Target,
        may_invite: Signal<bool>
    ) in part_member_dialogs {
        view! {
            <RoleDialog org=org target=role />
            <RemoveDialog org=org organization=organization target=remove may_invite=may_invite />
        }
        .into_any()
    }
}
