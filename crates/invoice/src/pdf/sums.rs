//! Below the lines: how to pay on the left, what it comes to on the right.

use super::paper::{BOTTOM, LABEL, LEFT, MIDDLE, RIGHT, STRONG, Style, TEXT, Tone};
use super::words::fill;
use super::{Ink, figures, head};
use crate::document::{Kind, TaxCategory};

/// Where the values of the payment begin.
const VALUES: f32 = LEFT + 72.0;
/// From one sum to the next.
const STEP: f32 = 17.0;

/// Draws payment and sums, which stay together.
pub(super) fn draw(ink: &mut Ink<'_>) {
    let payment = payment(ink);
    let sums = sums(ink);
    let notes = exemptions(ink);
    let left =
        18.0 + payment.iter().map(|(_, lines, style)| lines.len() as f32 * style.leading + 3.0).sum::<f32>();
    let right = sums.len() as f32 * STEP + 34.0 + notes.len() as f32 * LABEL.leading;
    if ink.paper.y + 24.0 + left.max(right) > BOTTOM {
        head::turn(ink);
    }
    let top = ink.paper.y + 24.0;
    let left = draw_payment(ink, top, &payment);
    let right = draw_sums(ink, top, &sums, &notes);
    ink.paper.y = left.max(right);
}

type Entry = (&'static str, Vec<String>, Style);

fn payment(ink: &Ink<'_>) -> Vec<Entry> {
    let (document, words, payment) = (ink.document, ink.words, &ink.document.payment);
    let mut entries = Vec::new();
    let mut add = |label: &'static str, text: &str, style: Style| {
        let lines = ink.paper.wrapped(text, style, MIDDLE - VALUES - 12.0);
        if !lines.is_empty() {
            entries.push((label, lines, style));
        }
    };
    // Who has paid, or is given something back, has nothing to transfer.
    if !document.paid && document.kind == Kind::Invoice {
        if let Some(iban) = &payment.iban {
            add(words.account, payment.account_name.as_ref().unwrap_or(&document.seller.name), TEXT);
            add(words.iban, &figures::fours(iban), TEXT);
        }
        if let Some(bic) = &payment.bic {
            add(words.bic, bic, TEXT);
        }
        if let Some(reference) = &payment.reference {
            add(words.reference, &figures::fours(reference), Style { size: 9.0, leading: 13.0, ..STRONG });
        }
    }
    add(words.terms, &payment.terms, TEXT);
    entries
}

fn draw_payment(ink: &mut Ink<'_>, top: f32, entries: &[Entry]) -> f32 {
    if entries.is_empty() {
        return top;
    }
    ink.paper.left(LEFT, top, ink.words.payment, STRONG);
    let mut y = top + 20.0;
    for (label, lines, style) in entries {
        ink.paper.left(LEFT, y, label, LABEL);
        y = ink.paper.lines(VALUES, y, lines, *style) + 3.0;
    }
    y
}

/// All sums but the last.
fn sums(ink: &Ink<'_>) -> Vec<(String, i64)> {
    let (document, words, language) = (ink.document, ink.words, ink.document.language);
    let totals = &document.totals;
    let mut sums = vec![(words.net_total.to_owned(), totals.net)];
    for tax in &document.taxes {
        let base = figures::money(tax.base, language);
        let label = match tax.category {
            TaxCategory::O => fill(words.no_vat, &[&base]),
            category => fill(words.vat_on, &[&figures::rate(category, language), &base]),
        };
        sums.push((label, tax.amount));
    }
    if document.kind == Kind::Invoice && totals.prepaid != 0 {
        sums.push((words.total.to_owned(), totals.gross));
        sums.push((words.already_paid.to_owned(), totals.prepaid.saturating_neg()));
    }
    sums
}

fn exemptions(ink: &Ink<'_>) -> Vec<String> {
    let reasons = ink.document.taxes.iter().filter_map(|tax| ink.words.exemption(tax.category));
    reasons.flat_map(|reason| ink.paper.wrapped(reason, LABEL, RIGHT - MIDDLE)).collect()
}

fn draw_sums(ink: &mut Ink<'_>, top: f32, sums: &[(String, i64)], notes: &[String]) -> f32 {
    let (document, words, language) = (ink.document, ink.words, ink.document.language);
    let mut y = top;
    for (label, amount) in sums {
        ink.paper.left(MIDDLE, y, label, TEXT.tone(Tone::Soft));
        ink.paper.right(RIGHT, y, &figures::money(*amount, language), TEXT);
        y += STEP;
    }
    let (label, amount) = match document.kind {
        Kind::CreditNote { .. } => (words.credited, document.totals.gross),
        Kind::Invoice => (words.amount_due, document.totals.due),
    };
    ink.paper.rule(MIDDLE, RIGHT, y - 8.0, 0.8, Tone::Ink);
    y += 12.0;
    let large = Style { size: 12.0, leading: 16.0, ..STRONG };
    ink.paper.left(MIDDLE, y, label, large);
    ink.paper.right(RIGHT, y, &figures::money(amount, language), large);
    ink.paper.lines(MIDDLE, y + 22.0, notes, LABEL)
}
