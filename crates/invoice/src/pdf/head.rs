//! The top of the first page: who, to whom, how much, when; and the line that the others begin with.

use super::paper::{AMOUNT, LABEL, LEFT, MIDDLE, RIGHT, SOFT, STRONG, Style, TEXT, TITLE, Tone};
use super::words::fill;
use super::{Ink, figures};
use crate::countries;
use crate::document::{Kind, Party};

/// Where buyer and amount begin: the window of a French envelope is 45 mm from the top.
const WINDOW: f32 = 148.0;

/// Draws the top of the first page.
pub(super) fn draw(ink: &mut Ink<'_>) {
    let seller = seller(ink, 66.0);
    let title = title(ink);
    ink.paper.left(MIDDLE, 72.0, title, TITLE);
    ink.paper.left(MIDDLE, 90.0, &ink.document.number, Style { size: 10.5, ..SOFT });
    let top = WINDOW.max(seller + 26.0);
    let amount = amount(ink, top);
    let buyer = buyer(ink, top);
    dates(ink, amount.max(buyer) + 24.0);
}

/// `Invoice`.
pub(super) fn title(ink: &Ink<'_>) -> &'static str {
    match ink.document.kind {
        Kind::Invoice => ink.words.invoice,
        Kind::CreditNote { .. } => ink.words.credit_note,
    }
}

/// A new page that says whose it is.
pub(super) fn turn(ink: &mut Ink<'_>) {
    ink.paper.turn();
    let text = format!("{} {}", title(ink), ink.document.number);
    let width = ink.paper.width(&text, LABEL);
    ink.paper.right(RIGHT, 58.0, &text, LABEL);
    let name = ink.paper.wrapped(&ink.document.seller.name, LABEL, RIGHT - LEFT - width - 24.0);
    if let Some(first) = name.first() {
        ink.paper.left(LEFT, 58.0, first, LABEL);
    }
    ink.paper.y = 92.0;
}

fn seller(ink: &mut Ink<'_>, y: f32) -> f32 {
    let width = MIDDLE - LEFT - 30.0;
    let party = &ink.document.seller;
    let y = ink.paper.block(LEFT, y, &party.name, Style { size: 12.0, leading: 15.0, ..STRONG }, width);
    let mut y = address(ink, LEFT, y + 1.0, party, width);
    if let Some(email) = &party.email {
        y = ink.paper.block(LEFT, y, email, SOFT, width);
    }
    y
}

fn buyer(ink: &mut Ink<'_>, y: f32) -> f32 {
    let width = RIGHT - MIDDLE;
    let party = &ink.document.buyer;
    ink.paper.left(MIDDLE, y, ink.words.billed_to, LABEL);
    let y = ink.paper.block(MIDDLE, y + 17.0, &party.name, STRONG, width);
    let mut y = address(ink, MIDDLE, y, party, width);
    for id in ids(ink, party) {
        y = ink.paper.block(MIDDLE, y, &id, SOFT, width);
    }
    y
}

/// SIREN and VAT id.
pub(super) fn ids(ink: &Ink<'_>, party: &Party) -> Vec<String> {
    let siren = party.siren.as_ref().map(|siren| fill(ink.words.siren, &[&threes(siren)]));
    let vat = party.vat_id.as_ref().map(|id| fill(ink.words.vat_id, &[id]));
    siren.into_iter().chain(vat).collect()
}

/// `123 456 782`, as SIRENs are read.
fn threes(siren: &str) -> String {
    let digits: Vec<char> = siren.chars().collect();
    let groups: Vec<String> = digits.chunks(3).map(|group| group.iter().collect()).collect();
    groups.join("\u{a0}")
}

fn address(ink: &mut Ink<'_>, x: f32, y: f32, party: &Party, width: f32) -> f32 {
    let address = &party.address;
    let town = format!("{} {}", address.postcode, address.city);
    let mut lines: Vec<&str> = address.lines.iter().map(String::as_str).collect();
    lines.push(town.trim());
    // Within a country its name is left out.
    if ink.document.seller.address.country != ink.document.buyer.address.country {
        lines.extend(countries::name(&address.country, ink.document.language));
    }
    lines.into_iter().fold(y, |y, line| ink.paper.block(x, y, line, SOFT, width))
}

/// The one amount that people look for.
fn amount(ink: &mut Ink<'_>, y: f32) -> f32 {
    let (document, words, language) = (ink.document, ink.words, ink.document.language);
    let date = document.due.map(|due| figures::date(due, language));
    let (label, amount, tone, more) = match &document.kind {
        Kind::CreditNote { of } => {
            let issued = figures::date(of.issued, language);
            let more = fill(words.takes_back, &[&of.number, &issued]);
            (words.credited, document.totals.gross, Tone::Ink, Some(more))
        }
        Kind::Invoice if document.paid => {
            (words.paid, document.totals.gross, Tone::Ink, date.map(|date| fill(words.on, &[&date])))
        }
        Kind::Invoice => {
            (words.amount_due, document.totals.due, Tone::Accent, date.map(|date| fill(words.by, &[&date])))
        }
    };
    ink.paper.left(LEFT, y, label, LABEL);
    ink.paper.left(LEFT, y + 24.0, &figures::money(amount, language), AMOUNT.tone(tone));
    let y = y + 41.0;
    more.map_or(y, |more| ink.paper.block(LEFT, y, &more, SOFT, MIDDLE - LEFT - 30.0))
}

/// The days, side by side.
fn dates(ink: &mut Ink<'_>, y: f32) {
    let (document, words, language) = (ink.document, ink.words, ink.document.language);
    let due = if document.paid { words.paid_on } else { words.due };
    // What is given back is not to be paid by the buyer.
    let date = document.due.filter(|_| document.kind == Kind::Invoice);
    let entries = [
        (LEFT, words.issued, Some(figures::date(document.issued, language))),
        (LEFT + 135.0, due, date.map(|date| figures::date(date, language))),
        (MIDDLE, words.period, document.period.map(|period| figures::period(period, language))),
    ];
    for (x, label, value) in entries {
        if let Some(value) = value {
            ink.paper.left(x, y, label, LABEL);
            ink.paper.left(x, y + 14.0, &value, TEXT);
        }
    }
    ink.paper.y = y + 50.0;
}
