//! What went wrong with it, and the ways on.

use super::thing::Thing;
use crate::{
    api::{Answer, Mutation},
    dataplants::words::error_message,
    language::{tx, use_language},
    operations::FailureBox,
    ui::{Toasts, Tone},
};
use hq_contract::{
    dataplants::{Dataplant, DeleteDataplant, RetryDataplant},
    operations::{LifeState, OperationFailure},
};
use hq_text::dataplants;
use leptos::prelude::*;

/// Why it could not be made or removed: to try again, to clean up, to hand on.
pub(super) fn failure(thing: Thing) -> AnyView {
    let failed = thing.get(|dataplant| dataplant.failure.clone());
    let some = Memo::new(move |_| failed.with(Option::is_some));
    (move || {
        some.get().then(|| {
            // What is shown is what failed last: it goes as a whole.
            let first = failed.get_untracked();
            let failure = Memo::new(move |before: Option<&Option<OperationFailure>>| {
                failed.get().or_else(|| before.cloned().flatten()).or_else(|| first.clone())
            });
            shown(thing, failure)
        })
    })
    .into_any()
}

fn shown(thing: Thing, failure: Memo<Option<OperationFailure>>) -> AnyView {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let org = thing.access.org;
    let retry = Mutation::<RetryDataplant>::new(move |answer: Answer<Dataplant>| thing.took(answer));
    let clean = Mutation::<DeleteDataplant>::new(move |answer: Answer<Dataplant>| {
        let text = language.text_untracked(|texts| texts.get(dataplants::CLEANING).into_owned());
        toasts.push(Tone::Info, text);
        thing.took(answer);
    });
    let (retry_error, clean_error) = (retry.error(), clean.error());
    thing.watch(retry_error);
    thing.watch(clean_error);
    let state = thing.get(|dataplant| dataplant.state);
    let may = thing.get(|dataplant| dataplant.may);
    let again = Callback::new(move |()| {
        clean.clear();
        retry.run(&RetryDataplant { org, id: thing.id });
    });
    let tidy = Callback::new(move |()| {
        retry.clear();
        if let Some(version) = thing.version() {
            clean.run(&DeleteDataplant { org, id: thing.id, version });
        }
    });
    let name = thing.name();
    let title = tx(move |texts| {
        let write = match state.get() {
            LifeState::Failed => dataplants::not_made,
            LifeState::DeleteFailed => dataplants::not_deleted,
            _ => dataplants::not_changed,
        };
        write(texts, &name.get())
    });
    let about =
        Signal::derive(move || [name.get(), " (".to_owned(), thing.id.to_string(), ")".to_owned()].concat());
    let message = error_message(move || retry_error.get().or_else(|| clean_error.get()));
    let failure = move || failure.get();
    (move || {
        let failure = failure()?;
        let (failed, rights) = (state.get() == LifeState::Failed, may.get());
        let on_retry = (failed && rights.update).then_some(again);
        let on_clean_up = (failed && rights.delete).then_some(tidy);
        Some(view! {
            <FailureBox
                title=title
                failure=Signal::stored(failure)
                about=about
                nostrip:on_retry=on_retry
                retrying=retry.pending()
                nostrip:on_clean_up=on_clean_up
                cleaning=clean.pending()
                error=message
            />
        })
    })
    .into_any()
}
