//! The page where there is no plan.

use super::current::Current;
use crate::{
    language::{t, tx},
    routes::PlanView,
    ui::{Button, Card, Drawing, Empty, Illustration, Kind, LinkButton},
};
use hq_text::plan;
use leptos::prelude::*;

/// What a plan gives, and the way to one.
pub(super) fn no_plan(current: Current) -> AnyView {
    let access = current.access;
    let trial = current.get(|current| current.trial_left);
    let text = tx(move |texts| {
        let trial = trial.get().then(|| texts.get(plan::NONE_TRIAL).into_owned());
        [Some(texts.get(plan::NONE_TEXT).into_owned()), trial]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    });
    let ways = move || {
        if access.update.get() {
            view! {
                <div class="plan-ways">
                    <LinkButton label=t(plan::CHOOSE) href=access.choose_href() kind=Kind::Primary />
                    <Button
                        label=t(plan::USE_VOUCHER)
                        on_click=move |()| current.address.begin(PlanView::Voucher)
                    />
                </div>
            }
            .into_any()
        } else {
            view! {
                <div class="plan-ways">
                    <Button label=t(plan::CHOOSE) disabled=true />
                    {access.why_not()}
                </div>
            }
            .into_any()
        }
    };
    view! {
        <Empty drawing=Drawing::Plan title=t(plan::NONE) text=text>
            {ways}
        </Empty>
    }
    .into_any()
}

/// No plans are sold here.
pub(super) fn not_sold() -> AnyView {
    view! {
        <Card title=t(plan::NOT_SOLD) text=t(plan::NOT_SOLD_TEXT)>
            <Illustration drawing=Drawing::Plan />
        </Card>
    }
    .into_any()
}
