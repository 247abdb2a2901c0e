//! That a receipt is past due.

use super::current::Current;
use crate::{
    language::{day_text_in, money_text, t, use_language},
    routes::Route,
    ui::{Banner, Tone},
};
use hq_text::plan;
use leptos::prelude::*;

/// How much since when, what comes next and when; access is kept.
pub(super) fn overdue(current: Current) -> AnyView {
    let (language, slug) = (use_language(), current.access.slug);
    let late = current.get(|current| current.overdue.clone());
    let text = Signal::derive(move || {
        let Some(late) = late.get() else { return String::new() };
        let (amount, since) =
            (money_text(language, &late.amount), day_text_in(language, &late.since, &late.zone));
        language.texts().with(|texts| {
            let next = match &late.next_reminder {
                Some(at) => plan::next_reminder(texts, &day_text_in(language, at, &late.zone)),
                None => texts.get(plan::LAST_REMINDER).into_owned(),
            };
            [plan::past_due(texts, &amount, &since), next].join(" ")
        })
    });
    let href = Signal::derive(move || Route::receipts(slug.get()).path());
    view! {
        <Banner text=text tone=Tone::Warning>
            <a href=href>{t(plan::SEE_RECEIPTS)}</a>
        </Banner>
    }
    .into_any()
}
