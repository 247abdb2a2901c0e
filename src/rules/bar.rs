//! What is not saved: what it changes, and saving it.

use super::{difference::DifferenceList, editing::RulesEditing, preview::Preview};
use crate::{
    kit::SaveBar,
    language::{error_text, t, use_language},
    ui::FormError,
};
use hq_text::{drafts, rules};
use leptos::prelude::*;

/// Stands at the foot of the window while something is not saved.
#[component]
pub fn RulesBar(editing: RulesEditing) -> AnyView {
    let shown = Memo::new(move |_| editing.owner.may_manage.get() && editing.unsaved());
    (move || {
        shown.get().then(|| {
            view! {
                <section class="rules-bar" aria-label=t(drafts::UNSAVED)>
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
    .into_any()
}

/// Why saving failed; what others have saved meanwhile is told by itself.
fn message(editing: RulesEditing) -> Signal<Option<String>> {
    let language = use_language();
    Signal::derive(move || {
        let error = editing.save.error()?;
        let fetching = editing.source.fetching().get();
        (!(editing.is_stale() && fetching)).then(|| error_text(language, &error))
    })
}

/// What others have saved since the edits began.
fn conflict(editing: RulesEditing) -> AnyView {
    let found = Memo::new(move |_| editing.conflict());
    (move || {
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
    .into_any()
}

fn buttons(editing: RulesEditing) -> AnyView {
    let met = Memo::new(move |_| editing.conflict().is_some());
    let (pending, fetching) = (editing.save.pending(), editing.source.fetching());
    let busy = Signal::derive(move || pending.get() || (editing.is_stale() && fetching.get()));
    let (theirs, discard) = (t(rules::THEIRS), t(drafts::DISCARD));
    let (mine, save) = (t(rules::MINE), t(rules::SAVE));
    view! {
        <SaveBar
            unsaved=Signal::derive(move || editing.unsaved())
            restored=Signal::derive(move || editing.was_restored())
            busy=busy
            on_discard=move |()| editing.discard()
            on_save=move |()| editing.submit()
            discard_label=Signal::derive(move || if met.get() { theirs.get() } else { discard.get() })
            save_label=Signal::derive(move || if met.get() { mine.get() } else { save.get() })
        />
    }
    .into_any()
}
