//! The steps of an operation, as they are done.

use super::words::{progress_glyph, progress_key, step};
use crate::{
    browser::clock,
    kit::seconds_while,
    language::{moment, span, t, tx, use_language},
    ui::Icon,
};
use hq_contract::{
    Timestamp,
    operations::{OperationStep, Progress},
};
use hq_text::operations;
use leptos::prelude::*;

/// The steps: what each does, how far it is, when it began, how long it takes (counting while it runs) and the broker's
/// word on it. With `live`, assistive technology hears when the next one begins, and when one fails.
#[component]
pub fn StepList(
    #[prop(into)] steps: Signal<Vec<OperationStep>>,
    #[prop(optional, into)] label: Option<Signal<String>>,
    #[prop(optional)] live: bool,
) -> AnyView {
    let steps = Memo::new(move |_| steps.get());
    let label = label.unwrap_or_else(|| t(operations::STEPS));
    let running =
        Memo::new(move |_| steps.with(|steps| steps.iter().any(|step| step.state == Progress::Running)));
    let now = seconds_while(running);
    let places = move || (0..steps.with(Vec::len)).collect::<Vec<_>>();
    view! {
        <ol class="operation-steps" aria-label=label>
            <For
                each=places
                key=|place| *place
                children=move |place| {
                    let first = steps.with_untracked(|steps| steps.get(place).cloned());
                    let item = Memo::new(move |before: Option<&Option<OperationStep>>| {
                        let now = steps.with(|steps| steps.get(place).cloned());
                        now.or_else(|| before.cloned().flatten()).or_else(|| first.clone())
                    });
                    row(item, now)
                }
            />
        </ol>
        {live.then(|| announcer(steps))}
    }
    .into_any()
}

/// Says which step has begun, once; a failed one at once.
fn announcer(steps: Memo<Vec<OperationStep>>) -> AnyView {
    let said = tx(move |texts| {
        steps.with(|steps| {
            let all = steps.len().to_string();
            let at = |wanted| {
                let (place, found) = steps.iter().enumerate().find(|(_, step)| step.state == wanted)?;
                Some(((place + 1).to_string(), step(texts, found)))
            };
            if let Some((_, what)) = at(Progress::Failed) {
                return operations::said_failed(texts, &what);
            }
            if let Some((place, what)) = at(Progress::Running) {
                return operations::said_step(texts, &all, &place, &what);
            }
            let done = !steps.is_empty() && steps.iter().all(|step| step.state == Progress::Done);
            if done { operations::said_done(texts, &all) } else { String::new() }
        })
    });
    let said = Memo::new(move |_| said.get());
    view! {
        <p class="visually-hidden" role="status">
            {said}
        </p>
    }
    .into_any()
}

fn row(item: Memo<Option<OperationStep>>, now: Signal<i64>) -> AnyView {
    let state = Memo::new(move |_| item.with(|item| item.as_ref().map(|step| step.state)));
    let state = move || state.get().unwrap_or(Progress::Pending);
    let mark = move || match progress_glyph(state()) {
        Some(glyph) => view! { <Icon glyph=glyph /> }.into_any(),
        None => ().into_any(),
    };
    let text =
        tx(move |texts| item.with(|item| item.as_ref().map(|item| step(texts, item)).unwrap_or_default()));
    let language = use_language();
    let said = move || language.texts().with(|texts| texts.get(progress_key(state())).into_owned());
    let detail = Memo::new(move |_| item.with(|item| item.as_ref().and_then(|item| item.detail.clone())));
    let detail = move || {
        detail.get().map(|detail| {
            view! {
                <p class="operation-step-detail">
                    <bdi>{detail}</bdi>
                </p>
            }
        })
    };
    let name = move || match state() {
        Progress::Pending => "pending",
        Progress::Running => "running",
        Progress::Done => "done",
        Progress::Failed => "failed",
    };
    view! {
        <li
            class="operation-step"
            data-state=name
            aria-current=move || (state() == Progress::Running).then_some("step")
        >
            <span class="operation-step-mark" aria-hidden="true">
                {mark}
            </span>
            <div class="operation-step-body">
                <p class="operation-step-text">{text} <span class="visually-hidden">" (" {said} ")"</span></p>
                {detail}
            </div>
            {time(item, now)}
        </li>
    }
    .into_any()
}

/// How long it takes or took; when it began is its tooltip.
fn time(item: Memo<Option<OperationStep>>, now: Signal<i64>) -> AnyView {
    let times = Memo::new(move |_| {
        item.with(|item| {
            item.as_ref().and_then(|item| Some((item.started_at.clone()?, item.ended_at.clone())))
        })
    });
    (move || {
        let (started, ended) = times.get()?;
        let (at, from) = (started.as_str().to_owned(), clock::seconds(started.as_str())?);
        let until = ended.as_ref().map(Timestamp::as_str).and_then(clock::seconds);
        let took = span(move || u64::try_from(until.unwrap_or_else(|| now.get()) - from).unwrap_or(0));
        let exactly = moment(started);
        let began = tx(move |texts| operations::began(texts, &exactly.get()));
        Some(view! {
            <time class="operation-step-time" datetime=at title=began>
                {took}
            </time>
        })
    })
    .into_any()
}
