//! Whether something answers.

use crate::{
    browser::intl,
    language::{ago, moment, t, tx, use_language},
    ui::{Status, Tone, glyph},
};
use hq_contract::operations::Health;
use hq_text::operations;
use leptos::prelude::*;

/// Whether it answers, since when, when it was asked and how long that took; apart from where it is in its life. `brief`
/// says only the first of these, with the rest as its tooltip.
#[component]
pub fn HealthText(#[prop(into)] health: Signal<Option<Health>>, #[prop(optional)] brief: bool) -> AnyView {
    let health = Memo::new(move |_| health.get());
    (move || match health.get() {
        None => view! { <span class="health health-unknown">{t(operations::NOT_CHECKED)}</span> }.into_any(),
        Some(health) => told(health, brief),
    })
    .into_any()
}

/// Since when, when it was asked, and how long that took.
pub(super) fn health_more(health: &Health) -> Signal<String> {
    let language = use_language();
    let (since, checked) = (moment(health.since.clone()), ago(health.checked_at.clone()));
    let latency = health.latency_ms;
    tx(move |texts| {
        let parts = [
            Some(operations::health_since(texts, &since.get())),
            Some(operations::health_checked(texts, &checked.get())),
            latency.map(|milliseconds| {
                let time = language
                    .locale()
                    .with(|locale| intl::measure(locale, f64::from(milliseconds), "millisecond"));
                operations::health_latency(texts, &time)
            }),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    })
}

fn told(health: Health, brief: bool) -> AnyView {
    let (label, mark, tone) = if health.reachable {
        (t(operations::ANSWERS), glyph::ACTIVE, Tone::Success)
    } else {
        (t(operations::SILENT), glyph::WARNING, Tone::Warning)
    };
    let more = health_more(&health);
    if brief {
        return view! {
            <span class="health" title=more>
                <Status label=label glyph=mark tone=tone />
            </span>
        }
        .into_any();
    }
    let detail = health.detail.filter(|_| !health.reachable).map(|detail| {
        view! {
            <p class="health-detail">
                <bdi>{detail}</bdi>
            </p>
        }
    });
    view! {
        <div class="health">
            <Status label=label glyph=mark tone=tone />
            <p class="health-more">{more}</p>
            {detail}
        </div>
    }
    .into_any()
}
