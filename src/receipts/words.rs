//! Receipts in words.

use crate::{
    language::{Language, money_text},
    ui::{Glyph, Tone, glyph},
};
use hq_contract::{
    Money,
    invoices::{Invoice, InvoiceKind, InvoiceState},
};
use hq_text::{Key, receipts};

/// What a state is called.
pub(super) const fn state_key(state: InvoiceState) -> Key {
    match state {
        InvoiceState::Paid => receipts::PAID,
        InvoiceState::Open => receipts::OPEN,
        InvoiceState::PastDue => receipts::PAST_DUE,
    }
}

/// How one stands: what that is called, its icon and its colour.
pub(super) const fn standing(kind: InvoiceKind, state: InvoiceState) -> (Key, Glyph, Tone) {
    match (kind, state) {
        (InvoiceKind::CreditNote, InvoiceState::Paid) => (receipts::SETTLED, glyph::CHECK, Tone::Info),
        (_, InvoiceState::Paid) => (receipts::PAID, glyph::ACTIVE, Tone::Success),
        (_, InvoiceState::Open) => (receipts::OPEN, glyph::CLOCK, Tone::Info),
        (_, InvoiceState::PastDue) => (receipts::PAST_DUE, glyph::WARNING, Tone::Danger),
    }
}

/// Whether the person has something to pay.
pub(super) fn is_to_pay(invoice: &Invoice) -> bool {
    invoice.kind == InvoiceKind::Invoice && invoice.state != InvoiceState::Paid && invoice.open.minor > 0
}

/// The amount with VAT; of a credit note as what it gives back.
pub(super) fn amount_text(language: Language, invoice: &Invoice) -> String {
    let Money { minor, currency } = invoice.gross.clone();
    let minor = match invoice.kind {
        InvoiceKind::Invoice => minor,
        InvoiceKind::CreditNote => minor.saturating_neg(),
    };
    money_text(language, &Money { minor, currency })
}
