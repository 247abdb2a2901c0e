//! Opening another account.

use super::{form::AccountFields, inputs::AccountInputs, typed::TypedAccount, words::account_message};
use crate::{
    api::{Answer, Mutation, unless_about},
    kit::Draft,
    language::{t, use_language},
    routes::{Route, use_router},
    ui::{Actions, Button, Card, Form, FormError, Kind, Toasts, Tone},
};
use hq_contract::billing_accounts::{BillingAccount, CreateBillingAccount};
use hq_text::{billing_accounts, common};
use leptos::prelude::*;

/// The form; `on_cancel` leads back.
pub(super) fn new_account(on_cancel: Callback<()>) -> AnyView {
    let (language, toasts, router) = (use_language(), expect_context::<Toasts>(), use_router());
    let draft = Draft::<TypedAccount>::new("new-billing-account");
    let first = draft.load().unwrap_or_default();
    let create = Mutation::<CreateBillingAccount>::new(move |answer: Answer<BillingAccount>| {
        draft.forget();
        let account = answer.value;
        let text = language.text_untracked(|texts| billing_accounts::created(texts, account.name.as_str()));
        toasts.push(Tone::Success, text);
        router.replace(Route::billing_account(account.id.to_string()));
    });
    let inputs = AccountInputs::new(&first).refused_by(create);
    draft.follow(move || Some(inputs.typed()).filter(|typed| *typed != TypedAccount::default()));
    let submit = move |()| {
        if let Some(account) = inputs.read() {
            create.run(&CreateBillingAccount(account));
        }
    };
    let cancel = move |()| {
        draft.forget();
        on_cancel.run(());
    };
    let message = account_message(unless_about(create.error(), &AccountInputs::FIELDS));
    view! {
        <Card>
            <Form on_submit=submit>
                <FormError message=message />
                <AccountFields inputs=inputs />
                <Actions>
                    <Button label=t(common::CANCEL) on_click=cancel />
                    <Button
                        label=t(billing_accounts::CREATE)
                        kind=Kind::Primary
                        submit=true
                        busy=create.pending()
                    />
                </Actions>
            </Form>
        </Card>
    }
    .into_any()
}
