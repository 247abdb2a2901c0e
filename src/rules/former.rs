//! The rules of somebody who left and came back.

use super::editing::RulesEditing;
use crate::{
    browser::intl::{self, Style},
    language::{count, t, tx, use_language},
    ui::Banner,
};
use hq_contract::rules::FormerRules;
use hq_text::rules;
use leptos::prelude::*;

/// Offers what they had when they left, as long as the list is another one.
#[component]
pub fn Former(editing: RulesEditing) -> AnyView {
    let language = use_language();
    let former = Memo::new(move |_| editing.source.former());
    let offered = Memo::new(move |_| {
        let list = former.get().map(|former| former.rules).unwrap_or_default();
        let other = !list.is_empty() && editing.rules().with(|rules| *rules != list);
        other && editing.owner.may_manage.get()
    });
    let date = Memo::new(move |_| {
        let left = former.get().map(|former| former.left_at);
        let date = |locale: &String| {
            left.as_ref().map(|left| intl::moment(locale, left.as_str(), Style::Date)).unwrap_or_default()
        };
        language.locale().with(date)
    });
    let number = count(rules::count, move || {
        former.with(|former| former.as_ref().map_or(0, |former| former.rules.len() as u64))
    });
    let text =
        tx(
            move |texts| {
                if offered.get() { rules::former(texts, &date.get(), &number.get()) } else { String::new() }
            },
        );
    let put_back = move |()| {
        if let Some(FormerRules { rules: list, .. }) = former.get_untracked() {
            let date = date.get_untracked();
            editing.put(&list, editing.text(|texts| rules::restored(texts, &date)));
        }
    };
    view! { <Banner text=text action=t(rules::PUT_BACK) on_action=put_back /> }.into_any()
}
