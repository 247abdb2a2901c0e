//! To whom an account is handed over.

use super::account::Account;
use crate::{
    api::{Answer, Mutation, unless_about},
    kit::{Draft, Input, InputField, focus_first},
    language::{error_message, t, use_language},
    ui::{Actions, Button, FieldKind, Form, FormError, Toasts, Tone},
};
use hq_contract::{
    EmailAddress, FieldCode,
    billing_accounts::{BillingAccount, NewTransfer, TransferBillingAccount},
};
use hq_text::account_transfer;
use leptos::prelude::*;

/// What is told beside its field.
const FIELDS: [&str; 1] = ["/to"];

/// The new holder's address, and the button that sends both links.
pub(super) fn transfer_form(account: Account) -> AnyView {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let draft = Draft::new(format!("billing-account.{}.transfer", account.id));
    let send = Mutation::<TransferBillingAccount>::new(move |answer: Answer<BillingAccount>| {
        draft.forget();
        if let Some(transfer) = &answer.value.transfer {
            let text = language.text_untracked(|texts| account_transfer::sent(texts, transfer.to.as_str()));
            toasts.push(Tone::Success, text);
        }
        account.took(answer);
    });
    let to = Input::new("", EmailAddress::parse)
        .within(0, EmailAddress::MAX)
        .blank(account_transfer::TO_BLANK)
        .refused_by(send, FIELDS[0]);
    draft.of_field(to);
    let (code, own, itself) = (to.code(), to.error(), t(account_transfer::TO_SELF));
    let error = Signal::derive(move || match code.get() {
        Some(FieldCode::Unusable) => Some(itself.get()),
        _ => own.get(),
    });
    let submit = move |()| {
        let address = to.read();
        focus_first(&[(address.is_some(), to.focus)]);
        let Some(to) = address else { return };
        send.run(&TransferBillingAccount { id: account.id, body: NewTransfer { to } });
    };
    let failed = send.error();
    view! {
        <Form on_submit=submit>
            <FormError message=error_message(unless_about(failed, &FIELDS)) />
            <InputField
                label=t(account_transfer::TO)
                input=to
                name="transfer-to"
                kind=FieldKind::Email
                autocomplete="off"
                required=true
                error=error
            />
            <Actions>
                <Button label=t(account_transfer::SEND) submit=true busy=send.pending() />
            </Actions>
        </Form>
    }
    .into_any()
}
