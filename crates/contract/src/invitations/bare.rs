//! One address, without what a list, a sentence or a pair of quotation marks puts around it.

use super::pasted::is_at;
use crate::{EmailAddress, spreadsheet::is_blank};

/// The address in a piece of a text: `'ada@example.org'.`
pub fn address(piece: &str) -> Option<EmailAddress> {
    let read = |text: &str| EmailAddress::parse(text).ok();
    let piece = piece.trim();
    let bare = without_end(piece);
    read(bare).or_else(|| read(behind_marks(bare))).or_else(|| read(piece))
}

/// Without what cannot end a domain, and without the same at its beginning. An `@` stays: it is part of a mistake.
fn without_end(piece: &str) -> &str {
    let mut bare = piece.trim_end_matches(|c: char| !is_at(c) && (!c.is_alphanumeric() || is_blank(c)));
    for mark in piece.get(bare.len()..).unwrap_or_default().chars() {
        let opening = if mark == '}' { '{' } else { mark };
        if mark != '.' {
            bare = bare.strip_prefix(opening).unwrap_or(bare);
        }
    }
    bare
}

/// Without what no address begins with, such as the bullet of a list.
fn behind_marks(piece: &str) -> &str {
    piece.trim_start_matches(|c: char| !c.is_ascii() && !is_at(c) && (!c.is_alphanumeric() || is_blank(c)))
}
