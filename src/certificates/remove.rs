//! Removing certificates.

use super::{
    shared::{CertificateList, certificate_name},
    words,
};
use crate::{
    api::Error,
    kit::{ConfirmDialog, ConfirmedMutation, focus_title, use_drafts},
    language::{t, tx, use_language},
    ui::{Toasts, Tone},
};
use hq_contract::{
    ProblemCode,
    certificates::{Certificate, RemoveCertificate},
};
use hq_text::certificates;
use leptos::prelude::*;

/// Removes certificates, one at a time.
pub type Removal = ConfirmedMutation<Certificate, RemoveCertificate>;

/// Removes certificates of the page.
pub fn removal(page: CertificateList) -> Removal {
    let (language, toasts, drafts) = (use_language(), expect_context::<Toasts>(), use_drafts());
    let remove = move |certificate: Certificate| {
        let version = certificate.etag();
        RemoveCertificate { org: page.org, id: certificate.id, version }
    };
    let removed = move |certificate: Certificate| {
        page.take(certificate.id, None);
        drafts.forget_about(certificate.id);
        // The row has gone, and with it the button that had the focus.
        focus_title();
    };
    Removal::new(
        remove,
        |texts, certificate| certificates::removed(texts, certificate_name(certificate)),
        removed,
    )
    .overtaken(words::is_overtaken, move |certificate, error: &Error| {
        let text = language.text_untracked(|texts| {
            if error.code() == Some(ProblemCode::NotFound) {
                texts.get(certificates::GONE).into_owned()
            } else {
                certificates::changed(texts, certificate_name(&certificate))
            }
        });
        toasts.push(Tone::Warning, text);
        page.all.retry();
    })
}

/// Says what removing means, and does it.
#[component]
pub fn RemoveDialog(removal: Removal) -> AnyView {
    let certificate = removal.subject();
    let title = tx(move |texts| {
        certificate.with(|certificate| {
            let name = certificate.as_ref().map(certificate_name).unwrap_or_default();
            certificates::remove_name(texts, name)
        })
    });
    view! {
        <ConfirmDialog
            mutation=removal
            title=title
            text=t(certificates::REMOVE_TEXT)
            confirm_label=title
            describe=words::error_text
        />
    }
    .into_any()
}
