//! An engine that could not be made, or not be deleted.

use super::{deleting::use_deletion, shared::EnginePage, words::error_message};
use crate::{
    api::{Answer, Mutation},
    language::t,
    operations::FailureBox,
};
use hq_contract::{
    operations::{FailureCode, LifeState, OperationFailure},
    storage_engines::{RetryStorageEngine, StorageEngine},
};
use hq_text::storage_engines;
use leptos::prelude::*;

/// The failure with the ways on; nothing where there is none.
pub fn failed(page: EnginePage) -> AnyView {
    let shown = Memo::new(move |_| {
        page.engine.with(|engine| {
            let failed = matches!(engine.state, LifeState::Failed | LifeState::DeleteFailed);
            (failed && engine.failure.is_some()).then_some((engine.state, engine.may))
        })
    });
    (move || {
        let (state, may) = shown.get()?;
        Some(if state == LifeState::Failed {
            not_made(page, may.update, may.delete)
        } else {
            not_deleted(page, may.delete)
        })
    })
    .into_any()
}

/// The failure; while the page changes, the one that was shown.
fn failure(page: EnginePage) -> Signal<OperationFailure> {
    let unknown = || OperationFailure {
        code: FailureCode::Uncertain,
        step: None,
        description: None,
        status: None,
        request_id: String::new(),
    };
    Memo::new(move |before: Option<&OperationFailure>| {
        let now = page.engine.with(|engine| engine.failure.clone());
        now.or_else(|| before.cloned()).unwrap_or_else(unknown)
    })
    .into()
}

fn not_made(page: EnginePage, may_retry: bool, may_clean_up: bool) -> AnyView {
    let retry =
        Mutation::<RetryStorageEngine>::new(move |answer: Answer<StorageEngine>| page.changed(answer));
    let delete = use_deletion(page);
    let again = move |()| retry.run(&RetryStorageEngine { org: page.org, id: page.id });
    let clean_up = move |()| delete.run();
    let (retry_error, delete_error) = (retry.error(), delete.error());
    let error = error_message(move || retry_error.get().or_else(|| delete_error.get()));
    let (title, failure, about) = (t(storage_engines::NOT_MADE), failure(page), page.name());
    let (retrying, cleaning) = (retry.pending(), delete.pending());
    match (may_retry, may_clean_up) {
        (true, true) => view! {
            <FailureBox
                title=title
                failure=failure
                about=about
                on_retry=again
                retrying=retrying
                on_clean_up=clean_up
                cleaning=cleaning
                error=error
            />
        }
        .into_any(),
        (true, false) => view! { <FailureBox title=title failure=failure about=about on_retry=again retrying=retrying error=error /> }
        .into_any(),
        (false, true) => view! {
            <FailureBox
                title=title
                failure=failure
                about=about
                on_clean_up=clean_up
                cleaning=cleaning
                error=error
            />
        }
        .into_any(),
        (false, false) => view! { <FailureBox title=title failure=failure about=about /> }.into_any(),
    }
}

fn not_deleted(page: EnginePage, may: bool) -> AnyView {
    let delete = use_deletion(page);
    let error = delete.error();
    let (title, failure, about) = (t(storage_engines::NOT_DELETED), failure(page), page.name());
    if !may {
        return view! { <FailureBox title=title failure=failure about=about /> }.into_any();
    }
    view! {
        <FailureBox
            title=title
            failure=failure
            about=about
            on_retry=move |()| delete.run()
            retrying=delete.pending()
            error=error_message(move || error.get())
        />
    }
    .into_any()
}
