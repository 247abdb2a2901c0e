//! Handing an account over to another person: how that stands.

use super::{account::Account, transfer_form::transfer_form};
use crate::{
    kit::{ConfirmDialog, ConfirmedMutation, focus_title},
    language::{moment, t, tx, use_language},
    ui::{Button, Card, Kind, Status, Toasts, Tone, glyph},
};
use hq_contract::{
    ProblemCode,
    billing_accounts::{CancelTransfer, Transfer},
};
use hq_text::{Texts, account_transfer};
use leptos::prelude::*;

/// The card: the form, or the hand-over that is under way and who did their part.
pub(super) fn transfer(account: Account) -> AnyView {
    let under_way = Memo::new(move |_| account.account.with(|account| account.transfer.clone()));
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let cancel = ConfirmedMutation::new(
        move |_: Transfer| CancelTransfer { id: account.id },
        |texts, _| texts.get(account_transfer::CANCELLED).into_owned(),
        move |_| over(account),
    )
    .overtaken(
        |error| error.code() == Some(ProblemCode::NotFound),
        move |_, _| {
            let text = language.text_untracked(|texts| texts.get(account_transfer::CANCEL_LATE).into_owned());
            toasts.push(Tone::Info, text);
            over(account);
        },
    );
    let subject = cancel.subject();
    let title = tx(move |texts| {
        let to = subject.with(|subject| subject.as_ref().map(|transfer| transfer.to.to_string()));
        account_transfer::cancel_title(texts, &to.unwrap_or_default())
    });
    let body = move || match under_way.get() {
        Some(transfer) => pending(transfer, cancel),
        None => untrack(|| {
            view! {
                <Card title=t(account_transfer::CARD) text=t(account_transfer::CARD_TEXT)>
                    {transfer_form(account)}
                </Card>
            }
            .into_any()
        }),
    };
    view! {
        {body}
        <ConfirmDialog
            mutation=cancel
            title=title
            text=t(account_transfer::CANCEL_TEXT)
            confirm_label=t(account_transfer::CANCEL)
        />
    }
    .into_any()
}

/// Nothing is under way any more: the card goes, and with it the button that gets the focus back from the dialog.
fn over(account: Account) {
    account.query.retry();
    focus_title();
}

fn pending(transfer: Transfer, cancel: ConfirmedMutation<Transfer, CancelTransfer>) -> AnyView {
    let (to, until) = (transfer.to.to_string(), moment(transfer.expires_at.clone()));
    let named = move |write: fn(&Texts, &str) -> String| {
        let to = to.clone();
        tx(move |texts| write(texts, &to))
    };
    let (mine, theirs) = (transfer.confirmed, transfer.accepted);
    let part = |done: bool, said: Signal<String>| {
        let (glyph, tone) = if done { (glyph::CHECK, Tone::Success) } else { (glyph::CLOCK, Tone::Info) };
        view! {
            <li>
                <Status label=said glyph=glyph tone=tone />
            </li>
        }
        .into_any()
    };
    let you = t(if mine { account_transfer::YOU_CONFIRMED } else { account_transfer::YOU_WAIT });
    let they = named(if theirs { account_transfer::they_accepted } else { account_transfer::they_wait });
    view! {
        <Card
            title=named(account_transfer::pending)
            text=tx(move |texts| account_transfer::pending_text(texts, &until.get()))
        >
            <ul class="transfer-parts">{part(mine, you)} {part(theirs, they)}</ul>
            <Button
                label=t(account_transfer::CANCEL)
                kind=Kind::Danger
                on_click=move |()| cancel.ask(transfer.clone())
            />
        </Card>
    }
    .into_any()
}
