//! How an open receipt is paid.

use super::source::ReceiptsOf;
use crate::{
    billing_accounts::{CardRefused, RefusalPlace},
    kit::{CopyState, CopyStatus, CopyableCode, Export},
    language::{date_text, money_text, t, tx, unbroken, use_language},
    ui::{Banner, Button, Dialog, Kind, Tone, glyph},
};
use hq_contract::{
    card_payments::RefusedInvoice,
    invoices::{Invoice, InvoiceState},
};
use hq_text::{common, receipts};
use leptos::prelude::*;

/// The dialog that says how to pay, of one receipt at a time.
#[derive(Clone, Copy)]
pub(super) struct Paying {
    of: ReceiptsOf,
    open: RwSignal<bool>,
    invoice: RwSignal<Option<Invoice>>,
}

impl Paying {
    /// Nothing is asked yet.
    pub(super) fn new(of: ReceiptsOf) -> Self {
        Self { of, open: RwSignal::new(false), invoice: RwSignal::new(None) }
    }

    /// Says how to pay this one.
    pub(super) fn ask(self, invoice: Invoice) {
        self.invoice.set(Some(invoice));
        self.open.set(true);
    }

    /// The dialog.
    pub(super) fn dialog(self) -> AnyView {
        let number = move || {
            self.invoice.with(|invoice| invoice.as_ref().map(|of| of.number.clone())).unwrap_or_default()
        };
        let title = tx(move |texts| receipts::pay_title(texts, &unbroken(&number())));
        view! {
            <Dialog open=self.open title=title close_label=t(common::CLOSE)>
                {move || untrack(|| self.invoice.get().map(|invoice| body(self.of, invoice)))}
            </Dialog>
        }
        .into_any()
    }
}

/// Amount, date and reference; where the IBAN is.
fn body(of: ReceiptsOf, invoice: Invoice) -> AnyView {
    let (language, export) = (use_language(), Export::new());
    let refused = invoice.card_refusal.clone().map(|refusal| RefusedInvoice {
        id: invoice.id,
        number: invoice.number.clone(),
        open: invoice.open.clone(),
        reference: invoice.reference.clone(),
        refusal,
    });
    // It is not charged by itself then.
    let by_card = refused.is_none().then(|| view! { <p class="receipt-soft">{t(receipts::PAY_CARD)}</p> });
    let Invoice { id, open, due_on, reference, state, .. } = invoice;
    let late = t(receipts::LATE_ACCESS);
    let past =
        Signal::derive(move || if state == InvoiceState::PastDue { late.get() } else { String::new() });
    let amount = move || money_text(language, &open);
    let until = due_on.map(|due| {
        view! {
            <div class="fact">
                <dt>{t(receipts::PAY_UNTIL)}</dt>
                <dd>{move || date_text(language, &due)}</dd>
            </div>
        }
    });
    view! {
        <div class="receipt-pay">
            <Banner text=past tone=Tone::Warning />
            <CardRefused refused=Signal::stored(refused) place=RefusalPlace::Paying />
            <p>{t(receipts::PAY_TEXT)}</p>
            <dl class="facts">
                <div class="fact">
                    <dt>{t(receipts::TO_PAY)}</dt>
                    <dd class="receipt-sum">{amount}</dd>
                </div>
                {until}
            </dl>
            {quoted(reference)}
            {by_card}
            <Button
                label=t(receipts::GET_PDF)
                kind=Kind::Primary
                icon=glyph::DOWNLOAD
                busy=export.pending()
                on_click=move |()| of.download(export, id)
            />
        </div>
    }
    .into_any()
}

/// The reference, to be copied.
fn quoted(reference: Option<String>) -> AnyView {
    let Some(reference) = reference else {
        return view! { <p>{t(receipts::NO_REFERENCE)}</p> }.into_any();
    };
    let (copies, said) = (CopyState::new(), t(receipts::REFERENCE));
    view! {
        <div class="receipt-reference">
            <span class="field-label">{said}</span>
            <CopyableCode
                text=Signal::stored(reference)
                copy_label=tx(move |texts| common::copy(texts, &said.get()))
                state=copies
            />
            <CopyStatus state=copies />
        </div>
    }
    .into_any()
}
