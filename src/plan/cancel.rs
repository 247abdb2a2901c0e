//! Cancelling the plan.

use super::{
    current::Current,
    words::{error_message, named},
};
use crate::{
    api::unless_about,
    kit::{DialogForm, Draft, Input, InputArea},
    language::{day_text_in, t, tx, use_language},
    routes::PlanView,
    ui::{Dialog, Kind, Toasts, Tone},
};
use hq_contract::{
    FieldCode, Note, Permission,
    plan::Plan,
    subscription::{CancelSubscription, Cancellation, SubscriptionState},
};
use hq_text::{common, plan};
use leptos::prelude::*;

/// What is told beside its field.
const FIELDS: [&str; 1] = ["/reason"];

/// The dialog: what stops and when, and optionally why.
#[component]
pub(super) fn CancelDialog(current: Current) -> AnyView {
    let runs = current.get(|current| {
        let state = current.subscription.as_ref().map(|own| own.state);
        matches!(state, Some(SubscriptionState::Trial | SubscriptionState::Active))
    });
    let open = current.dialog(|view| view == PlanView::Cancel, runs.into());
    let name = plan_of(current);
    let title = tx(move |texts| named(texts, name.get(), plan::cancel_named));
    view! {
        <Dialog open=open title=title close_label=t(plan::KEEP_PLAN)>
            {move || untrack(|| form(current, open))}
        </Dialog>
    }
    .into_any()
}

fn plan_of(current: Current) -> Memo<Plan> {
    current.get(|current| current.subscription.as_ref().map(|own| own.terms.plan).unwrap_or_default())
}

/// The reason; nothing where none is given.
fn reason(text: &str) -> Result<Option<Note>, FieldCode> {
    match Note::parse(text) {
        Ok(note) => Ok(Some(note)),
        Err(FieldCode::Required) => Ok(None),
        Err(code) => Err(code),
    }
}

fn form(current: Current, open: RwSignal<bool>) -> AnyView {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let org = current.access.org;
    let draft = Draft::<String>::within(org, "plan", Permission::UpdateBilling, "cancel");
    let cancel = current.change::<CancelSubscription>(move |now| {
        draft.forget();
        open.set(false);
        let ends = now.subscription.as_ref().and_then(|own| Some((own.ends_at.as_ref()?, &own.zone)));
        if let Some((at, zone)) = ends {
            let day = day_text_in(language, at, zone);
            toasts.push(Tone::Success, language.text_untracked(|texts| plan::is_cancelled(texts, &day)));
        }
    });
    let reason = Input::new("", reason).within(0, Note::MAX).refused_by(cancel, "/reason");
    draft.of_field(reason);
    let error = cancel.error();
    let message = error_message(unless_about(error, &FIELDS));
    let submit = move |()| match reason.read() {
        Some(reason) => cancel.run(&CancelSubscription { org, body: Cancellation { reason } }),
        None => reason.focus.notify(),
    };
    let ends = current.get(|current| {
        let own = current.subscription.as_ref()?;
        // A trial ends with itself; what is paid is used up first.
        let trial = own.trial_until.clone().filter(|_| own.state == SubscriptionState::Trial);
        let at = trial.or_else(|| own.period.as_ref().map(|period| period.end.clone()))?;
        Some((at, own.zone.clone()))
    });
    let until = tx(move |texts| match ends.get() {
        Some((at, zone)) => plan::cancel_until(texts, &day_text_in(language, &at, &zone)),
        None => texts.get(plan::CANCEL_AT_END).into_owned(),
    });
    let name = plan_of(current);
    view! {
        <DialogForm
            open=open
            submit_label=tx(move |texts| named(texts, name.get(), plan::cancel_named))
            on_submit=submit
            cancel_label=t(plan::KEEP_PLAN)
            kind=Kind::Danger
            busy=cancel.pending()
            error=message
        >
            <p>{until}</p>
            <ul class="plan-stops">
                <li>{t(plan::STOPS_ORDERS)}</li>
                <li>{t(plan::STOPS_STAYS)}</li>
                <li>{t(plan::STOPS_USAGE)}</li>
                <li>{t(plan::STOPS_BACK)}</li>
            </ul>
            <InputArea
                label=t(plan::REASON)
                input=reason
                name="reason"
                optional=t(common::OPTIONAL)
                hint=t(plan::REASON_HINT)
            />
        </DialogForm>
    }
    .into_any()
}
