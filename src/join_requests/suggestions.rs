//! The organizations that the person may ask to join.

use super::{ask_to_join::AskToJoin, withdraw::Withdraw};
use crate::{
    language::t,
    offers::use_offers,
    ui::{Avatar, Button, Size},
};
use hq_contract::{OrganizationId, join_requests::Suggestion};
use hq_text::offers;
use leptos::{html, prelude::*};

/// The organizations, by name and nothing more: each can be asked, and a request be withdrawn. Nothing while there are
/// none.
#[component]
pub fn MySuggestions() -> AnyView {
    let (open, chosen) = (RwSignal::new(false), RwSignal::new(None::<Suggestion>));
    // Whose request has just been sent, or withdrawn: its row takes the focus that its button had.
    let changed = RwSignal::new(None::<OrganizationId>);
    let withdraw = Withdraw::new(move |id| changed.set(Some(id)));
    let title = t(offers::SUGGESTIONS);
    let offered = use_offers().suggestions();
    let suggestions = Memo::new(move |_| offered.get());
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

fn row(
    suggestion: Suggestion,
    ask: Callback<Suggestion>,
    withdraw: Withdraw,
    changed: RwSignal<Option<OrganizationId>>,
) -> AnyView {
    let (id, name) = (suggestion.organization.id, suggestion.organization.name.to_string());
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
    let (state, action) = match suggestion.join_request {
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
                <p class="offer-title">
                    <bdi>{name}</bdi>
                </p>
                {state.map(|state| view! { <p class="offer-detail">{state}</p> })}
            </div>
            <div class="offer-actions">{action}</div>
        </li>
    }
    .into_any()
}
