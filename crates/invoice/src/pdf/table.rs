//! The lines, with their headings again on each page.

use super::paper::{BOTTOM, LABEL, LEFT, RIGHT, TEXT, Tone};
use super::{Ink, figures, head};
use crate::document::Line;

/// Where the columns of figures end.
const QUANTITY: f32 = 342.0;
const PRICE: f32 = 434.0;
const VAT: f32 = 472.0;
/// How wide the names are.
const NAMES: f32 = 208.0;
/// Between a rule and the letters of a row.
const ABOVE: f32 = 15.0;
/// Between letters and the rule that follows.
const BELOW: f32 = 5.5;

/// Draws the lines.
pub(super) fn draw(ink: &mut Ink<'_>) {
    headings(ink);
    let document = ink.document;
    for line in &document.lines {
        row(ink, line);
    }
    ink.paper.rule(LEFT, RIGHT, ink.paper.y, 0.8, Tone::Ink);
}

fn headings(ink: &mut Ink<'_>) {
    let (words, y) = (ink.words, ink.paper.y);
    ink.paper.left(LEFT, y, words.item, LABEL);
    for (x, word) in
        [(QUANTITY, words.quantity), (PRICE, words.unit_price), (VAT, words.vat), (RIGHT, words.net)]
    {
        ink.paper.right(x, y, word, LABEL);
    }
    ink.paper.rule(LEFT, RIGHT, y + 6.0, 0.8, Tone::Ink);
    ink.paper.y = y + 6.8;
}

fn row(ink: &mut Ink<'_>, line: &Line) {
    let language = ink.document.language;
    let names = ink.paper.wrapped(&line.name, TEXT, NAMES);
    let mut details =
        line.description.as_ref().map(|text| ink.paper.wrapped(text, LABEL, NAMES)).unwrap_or_default();
    details.extend(line.period.map(|period| figures::period(period, language)));

    let height = ABOVE + names.len() as f32 * TEXT.leading + details.len() as f32 * LABEL.leading;
    // A row stays together, unless it is as long as a page.
    if ink.paper.y + height > BOTTOM && height < BOTTOM / 2.0 {
        turn(ink);
    }
    let mut y = ink.paper.y + ABOVE;
    for (x, figure) in [
        (QUANTITY, figures::quantity(line, language)),
        (PRICE, figures::price(line, language)),
        (VAT, figures::rate(line.tax, language)),
        (RIGHT, figures::amount(line.net, language)),
    ] {
        ink.paper.right(x, y, &figure, TEXT);
    }
    for (text, style) in
        names.iter().map(|name| (name, TEXT)).chain(details.iter().map(|detail| (detail, LABEL)))
    {
        if y > BOTTOM {
            turn(ink);
            y = ink.paper.y + ABOVE;
        }
        ink.paper.left(LEFT, y, text, style);
        y += style.leading;
    }
    ink.paper.y = y - LABEL.leading + BELOW;
    ink.paper.rule(LEFT, RIGHT, ink.paper.y, 0.5, Tone::Hair);
}

fn turn(ink: &mut Ink<'_>) {
    head::turn(ink);
    headings(ink);
}
