//! The forms of an organization's settings.

use super::{
    form::{Filled, Step::Press},
    forms::FILLED,
};
use crate::drafts::forms::KEPT;

const CHAIN: &str = include_str!("../../fixtures/certificates/chain.pem");
const KEY: &str = include_str!("../../fixtures/certificates/chain.key");

pub const OF_SETTINGS: &[Filled] = &[
    Filled {
        source: "domains/adding.rs",
        path: "/organizations/acme/settings/domains",
        fields: &[("input[name=domain]", "kept-words.example")],
        sent: "POST {Acme}/domains",
        says: &["kept-words.example"],
        ..FILLED
    },
    Filled {
        source: "certificates/form.rs",
        path: "/organizations/acme/settings/certificates?add=1",
        fields: &[("textarea[name=chain]", CHAIN), ("textarea[name=private-key]", KEY)],
        sent: "POST {Acme}/certificates",
        says: &["BEGIN CERTIFICATE", "PRIVATE KEY"],
        ..FILLED
    },
    Filled {
        source: "api_keys/form.rs",
        path: "/organizations/acme/settings/api-keys",
        come: &[Press("New API key")],
        fields: &[("dialog[open] input[name=api_key]", KEPT), ("dialog[open] input[value=admin]", "true")],
        sent: "POST {Acme}/api-keys",
        says: &[KEPT, r#""role":"admin""#],
        ..FILLED
    },
];
