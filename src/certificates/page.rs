//! The page: the certificates, or the form for another one.

use super::{form::form_page, list::list_page, shared::Page};
use crate::{
    api::Query,
    browser::page as document,
    kit::page_turn,
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
    let (state, turn) = (address.view(), page_turn());
    (move || {
        let state = state.get();
        if turn() {
            document::scroll_to_top();
        }
        match state {
            CertificatesView::List => list_page(page),
            CertificatesView::Add => form_page(page, None),
            CertificatesView::Replace(id) => form_page(page, Some(id)),
        }
    })
    .into_any()
}
