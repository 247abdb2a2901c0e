//! Who may ask to join.

use super::{
    chosen::offered, domains::Domains, join_requests_settings::JoinRequestsSettings,
    organization_info::OrganizationInfo,
};
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
pub fn RequestsForm(
    info: OrganizationInfo,
    query: Query<Authentication>,
    first: JoinRequestsAllowed,
) -> AnyView {
    let settings = JoinRequestsSettings::new(info.org, query, first);
    let none_available = Memo::new(move |_| settings.decided.with(|decided| offered(decided).is_empty()));
    let stays_open = Memo::new(move |_| settings.stays_open(info.plan.get()));
    view! {
        <Banner text=notice(settings) tone=Tone::Warning />
        <Form on_submit=move |()| settings.submit()>
            <FormError message=message(settings) />
            <Switch
                label=t(authentication::ALLOW)
                value=settings.enabled
                hint=t(authentication::ALLOW_HINT)
                disabled=Signal::derive(move || none_available.get() || stays_open.get())
            />
            <p class="authentication-none">{why_fixed(none_available, stays_open, info.plan)}</p>
            <Domains settings=settings slug=info.slug />
            <SaveBar
                unsaved=Signal::derive(move || settings.editing.unsaved())
                busy=settings.save.pending()
                on_discard=move |()| settings.discard()
            />
        </Form>
    }
    .into_any()
}

/// Why the switch cannot be turned.
fn why_fixed(none_available: Memo<bool>, stays_open: Memo<bool>, plan: Signal<Plan>) -> Signal<String> {
    let none = t(authentication::NONE_AVAILABLE);
    let needs = tx(move |texts| authentication::needs_plan(texts, &texts.get(plan_key(plan.get()))));
    Signal::derive(move || match (stays_open.get(), none_available.get()) {
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
fn notice(settings: JoinRequestsSettings) -> Signal<String> {
    let (left, stale) = (t(drafts::LEFT), t(authentication::STALE));
    let editing = settings.editing;
    Signal::derive(move || match (editing.was_restored(), editing.conflict()) {
        (false, _) => String::new(),
        (true, None) => left.get(),
        (true, Some(_)) => stale.get(),
    })
}

/// Why it could not be saved.
fn message(settings: JoinRequestsSettings) -> Signal<Option<String>> {
    let (language, error) = (use_language(), settings.save.error());
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
