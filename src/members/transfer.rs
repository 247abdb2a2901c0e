//! Making somebody else admin and stepping down.

use super::{
    picker::{MemberPicker, Picker},
    role::own_role_changed,
};
use crate::{
    api::{List, Mutation},
    kit::DialogForm,
    language::{error_message, t, tx, use_language},
    session::use_session,
    ui::{Dialog, Toasts, Tone},
};
use hq_contract::{
    OrganizationId, Role, UserId,
    members::{Member, NewAdmin, TransferAdministration},
};
use hq_text::{common, transfer};
use leptos::prelude::*;

/// Where the dialog stands: whether it is open, and whether the person wants to leave afterwards.
#[derive(Clone, Copy)]
pub struct Transfer {
    /// Whether it is open.
    pub open: RwSignal<bool>,
    /// Whether leaving was refused before, and is offered again afterwards.
    pub then_leave: RwSignal<bool>,
}

impl Transfer {
    /// A dialog that is closed.
    pub fn new() -> Self {
        Self { open: RwSignal::new(false), then_leave: RwSignal::new(false) }
    }

    /// Opens it.
    pub fn ask(self, then_leave: bool) {
        self.then_leave.set(then_leave);
        self.open.set(true);
    }
}

/// The dialog in which the new admin is chosen.
#[component]
pub fn TransferDialog(
    org: OrganizationId,
    #[prop(into)] organization: Signal<String>,
    transfer: Transfer,
    list: List<Member>,
    leave: RwSignal<bool>,
) -> AnyView {
    let (session, language, toasts) = (use_session(), use_language(), expect_context::<Toasts>());
    let chosen = RwSignal::new(None::<Member>);
    let hand = Mutation::<TransferAdministration>::new(move |_| {
        let own = session.user().with_untracked(|user| user.as_ref().map(|user| user.id));
        if let Some(member) = chosen.get_untracked() {
            let name = member.full_name.to_string();
            toasts.push(Tone::Success, language.text_untracked(|texts| transfer::done(texts, &name)));
            changed(list, own, member.id);
        }
        transfer.open.set(false);
        own_role_changed(session, Role::User);
        list.retry();
        if transfer.then_leave.get_untracked() {
            leave.set(true);
        }
    });
    Effect::new(move |_| {
        if transfer.open.get() {
            hand.clear();
        }
    });
    view! {
        <Dialog open=transfer.open title=t(transfer::TITLE) close_label=t(common::CANCEL)>
            {form(org, organization, transfer, hand, chosen)}
        </Dialog>
    }
    .into_any()
}

/// So the two are in the list.
fn changed(list: List<Member>, own: Option<UserId>, new: UserId) {
    list.edit(|items| {
        for item in items {
            if item.id == new {
                item.role = Role::Admin;
            } else if Some(item.id) == own {
                item.role = Role::User;
            }
        }
    });
}

fn form(
    org: OrganizationId,
    organization: Signal<String>,
    transfer: Transfer,
    hand: Mutation<TransferAdministration>,
    last: RwSignal<Option<Member>>,
) -> AnyView {
    let own = use_session().user().with_untracked(|user| user.as_ref().map(|user| user.id));
    let picker = Picker::new(org, own, || true);
    let (tried, focus) = (RwSignal::new(false), RwSignal::new(()));
    let submit = move |()| match picker.chosen.get_untracked() {
        Some(member) => {
            let user = member.id;
            last.set(Some(member));
            hand.run(&TransferAdministration { org, body: NewAdmin { user } });
        }
        None => {
            tried.set(true);
            focus.notify();
        }
    };
    let name =
        move || picker.chosen.with(|member| member.as_ref().map(|member| member.full_name.to_string()));
    let label = tx(move |texts| match name() {
        Some(name) => transfer::submit_name(texts, &name),
        None => texts.get(transfer::SUBMIT).into_owned(),
    });
    let choose = t(transfer::CHOOSE_FIRST);
    let error =
        Signal::derive(move || (tried.get() && picker.chosen.with(Option::is_none)).then(|| choose.get()));
    let failed = hand.error();
    let afterwards = transfer.then_leave.get_untracked().then(|| t(transfer::THEN_LEAVE));
    view! {
        <DialogForm
            open=transfer.open
            submit_label=label
            on_submit=submit
            busy=hand.pending()
            error=error_message(move || failed.get())
        >
            <p>{tx(move |texts| transfer::text(texts, &organization.get()))} " " {afterwards}</p>
            <div class="picker">
                <MemberPicker label=t(transfer::WHO) picker=picker error=error focus=focus />
            </div>
        </DialogForm>
    }
    .into_any()
}
