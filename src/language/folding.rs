//! Words as they are searched and compared.

use crate::browser::words;
use hq_contract::Folded;

/// A text, folded as the server folds it.
#[must_use]
pub fn fold(text: &str) -> Folded {
    Folded::with(text, words::decompose)
}
