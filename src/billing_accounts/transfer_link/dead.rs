//! Links that do nothing any more.

use crate::{
    kit::GateNotice,
    language::t,
    routes::{BillingAccountsView, Route},
    session::use_session,
    ui::Drawing,
};
use hq_text::{Key, account_transfer};
use leptos::prelude::*;

/// Why, and the way on: to the person's accounts, or to the start.
pub(super) fn dead(title: Key, text: Key) -> AnyView {
    let signed_in = use_session().user().get_untracked().is_some();
    let (label, to) = if signed_in {
        (account_transfer::TO_LIST, Route::billing_accounts(BillingAccountsView::List))
    } else {
        (account_transfer::HOME, Route::home())
    };
    view! { <GateNotice drawing=Drawing::NotFound title=t(title) text=t(text) label=t(label) to=to /> }
        .into_any()
}
