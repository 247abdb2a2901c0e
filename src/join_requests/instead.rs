//! Somebody who made an organization although their colleagues have one: the way there.

use super::ask_to_join::AskToJoin;
use crate::{
    api::{Answer, Query},
    browser::{page, storage},
    language::{t, tx, use_language},
    offers::use_offers,
    routes::{Route, use_router},
    session::use_session,
    ui::{Button, Icon, Kind, Size, Toasts, Tone, glyph},
};
use hq_contract::{
    OrganizationId, Role, join_requests::Suggestion, members::ListMembers, organizations::Organization,
};
use hq_text::offers;
use leptos::prelude::*;

/// For an admin who is alone in the organization, and may ask to join another: offers to ask there instead, which
/// deletes this one. Keeping this one is remembered.
#[component]
pub fn Instead(organization: Signal<Answer<Organization>>) -> AnyView {
    let waiting = use_offers();
    let id = organization.with_untracked(|answer| answer.value.id);
    let kept = RwSignal::new(storage::get(&key(id)).is_some());
    let suggested = Memo::new(move |_| {
        let admin = organization.with(|answer| answer.value.role == Role::Admin);
        if !admin || kept.get() {
            return Vec::new();
        }
        waiting.open_suggestions()
    });
    // Nobody who has company here is told that this organization is empty.
    let members = Query::new(move || {
        let ask = suggested.with(|suggested| !suggested.is_empty());
        ask.then(|| ListMembers::of(id))
    });
    let alone = Memo::new(move |_| {
        members.with(|remote| remote.ready().is_some_and(|answer| answer.value.total == 1))
    });
    let keep = Callback::new(move |()| {
        storage::set(&key(id), "1");
        kept.set(true);
        page::focus("h1");
    });
    let (open, chosen) = (RwSignal::new(false), RwSignal::new(None::<Suggestion>));
    let ask = Callback::new(move |suggestion: Suggestion| {
        chosen.set(Some(suggestion));
        open.set(true);
    });
    let given_up = Signal::derive(move || (id, organization.with(|answer| answer.value.name.to_string())));
    let notice = move || {
        let suggested = suggested.get();
        (alone.get() && !suggested.is_empty()).then(|| notice(suggested, ask, keep))
    };
    view! {
        {notice}
        <AskToJoin open=open to=chosen instead_of=given_up on_asked=use_done(id) />
    }
    .into_any()
}

/// Once asked, this organization is gone: to the start screen, or where there are others, to the list of them.
fn use_done(id: OrganizationId) -> Callback<OrganizationId> {
    let (session, router) = (use_session(), use_router());
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    Callback::new(move |_| {
        session.organization_left(id);
        toasts.push(Tone::Success, language.text_untracked(|texts| texts.get(offers::ASKED).into_owned()));
        let others = session.organizations().with_untracked(|organizations| !organizations.items.is_empty());
        router.replace(if others { Route::account_organizations() } else { Route::home() });
    })
}

fn notice(suggested: Vec<Suggestion>, ask: Callback<Suggestion>, keep: Callback<()>) -> AnyView {
    let text = match suggested.as_slice() {
        [only] => {
            let name = only.organization.name.to_string();
            tx(move |texts| offers::instead(texts, &name))
        }
        _ => t(offers::INSTEAD_SEVERAL),
    };
    let buttons = suggested
        .into_iter()
        .map(|suggestion| {
            let name = suggestion.organization.name.to_string();
            view! {
                <Button
                    label=tx(move |texts| offers::instead_ask(texts, &name))
                    size=Size::Small
                    on_click=move |()| ask.run(suggestion.clone())
                />
            }
        })
        .collect::<Vec<_>>();
    view! {
        <aside class="instead banner" data-tone="info" aria-label=t(offers::SUGGESTIONS)>
            <Icon glyph=glyph::USERS />
            <p class="banner-text">{text}</p>
            <div class="instead-actions">
                {buttons}
                <Button label=t(offers::INSTEAD_KEEP) kind=Kind::Quiet size=Size::Small on_click=keep />
            </div>
        </aside>
    }
    .into_any()
}

fn key(id: OrganizationId) -> String {
    format!("hq.kept.{id}")
}
