//! Billing accounts: who pays, for one or more organizations. An account belongs to a person, and to no organization.

mod endpoints;

pub use endpoints::{
    AcceptTransfer, CancelTransfer, ConfirmTransfer, CreateBillingAccount, GetAccountReceipt,
    GetBillingAccount, GetTransfer, ListAccountInvoices, ListBillingAccounts, ListPaidSubscriptions,
    StopPaying, TransferBillingAccount, UpdateBillingAccount,
};

use crate::{
    BillingAccountId, EmailAddress, FieldCode, PersonName, Slug, Timestamp,
    country::CountryCode,
    field::checked_text,
    invoices::TaxTreatment,
    names::one_line,
    organizations::NamedOrganization,
    plans::PaymentKind,
    subscription::{SubscriptionState, Terms},
    tax_ids::{Siren, VatId},
};
use serde::{Deserialize, Serialize};

/// For so many hours both sides of a hand-over can do their part.
pub const TRANSFER_HOURS: u32 = 24;
/// How many billing accounts a person can have.
pub const MAX_BILLING_ACCOUNTS: u64 = 50;

checked_text!(
    /// What invoices are addressed to, a person or a company: 1 to 120 characters, trimmed, inner white space folded to single
    /// spaces.
    PayerName { examples("Acme Robotics SAS"), min_length = 1, max_length = 120 }
);
checked_text!(
    /// One line of a postal address: 1 to 120 characters, trimmed, inner white space folded to single spaces.
    AddressLine { examples("12 rue des Forges"), min_length = 1, max_length = 120 }
);
impl PayerName {
    /// The most characters.
    pub const MAX: usize = 120;

    /// Checks what was typed.
    ///
    /// # Errors
    /// `required`, `too_long`, `bad_character`, `invisible_character`
    pub fn parse(text: &str) -> Result<Self, FieldCode> {
        one_line(text, Self::MAX).map(Self)
    }
}

impl AddressLine {
    /// The most characters.
    pub const MAX: usize = 120;

    /// Checks what was typed.
    ///
    /// # Errors
    /// `required`, `too_long`, `bad_character`, `invisible_character`
    pub fn parse(text: &str) -> Result<Self, FieldCode> {
        one_line(text, Self::MAX).map(Self)
    }
}

/// A postal address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct PostalAddress {
    /// Street and number.
    pub line1: AddressLine,
    /// What else there is: building, care of.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub line2: Option<AddressLine>,
    /// The postal code, where the country has them.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub postcode: Option<AddressLine>,
    /// The town.
    pub city: AddressLine,
    /// The country.
    pub country: CountryCode,
}

/// A billing account to open: the caller becomes its owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewBillingAccount {
    /// What invoices are addressed to.
    pub name: PayerName,
    /// Whether a company pays; a person where not.
    pub company: bool,
    /// Where invoices are sent.
    pub email: EmailAddress,
    /// Who is asked about them.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub contact: Option<PersonName>,
    /// By phone.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub phone: Option<AddressLine>,
    /// The address.
    pub address: PostalAddress,
    /// The SIREN, of French companies.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub siren: Option<Siren>,
    /// The VAT identification number; it has to be of the address's country.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub vat_id: Option<VatId>,
    /// What the payer wants to find on invoices: an order number, a department.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reference: Option<AddressLine>,
}

/// What to change of a billing account (JSON merge patch: absent stays, `null` clears).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // as in NewBillingAccount
pub struct BillingAccountPatch {
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::uncleared")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub name: Option<PayerName>,
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::uncleared")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub company: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::uncleared")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub email: Option<EmailAddress>,
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::present")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<PersonName>))]
    pub contact: Option<Option<PersonName>>,
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::present")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<AddressLine>))]
    pub phone: Option<Option<AddressLine>>,
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::uncleared")]
    #[cfg_attr(feature = "openapi", schema(nullable = false))]
    pub address: Option<PostalAddress>,
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::present")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Siren>))]
    pub siren: Option<Option<Siren>>,
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::present")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<VatId>))]
    pub vat_id: Option<Option<VatId>>,
    #[serde(skip_serializing_if = "Option::is_none", default, deserialize_with = "crate::field::present")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<AddressLine>))]
    pub reference: Option<Option<AddressLine>>,
}

/// A billing account, as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[allow(missing_docs)] // as in NewBillingAccount
pub struct BillingAccount {
    pub id: BillingAccountId,
    pub name: PayerName,
    pub company: bool,
    pub email: EmailAddress,
    pub contact: Option<PersonName>,
    pub phone: Option<AddressLine>,
    pub address: PostalAddress,
    pub siren: Option<Siren>,
    pub vat_id: Option<VatId>,
    pub reference: Option<AddressLine>,
    /// How VAT is treated on its invoices.
    pub tax: TaxTreatment,
    /// How it pays.
    pub payment: PaymentKind,
    /// The hand-over that is under way.
    pub transfer: Option<Transfer>,
    pub created_at: Timestamp,
}

/// A billing account in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[allow(missing_docs)] // as in NewBillingAccount
pub struct BillingAccountSummary {
    pub id: BillingAccountId,
    pub name: PayerName,
    pub country: CountryCode,
    pub payment: PaymentKind,
    /// For how many organizations it pays.
    pub organizations: u64,
}

/// A hand-over to another owner: both confirm by a link in a mail, within 24 hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Transfer {
    /// The new owner's address.
    pub to: EmailAddress,
    /// Whether the present owner has confirmed.
    pub confirmed: bool,
    /// Whether the new one has accepted.
    pub accepted: bool,
    /// Until when both have to.
    pub expires_at: Timestamp,
}

/// To whom to hand an account over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewTransfer {
    /// The new owner's address.
    pub to: EmailAddress,
}

/// The secret of a mail's link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TransferToken {
    /// The secret.
    pub token: String,
}

/// A hand-over, as who holds a link of it sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TransferOffer {
    /// Which account.
    pub billing_account: BillingAccountId,
    /// What its invoices are addressed to.
    pub name: PayerName,
    /// Who hands it over.
    pub from: PersonName,
    /// To whom.
    pub to: EmailAddress,
    /// For how many organizations it pays.
    pub organizations: u64,
    /// Whether this link is the present owner's: `confirm`; else the new one's: `accept`.
    pub is_owners: bool,
    /// Whether this side has done its part.
    pub done: bool,
    /// Until when both have to.
    pub expires_at: Timestamp,
}

/// An organization that an account pays for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaidSubscription {
    /// Which organization.
    pub organization: NamedOrganization,
    /// Its word in URLs, where the caller is a member.
    pub slug: Option<Slug>,
    /// What is subscribed to.
    pub terms: Terms,
    /// Where it is in its life.
    pub state: SubscriptionState,
    /// When its next invoice comes.
    pub next_invoice: Option<Timestamp>,
    /// When it ends, of one that is cancelled or has ended.
    pub ends_at: Option<Timestamp>,
    /// The time zone of its days (IANA).
    pub zone: String,
    /// When it would end if its owner stopped paying now; none where it ends already.
    pub could_end_at: Option<Timestamp>,
    /// Whether it ends because its owner stops paying.
    pub stopped: bool,
}
