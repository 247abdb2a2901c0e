//! The page: the certificates, or the form for another one.

use super::{form::form_page, list::list_page, shared::CertificateList};
use crate::{
    api::Query,
    browser::{page as document, tasks},
    chunk,
    kit::page_turn,
    routes::{CertificatesView, use_certificates_address, use_router},
};
use hq_contract::{CertificateId, OrganizationId, certificates::ListCertificates};
use leptos::prelude::*;

chunk! {
    /// The form, with what reads certificates: the list does without.
    form(page: CertificateList, replaces: Option<CertificateId>) in part_certificate_form {
        form_page(page, replaces)
    }
}

/// The page, for those who may manage certificates.
#[component]
pub fn CertificatesPage(org: OrganizationId, #[prop(into)] organization: Signal<String>) -> AnyView {
    let address = use_certificates_address();
    let all = Query::new(move || Some(ListCertificates { org }));
    let page = CertificateList { org, organization, all, address };
    let (state, turn, idle) = (address.view(), page_turn(), use_router().idle());
    Effect::new(move |_| {
        if idle.get() {
            tasks::run(async move {
                // Where it does not come, whoever opens the form is told.
                let _ = form(page, None).fetch().await;
            });
        }
    });
    (move || {
        let state = state.get();
        if turn() {
            document::scroll_to_top();
        }
        match state {
            CertificatesView::List => list_page(page),
            CertificatesView::Add => form(page, None).part(),
            CertificatesView::Replace(id) => form(page, Some(id)).part(),
        }
    })
    .into_any()
}
