//! Another role for a member.

use super::target::Target;
use crate::{
    api::{Answer, Mutation},
    language::{role_key, t, tx, use_language},
    session::{Session, use_session},
    ui::{Actions, Button, Dialog, Form, FormError, Kind, Radio, Radios, Toasts, Tone, hold_dialog},
};
use hq_contract::{
    OrganizationId, Permission, Role,
    members::{Member, MemberPatch, UpdateMember},
};
use hq_text::{common, members};
use leptos::prelude::*;

/// The dialog in which a role is chosen.
#[component]
pub fn RoleDialog(org: OrganizationId, target: Target) -> AnyView {
    let (session, language, toasts) = (use_session(), use_language(), expect_context::<Toasts>());
    let update = Mutation::<UpdateMember>::new(move |answer: Answer<Member>| {
        let member = answer.value;
        let write = match member.role {
            Role::Admin => members::now_admin,
            Role::User => members::now_user,
        };
        toasts.push(Tone::Success, language.text_untracked(|texts| write(texts, member.full_name.as_str())));
        target.took(&member);
        target.open.set(false);
        if is_self(session, &member) {
            own_role_changed(session, member.role);
        }
    });
    target.watch(update.error());
    let name = target.name();
    view! {
        <Dialog
            open=target.open
            title=tx(move |texts| members::role_of(texts, &name.get()))
            close_label=t(common::CANCEL)
        >
            {choice(org, target, update)}
        </Dialog>
    }
    .into_any()
}

fn choice(org: OrganizationId, target: Target, update: Mutation<UpdateMember>) -> AnyView {
    update.clear();
    let session = use_session();
    let who = target.who();
    let present = Memo::new(move |_| who.with(|who| who.as_ref().map(|who| who.role)));
    let chosen = RwSignal::new(present.get_untracked().map_or("", Role::as_str).to_owned());
    let own = Memo::new(move |_| {
        let itself = who.with(|who| who.as_ref().is_some_and(|who| is_self(session, who)));
        itself && present.get() == Some(Role::Admin) && chosen.with(|chosen| chosen == Role::User.as_str())
    });
    let save = move |()| {
        let role = chosen.with_untracked(|chosen| Role::from_name(chosen));
        if role == present.get_untracked() {
            target.open.set(false);
        } else if let Some((user, version)) = target.version() {
            update.run(&UpdateMember { org, user, version, patch: MemberPatch { role } });
        }
    };
    let (waiting, pending, own_role) = (target.waiting(), update.pending(), t(members::OWN_ROLE));
    hold_dialog(pending);
    view! {
        <Form on_submit=save>
            <FormError message=target.message(update.error()) />
            <Radios label=t(members::ROLE) value=chosen radios=roles() />
            <p class="field-hint" aria-live="polite">
                {move || if own.get() { own_role.get() } else { String::new() }}
            </p>
            <Actions>
                <Button label=t(common::CANCEL) disabled=pending on_click=move |()| target.open.set(false) />
                <Button
                    label=t(common::SAVE)
                    kind=Kind::Primary
                    submit=true
                    busy=move || waiting.get() || pending.get()
                />
            </Actions>
        </Form>
    }
    .into_any()
}

/// The roles, and what each means.
pub fn roles() -> Vec<Radio> {
    let radio = |role: Role, hint| Radio { value: role.as_str(), label: t(role_key(role)), hint: t(hint) };
    vec![radio(Role::User, members::USER_MEANS), radio(Role::Admin, members::ADMIN_MEANS)]
}

/// Whether it is the signed-in person.
pub fn is_self(session: Session, member: &Member) -> bool {
    session.user().with_untracked(|user| user.as_ref().is_some_and(|user| user.id == member.id))
}

/// The person has another role in the organization that the URL names: every page of it looks different now. What
/// their rules add to it, the server says.
pub fn own_role_changed(session: Session, role: Role) {
    let organization = session.organization();
    if let Some(mut answer) = organization.ready_untracked() {
        answer.value.role = role;
        answer.value.permissions = Permission::ALL.into_iter().filter(|one| one.held_by(role, &[])).collect();
        session.organization_changed(answer);
    }
    organization.retry();
}
