//! Who the link is for looks at it: what would happen, and the button.

use super::link::TransferLink;
use crate::{
    api::Error,
    language::{self, Language, count, moment, t, tx, use_language},
    routes::{BillingAccountsView, PageTitle, Route},
    ui::{Button, FormError, Gate, Kind, Lead, LinkButton, Size},
};
use hq_contract::{ProblemCode, billing_accounts::TransferOffer};
use hq_text::account_transfer;
use leptos::prelude::*;

/// What it is about: who hands which account to whom, and for how many organizations it pays.
pub(super) fn head(offer: &TransferOffer) -> AnyView {
    let (name, from, to) = (offer.name.to_string(), offer.from.to_string(), offer.to.to_string());
    let (is_owners, organizations) = (offer.is_owners, offer.organizations);
    let (named, by, whom) = (name, from.clone(), to.clone());
    let title = tx(move |texts| {
        if is_owners {
            account_transfer::confirm_title(texts, &named, &whom)
        } else {
            account_transfer::accept_title(texts, &by, &named)
        }
    });
    let text = tx(move |texts| {
        if is_owners {
            account_transfer::confirm_text(texts, &to)
        } else {
            account_transfer::accept_text(texts, &from)
        }
    });
    view! {
        <PageTitle title=title />
        <Lead text=text />
        <p>{count(account_transfer::pays_for, move || organizations)}</p>
    }
    .into_any()
}

/// The page.
pub(super) fn answer(link: TransferLink, offer: &TransferOffer) -> AnyView {
    let head = head(offer);
    let language = use_language();
    let (is_owners, until) = (offer.is_owners, moment(offer.expires_at.clone()));
    let label = if is_owners { account_transfer::CONFIRM } else { account_transfer::ACCEPT };
    let message = Signal::derive(move || link.failure().map(|error| why(language, is_owners, &error)));
    let (other, route) = if is_owners {
        (account_transfer::KEEP, Route::billing_account(offer.billing_account.to_string()))
    } else {
        (account_transfer::TO_LIST, Route::billing_accounts(BillingAccountsView::List))
    };
    view! {
        <Gate>
            {head} <p class="gate-note">{t(account_transfer::NOTHING_YET)}</p> <FormError message=message />
            <div class="gate-action">
                <Button
                    label=t(label)
                    kind=Kind::Primary
                    size=Size::Large
                    wide=true
                    busy=link.acting()
                    on_click=move |()| link.act()
                />
                <LinkButton label=t(other) href=route.path() kind=Kind::Quiet wide=true />
            </div> <p class="field-hint">{tx(move |texts| account_transfer::until(texts, &until.get()))}</p>
        </Gate>
    }
    .into_any()
}

fn why(language: Language, is_owners: bool, error: &Error) -> String {
    if error.code() != Some(ProblemCode::LimitReached) {
        return language::error_text(language, error);
    }
    let key = if is_owners { account_transfer::THEIR_LIMIT } else { account_transfer::LIMIT };
    language.texts().with(|texts| texts.get(key).into_owned())
}
