//! Why a document is refused.

use thiserror::Error;

/// A field that a document cannot leave with.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{field}: {reason}")]
pub struct Fault {
    /// The field, as a path through [`crate::Document`]: `lines[2].net`.
    pub field: String,
    /// What is wrong with it.
    pub reason: Reason,
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Reason {
    /// It has to be there.
    #[error("this has to be filled in: {0}")]
    Missing(&'static str),
    /// It must not be there.
    #[error("this must not be here: {0}")]
    Unwanted(&'static str),
    /// It has a form that the rules do not know.
    #[error("this is not of the right form: {0}")]
    Form(&'static str),
    /// It does not follow from the others.
    #[error("this is {stated}, but the rest of the document makes it {found}")]
    Sum {
        /// What the field says, in minor units.
        stated: i64,
        /// What it should say, in minor units.
        found: i128,
    },
    /// It is larger than what fits into a document.
    #[error("this is too large for an invoice")]
    Size,
    /// The file could not be made.
    #[error("the file cannot be made: {0}")]
    File(String),
}

impl Fault {
    pub(crate) fn new(field: impl Into<String>, reason: Reason) -> Self {
        Self { field: field.into(), reason }
    }

    /// The same within a larger value: `net` becomes `lines[2].net`.
    pub(crate) fn within(self, outer: &str) -> Self {
        Self { field: format!("{outer}.{}", self.field), ..self }
    }
}

/// A field is refused unless it holds.
pub(crate) fn ensure(holds: bool, field: impl Into<String>, reason: Reason) -> Result<(), Fault> {
    if holds { Ok(()) } else { Err(Fault::new(field, reason)) }
}
