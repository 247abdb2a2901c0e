//! `/billing-accounts/{id}`: who is billed and asked, and handing the account over.

use super::{
    account::Account,
    account_form::AccountForm,
    form::{ContactFields, PayerFields},
    transfer::transfer,
};
use crate::{
    language::t,
    ui::{Card, Settings},
};
use hq_text::billing_accounts;
use leptos::prelude::*;

/// What is told beside its field.
const FIELDS: [&str; 4] = ["/name", "/email", "/contact", "/phone"];

/// The page.
pub fn contact(account: Account) -> AnyView {
    let form = AccountForm::new(account, "contact");
    let fields = view! {
        <PayerFields inputs=form.inputs />
        <ContactFields inputs=form.inputs />
    };
    view! {
        <Settings>
            <Card title=t(billing_accounts::CONTACT) text=t(billing_accounts::CONTACT_TEXT)>
                {form.view(&FIELDS, fields.into_any())}
            </Card>
            {transfer(account)}
        </Settings>
    }
    .into_any()
}
