//! What is not saved: what it changes, and saving it.

use super::{difference::DifferenceList, editing::Editing, preview::Preview};
use crate::{
    language::{error_text, t, use_language},
    ui::{Actions, Button, FormError, Kind, live},
};
use hq_text::rules;
use leptos::prelude::*;

/// Stands at the foot of the window while something is not saved.
#[component]
pub fn SaveBar(editing: Editing) -> AnyView {
    let shown = Memo::new(move |_| editing.whose.may_manage.get() && editing.unsaved());
    live(move || {
        shown.get().then(|| {
            view! {
                <section class="rules-bar" aria-label=t(rules::UNSAVED)>
                    <div class="rules-bar-body" tabindex="0" role="group" aria-label=t(rules::PREVIEW)>
                        {conflict(editing)}
                        <FormError message=message(editing) />
                        <Preview editing=editing />
                    </div>
                    {buttons(editing)}
                </section>
            }
        })
    })
}

/// Why saving failed; what others have saved meanwhile is told by itself.
fn message(editing: Editing) -> Signal<Option<String>> {
    let (language, error) = (use_language(), editing.save.error());
    Signal::derive(move || {
        let error = error.get()?;
        let fetching = editing.query.fetching().get();
        (!(editing.is_stale() && fetching)).then(|| error_text(language, &error))
    })
}

/// What others have saved since the edits began.
fn conflict(editing: Editing) -> AnyView {
    let found = Memo::new(move |_| editing.conflict());
    live(move || {
        found.get().map(|difference| {
            view! {
                <div class="rules-conflict" role="alert">
                    <p class="rules-conflict-text">{t(rules::CONFLICT)}</p>
                    <p class="rules-conflict-title">{t(rules::CONFLICT_WHAT)}</p>
                    <DifferenceList difference=difference />
                </div>
            }
        })
    })
}

fn buttons(editing: Editing) -> AnyView {
    let met = Memo::new(move |_| editing.conflict().is_some());
    let (pending, fetching) = (editing.save.pending(), editing.query.fetching());
    let busy = Signal::derive(move || pending.get() || (editing.is_stale() && fetching.get()));
    let (unsaved, left_text) = (t(rules::UNSAVED), t(rules::LEFT_UNSAVED));
    let status = move || if editing.left.get() { left_text.get() } else { unsaved.get() };
    view! {
        <Actions>
            <span class="actions-status" role="status">
                {status}
            </span>
            {live(move || {
                let (discard, save) = if met.get() {
                    (rules::THEIRS, rules::MINE)
                } else {
                    (rules::DISCARD, rules::SAVE)
                };
                view! {
                    <Button label=t(discard) on_click=move |()| editing.discard() />
                    <Button label=t(save) kind=Kind::Primary busy=busy on_click=move |()| editing.submit() />
                }
            })}
        </Actions>
    }
    .into_any()
}
