//! Removing a member.

use super::target::Target;
use crate::{
    api::{Mutation, Query},
    language::{count, error_text, t, tx, use_language},
    ui::{Actions, Button, Dialog, Form, FormError, Kind, Radio, Radios, Toasts, Tone, hold_dialog},
};
use hq_contract::{
    OrganizationId,
    members::{GetMemberHoldings, InvitationsOfRemoved, MemberHoldings, RemoveMember},
};
use hq_text::{common, member_list, members};
use leptos::prelude::*;

/// Says what removing means and what they leave behind, asks who may invite where that goes, and does it.
#[component]
pub fn RemoveDialog(
    org: OrganizationId,
    #[prop(into)] organization: Signal<String>,
    target: Target,
    #[prop(into)] may_invite: Signal<bool>,
) -> AnyView {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let name = target.name();
    let remove = Mutation::<RemoveMember>::new(move |_| {
        let name = name.get_untracked();
        toasts.push(Tone::Success, language.text_untracked(|texts| members::removed(texts, &name)));
        target.gone();
    });
    target.watch(remove.error());
    view! {
        <Dialog
            open=target.open
            title=tx(move |texts| members::remove_name(texts, &name.get()))
            close_label=t(common::CANCEL)
        >
            {form(org, organization, target, remove, may_invite)}
        </Dialog>
    }
    .into_any()
}

/// What they leave behind, read anew for each dialog.
fn holdings(org: OrganizationId, target: Target) -> Query<MemberHoldings> {
    let user = target.who().with_untracked(|who| who.as_ref().map(|who| who.id));
    Query::new(move || user.map(|user| GetMemberHoldings { org, user }))
}

fn form(
    org: OrganizationId,
    organization: Signal<String>,
    target: Target,
    remove: Mutation<RemoveMember>,
    may_invite: Signal<bool>,
) -> AnyView {
    remove.clear();
    let (language, held) = (use_language(), holdings(org, target));
    let fate = RwSignal::new(InvitationsOfRemoved::TakeOver.as_str().to_owned());
    let holdings = Memo::new(move |_| held.with(|remote| remote.ready().map(|answer| answer.value)));
    let submit = move |()| {
        let Some(holdings) = holdings.get_untracked() else { return held.retry() };
        if let (Some((user, version)), false) = (target.version(), holdings.only_admin) {
            let taken_back = fate.with_untracked(|fate| fate == InvitationsOfRemoved::Revoke.as_str());
            let asked = holdings.invitations > 0 && may_invite.get_untracked();
            let invitations = match (asked, taken_back) {
                (false, _) => InvitationsOfRemoved::Keep,
                (true, true) => InvitationsOfRemoved::Revoke,
                (true, false) => InvitationsOfRemoved::TakeOver,
            };
            remove.run(&RemoveMember { org, user, version, invitations });
        }
    };
    let refused = target.message(remove.error());
    let message = Signal::derive(move || {
        refused
            .get()
            .or_else(|| held.with(|remote| remote.failure().map(|error| error_text(language, error))))
    });
    let (waiting, pending, fetching) = (target.waiting(), remove.pending(), held.fetching());
    hold_dialog(pending);
    let busy = Signal::derive(move || waiting.get() || pending.get() || fetching.get());
    view! {
        <Form on_submit=submit>
            {explanation(organization, target, holdings, fetching)} <FormError message=message />
            {invitations(holdings, fate, may_invite)} {buttons(target, holdings, pending, busy)}
        </Form>
    }
    .into_any()
}

/// What removing means, or why it cannot be.
fn explanation(
    organization: Signal<String>,
    target: Target,
    holdings: Memo<Option<MemberHoldings>>,
    fetching: Signal<bool>,
) -> AnyView {
    let name = target.name();
    let text = tx(move |texts| {
        let write = if holdings.get().is_some_and(|holdings| holdings.only_admin) {
            member_list::only_admin
        } else {
            members::remove_text
        };
        write(texts, &name.get(), &organization.get())
    });
    let looking = tx(move |texts| member_list::looking(texts, &name.get()));
    let wait = move || if fetching.get() && holdings.get().is_none() { looking.get() } else { String::new() };
    view! {
        <p>{text}</p>
        <p class="members-wait" role="status">
            {wait}
        </p>
    }
    .into_any()
}

/// What becomes of their invitations, where there are some: the choice of who may invite.
fn invitations(
    holdings: Memo<Option<MemberHoldings>>,
    fate: RwSignal<String>,
    may_invite: Signal<bool>,
) -> AnyView {
    let number = Memo::new(move |_| {
        holdings.get().filter(|held| !held.only_admin).map_or(0, |held| u64::from(held.invitations))
    });
    let any = Memo::new(move |_| number.get() > 0);
    let leaves = count(member_list::leaves, move || number.get());
    (move || {
        any.get().then(|| {
            let choice = move || {
                if may_invite.get() {
                    let label = t(member_list::THEIR_INVITATIONS);
                    view! { <Radios label=label value=fate radios=fates() /> }.into_any()
                } else {
                    view! { <p>{t(member_list::THEY_STAY)}</p> }.into_any()
                }
            };
            view! {
                <p>{leaves}</p>
                {choice}
            }
            .into_any()
        })
    })
    .into_any()
}

/// Where invitations go.
pub fn fates() -> Vec<Radio> {
    let radio = |what: InvitationsOfRemoved, label, hint| Radio {
        value: what.as_str(),
        label: t(label),
        hint: t(hint),
    };
    let (over, back) = (InvitationsOfRemoved::TakeOver, InvitationsOfRemoved::Revoke);
    vec![
        radio(over, member_list::TAKE_OVER, member_list::TAKE_OVER_MEANS),
        radio(back, member_list::TAKE_BACK, member_list::TAKE_BACK_MEANS),
    ]
}

/// Nothing is offered that fails.
fn buttons(
    target: Target,
    holdings: Memo<Option<MemberHoldings>>,
    pending: Signal<bool>,
    busy: Signal<bool>,
) -> AnyView {
    let stays = Memo::new(move |_| holdings.get().is_some_and(|holdings| holdings.only_admin));
    let name = target.name();
    let title = tx(move |texts| members::remove_name(texts, &name.get()));
    let (close, cancel) = (t(common::CLOSE), t(common::CANCEL));
    let remove = move || {
        (!stays.get())
            .then(|| view! { <Button label=title kind=Kind::Danger submit=true busy=busy /> }.into_any())
    };
    view! {
        <Actions>
            <Button
                label=move || if stays.get() { close.get() } else { cancel.get() }
                disabled=pending
                on_click=move |()| target.open.set(false)
            />
            {remove}
        </Actions>
    }
    .into_any()
}
