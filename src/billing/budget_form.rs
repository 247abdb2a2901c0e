//! Setting the budget.

use crate::{
    api::{Mutation, Query, unless_about},
    kit::{DialogForm, Draft, Input, InputField, focus_first},
    language::{error_message, minor_units, money_text, number_text, t, tx, use_language},
    ui::{Dialog, FieldKind, Toasts, Tone},
};
use hq_contract::{
    FieldCode, Money, OrganizationId, Permission,
    invoices::{NewBudget, PutBudget, UpcomingInvoice},
};
use hq_text::{billing, common};
use leptos::prelude::*;

/// The most, in minor units ([`NewBudget`]).
const MOST: i64 = 100_000_000_000;
/// What is told beside its field.
const FIELDS: [&str; 1] = ["/minor"];

/// The dialog.
#[component]
pub(super) fn BudgetDialog(
    org: OrganizationId,
    open: RwSignal<bool>,
    upcoming: Memo<UpcomingInvoice>,
    query: Query<UpcomingInvoice>,
) -> AnyView {
    let set = move || upcoming.with(|upcoming| upcoming.budget.is_some());
    let title = tx(move |texts| {
        texts.get(if set() { billing::CHANGE_BUDGET } else { billing::SET_BUDGET }).into_owned()
    });
    view! {
        <Dialog open=open title=title close_label=t(common::CANCEL)>
            {move || untrack(|| form(org, open, upcoming, query))}
        </Dialog>
    }
    .into_any()
}

/// A whole number, at least 1; spaces between its digits are passed over.
fn parse(text: &str) -> Result<i64, FieldCode> {
    let digits: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    match digits.as_str() {
        "" => Err(FieldCode::Required),
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            digits.parse().ok().filter(|number| *number > 0).ok_or(FieldCode::WrongType)
        }
        _ => Err(FieldCode::WrongType),
    }
}

fn form(
    org: OrganizationId,
    open: RwSignal<bool>,
    upcoming: Memo<UpcomingInvoice>,
    query: Query<UpcomingInvoice>,
) -> AnyView {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let currency = upcoming.with(|upcoming| upcoming.net.currency.clone());
    let units = minor_units(&currency).max(1);
    let most = MOST / units;
    let sent = StoredValue::new(0_i64);
    let put = Mutation::<PutBudget>::new({
        let currency = currency.clone();
        move |_| {
            let amount = Money { minor: sent.get_value(), currency: currency.clone() };
            let text = untrack(|| {
                let amount = money_text(language, &amount);
                language.texts().with(|texts| billing::budget_saved(texts, &amount))
            });
            toasts.push(Tone::Success, text);
            open.set(false);
            query.retry();
        }
    });
    let first = upcoming.with(|upcoming| {
        let minor = upcoming.budget.as_ref().map(|budget| budget.amount.minor / units);
        minor.map(|minor| minor.to_string()).unwrap_or_default()
    });
    let amount = Input::new(&first, parse).refused_by(put, FIELDS[0]);
    let draft = Draft::within(org, "billing", Permission::UpdateBilling, "budget");
    draft.of_changed(amount.value, first);
    draft.ends_with(open);
    let (code, failed) = (amount.code(), put.error());
    let too_much = RwSignal::new(false);
    let wrong = tx(move |texts| billing::budget_wrong(texts, &number_text(language, most.unsigned_abs())));
    let error = Signal::derive(move || (code.get().is_some() || too_much.get()).then(|| wrong.get()));
    Effect::new(move |_| {
        amount.value.track();
        too_much.set(false);
    });
    let submit = move |()| {
        let typed = amount.read();
        let fits = typed.filter(|typed| *typed <= most);
        too_much.set(typed.is_some() && fits.is_none());
        focus_first(&[(fits.is_some(), amount.focus)]);
        let Some(minor) = fits.and_then(|whole| whole.checked_mul(units)) else { return };
        sent.set_value(minor);
        put.run(&PutBudget { org, body: NewBudget { minor: Some(minor) } });
    };
    let message = error_message(unless_about(failed, &FIELDS));
    view! {
        <DialogForm open=open submit_label=t(common::SAVE) on_submit=submit busy=put.pending() error=message>
            <InputField
                label=t(billing::BUDGET_LABEL)
                input=amount
                name="budget"
                kind=FieldKind::Code
                required=true
                hint=tx(move |texts| billing::budget_hint(texts, &currency))
                error=error
            />
        </DialogForm>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_a_whole_number() {
        assert_eq!(parse(" 1 000 "), Ok(1_000));
        assert_eq!(parse("1\u{202f}000"), Ok(1_000));
        assert_eq!(parse(""), Err(FieldCode::Required));
        for wrong in ["0", "-1", "1.5", "many", "99999999999999999999"] {
            assert_eq!(parse(wrong), Err(FieldCode::WrongType), "{wrong}");
        }
    }
}
