//! The budget: how much of it is spent, and when one is told.

use super::{access::BillingAccess, budget_form::BudgetDialog};
use crate::{
    api::{Answer, Error, Mutation, Query, use_client},
    language::{Language, error_message, error_text, money_text, number_text, t, use_language},
    ui::{Badge, Button, Card, FormError, Kind, Toasts, Tone},
};
use hq_contract::{
    Money, Nothing,
    invoices::{Budget, NewBudget, PutBudget, UpcomingInvoice},
};
use hq_text::billing;
use leptos::prelude::*;

/// At how many percent one is told.
const TOLD_AT: [u32; 3] = [50, 80, 100];

/// The card, and the dialog that sets a budget.
pub(super) fn budget(
    access: BillingAccess,
    upcoming: Memo<UpcomingInvoice>,
    query: Query<UpcomingInvoice>,
) -> AnyView {
    let open = RwSignal::new(false);
    let budget = Memo::new(move |_| upcoming.with(|upcoming| upcoming.budget.clone()));
    let body = move || match budget.get() {
        Some(set) => standing(set, upcoming),
        None => view! { <p>{t(billing::NO_BUDGET)}</p> }.into_any(),
    };
    view! {
        <Card title=t(billing::BUDGET) text=t(billing::BUDGET_TEXT)>
            {body}
            {actions(access, budget, query, open)}
        </Card>
        <BudgetDialog org=access.org open=open upcoming=upcoming query=query />
    }
    .into_any()
}

/// How much is spent: in words, and as a bar with the marks at which one is told.
fn standing(budget: Budget, upcoming: Memo<UpcomingInvoice>) -> AnyView {
    let language = use_language();
    let percent = budget.spent_percent;
    let said = budget.clone();
    let spent = Signal::derive(move || upcoming.with(|upcoming| spent_text(language, &said, &upcoming.used)));
    let told = Signal::derive(move || told_text(language, &budget));
    let over = (percent >= 100).then(|| view! { <Badge label=t(billing::OVER) tone=Tone::Warning /> });
    let marks = TOLD_AT.map(|mark| {
        view! { <rect class="budget-mark" x=(f64::from(mark) - 0.6).to_string() width="0.6" height="4" /> }
    });
    view! {
        <div class="meter" data-over=(percent >= 100).then_some("true")>
            <div class="meter-line">
                <span class="meter-name">{spent}</span>
                {over}
            </div>
            <svg class="meter-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                <rect class="meter-ground" width="100" height="4" />
                <rect class="meter-used" width=percent.min(100).to_string() height="4" />
                {marks.into_iter().collect::<Vec<_>>()}
            </svg>
            <p class="billing-soft">{told}</p>
        </div>
    }
    .into_any()
}

fn spent_text(language: Language, budget: &Budget, used: &Money) -> String {
    let (all, spent) = (money_text(language, &budget.amount), money_text(language, used));
    let percent = number_text(language, budget.spent_percent.into());
    language.texts().with(|texts| billing::spent(texts, &all, &percent, &spent))
}

/// At what one was told last, or is told next.
fn told_text(language: Language, budget: &Budget) -> String {
    let next = TOLD_AT.into_iter().find(|mark| *mark > budget.spent_percent);
    language.texts().with(|texts| {
        let told = budget.told_percent.map(|mark| billing::told(texts, &number_text(language, mark.into())));
        let next = next.map(|mark| billing::told_next(texts, &number_text(language, mark.into())));
        told.into_iter().chain(next).collect::<Vec<_>>().join(" ")
    })
}

fn actions(
    access: BillingAccess,
    budget: Memo<Option<Budget>>,
    query: Query<UpcomingInvoice>,
    open: RwSignal<bool>,
) -> AnyView {
    let remove = removal(access, budget, query);
    let error = remove.error();
    let set = Memo::new(move |_| budget.with(Option::is_some));
    let buttons = move || {
        if !access.update.get() {
            return access.why_update.with_value(ViewFn::run);
        }
        let label = if set.get() { billing::CHANGE_BUDGET } else { billing::SET_BUDGET };
        let take = move |()| remove.run(&PutBudget { org: access.org, body: NewBudget { minor: None } });
        let removes = set.get().then(|| {
            view! { <Button label=t(billing::REMOVE_BUDGET) kind=Kind::Quiet busy=remove.pending() on_click=take /> }
        });
        view! {
            <Button label=t(label) on_click=move |()| open.set(true) />
            {removes}
        }
        .into_any()
    };
    view! {
        <FormError message=error_message(move || error.get()) />
        <div class="billing-actions">{buttons}</div>
    }
    .into_any()
}

/// Removes the budget; it can be undone for as long as the toast stands, also from another page.
fn removal(
    access: BillingAccess,
    budget: Memo<Option<Budget>>,
    query: Query<UpcomingInvoice>,
) -> Mutation<PutBudget> {
    let (language, toasts, client) = (use_language(), expect_context::<Toasts>(), use_client());
    let here = StoredValue::new(());
    Mutation::<PutBudget>::new(move |_| {
        let before = budget.get_untracked().map(|budget| budget.amount.minor);
        query.retry();
        let text = language.text_untracked(|texts| texts.get(billing::BUDGET_REMOVED).into_owned());
        let undo = language.text_untracked(|texts| texts.get(billing::UNDO).into_owned());
        // No Mutation: the page may have been left by then. Setting it twice is setting it once.
        let set = move |answer: Result<Answer<Nothing>, Error>| match answer {
            Ok(_) if here.try_get_value().is_some() => query.retry(),
            Ok(_) => {}
            Err(error) => toasts.push(Tone::Danger, untrack(|| error_text(language, &error))),
        };
        let put = move || client.call(&PutBudget { org: access.org, body: NewBudget { minor: before } }, set);
        toasts.push_with(Tone::Success, text, undo, put);
    })
}
