//! What else is known of a certificate.

use super::{
    preview::{line, not_needed},
    shared::certificate_name,
};
use crate::{
    kit::{CopyState, CopyStatus, CopyableCode},
    language::{count, moment, t, tx},
    ui::Dialog,
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
        which.with(|which| which.as_ref().map(|which| certificate_name(which).to_owned()).unwrap_or_default())
    });
    view! {
        <Dialog
            open=open
            title=tx(move |texts| certificates::details_of(texts, &name.get()))
            close_label=t(common::CLOSE)
        >
            {move || which.get().map(facts)}
        </Dialog>
    }
    .into_any()
}

fn facts(certificate: Certificate) -> AnyView {
    let copies = CopyState::new();
    let length = u64::from(certificate.chain_length);
    let chain = count(certificates::chain_count, move || length);
    let at = |label: Key, at| line(label, moment(at).into_any());
    view! {
        <dl class="certificate-facts">
            {copyable(certificates::FINGERPRINT, certificate.fingerprint, copies)}
            {copyable(certificates::SERIAL, certificate.serial, copies)}
            {line(certificates::ISSUER, certificate.issuer.into_any())}
            {line(certificates::CHAIN_LENGTH, chain.into_any())} {not_needed(certificate.left_out.into())}
            {at(certificates::VALID_FROM, certificate.not_before)}
            {at(certificates::VALID_UNTIL, certificate.not_after)}
            {at(certificates::ADDED_AT, certificate.created_at)}
            {certificate.replaced_at.map(|when| at(certificates::REPLACED_AT, when))}
        </dl>
        <CopyStatus state=copies />
    }
    .into_any()
}

fn copyable(label: Key, text: String, copies: CopyState) -> AnyView {
    let what = t(label);
    let copy_label = tx(move |texts| common::copy(texts, &what.get()));
    let code = view! { <CopyableCode text=text copy_label=copy_label state=copies /> };
    line(label, code.into_any())
}
