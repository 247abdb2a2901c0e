//! Links that do nothing any more.

use crate::{
    language::t,
    routes::{BillingAccountsView, PageTitle, Route},
    session::use_session,
    ui::{Drawing, Gate, Kind, Lead, LinkButton, Size},
};
use hq_text::{Key, account_transfer};
use leptos::prelude::*;

/// Why, and the way on: to the person's accounts, or to the start.
pub(super) fn dead(title: Key, text: Key) -> AnyView {
    let signed_in = use_session().user().get_untracked().is_some();
    let (label, route) = if signed_in {
        (account_transfer::TO_LIST, Route::billing_accounts(BillingAccountsView::List))
    } else {
        (account_transfer::HOME, Route::home())
    };
    view! {
        <Gate drawing=Drawing::NotFound>
            <PageTitle title=t(title) />
            <Lead text=t(text) />
            <div class="gate-action">
                <LinkButton label=t(label) href=route.path() kind=Kind::Primary size=Size::Large wide=true />
            </div>
        </Gate>
    }
    .into_any()
}
