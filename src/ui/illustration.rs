//! Illustrations: our own drawings in token colours.

use leptos::{prelude::*, tachys::html::InertElement};

/// The drawings. Each is a file of this folder and takes its colours from classes of the stylesheet, so that it follows
/// a theme chosen by hand, which an `<img>` cannot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawing {
    /// Creating an organization.
    Welcome,
    /// A first dataplant.
    Dataplant,
    /// Check your mail.
    Mail,
    /// Nothing at this address.
    NotFound,
    /// The connection is lost, or something failed.
    Disconnected,
}

/// A drawing of 240 × 160. It is decoration: the words under it say the same.
#[component]
pub fn Illustration(drawing: Drawing) -> AnyView {
    let lines = match drawing {
        Drawing::Welcome => include_str!("illustration/welcome.svg"),
        Drawing::Dataplant => include_str!("illustration/dataplant.svg"),
        Drawing::Mail => include_str!("illustration/mail.svg"),
        Drawing::NotFound => include_str!("illustration/not_found.svg"),
        Drawing::Disconnected => include_str!("illustration/disconnected.svg"),
    };
    InertElement::new(lines).into_any()
}
