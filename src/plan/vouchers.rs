//! What vouchers still give.

use super::{current::Current, words::gift_text};
use crate::{
    language::{day_text, money_text, t, use_language},
    routes::PlanView,
    ui::{Button, Card},
};
use hq_contract::vouchers::ActiveVoucher;
use hq_text::vouchers;
use leptos::prelude::*;

/// The vouchers that are in use, and using another one.
pub(super) fn vouchers(current: Current) -> AnyView {
    let access = current.access;
    let all = current.get(|current| current.vouchers.clone());
    let none = Memo::new(move |_| all.with(Vec::is_empty));
    let list = move || {
        if none.get() {
            return view! { <p class="plan-soft">{t(vouchers::NONE)}</p> }.into_any();
        }
        let rows = all.get().into_iter().map(row).collect::<Vec<_>>();
        view! { <ul class="voucher-list">{rows}</ul> }.into_any()
    };
    let way = move || {
        if access.update.get() {
            view! { <Button label=t(vouchers::USE) on_click=move |()| current.address.begin(PlanView::Voucher) /> }
            .into_any()
        } else {
            view! {
                <Button label=t(vouchers::USE) disabled=true />
                {access.why_not()}
            }
            .into_any()
        }
    };
    view! {
        <Card title=t(vouchers::TITLE) text=t(vouchers::TEXT)>
            {list}
            <div class="plan-actions">{way}</div>
        </Card>
    }
    .into_any()
}

/// What it gave, what is left, until when.
fn row(voucher: ActiveVoucher) -> AnyView {
    let language = use_language();
    let ActiveVoucher { code, gift, left, until } = voucher;
    let gives = Signal::derive(move || gift_text(language, &gift));
    let rest = Signal::derive(move || {
        let left = left.as_ref().map(|left| money_text(language, left));
        let until = until.as_ref().map(|until| day_text(language, until));
        language.texts().with(|texts| match (left, until) {
            (Some(left), Some(until)) => vouchers::left_until(texts, &left, &until),
            (Some(left), None) => vouchers::left(texts, &left),
            (None, Some(until)) => vouchers::until(texts, &until),
            (None, None) => String::new(),
        })
    });
    view! {
        <li class="voucher">
            <code class="voucher-code">{code.to_string()}</code>
            <span class="voucher-gift">{gives}</span>
            <span class="plan-soft">{rest}</span>
        </li>
    }
    .into_any()
}
