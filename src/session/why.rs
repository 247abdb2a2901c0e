//! Asking why something may not be done. The answer is the shell's (`crate::access`).

use super::use_session;
use crate::{
    language::t,
    ui::{Button, Kind, Size},
};
use hq_contract::Permission;
use hq_text::{Key, access};
use leptos::prelude::*;

/// What the person has asked about.
#[derive(Clone, Copy)]
pub struct Question {
    /// Whether the answer is open.
    pub open: RwSignal<bool>,
    about: StoredValue<Option<Permission>>,
}

impl Question {
    pub(super) fn new() -> Self {
        Self { open: RwSignal::new(false), about: StoredValue::new(None) }
    }

    /// What it was, last; changes whenever the answer opens.
    #[must_use]
    pub fn about(self) -> Option<Permission> {
        self.about.get_value()
    }

    /// Asks about something that the person may not do in the organization that the URL names.
    pub fn ask(self, permission: Permission) {
        self.about.set_value(Some(permission));
        self.open.set(true);
    }
}

/// "Why?", beside what the person may not do in the organization that the URL names.
#[component]
pub fn Why(permission: Permission) -> AnyView {
    let asked = use_session().why();
    view! {
        <span class="why">
            <Button
                label=t(access::WHY)
                about=t(refusal_key(permission))
                kind=Kind::Quiet
                size=Size::Small
                on_click=move |()| asked.ask(permission)
            />
        </span>
    }
    .into_any()
}

/// That it may not be done, in words.
#[must_use]
pub const fn refusal_key(permission: Permission) -> Key {
    match permission {
        Permission::ReadOrganization => access::READ_ORGANIZATION,
        Permission::UpdateOrganization => access::UPDATE_ORGANIZATION,
        Permission::DeleteOrganization => access::DELETE_ORGANIZATION,
        Permission::ReadMembers => access::READ_MEMBERS,
        Permission::ReadMemberDetails => access::READ_MEMBER_DETAILS,
        Permission::InviteMembers => access::INVITE_MEMBERS,
        Permission::InviteAdmins => access::INVITE_ADMINS,
        Permission::AnswerJoinRequests => access::ANSWER_JOIN_REQUESTS,
        Permission::RemoveMembers => access::REMOVE_MEMBERS,
        Permission::ManageMembers => access::MANAGE_MEMBERS,
        Permission::ManageAuthentication => access::MANAGE_AUTHENTICATION,
        Permission::ManageInfrastructure => access::MANAGE_INFRASTRUCTURE,
        Permission::ReadAuditLog => access::READ_AUDIT_LOG,
    }
}
