//! What can be done with one member, on their page.

use super::{dialogs::one_member_dialogs, permissions::MemberPermissions, target::Target};
use crate::{
    kit::{CopyState, CopyStatus},
    language::t,
    ui::{Button, IconButton, glyph},
};
use hq_contract::{OrganizationId, Role, members::Member};
use hq_text::{bulk, member_list};
use leptos::prelude::*;

/// Copies the address, changes the role and removes, each for who may; `itself` where it is the person's own page, which offers no
/// removing: one leaves. `on_changed` runs with the member as they are then, `on_gone` once they belong to the organization no more.
#[component]
pub fn MemberBar(
    org: OrganizationId,
    #[prop(into)] organization: Signal<String>,
    member: Memo<Member>,
    itself: bool,
    may: MemberPermissions,
    on_changed: impl Fn() + Send + Sync + 'static,
    on_gone: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    let gone = move |_| on_gone();
    let target = move |changed: Callback<()>, gone: Callback<()>| {
        Target::new(org, move |_| changed.run(()), move |_| gone.run(()))
    };
    let (changed, gone) = (Callback::new(move |()| on_changed()), Callback::new(gone));
    let (role, remove) = (target(changed, gone), target(changed, gone));
    let open = Signal::derive(move || role.open.get() || remove.open.get());
    let removable = Memo::new(move |_| {
        let user = may.remove.get() && member.with(|member| member.role == Role::User);
        !itself && (may.manage.get() || user)
    });
    let change = move || {
        may.manage.get().then(|| {
            view! {
                <Button
                    label=t(bulk::ROLE)
                    icon=glyph::SHIELD
                    on_click=move |()| role.ask(member.get_untracked())
                />
            }
        })
    };
    let removing = move || {
        removable.get().then(|| {
            view! {
                <Button
                    label=t(bulk::REMOVE)
                    icon=glyph::TRASH
                    on_click=move |()| remove.ask(member.get_untracked())
                />
            }
        })
    };
    view! {
        <div class="member-bar">{copy(member)} {change} {removing}</div>
        {one_member_dialogs(org, organization, role, remove, may.invite)
            .when_open(open, Signal::stored(false))}
    }
    .into_any()
}

/// The button for the address, where it is known.
fn copy(member: Memo<Member>) -> AnyView {
    let copied = CopyState::new();
    let address = Memo::new(move |_| member.with(|member| member.email.as_ref().map(ToString::to_string)));
    (move || {
        address.get().map(|address| {
            view! {
                <CopyStatus state=copied />
                <IconButton
                    label=t(member_list::COPY_ADDRESS)
                    glyph=glyph::COPY
                    on_click=move |()| copied.copy(&address)
                />
            }
        })
    })
    .into_any()
}
