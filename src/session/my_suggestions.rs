//! The organizations that the person may ask to join.

use super::{AskToJoin, use_session};
use crate::{
    api::Mutation,
    language::{error_text, t, use_language},
    ui::{Avatar, Button, Size, Toasts, Tone},
};
use hq_contract::{
    JoinRequestId, OrganizationId,
    join_requests::{Suggestion, WithdrawJoinRequest},
};
use hq_text::offers;
use leptos::{html, prelude::*};

/// The organizations, by name and nothing more: each can be asked, and a request be withdrawn. Nothing while there are
/// none.
#[component]
pub fn MySuggestions() -> AnyView {
    let session = use_session();
    let (open, chosen) = (RwSignal::new(false), RwSignal::new(None::<Suggestion>));
    // Whose request has just been sent, or withdrawn: its row takes the focus that its button had.
    let changed = RwSignal::new(None::<OrganizationId>);
    let withdraw = Withdraw::new(move |id| changed.set(Some(id)));
    let title = t(offers::SUGGESTIONS);
    let suggestions = Memo::new(move |_| session.offers().with(|offers| offers.suggestions.clone()));
    let ask = Callback::new(move |suggestion: Suggestion| {
        chosen.set(Some(suggestion));
        open.set(true);
    });
    let list = move || {
        let rows = suggestions
            .get()
            .into_iter()
            .map(|suggestion| row(suggestion, ask, withdraw, changed))
            .collect::<Vec<_>>();
        (!rows.is_empty()).then(|| {
            view! {
                <section class="card offers" aria-label=title>
                    <h2 class="card-title">{title}</h2>
                    <p class="card-text">{t(offers::SUGGESTIONS_TEXT)}</p>
                    <ul class="offers-list">{rows}</ul>
                </section>
            }
            .into_any()
        })
    };
    let on_asked = move |id: OrganizationId| changed.set(Some(id));
    view! {
        {list}
        <AskToJoin open=open to=chosen on_asked=on_asked />
    }
    .into_any()
}

/// Withdrawing a request, and which one.
#[derive(Clone, Copy)]
pub struct Withdraw {
    about: RwSignal<Option<(OrganizationId, JoinRequestId)>>,
    mutation: Mutation<WithdrawJoinRequest>,
}

impl Withdraw {
    /// `done` runs once it is withdrawn. Why it could not be is said in a toast; a request that was answered meanwhile
    /// is looked up anew.
    pub fn new(done: impl Fn(OrganizationId) + 'static) -> Self {
        let (session, language, toasts) = (use_session(), use_language(), expect_context::<Toasts>());
        let about = RwSignal::new(None::<(OrganizationId, JoinRequestId)>);
        let mutation = Mutation::<WithdrawJoinRequest>::new(move |_| {
            if let Some((org, _)) = about.get_untracked() {
                done(org);
                session.withdrawn(org);
            }
            toasts.push(
                Tone::Success,
                language.text_untracked(|texts| texts.get(offers::WITHDRAWN).into_owned()),
            );
        });
        let error = mutation.error();
        Effect::new(move |_| {
            if let Some(error) = error.get() {
                toasts.push(Tone::Warning, untrack(|| error_text(language, &error)));
                if error.is_definite() {
                    session.load();
                }
            }
        });
        Self { about, mutation }
    }

    /// The button of a request to the organization of that name.
    pub fn button(self, org: OrganizationId, id: JoinRequestId, name: String) -> AnyView {
        let pending = self.mutation.pending();
        let busy = move || pending.get() && self.about.get() == Some((org, id));
        let run = move |()| {
            if !pending.get_untracked() {
                self.about.set(Some((org, id)));
                self.mutation.run(&WithdrawJoinRequest { org, id });
            }
        };
        view! {
            <Button
                label=t(offers::WITHDRAW)
                about=name
                size=Size::Small
                busy=Signal::derive(busy)
                on_click=run
            />
        }
        .into_any()
    }
}

fn row(
    suggestion: Suggestion,
    ask: Callback<Suggestion>,
    withdraw: Withdraw,
    changed: RwSignal<Option<OrganizationId>>,
) -> AnyView {
    let (id, name) = (suggestion.organization_id, suggestion.organization.to_string());
    let colour = suggestion.colour.as_str().to_owned();
    let text = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if let Some(text) = text.get()
            && changed.get_untracked() == Some(id)
        {
            changed.set(None);
            // A row that has gone again need not be focused.
            let _ = text.focus();
        }
    });
    let (state, action) = match suggestion.request {
        Some(request) => (Some(t(offers::ASKED)), withdraw.button(id, request, name.clone())),
        None => {
            let about = name.clone();
            let action = view! {
                <Button
                    label=t(offers::ASK)
                    about=about
                    size=Size::Small
                    on_click=move |()| ask.run(suggestion.clone())
                />
            };
            (None, action.into_any())
        }
    };
    view! {
        <li class="offer">
            <Avatar name=name.clone() colour=colour square=true />
            <div class="offer-text" tabindex="-1" node_ref=text>
                <p class="offer-title">{name}</p>
                {state.map(|state| view! { <p class="offer-detail">{state}</p> })}
            </div>
            <div class="offer-actions">{action}</div>
        </li>
    }
    .into_any()
}
