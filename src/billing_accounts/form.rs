//! The fields of a billing account: of a new one, and of one that is changed.

use super::{
    inputs::{AccountInputs, COMPANY, PERSON},
    words::field_text,
};
use crate::{
    kit::InputField,
    language::{country_names, t, tx, use_language},
    ui::{Button, Choice, FieldKind, Kind, Radio, Radios, Select, Size},
};
use hq_contract::{CountryCode, FieldCode, tax_ids::Siren};
use hq_text::{billing_form, common};
use leptos::prelude::*;

/// All fields of a billing account, one part under the other.
#[component]
pub fn AccountFields(inputs: AccountInputs) -> AnyView {
    view! {
        <div class="account-fields">
            <PayerFields inputs=inputs />
            <AddressFields inputs=inputs />
            <TaxFields inputs=inputs />
        </div>
    }
    .into_any()
}

/// Who pays, and where the receipts are sent.
#[component]
pub fn PayerFields(inputs: AccountInputs) -> AnyView {
    let kinds = vec![
        Radio { value: COMPANY, label: t(billing_form::COMPANY), hint: t(billing_form::COMPANY_HINT) },
        Radio { value: PERSON, label: t(billing_form::PERSON), hint: t(billing_form::PERSON_HINT) },
    ];
    let company = Memo::new(move |_| inputs.is_company());
    let name = move || {
        let (label, autocomplete) = if company.get() {
            (billing_form::COMPANY_NAME, "organization")
        } else {
            (billing_form::PERSON_NAME, "name")
        };
        view! {
            <InputField
                label=t(label)
                input=inputs.name
                name="payer-name"
                autocomplete=autocomplete
                required=true
            />
        }
    };
    view! {
        <Radios label=t(billing_form::KIND) value=inputs.kind radios=kinds />
        {name}
        <InputField
            label=t(billing_form::EMAIL)
            input=inputs.email
            name="payer-email"
            kind=FieldKind::Email
            autocomplete="email"
            required=true
            hint=t(billing_form::EMAIL_HINT)
        />
    }
    .into_any()
}

/// Who is asked about receipts.
#[component]
pub fn ContactFields(inputs: AccountInputs) -> AnyView {
    view! {
        <InputField
            label=t(billing_form::CONTACT)
            input=inputs.contact
            name="contact"
            autocomplete="name"
            optional=t(common::OPTIONAL)
        />
        <InputField
            label=t(billing_form::PHONE)
            input=inputs.phone
            name="phone"
            autocomplete="tel"
            optional=t(common::OPTIONAL)
        />
    }
    .into_any()
}

/// The postal address.
#[component]
pub fn AddressFields(inputs: AccountInputs) -> AnyView {
    view! {
        <InputField
            label=t(billing_form::STREET)
            input=inputs.line1
            name="line1"
            autocomplete="address-line1"
            required=true
        />
        <InputField
            label=t(billing_form::MORE)
            input=inputs.line2
            name="line2"
            autocomplete="address-line2"
            optional=t(common::OPTIONAL)
        />
        <div class="field-pair">
            <InputField
                label=t(billing_form::POSTCODE)
                input=inputs.postcode
                name="postcode"
                autocomplete="postal-code"
            />
            <InputField
                label=t(billing_form::CITY)
                input=inputs.city
                name="city"
                autocomplete="address-level2"
                required=true
            />
        </div>
        {country(inputs)}
    }
    .into_any()
}

fn country(inputs: AccountInputs) -> AnyView {
    let (language, none) = (use_language(), t(billing_form::CHOOSE_COUNTRY));
    let choices = Memo::new(move |_| {
        let codes = CountryCode::all().map(|code| code.to_string());
        let first = Choice { value: String::new(), label: none.get() };
        let named = country_names(language, codes).into_iter();
        std::iter::once(first).chain(named.map(|(label, value)| Choice { value, label })).collect::<Vec<_>>()
    });
    let error = Signal::derive(move || {
        let code = inputs.country.code().get().map(|code| match code {
            FieldCode::Required => FieldCode::NotACountry,
            other => other,
        })?;
        Some(language.texts().with(|texts| texts.get(field_text(code)).into_owned()))
    });
    view! {
        <Select
            label=t(billing_form::COUNTRY)
            value=inputs.country.value
            choices=choices
            name="country"
            autocomplete="country"
            error=error
            focus=inputs.country.focus
        />
    }
    .into_any()
}

/// The company's numbers, where it has them, and what it wants to find on receipts.
#[component]
pub fn TaxFields(inputs: AccountInputs) -> AnyView {
    let siren = Memo::new(move |_| inputs.has_siren());
    let vat_id = Memo::new(move |_| inputs.has_vat_id());
    view! {
        {move || siren.get().then(|| siren_field(inputs))}
        {move || vat_id.get().then(|| vat_field(inputs))}
        <InputField
            label=t(billing_form::REFERENCE)
            input=inputs.reference
            name="reference"
            optional=t(common::OPTIONAL)
            hint=t(billing_form::REFERENCE_HINT)
        />
    }
    .into_any()
}

fn siren_field(inputs: AccountInputs) -> AnyView {
    view! {
        <InputField
            label=t(billing_form::SIREN)
            input=inputs.siren
            name="siren"
            kind=FieldKind::Slug
            optional=t(common::OPTIONAL)
            hint=t(billing_form::SIREN_HINT)
        />
    }
    .into_any()
}

fn vat_field(inputs: AccountInputs) -> AnyView {
    let (own, elsewhere) = (inputs.vat_id.error(), t(billing_form::VAT_ELSEWHERE));
    let error = Signal::derive(move || own.get().or_else(|| inputs.is_elsewhere().then(|| elsewhere.get())));
    // A French company's id follows from its SIREN.
    let follows = Memo::new(move |_| {
        let empty = inputs.vat_id.value.with(|text| text.trim().is_empty());
        let siren = inputs.siren.value.with(|text| Siren::parse(text)).ok();
        siren.filter(|_| empty && inputs.has_siren()).map(|siren| siren.vat_id().to_string())
    });
    let suggestion = move || {
        follows.get().map(|id| {
            let said = id.clone();
            view! {
                <Button
                    label=tx(move |texts| billing_form::use_vat_id(texts, &said))
                    kind=Kind::Quiet
                    size=Size::Small
                    on_click=move |()| {
                        inputs.vat_id.value.set(id.clone());
                        inputs.vat_id.focus.notify();
                    }
                />
            }
        })
    };
    view! {
        <div class="vat-id">
            <InputField
                label=t(billing_form::VAT_ID)
                input=inputs.vat_id
                name="vat-id"
                kind=FieldKind::Slug
                optional=t(common::OPTIONAL)
                hint=t(billing_form::VAT_ID_HINT)
                error=error
            />
            {suggestion}
        </div>
    }
    .into_any()
}
