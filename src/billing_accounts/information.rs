//! `/billing-accounts/{id}/information`: what receipts must say, and how VAT is treated.

use super::{
    account::Account,
    account_form::AccountForm,
    form::{AddressFields, TaxFields},
};
use crate::{
    language::{t, tx},
    ui::{Card, Settings},
};
use hq_contract::invoices::TaxTreatment;
use hq_text::{Key, billing_accounts};
use leptos::prelude::*;

/// What is told beside its field.
const FIELDS: [&str; 8] = [
    "/address/line1",
    "/address/line2",
    "/address/postcode",
    "/address/city",
    "/address/country",
    "/siren",
    "/vat_id",
    "/reference",
];

/// The page.
pub fn information(account: Account) -> AnyView {
    let form = AccountForm::new(account, "information");
    let fields = view! {
        <AddressFields inputs=form.inputs />
        <TaxFields inputs=form.inputs />
    };
    let tax = Memo::new(move |_| account.account.with(|account| account.tax));
    view! {
        <Settings>
            <Card title=t(billing_accounts::INFORMATION) text=t(billing_accounts::INFORMATION_TEXT)>
                {form.view(&FIELDS, fields.into_any())}
            </Card>
            <Card title=t(billing_accounts::TAX) text=t(billing_accounts::TAX_FOLLOWS)>
                <p>{tx(move |texts| texts.get(treatment_key(tax.get())).into_owned())}</p>
            </Card>
        </Settings>
    }
    .into_any()
}

const fn treatment_key(treatment: TaxTreatment) -> Key {
    match treatment {
        TaxTreatment::Standard => billing_accounts::TAX_STANDARD,
        TaxTreatment::ReverseCharge => billing_accounts::TAX_REVERSE,
        TaxTreatment::OutsideScope => billing_accounts::TAX_OUTSIDE,
    }
}
