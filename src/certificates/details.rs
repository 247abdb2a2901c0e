//! What else is known of a certificate.

use super::{page::called, preview::line};
use crate::{
    browser::clipboard,
    language::{count, moment, t, tx},
    ui::{Code, Dialog, live},
};
use hq_contract::certificates::Certificate;
use hq_text::{Key, certificates, common};
use leptos::prelude::*;

/// Which certificate is looked at, and whether it is.
#[derive(Clone, Copy)]
pub struct Details {
    open: RwSignal<bool>,
    which: RwSignal<Option<Certificate>>,
}

impl Details {
    /// None is looked at yet.
    pub fn new() -> Self {
        Self { open: RwSignal::new(false), which: RwSignal::new(None) }
    }

    /// Shows one.
    pub fn show(self, certificate: Certificate) {
        self.which.set(Some(certificate));
        self.open.set(true);
    }
}

/// The dialog with the details.
#[component]
pub fn DetailsDialog(details: Details) -> AnyView {
    let Details { open, which } = details;
    let name = Signal::derive(move || {
        which.with(|which| which.as_ref().map(|which| called(which).to_owned()).unwrap_or_default())
    });
    view! {
        <Dialog
            open=open
            title=tx(move |texts| certificates::details_of(texts, &name.get()))
            close_label=t(common::CLOSE)
        >
            {live(move || which.get().map(facts))}
        </Dialog>
    }
    .into_any()
}

fn facts(certificate: Certificate) -> AnyView {
    let copied = RwSignal::new(None::<bool>);
    let (done, refused) = (t(certificates::COPIED), t(certificates::NOT_COPIED));
    let status = move || match copied.get() {
        Some(true) => done.get(),
        Some(false) => refused.get(),
        None => String::new(),
    };
    let length = u64::from(certificate.chain_length);
    let chain = count(certificates::chain_count, move || length);
    let at = |label: Key, at| line(label, moment(at).into_any());
    view! {
        <dl class="certificate-facts">
            {copyable(certificates::FINGERPRINT, certificate.fingerprint, copied)}
            {copyable(certificates::SERIAL, certificate.serial, copied)}
            {line(certificates::ISSUER, certificate.issuer.into_any())}
            {line(certificates::CHAIN_LENGTH, chain.into_any())}
            {at(certificates::VALID_FROM, certificate.not_before)}
            {at(certificates::VALID_UNTIL, certificate.not_after)}
            {at(certificates::ADDED_AT, certificate.created_at)}
            {certificate.replaced_at.map(|when| at(certificates::REPLACED_AT, when))}
        </dl>
        <p class="field-hint" role="status">
            {status}
        </p>
    }
    .into_any()
}

fn copyable(label: Key, text: String, copied: RwSignal<Option<bool>>) -> AnyView {
    let what = t(label);
    let copy_label = tx(move |texts| certificates::copy(texts, &what.get()));
    let copy = move |text: String| {
        // Said anew each time.
        copied.set(None);
        clipboard::copy(&text, move |done| {
            // The dialog may have gone meanwhile.
            copied.try_set(Some(done));
        });
    };
    let code = view! { <Code text=text copy_label=copy_label on_copy=copy /> };
    line(label, code.into_any())
}
