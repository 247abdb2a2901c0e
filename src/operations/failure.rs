//! Why something failed, and the ways on.

use super::{
    details::details,
    words::{failure_key, step_text},
};
use crate::{
    kit::{CopyState, CopyStatus, fact},
    language::{t, tx, use_language},
    ui::{Button, Icon, Kind, glyph},
};
use hq_contract::operations::OperationFailure;
use hq_text::operations;
use leptos::prelude::*;

/// What failed: the reason in words, the step, the broker's own sentence, the status and the request's id, with the ways on:
/// try again (under a new id at the broker), clean up, and copy the details (`about` is their first line). A way without a
/// callback is not shown: the person may not go it. `error` says why the last one did not work.
#[component]
pub fn FailureBox(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] failure: Signal<OperationFailure>,
    #[prop(optional, into)] about: Signal<String>,
    #[prop(optional, into)] on_retry: Option<Callback<()>>,
    #[prop(optional, into)] retrying: Signal<bool>,
    #[prop(optional, into)] on_clean_up: Option<Callback<()>>,
    #[prop(optional, into)] cleaning: Signal<bool>,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> AnyView {
    let (language, copies) = (use_language(), CopyState::new());
    let failure = Memo::new(move |_| failure.get());
    let copy = move |()| {
        let text = language.text_untracked(|texts| {
            failure.with_untracked(|failure| details(texts, &about.get_untracked(), failure))
        });
        copies.copy(&text);
    };
    let reason = tx(move |texts| failure.with(|failure| texts.get(failure_key(failure.code)).into_owned()));
    let retry = on_retry.map(|on_retry| {
        view! { <Button label=t(operations::RETRY) kind=Kind::Primary busy=retrying on_click=on_retry /> }
    });
    let clean_up = on_clean_up.map(|on_clean_up| {
        view! { <Button label=t(operations::CLEAN_UP) busy=cleaning on_click=on_clean_up /> }
    });
    view! {
        <section class="failure" data-tone="danger" aria-label=title>
            <Icon glyph=glyph::WARNING />
            <div class="failure-body">
                <h2 class="failure-title">{title}</h2>
                <p>{reason}</p>
                {facts(failure)}
                <div class="failure-actions">
                    {retry} {clean_up}
                    <Button label=t(operations::COPY_DETAILS) icon=glyph::COPY on_click=copy />
                </div>
                <CopyStatus state=copies />
                <p class="field-error" role="alert">
                    {move || error.get().unwrap_or_default()}
                </p>
            </div>
        </section>
    }
    .into_any()
}

fn facts(failure: Memo<OperationFailure>) -> AnyView {
    let step = tx(move |texts| {
        failure.with(|failure| {
            failure.step.as_deref().map(|step| step_text(texts, step, None)).unwrap_or_default()
        })
    });
    let said =
        Signal::derive(move || failure.with(|failure| failure.description.clone().unwrap_or_default()));
    let status = Signal::derive(move || {
        failure.with(|failure| failure.status.map(|status| status.to_string()).unwrap_or_default())
    });
    let request = Signal::derive(move || failure.with(|failure| failure.request_id.clone()));
    view! {
        <dl class="facts">
            {fact(operations::STEP, step)} {fact(operations::BROKER_SAYS, said)}
            {fact(operations::STATUS, status)} {fact(operations::REQUEST_ID, request)}
        </dl>
    }
    .into_any()
}
