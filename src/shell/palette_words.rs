//! What is typed into the palette: words, in any order.

use crate::language::fold;
use hq_contract::Folded;

/// The words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Vec<Folded>);

impl Words {
    /// Of what is typed.
    pub fn of(typed: &str) -> Self {
        Self(typed.split_whitespace().map(fold).filter(|word| !word.as_str().is_empty()).collect())
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether each of them is in one of these texts.
    pub fn are_in(&self, texts: &[&str]) -> bool {
        let texts: Vec<Folded> = texts.iter().map(|text| fold(text)).collect();
        self.0.iter().all(|word| texts.iter().any(|text| text.contains(word)))
    }

    /// How many of them are in a text.
    pub fn count_in(&self, text: &str) -> usize {
        let text = fold(text);
        self.0.iter().filter(|word| text.contains(word)).count()
    }

    /// Those that are not in a text.
    pub fn without(&self, text: &str) -> Self {
        let text = fold(text);
        Self(self.0.iter().filter(|word| !text.contains(word)).cloned().collect())
    }
}
