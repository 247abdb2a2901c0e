//! Who may ask to join.

use super::{choosing::offered, domains::Domains, editing::Editing, page::Within};
use crate::{
    api::Query,
    language::{error_text, t, tx, use_language},
    ui::{Actions, Banner, Button, Form, FormError, Kind, Switch, Tone},
};
use hq_contract::{
    ProblemCode,
    authentication::{Authentication, JoinRequestsAllowed},
    plan::Plan,
};
use hq_text::{Key, authentication, common, organizations};
use leptos::prelude::*;

/// The switch and the domains.
#[component]
pub fn RequestsForm(within: Within, query: Query<Authentication>, first: JoinRequestsAllowed) -> AnyView {
    let editing = Editing::new(within.org, query, first);
    let none_available = Memo::new(move |_| editing.decided.with(|decided| offered(decided).is_empty()));
    let kept_open = Memo::new(move |_| editing.kept_open(within.plan.get()));
    view! {
        <Banner text=notice(editing) tone=Tone::Warning />
        <Form on_submit=move |()| editing.submit()>
            <FormError message=message(editing) />
            <Switch
                label=t(authentication::ALLOW)
                value=editing.enabled
                hint=t(authentication::ALLOW_HINT)
                disabled=Signal::derive(move || none_available.get() || kept_open.get())
            />
            <p class="authentication-none">{why_fixed(none_available, kept_open, within.plan)}</p>
            <Domains editing=editing slug=within.slug />
            {buttons(editing)}
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
fn notice(editing: Editing) -> Signal<String> {
    let (left, stale) = (t(organizations::LEFT_UNSAVED), t(authentication::STALE));
    Signal::derive(move || match editing.left() {
        None => String::new(),
        Some(false) => left.get(),
        Some(true) => stale.get(),
    })
}

/// Why it could not be saved.
fn message(editing: Editing) -> Signal<Option<String>> {
    let (language, error) = (use_language(), editing.save.error());
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

fn buttons(editing: Editing) -> AnyView {
    let unsaved = Memo::new(move |_| editing.unsaved());
    let text = t(organizations::UNSAVED);
    let discard = move || {
        unsaved.get().then(|| {
            view! { <Button label=t(organizations::DISCARD) on_click=move |()| editing.discard() /> }
        })
    };
    view! {
        <Actions>
            <span class="actions-status" role="status">
                {move || if unsaved.get() { text.get() } else { String::new() }}
            </span>
            {discard}
            <Button label=t(common::SAVE) kind=Kind::Primary submit=true busy=editing.save.pending() />
        </Actions>
    }
    .into_any()
}
