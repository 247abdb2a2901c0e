//! How far a run over several members is, and what became of each.

use super::bulk_run::{BulkResult, BulkRun, Outcome};
use crate::{
    language::{count, error_text, number, t, tx, use_language},
    ui::{Actions, Button, Glyph, Kind, Status, Tone, glyph},
};
use hq_contract::Endpoint;
use hq_text::{Key, Plural, Texts, bulk, common, give_rules, members};
use leptos::{html, prelude::*};

/// What is said of those of whom it was done.
#[derive(Clone, Copy)]
pub struct DoneWords {
    /// How many they are.
    pub summary: fn(&Texts, Plural, &str) -> String,
    /// Of each.
    pub each: Key,
}

/// How far it is, then a line for each member. It takes the focus.
pub fn results<E: Endpoint + 'static>(run: BulkRun<E>, words: DoneWords, open: RwSignal<bool>) -> AnyView {
    let (running, all) = (run.running(), run.results());
    let done = move || all.with(|all| all.iter().filter(|one| one.outcome == Outcome::Done).count() as u64);
    let (some, none) = (count(words.summary, done), t(bulk::NONE));
    let (at, total) = (number(move || all.with(Vec::len) as u64), number(move || run.total().get() as u64));
    let progress = tx(move |texts| bulk::progress(texts, &at.get(), &total.get()));
    let told = move || match (running.get(), done()) {
        (true, _) => progress.get(),
        (false, 0) => none.get(),
        (false, _) => some.get(),
    };
    let place = NodeRef::<html::Section>::new();
    Effect::new(move |_| {
        if let Some(place) = place.get() {
            // What was pressed has gone.
            let _ = place.focus();
        }
    });
    let lines = move || all.get().into_iter().map(|result| line(result, words.each)).collect::<Vec<_>>();
    let button = move || {
        if running.get() {
            view! { <Button label=t(bulk::STOP) on_click=move |()| run.stop() /> }
        } else {
            view! { <Button label=t(common::DONE) kind=Kind::Primary on_click=move |()| open.set(false) /> }
        }
    };
    view! {
        <div class="form">
            <section node_ref=place class="given" tabindex="-1" aria-label=t(give_rules::RESULTS)>
                <p class="given-summary" role="status">
                    {told}
                </p>
                <ul class="given-list">{lines}</ul>
            </section>
            <Actions>{button}</Actions>
        </div>
    }
    .into_any()
}

fn line(result: BulkResult, done: Key) -> AnyView {
    let language = use_language();
    let (label, glyph, tone): (Signal<String>, Glyph, Tone) = match result.outcome {
        Outcome::Done => (t(done), glyph::ACTIVE, Tone::Success),
        Outcome::Unchanged => (t(bulk::UNCHANGED), glyph::INFO, Tone::Info),
        Outcome::Oneself => (t(bulk::ONESELF), glyph::INFO, Tone::Info),
        Outcome::Gone => (t(give_rules::NOT_FOUND), glyph::ALERT, Tone::Warning),
        Outcome::Failed(error) => {
            (Signal::derive(move || error_text(language, &error)), glyph::ALERT, Tone::Danger)
        }
    };
    let name = result.name;
    view! {
        <li class="given-line">
            <bdi class="person-name">{name}</bdi>
            <Status label=label glyph=glyph tone=tone />
        </li>
    }
    .into_any()
}

/// The names of those it is about; the first ones where they are many.
pub fn names(all: Vec<String>) -> AnyView {
    const SHOWN: usize = 8;
    let more = all.len().saturating_sub(SHOWN) as u64;
    let rest = (more > 0).then(|| view! { <li>{count(bulk::more, move || more)}</li> });
    let lines = all.into_iter().take(SHOWN).map(|name| {
        view! {
            <li>
                <bdi>{name}</bdi>
            </li>
        }
    });
    view! {
        <ul class="bulk-names" aria-label=t(members::TITLE)>
            {lines.collect::<Vec<_>>()}
            {rest}
        </ul>
    }
    .into_any()
}
