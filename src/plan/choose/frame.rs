//! What stands around each step of choosing a plan.

use super::{order::Order, total::total};
use crate::{
    kit::{AsyncView, TrailStep, step_trail},
    language::{t, tx},
    plan::nothing::not_sold,
    routes::{ChooseStep, PageTitle},
    ui::{Button, Form, FormError, Kind, LinkButton, PageHead, Shape, Skeleton},
};
use hq_text::{Key, choose, common};
use leptos::prelude::*;

/// What a step is called.
pub(super) const fn step_key(step: ChooseStep) -> Key {
    match step {
        ChooseStep::Plan => choose::STEP_PLAN,
        ChooseStep::Support => choose::STEP_SUPPORT,
        ChooseStep::Resources => choose::STEP_RESOURCES,
        ChooseStep::Payer => choose::STEP_PAYER,
        ChooseStep::Payment => choose::STEP_PAYMENT,
        ChooseStep::Summary => choose::STEP_SUMMARY,
    }
}

/// The way on from a step.
#[derive(Clone, Copy)]
pub(super) struct Next {
    pub(super) label: Signal<String>,
    pub(super) busy: Signal<bool>,
    /// Whether something is missing that no field of the step can give.
    pub(super) waits: Signal<bool>,
    /// What went wrong.
    pub(super) error: Signal<Option<String>>,
    /// What it does.
    pub(super) run: Callback<()>,
}

impl Next {
    /// To the next step.
    pub(super) fn step(run: impl Fn() + Send + Sync + 'static) -> Self {
        let never = Signal::stored(false);
        Self {
            label: t(choose::NEXT),
            busy: never,
            waits: never,
            error: Signal::stored(None),
            run: Callback::new(move |()| run()),
        }
    }
}

/// Title and steps, then the step itself once what can be had is here. Enter goes on.
pub(super) fn frame(
    order: Order,
    next: Next,
    body: impl Fn() -> AnyView + Send + Sync + Copy + 'static,
) -> AnyView {
    let step = t(step_key(order.step));
    let loading = || {
        view! {
            <Skeleton shape=Shape::Field />
            <Skeleton shape=Shape::Card />
        }
    };
    let sold = Memo::new(move |_| {
        order.plans.with(|remote| remote.ready().is_some_and(|answer| !answer.value.plans.is_empty()))
    });
    let inside = move || {
        if !sold.get() {
            return not_sold();
        }
        view! {
            {trail(order)}
            <Form on_submit=next.run>
                <FormError message=next.error />
                <div class="choose-body">{untrack(body)}</div>
                {foot(order, next)}
            </Form>
        }
        .into_any()
    };
    view! {
        <PageHead>
            <PageTitle
                title=tx(move |texts| choose::title_step(texts, &step.get()))
                within=order.access.name
            />
        </PageHead>
        <div class="page-content order choose">
            <AsyncView data=order.plans loading=loading>
                <AsyncView data=order.current loading=loading>
                    {inside}
                </AsyncView>
            </AsyncView>
        </div>
    }
    .into_any()
}

/// The steps that there is something to choose in.
fn trail(order: Order) -> AnyView {
    let steps = Memo::new(move |_| order.steps());
    (move || {
        let trail = steps.get().into_iter().map(|step| TrailStep {
            label: t(step_key(step)),
            href: Signal::derive(move || order.route(step).path()),
            here: step == order.step,
            open: Signal::derive(move || order.is_here() && order.lacks().is_none_or(|first| step <= first)),
        });
        step_trail(t(choose::STEPS), trail.collect())
    })
    .into_any()
}

/// What it comes to, with the way back (on the first step: out) and the way on.
fn foot(order: Order, next: Next) -> AnyView {
    let (back, cancel) = (t(choose::BACK), t(common::CANCEL));
    let label = Signal::derive(move || if order.before().is_some() { back.get() } else { cancel.get() });
    let href = Signal::derive(move || match order.before() {
        Some(step) => order.route(step).path(),
        None => order.access.route().path(),
    });
    view! {
        <div class="total">
            {total(order)} <div class="total-actions">
                <LinkButton label=label href=href />
                <Button label=next.label kind=Kind::Primary submit=true busy=next.busy disabled=next.waits />
            </div>
        </div>
    }
    .into_any()
}
