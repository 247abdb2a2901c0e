//! The page: the certificates, or the form for another one.

use super::{form::form_page, list::list_page, shared::Page};
use crate::{
    api::Query,
    browser::page as document,
    routes::{CertificatesView, use_certificates_address},
};
use hq_contract::{OrganizationId, certificates::ListCertificates};
use leptos::prelude::*;

/// The page, for those who may manage certificates.
#[component]
pub fn CertificatesPage(org: OrganizationId, #[prop(into)] organization: Signal<String>) -> AnyView {
    let address = use_certificates_address();
    let all = Query::new(move || Some(ListCertificates { org }));
    let page = Page { org, organization, all, address };
    let (state, stood) = (address.view(), StoredValue::new(false));
    (move || {
        let state = state.get();
        if stood.get_value() {
            address.turn();
            document::scroll_to_top();
        }
        stood.set_value(true);
        match state {
            CertificatesView::List => list_page(page),
            CertificatesView::Add => form_page(page, None),
            CertificatesView::Replace(id) => form_page(page, Some(id)),
        }
    })
    .into_any()
}
