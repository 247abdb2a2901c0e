//! What a subscription becomes at the end of its period.

use super::{
    current::Current,
    summary::take_back,
    words::{cycle_key, error_message, named, plan_key},
};
use crate::{
    language::{day_text_in, t, tx, use_language},
    ui::{Button, FormError},
};
use hq_contract::subscription::{ReactivateSubscription, Subscription};
use hq_text::plan;
use leptos::prelude::*;

/// What it will be and when, and keeping what there is instead.
pub(super) fn next(current: Current, subscription: Memo<Subscription>) -> AnyView {
    let (language, access) = (use_language(), current.access);
    let coming = Memo::new(move |_| subscription.with(|own| own.next.clone()));
    let there = Memo::new(move |_| coming.with(Option::is_some));
    let keep = take_back(current, plan::is_kept);
    let failed = keep.error();
    let text = tx(move |texts| {
        let zone = subscription.with(|own| own.zone.clone());
        coming.with(|coming| {
            coming.as_ref().map_or_else(String::new, |coming| {
                let name = texts.get(plan_key(coming.terms.plan));
                let cycle = texts.get(cycle_key(coming.terms.cycle));
                plan::becomes(texts, &cycle, &name, &day_text_in(language, &coming.at, &zone))
            })
        })
    });
    let label = tx(move |texts| named(texts, subscription.with(|own| own.terms.plan), plan::keep));
    let way = move || {
        if access.update.get() {
            view! {
                <Button
                    label=label
                    busy=keep.pending()
                    on_click=move |()| {
                        keep.run(
                            &ReactivateSubscription {
                                org: access.org,
                            },
                        )
                    }
                />
            }
            .into_any()
        } else {
            access.why_not()
        }
    };
    (move || {
        there.get().then(|| {
            view! {
                <section class="card plan-next" aria-labelledby="plan-next">
                    <h2 class="card-title" id="plan-next">
                        {t(plan::NEXT)}
                    </h2>
                    <p>{text}</p>
                    <FormError message=error_message(move || failed.get()) />
                    <div class="plan-actions">{way}</div>
                </section>
            }
        })
    })
    .into_any()
}
