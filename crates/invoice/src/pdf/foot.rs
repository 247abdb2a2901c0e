//! What the law wants to be said, and the foot of each page.

use super::paper::{BOTTOM, LABEL, LEFT, RIGHT, Tone};
use super::words::fill;
use super::{Ink, head};

/// How wide the line about the seller is: the number of the page stands beside it.
const WIDTH: f32 = 416.0;

/// Draws the legal notices at the end of the last page, then the foot of every page.
pub(super) fn draw(ink: &mut Ink<'_>) {
    notices(ink);
    let count = ink.paper.count();
    let seller = seller(ink);
    for sheet in 0..count {
        ink.paper.go_to(sheet);
        ink.paper.rule(LEFT, RIGHT, 785.0, 0.5, Tone::Hair);
        ink.paper.block(LEFT, 799.0, &seller, LABEL, WIDTH);
        let page = fill(ink.words.page, &[&(sheet + 1).to_string(), &count.to_string()]);
        ink.paper.right(RIGHT, 799.0, &page, LABEL);
    }
}

fn notices(ink: &mut Ink<'_>) {
    let notes = &ink.document.notes;
    let all = [&notes.pmd, &notes.pmt, &notes.aab].into_iter().chain(&notes.legal);
    let lines: Vec<String> = all.flat_map(|note| ink.paper.wrapped(note, LABEL, RIGHT - LEFT)).collect();
    let height = (lines.len() + 1) as f32 * LABEL.leading + 4.0;
    let top = ink.paper.y + 14.0;
    if top + height > BOTTOM + LABEL.leading {
        head::turn(ink);
    }
    // At the foot of the page, where they are looked for.
    let mut y = (BOTTOM + LABEL.leading - height).max(ink.paper.y);
    ink.paper.left(LEFT, y, ink.words.mentions, LABEL.tone(Tone::Ink));
    y += LABEL.leading + 4.0;
    for line in &lines {
        if y > BOTTOM + LABEL.leading {
            head::turn(ink);
            y = ink.paper.y;
        }
        ink.paper.left(LEFT, y, line, LABEL);
        y += LABEL.leading;
    }
}

/// Who the seller is before the law.
fn seller(ink: &Ink<'_>) -> String {
    let (party, words) = (&ink.document.seller, ink.words);
    let form = match (&party.legal_form, &party.capital) {
        (form, Some(capital)) => {
            let form = form.as_deref().unwrap_or_default();
            Some(fill(words.capital, &[form, capital]).trim().to_owned())
        }
        (form, None) => form.clone(),
    };
    let mut parts = vec![party.name.clone()];
    parts.extend(form);
    parts.extend(party.register.clone());
    parts.extend(head::ids(ink, party));
    parts.join(" · ")
}
