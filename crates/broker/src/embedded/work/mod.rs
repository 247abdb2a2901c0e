//! Carrying out what was ordered.

mod carry_out;
mod outcome;
mod step;
mod take;

pub use carry_out::{Came, Heard, after};
pub use outcome::StepError;
pub use step::{Means, Step, steps};
