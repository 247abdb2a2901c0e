//! How a task fails: one sentence, and what the person at the terminal can do.

use std::fmt;

/// What went wrong, in a sentence, and what to do about it.
#[derive(Debug)]
pub struct Failure {
    what: String,
    advice: Option<String>,
}

/// The result of a task.
pub type Outcome<T = ()> = Result<T, Failure>;

impl Failure {
    /// A failure that speaks for itself.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), advice: None }
    }

    /// Says what to do about it.
    pub fn advise(self, advice: impl Into<String>) -> Self {
        Self { advice: Some(advice.into()), ..self }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.what)?;
        self.advice.as_ref().map_or(Ok(()), |advice| write!(formatter, "\n  What to do: {advice}"))
    }
}

/// Turns the errors of the system into sentences.
pub trait Explain<T> {
    /// `what` names the thing that was tried: "read Cargo.lock".
    fn explain(self, what: impl fmt::Display) -> Outcome<T>;
}

impl<T, E: fmt::Display> Explain<T> for Result<T, E> {
    fn explain(self, what: impl fmt::Display) -> Outcome<T> {
        self.map_err(|error| Failure::new(format!("Could not {what}: {error}.")))
    }
}
