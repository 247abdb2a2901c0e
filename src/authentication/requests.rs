//! Who may ask to join.

use super::{choosing::Choosing, chosen::offered, domains::Domains, within::Within};
use crate::{
    api::Query,
    kit::SaveBar,
    language::{error_text, t, tx, use_language},
    ui::{Banner, Form, FormError, Switch, Tone},
};
use hq_contract::{
    ProblemCode,
    authentication::{Authentication, JoinRequestsAllowed},
    plan::Plan,
};
use hq_text::{Key, authentication, drafts};
use leptos::prelude::*;

/// The switch and the domains.
#[component]
pub fn RequestsForm(within: Within, query: Query<Authentication>, first: JoinRequestsAllowed) -> AnyView {
    let choosing = Choosing::new(within.org, query, first);
    let none_available = Memo::new(move |_| choosing.decided.with(|decided| offered(decided).is_empty()));
    let kept_open = Memo::new(move |_| choosing.kept_open(within.plan.get()));
    view! {
        <Banner text=notice(choosing) tone=Tone::Warning />
        <Form on_submit=move |()| choosing.submit()>
            <FormError message=message(choosing) />
            <Switch
                label=t(authentication::ALLOW)
                value=choosing.enabled
                hint=t(authentication::ALLOW_HINT)
                disabled=Signal::derive(move || none_available.get() || kept_open.get())
            />
            <p class="authentication-none">{why_fixed(none_available, kept_open, within.plan)}</p>
            <Domains choosing=choosing slug=within.slug />
            <SaveBar
                unsaved=Signal::derive(move || choosing.editing.unsaved())
                busy=choosing.save.pending()
                on_discard=move |()| choosing.discard()
            />
        </Form>
    }
    .into_any()
}

/// Why the switch cannot be turned.
fn why_fixed(none_available: Memo<bool>, kept_open: Memo<bool>, plan: Signal<Plan>) -> Signal<String> {
    let none = t(authentication::NONE_AVAILABLE);
    let needs = tx(move |texts| authentication::needs_plan(texts, &texts.get(plan_key(plan.get()))));
    Signal::derive(move || match (kept_open.get(), none_available.get()) {
        (true, _) => needs.get(),
        (false, true) => none.get(),
        (false, false) => String::new(),
    })
}

const fn plan_key(plan: Plan) -> Key {
    match plan {
        Plan::Standard => authentication::STANDARD,
        Plan::Premium => authentication::PREMIUM,
        Plan::Enterprise => authentication::ENTERPRISE,
    }
}

/// What an earlier visit has left behind.
fn notice(choosing: Choosing) -> Signal<String> {
    let (left, stale) = (t(drafts::LEFT), t(authentication::STALE));
    let editing = choosing.editing;
    Signal::derive(move || match (editing.was_restored(), editing.conflict()) {
        (false, _) => String::new(),
        (true, None) => left.get(),
        (true, Some(_)) => stale.get(),
    })
}

/// Why it could not be saved.
fn message(choosing: Choosing) -> Signal<Option<String>> {
    let (language, error) = (use_language(), choosing.save.error());
    let (stale, plan) = (t(authentication::STALE), t(authentication::PLAN_LACKS_IT));
    Signal::derive(move || {
        let error = error.get()?;
        Some(match error.code() {
            Some(ProblemCode::Stale) => stale.get(),
            Some(ProblemCode::PlanLacksIt) => plan.get(),
            _ => error_text(language, &error),
        })
    })
}
