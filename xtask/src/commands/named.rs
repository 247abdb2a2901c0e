//! What a command is asked for by name.

use crate::outcome::{Failure, Outcome};

/// Names of what is to be done; none: all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named(Vec<String>);

impl Named {
    /// Adds a name of `known`, which are of that kind: attacks, faults.
    ///
    /// # Errors
    /// Where there is none of that name.
    pub fn add(&mut self, name: &str, kind: &str, known: &[&str]) -> Outcome {
        if !known.contains(&name) {
            return Err(Failure::new(format!("There is no {kind} {name}."))
                .advise(format!("name some of {}", known.join(", "))));
        }
        self.0.push(name.to_owned());
        Ok(())
    }

    /// Whether the one of this name is to be done.
    pub fn wants(&self, name: &str) -> bool {
        self.0.is_empty() || self.0.iter().any(|wanted| wanted == name)
    }
}
