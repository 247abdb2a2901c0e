//! What stands around each step of an order.

use super::order::Order;
use crate::{
    kit::{AsyncView, TrailStep, step_trail},
    language::{t, tx},
    providers::Total,
    routes::{DataplantsView, NewDataplantStep, PageTitle, Route},
    ui::{Button, Kind, LinkButton, PageHead, Shape, Skeleton},
};
use hq_text::{Key, common, dataplants};
use leptos::prelude::*;

/// What a step is called.
pub(super) const fn step_key(step: NewDataplantStep) -> Key {
    match step {
        NewDataplantStep::Template => dataplants::STEP_TEMPLATE,
        NewDataplantStep::Place => dataplants::STEP_PLACE,
        NewDataplantStep::Name => dataplants::STEP_NAME,
        NewDataplantStep::Summary => dataplants::STEP_SUMMARY,
    }
}

/// Title and steps, then the step itself once what can be had is here.
pub(super) fn frame(order: Order, body: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    let step = t(step_key(order.step));
    view! {
        <PageHead>
            <PageTitle
                title=tx(move |texts| dataplants::new_step(texts, &step.get()))
                within=order.access.name
            />
        </PageHead>
        {trail(order)}
        <div class="page-content order">
            <AsyncView
                data=order.providers
                loading=|| {
                    view! {
                        <Skeleton shape=Shape::Field />
                        <Skeleton shape=Shape::Card />
                    }
                }
            >
                {body()}
            </AsyncView>
        </div>
    }
    .into_any()
}

/// The steps: those that can be gone to are links.
fn trail(order: Order) -> AnyView {
    let steps = NewDataplantStep::ALL.map(|step| TrailStep {
        label: t(step_key(step)),
        href: Signal::derive(move || order.route(step).path()),
        here: step == order.step,
        open: Signal::derive(move || order.is_here() && order.lacks().is_none_or(|first| step <= first)),
    });
    step_trail(t(dataplants::STEPS), steps.into())
}

/// The way on from a step.
#[derive(Clone, Copy)]
pub(super) struct Next {
    pub(super) label: Signal<String>,
    pub(super) busy: Signal<bool>,
    /// Whether something is missing that no field of the step can give.
    pub(super) waits: Signal<bool>,
    /// What it does; nothing where it sends the form around it.
    pub(super) on_click: Option<Callback<()>>,
}

impl Next {
    /// To the next step.
    pub(super) fn step(on_click: Option<Callback<()>>) -> Self {
        let never = Signal::stored(false);
        Self { label: t(dataplants::NEXT), busy: never, waits: never, on_click }
    }
}

/// What it comes to, with the way back (on the first step: out) and the way on.
pub(super) fn foot(order: Order, next: Next) -> AnyView {
    let before = NewDataplantStep::ALL.into_iter().rev().find(|step| *step < order.step);
    let (label, href) = match before {
        Some(step) => (t(dataplants::BACK), Signal::derive(move || order.route(step).path())),
        None => {
            let list = move || Route::dataplants(order.access.slug.get(), &DataplantsView::default()).path();
            (t(common::CANCEL), Signal::derive(list))
        }
    };
    let Next { label: next, busy, waits, on_click } = next;
    let button = match on_click {
        Some(on_click) => {
            view! { <Button label=next kind=Kind::Primary busy=busy disabled=waits on_click=on_click /> }
                .into_any()
        }
        None => {
            view! { <Button label=next kind=Kind::Primary submit=true busy=busy disabled=waits /> }.into_any()
        }
    };
    view! {
        <Total offer=order.offer fpu=Signal::derive(move || order.fpu())>
            <LinkButton label=label href=href />
            {button}
        </Total>
    }
    .into_any()
}
