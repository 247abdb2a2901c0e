//! Where the card is, and on from there.

use crate::api::{Error, Query};
use hq_contract::{
    LocalPath, ProblemCode,
    mfa::{Mfa, MfaEnrolment},
};
use leptos::prelude::*;

/// What stands at the top of a step; takes the focus when the step begins.
pub const STEP: &str = "mfa-step";
/// The field that takes it where there is nothing to read before it.
pub const PASSWORD: &str = "mfa-password";

/// What password and code are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// New recovery codes.
    NewCodes,
    /// Switching it off.
    SwitchOff,
}

/// What the card shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Whether it is on, and what can be done.
    State,
    /// The password, before it is set up.
    Password,
    /// Password and code, before the second step gets easier to pass.
    Proof(Purpose),
    /// The secret for the app, and the app's first code.
    Scan(MfaEnrolment),
    /// The recovery codes, this once.
    Codes(Vec<String>),
}

/// Where the card is, for its steps.
#[derive(Clone, Copy)]
pub struct MfaFlow {
    /// What it shows.
    pub step: RwSignal<Step>,
    /// Whether it is on.
    pub query: Query<Mfa>,
    /// Whether a step was taken: the first one leaves the focus where it is.
    pub moved: StoredValue<bool>,
    /// Runs when it has been switched on.
    pub on_enabled: Callback<()>,
    /// Where the person came from.
    pub return_to: StoredValue<Option<LocalPath>>,
}

impl MfaFlow {
    /// On to another step.
    pub fn to(self, step: Step) {
        self.moved.set_value(true);
        self.step.set(step);
    }

    /// Looks again where a refusal says that it was switched on or off elsewhere meanwhile.
    pub fn follow(self, error: ReadSignal<Option<Error>>) {
        Effect::new(move |_| {
            if error.with(|error| error.as_ref().is_some_and(is_switched)) {
                self.query.retry();
            }
        });
    }

    /// Back to what is on or off now.
    pub fn home(self) {
        self.query.retry();
        self.to(Step::State);
    }
}

fn is_switched(error: &Error) -> bool {
    matches!(error.code(), Some(ProblemCode::MfaOn | ProblemCode::MfaOff))
}
