//! The cards of an account.

use super::{
    account::Account,
    words::{account_message, card_text},
};
use crate::{
    api::{Answer, Mutation, Query},
    browser::page as document,
    kit::{ConfirmDialog, ConfirmedMutation, focus_title, rows},
    language::{t, tx, use_language},
    ui::{Badge, Button, FormError, Icon, Kind, Size, Toasts, Tone, glyph},
};
use hq_contract::{
    Nothing,
    payment_methods::{DeletePaymentMethod, PaymentMethod, PaymentMethods, SetDefaultPaymentMethod},
};
use hq_text::billing_accounts;
use leptos::prelude::*;

/// What can be done with a card.
#[derive(Clone, Copy)]
struct Actions {
    account: Account,
    pay: Mutation<SetDefaultPaymentMethod>,
    remove: ConfirmedMutation<PaymentMethod, DeletePaymentMethod>,
}

/// Each card: to pay with it, to remove it.
pub(super) fn cards(account: Account, methods: Query<PaymentMethods>) -> AnyView {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let pay = Mutation::<SetDefaultPaymentMethod>::new(move |answer: Answer<PaymentMethods>| {
        if let Some(card) = answer.value.methods.iter().find(|card| card.is_default) {
            let text =
                language.text_untracked(|texts| billing_accounts::card_used(texts, &card_text(texts, card)));
            toasts.push(Tone::Success, text);
        }
        // The button that was pressed goes.
        document::focus("h1");
        methods.set(answer);
        account.query.retry();
    });
    let remove = ConfirmedMutation::new(
        move |card: PaymentMethod| DeletePaymentMethod { id: account.id, method: card.id },
        |texts, card| billing_accounts::card_removed(texts, &card_text(texts, card)),
        move |_| {
            methods.retry();
            account.query.retry();
            // The row goes, and with it the button that gets the focus back from the dialog.
            focus_title();
        },
    );
    let actions = Actions { account, pay, remove };
    let all = Memo::new(move |_| {
        methods.with(|remote| remote.ready().map(|answer| answer.value.methods.clone())).unwrap_or_default()
    });
    let none = move || {
        all.with(Vec::is_empty).then(|| view! { <p class="account-soft">{t(billing_accounts::NO_CARDS)}</p> })
    };
    let failed = pay.error();
    view! {
        <FormError message=account_message(move || failed.get()) />
        <ul class="cards">{rows(all, |card| card.id, move |card| row(card, actions))}</ul>
        {none}
        {asks(remove)}
    }
    .into_any()
}

/// The row; it stays, with what has the focus in it, while the card changes.
fn row(card: Memo<PaymentMethod>, actions: Actions) -> AnyView {
    let Actions { account, pay, remove } = actions;
    let method = card.with_untracked(|card| card.id);
    let name = tx(move |texts| card.with(|card| card_text(texts, card)));
    let until = tx(move |texts| {
        let expires = card.with(|card| card.expires);
        expires
            .map(|at| billing_accounts::card_until(texts, &format!("{:02}", at.month), &at.year.to_string()))
            .unwrap_or_default()
    });
    let used = Memo::new(move |_| card.with(|card| card.is_default));
    let mark =
        move || used.get().then(|| view! { <Badge label=t(billing_accounts::IS_USED) tone=Tone::Success /> });
    let choose = move |()| {
        pay.run(&SetDefaultPaymentMethod { id: account.id, method, body: Nothing {} });
    };
    let way = move || {
        (!used.get()).then(|| {
            view! {
                <Button
                    label=t(billing_accounts::USE_CARD)
                    about=name
                    size=Size::Small
                    busy=pay.pending()
                    on_click=choose
                />
            }
        })
    };
    view! {
        <li class="payment-card">
            <Icon glyph=glyph::CARD large=true />
            <span class="payment-card-text">
                <bdi class="payment-card-name">{name}</bdi>
                <span class="account-soft">{until}</span>
            </span>
            {mark}
            <span class="payment-card-actions">
                {way}
                <Button
                    label=t(billing_accounts::REMOVE_CARD)
                    about=name
                    kind=Kind::Quiet
                    size=Size::Small
                    on_click=move |()| remove.ask(card.get_untracked())
                />
            </span>
        </li>
    }
    .into_any()
}

/// What removing a card means.
fn asks(remove: ConfirmedMutation<PaymentMethod, DeletePaymentMethod>) -> AnyView {
    let card = remove.subject();
    let title = tx(move |texts| {
        let name = card.with(|card| card.as_ref().map(|card| card_text(texts, card)));
        billing_accounts::remove_card_title(texts, &name.unwrap_or_default())
    });
    let text = tx(move |texts| {
        let used = card.with(|card| card.as_ref().is_some_and(|card| card.is_default));
        let more = used.then(|| texts.get(billing_accounts::REMOVE_DEFAULT_TEXT));
        let first = texts.get(billing_accounts::REMOVE_CARD_TEXT);
        std::iter::once(first).chain(more).collect::<Vec<_>>().join(" ")
    });
    view! { <ConfirmDialog mutation=remove title=title text=text confirm_label=title /> }.into_any()
}
