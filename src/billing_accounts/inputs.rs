//! What is typed into the fields of a billing account, and what is wrong with it.

use super::typed::TypedAccount;
use crate::{
    api::Mutation,
    kit::{Input, focus_first},
};
use hq_contract::{
    CountryCode, EmailAddress, Endpoint, FieldCode, PersonName,
    billing_accounts::{AddressLine, NewBillingAccount, PayerName, PostalAddress},
    tax_ids::{EU_MEMBERS, Siren, VatId},
};
use hq_text::billing_form;
use leptos::prelude::*;

/// The values of the choice who pays.
pub(super) const COMPANY: &str = "company";
pub(super) const PERSON: &str = "person";

/// The inputs of a billing account. Each says what is wrong with it as one types.
#[derive(Clone, Copy)]
#[allow(missing_docs)] // as in NewBillingAccount
pub struct AccountInputs {
    /// [`COMPANY`] or [`PERSON`].
    pub(super) kind: RwSignal<String>,
    pub name: Input<PayerName>,
    pub email: Input<EmailAddress>,
    pub contact: Input<Option<PersonName>>,
    pub phone: Input<Option<AddressLine>>,
    pub line1: Input<AddressLine>,
    pub line2: Input<Option<AddressLine>>,
    pub postcode: Input<Option<AddressLine>>,
    pub city: Input<AddressLine>,
    pub country: Input<CountryCode>,
    pub siren: Input<Option<Siren>>,
    pub vat_id: Input<Option<VatId>>,
    pub reference: Input<Option<AddressLine>>,
}

/// What may stay empty.
fn optional<T>(text: &str, parse: fn(&str) -> Result<T, FieldCode>) -> Result<Option<T>, FieldCode> {
    match parse(text) {
        Ok(value) => Ok(Some(value)),
        Err(FieldCode::Required) => Ok(None),
        Err(code) => Err(code),
    }
}

fn optional_line(text: &str) -> Result<Option<AddressLine>, FieldCode> {
    optional(text, AddressLine::parse)
}

impl AccountInputs {
    /// The fields that a refusal may be about, which tell it themselves.
    pub const FIELDS: [&'static str; 12] = [
        "/name",
        "/email",
        "/contact",
        "/phone",
        "/address/line1",
        "/address/line2",
        "/address/postcode",
        "/address/city",
        "/address/country",
        "/siren",
        "/vat_id",
        "/reference",
    ];

    /// Inputs with what was typed before.
    #[must_use]
    pub fn new(first: &TypedAccount) -> Self {
        let line = AddressLine::MAX;
        Self {
            kind: RwSignal::new(if first.person { PERSON } else { COMPANY }.to_owned()),
            name: Input::new(&first.name, PayerName::parse)
                .within(1, PayerName::MAX)
                .blank(billing_form::NAME_BLANK),
            email: Input::new(&first.email, EmailAddress::parse).blank(billing_form::EMAIL_BLANK),
            contact: Input::new(&first.contact, |text| optional(text, PersonName::parse))
                .within(1, PersonName::MAX),
            phone: Input::new(&first.phone, optional_line).within(1, line),
            line1: Input::new(&first.line1, AddressLine::parse)
                .within(1, line)
                .blank(billing_form::STREET_BLANK),
            line2: Input::new(&first.line2, optional_line).within(1, line),
            postcode: Input::new(&first.postcode, optional_line).within(1, line),
            city: Input::new(&first.city, AddressLine::parse).within(1, line).blank(billing_form::CITY_BLANK),
            country: Input::new(&first.country, CountryCode::parse).blank(billing_form::CHOOSE_COUNTRY),
            siren: Input::new(&first.siren, |text| optional(text, Siren::parse)),
            vat_id: Input::new(&first.vat_id, |text| optional(text, VatId::parse)),
            reference: Input::new(&first.reference, optional_line).within(1, line),
        }
    }

    /// Shows beside each field what a request was refused for.
    #[must_use]
    pub fn refused_by<E: Endpoint + 'static>(self, mutation: Mutation<E>) -> Self {
        Self {
            kind: self.kind,
            name: self.name.refused_by(mutation, "/name"),
            email: self.email.refused_by(mutation, "/email"),
            contact: self.contact.refused_by(mutation, "/contact"),
            phone: self.phone.refused_by(mutation, "/phone"),
            line1: self.line1.refused_by(mutation, "/address/line1"),
            line2: self.line2.refused_by(mutation, "/address/line2"),
            postcode: self.postcode.refused_by(mutation, "/address/postcode"),
            city: self.city.refused_by(mutation, "/address/city"),
            country: self.country.refused_by(mutation, "/address/country"),
            siren: self.siren.refused_by(mutation, "/siren"),
            vat_id: self.vat_id.refused_by(mutation, "/vat_id"),
            reference: self.reference.refused_by(mutation, "/reference"),
        }
    }

    /// What is typed; follows it.
    #[must_use]
    pub fn typed(self) -> TypedAccount {
        TypedAccount {
            person: !self.is_company(),
            name: self.name.value.get(),
            email: self.email.value.get(),
            contact: self.contact.value.get(),
            phone: self.phone.value.get(),
            line1: self.line1.value.get(),
            line2: self.line2.value.get(),
            postcode: self.postcode.value.get(),
            city: self.city.value.get(),
            country: self.country.value.get(),
            siren: self.siren.value.get(),
            vat_id: self.vat_id.value.get(),
            reference: self.reference.value.get(),
        }
    }

    /// Puts other values in, as if nothing had been typed.
    pub fn reset(self, to: &TypedAccount) {
        self.kind.set(if to.person { PERSON } else { COMPANY }.to_owned());
        self.name.reset(&to.name);
        self.email.reset(&to.email);
        self.contact.reset(&to.contact);
        self.phone.reset(&to.phone);
        self.line1.reset(&to.line1);
        self.line2.reset(&to.line2);
        self.postcode.reset(&to.postcode);
        self.city.reset(&to.city);
        self.country.reset(&to.country);
        self.siren.reset(&to.siren);
        self.vat_id.reset(&to.vat_id);
        self.reference.reset(&to.reference);
    }

    /// The account, if all is right; otherwise the first wrong field has the focus. A number that is not asked for is left away.
    #[must_use]
    pub fn read(self) -> Option<NewBillingAccount> {
        let (name, email) = (self.name.read(), self.email.read());
        let (contact, phone) = (self.contact.read(), self.phone.read());
        let (line1, line2) = (self.line1.read(), self.line2.read());
        let (postcode, city, country) = (self.postcode.read(), self.city.read(), self.country.read());
        let (has_siren, has_vat_id) = untrack(|| (self.has_siren(), self.has_vat_id()));
        let siren = if has_siren { self.siren.read() } else { Some(None) };
        let vat_id = if has_vat_id { self.vat_id.read() } else { Some(None) };
        let vat_id = vat_id.filter(|_| untrack(|| !self.is_elsewhere()));
        let reference = self.reference.read();
        focus_first(&[
            (name.is_some(), self.name.focus),
            (email.is_some(), self.email.focus),
            (contact.is_some(), self.contact.focus),
            (phone.is_some(), self.phone.focus),
            (line1.is_some(), self.line1.focus),
            (line2.is_some(), self.line2.focus),
            (postcode.is_some(), self.postcode.focus),
            (city.is_some(), self.city.focus),
            (country.is_some(), self.country.focus),
            (siren.is_some(), self.siren.focus),
            (vat_id.is_some(), self.vat_id.focus),
            (reference.is_some(), self.reference.focus),
        ]);
        Some(NewBillingAccount {
            name: name?,
            company: untrack(|| self.is_company()),
            email: email?,
            contact: contact?,
            phone: phone?,
            address: PostalAddress {
                line1: line1?,
                line2: line2?,
                postcode: postcode?,
                city: city?,
                country: country?,
            },
            siren: siren?,
            vat_id: vat_id?,
            reference: reference?,
        })
    }

    pub(super) fn is_company(self) -> bool {
        self.kind.with(|kind| kind != PERSON)
    }

    /// French companies have one.
    pub(super) fn has_siren(self) -> bool {
        self.is_company() && self.country.value.with(|country| country == "FR")
    }

    /// Companies of the European Union have one, and those of Northern Ireland.
    pub(super) fn has_vat_id(self) -> bool {
        let in_union = |country: &String| country == "GB" || EU_MEMBERS.contains(&country.as_str());
        self.is_company() && self.country.value.with(in_union)
    }

    /// Whether the VAT id is of another country than the address.
    pub(super) fn is_elsewhere(self) -> bool {
        let vat_id = self.vat_id.value.with(|text| VatId::parse(text));
        self.has_vat_id() && vat_id.is_ok_and(|id| self.country.value.with(|country| country != id.country()))
    }
}
