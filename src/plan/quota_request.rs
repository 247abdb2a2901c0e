//! Asking the operator for a greater quota.

use super::{
    current::Current,
    words::{error_message, quota_key},
};
use crate::{
    api::{Answer, Mutation, unless_about},
    kit::{DialogForm, Draft, Input, InputArea},
    language::{number_text, t, tx, use_language},
    routes::PlanView,
    ui::{Choice, Dialog, NumberField, Range, Select, Toasts, Tone},
};
use hq_contract::{
    Note, Permission,
    quotas::{NewQuotaRequest, Quota, QuotaKind, QuotaRequest, RequestQuota},
};
use hq_text::{common, quotas};
use leptos::prelude::*;

/// What is told beside its field.
const FIELDS: [&str; 3] = ["/kind", "/wanted", "/reason"];
/// The most that the field counts to; the server decides what can be asked for.
const MOST: u32 = 1_000_000;

/// The kind, how much, and why, as typed.
type RequestDraft = (String, String, String);

/// The dialog.
#[component]
pub(super) fn QuotaDialog(current: Current) -> AnyView {
    let all = limited(current);
    let some = Memo::new(move |_| all.with(|all| !all.is_empty()));
    let open = current.dialog(|view| matches!(view, PlanView::Quota(_)), some.into());
    view! {
        <Dialog open=open title=t(quotas::REQUEST) close_label=t(common::CANCEL)>
            {move || untrack(|| form(current, open))}
        </Dialog>
    }
    .into_any()
}

/// The quotas that have a limit.
fn limited(current: Current) -> Memo<Vec<Quota>> {
    Memo::new(move |_| {
        current.quotas.with(|remote| {
            let all = remote.ready().map(|answer| answer.value.quotas.iter()).into_iter().flatten();
            all.filter(|quota| quota.limit.is_some()).copied().collect()
        })
    })
}

fn form(current: Current, open: RwSignal<bool>) -> AnyView {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let (org, all) = (current.access.org, limited(current));
    let named = match current.address.view().get_untracked() {
        PlanView::Quota(kind) => kind.map(|kind| kind.as_str().to_owned()),
        _ => None,
    };
    let draft = Draft::<RequestDraft>::within(org, "plan", Permission::UpdateBilling, "quota");
    let (kept, wanted, why) = draft.load().unwrap_or_default();
    // What the address names goes before what was chosen earlier.
    let kind = RwSignal::new(named.unwrap_or(kept));
    let wanted = RwSignal::new(wanted);
    let ask = Mutation::<RequestQuota>::new(move |_: Answer<QuotaRequest>| {
        draft.forget();
        open.set(false);
        toasts.push(Tone::Success, language.text_untracked(|texts| texts.get(quotas::SENT).into_owned()));
        current.quotas.retry();
    });
    let reason = Input::new(&why, Note::parse)
        .within(1, Note::MAX)
        .blank(quotas::REASON_BLANK)
        .refused_by(ask, "/reason");
    draft.follow(move || {
        let (kind, wanted, reason) = (kind.get(), wanted.get(), reason.value.get());
        (!(wanted.is_empty() && reason.is_empty())).then_some((kind, wanted, reason))
    });
    // The one that is chosen; the first while none is.
    let chosen = Memo::new(move |_| {
        let own = QuotaKind::from_name(&kind.get());
        all.with(|all| all.iter().find(|quota| Some(quota.kind) == own).or_else(|| all.first()).copied())
    });
    Effect::new(move |_| {
        if let Some(first) = chosen.get().filter(|_| kind.with(String::is_empty)) {
            kind.set(first.kind.as_str().to_owned());
        }
    });
    let least = Memo::new(move |_| {
        let limit = chosen.get().and_then(|quota| quota.limit).unwrap_or_default();
        u32::try_from(limit).unwrap_or(u32::MAX).saturating_add(1)
    });
    let number =
        move || wanted.with(|text| text.trim().parse::<u64>().ok()).filter(|n| *n >= u64::from(least.get()));
    let (tried, focus, error) = (RwSignal::new(false), RwSignal::new(()), ask.error());
    let wrong = Signal::derive(move || {
        let refused =
            error.with(|error| error.as_ref().is_some_and(|error| error.field("/wanted").is_some()));
        let text = language.texts();
        let least = number_text(language, least.get().into());
        (refused || (tried.get() && number().is_none()))
            .then(|| text.with(|texts| quotas::at_least(texts, &least)))
    });
    let hint = tx(move |texts| {
        chosen.get().map_or_else(String::new, |quota| {
            let limit = number_text(language, quota.limit.unwrap_or_default());
            quotas::now(texts, &limit, &number_text(language, quota.used))
        })
    });
    let choices = Memo::new(move |_| {
        let texts = language.texts();
        let choice = |quota: &Quota| Choice {
            value: quota.kind.as_str().to_owned(),
            label: texts.with(|texts| texts.get(quota_key(quota.kind)).into_owned()),
        };
        all.with(|all| all.iter().map(choice).collect::<Vec<_>>())
    });
    let submit = move |()| {
        tried.set(true);
        let (reason_read, kind) = (reason.read(), chosen.get_untracked().map(|quota| quota.kind));
        match (untrack(number), reason_read, kind) {
            (Some(wanted), Some(reason), Some(kind)) => {
                ask.run(&RequestQuota { org, body: NewQuotaRequest { kind, wanted, reason } });
            }
            (None, _, _) => focus.notify(),
            _ => reason.focus.notify(),
        }
    };
    let message = error_message(unless_about(error, &FIELDS));
    view! {
        <DialogForm open=open submit_label=t(quotas::SEND) on_submit=submit busy=ask.pending() error=message>
            <Select label=t(quotas::WHAT) value=kind choices=choices name="quota" hint=hint />
            <NumberField
                label=t(quotas::HOW_MANY)
                value=wanted
                range=Signal::derive(move || Range {
                    min: least.get(),
                    max: MOST,
                    step: 1,
                })
                name="wanted"
                less_label=t(quotas::LESS)
                more_label=t(quotas::MORE)
                error=wrong
                focus=focus
            />
            <InputArea label=t(quotas::REASON) input=reason name="reason" hint=t(quotas::REASON_HINT) />
        </DialogForm>
    }
    .into_any()
}
