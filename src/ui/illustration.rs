//! Illustrations: our own drawings in token colours.

use leptos::{prelude::*, tachys::html::InertElement};

/// A drawing. Each is a file of this folder and takes its colours from classes of the stylesheet, so that it follows a
/// theme chosen by hand, which an `<img>` cannot. No enum: each comes with the piece of code that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawing(&'static str);

#[expect(non_upper_case_globals, reason = "they are used as an enum's names would be")]
impl Drawing {
    /// Creating an organization.
    pub const Welcome: Self = Self(include_str!("illustration/welcome.svg"));
    /// A first dataplant.
    pub const Dataplant: Self = Self(include_str!("illustration/dataplant.svg"));
    /// Something is there, and not for everybody.
    pub const Locked: Self = Self(include_str!("illustration/locked.svg"));
    /// Check your mail.
    pub const Mail: Self = Self(include_str!("illustration/mail.svg"));
    /// Nobody else is here yet.
    pub const Team: Self = Self(include_str!("illustration/team.svg"));
    /// Somebody at the door.
    pub const Requests: Self = Self(include_str!("illustration/requests.svg"));
    /// Nothing fits what is looked for.
    pub const Search: Self = Self(include_str!("illustration/search.svg"));
    /// A domain name.
    pub const Domain: Self = Self(include_str!("illustration/domain.svg"));
    /// A TLS certificate.
    pub const Certificate: Self = Self(include_str!("illustration/certificate.svg"));
    /// A script's key.
    pub const ApiKey: Self = Self(include_str!("illustration/api_key.svg"));
    /// A first storage engine.
    pub const StorageEngine: Self = Self(include_str!("illustration/storage_engine.svg"));
    /// Plans to choose from.
    pub const Plan: Self = Self(include_str!("illustration/plan.svg"));
    /// What the next receipt says.
    pub const Billing: Self = Self(include_str!("illustration/billing.svg"));
    /// Receipts.
    pub const Receipts: Self = Self(include_str!("illustration/receipts.svg"));
    /// Who pays.
    pub const BillingAccount: Self = Self(include_str!("illustration/billing_account.svg"));
    /// Nothing at this address.
    pub const NotFound: Self = Self(include_str!("illustration/not_found.svg"));
    /// The connection is lost, or something failed.
    pub const Disconnected: Self = Self(include_str!("illustration/disconnected.svg"));
}

/// A drawing of 240 × 160. It is decoration: the words under it say the same.
#[component]
pub fn Illustration(drawing: Drawing) -> AnyView {
    InertElement::new(drawing.0).into_any()
}
