//! What was done to something.

use super::{
    steps::StepList,
    words::{failure_key, operation_text, progress_key},
};
use crate::{
    browser::clock,
    language::{actor_name, ago, moment, span_text, t, tx, use_language},
    ui::{Badge, Disclosure, Tone},
};
use hq_contract::operations::{BrokerOperation, Progress};
use hq_text::operations;
use leptos::prelude::*;

/// The operations, the newest first: what was done, by whom, when, how long it took and what came of it; the steps unfold.
#[component]
pub fn OperationHistory(#[prop(into)] operations: Signal<Vec<BrokerOperation>>) -> AnyView {
    let all = Memo::new(move |_| operations.get());
    view! {
        <ol class="operation-history">
            <For
                each=move || all.get()
                key=|operation| operation.id
                children=move |first| {
                    let id = first.id;
                    let operation = Memo::new(move |before: Option<&BrokerOperation>| {
                        let now = all.with(|all| all.iter().find(|item| item.id == id).cloned());
                        now.or_else(|| before.cloned()).unwrap_or_else(|| first.clone())
                    });
                    row(operation)
                }
            />
        </ol>
    }
    .into_any()
}

fn row(operation: Memo<BrokerOperation>) -> AnyView {
    let what = tx(move |texts| operation.with(|operation| operation_text(texts, operation)));
    let state = Memo::new(move |_| operation.with(|operation| operation.state));
    let badge = move || {
        let (state, tone) = (state.get(), tone(state.get()));
        view! { <Badge label=t(progress_key(state)) tone=tone /> }
    };
    let reason = move || {
        operation.with(|operation| {
            operation.failure.as_ref().map(|failure| {
                let said = failure.description.clone().map(|said| {
                    view! {
                        " "
                        <bdi>{said}</bdi>
                    }
                });
                view! { <p class="operation-reason">{t(failure_key(failure.code))} {said}</p> }
            })
        })
    };
    let some = Memo::new(move |_| operation.with(|operation| !operation.steps.is_empty()));
    let steps = Signal::derive(move || operation.with(|operation| operation.steps.clone()));
    let steps = move || {
        some.get().then(|| {
            view! {
                <Disclosure label=t(operations::SHOW_STEPS)>
                    <StepList steps=steps label=what />
                </Disclosure>
            }
        })
    };
    view! {
        <li class="operation">
            <div class="operation-line">
                <span class="operation-what">{what}</span>
                {badge}
                {facts(operation)}
            </div>
            {reason}
            {steps}
        </li>
    }
    .into_any()
}

const fn tone(state: Progress) -> Tone {
    match state {
        Progress::Pending | Progress::Running => Tone::Info,
        Progress::Done => Tone::Success,
        Progress::Failed => Tone::Danger,
    }
}

/// By whom, when, and how long it took.
fn facts(operation: Memo<BrokerOperation>) -> AnyView {
    let language = use_language();
    let at = operation.with_untracked(|operation| operation.created_at.clone());
    let (relative, exactly, datetime) = (ago(at.clone()), moment(at.clone()), at.as_str().to_owned());
    let by = tx(move |texts| {
        operation.with(|operation| match &operation.actor {
            Some(by) => operations::by(texts, &actor_name(texts, by)),
            None => texts.get(operations::BY_ITSELF).into_owned(),
        })
    });
    let took = tx(move |texts| {
        operation.with(|operation| {
            let began = clock::seconds(operation.created_at.as_str());
            let ended = operation.ended_at.as_ref().and_then(|ended| clock::seconds(ended.as_str()));
            let took = began.zip(ended).map(|(began, ended)| u64::try_from(ended - began).unwrap_or(0));
            took.map(|took| operations::took(texts, &span_text(language, took))).unwrap_or_default()
        })
    });
    view! {
        <span class="operation-facts">
            <span>{by}</span>
            <time datetime=datetime title=exactly>
                {relative}
            </time>
            <span>{took}</span>
        </span>
    }
    .into_any()
}
