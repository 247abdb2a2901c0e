//! What the person asks "Why?" about.

use hq_contract::Permission;
use leptos::prelude::*;

/// What the person has asked about.
#[derive(Clone, Copy)]
pub struct Question {
    /// Whether the answer is open.
    pub open: RwSignal<bool>,
    about: StoredValue<Option<Permission>>,
}

/// Makes the context.
pub fn provide_question() -> Question {
    let question = Question { open: RwSignal::new(false), about: StoredValue::new(None) };
    provide_context(question);
    question
}

/// What the person asks "Why?" about.
#[must_use]
#[expect(clippy::expect_used, reason = "the layout around every page provides it")]
pub fn use_question() -> Question {
    use_context().expect("a question")
}

impl Question {
    /// What it was, last; changes whenever the answer opens.
    #[must_use]
    pub fn about(self) -> Option<Permission> {
        self.about.get_value()
    }

    /// Asks about something that the person may not do in the organization that the URL names.
    pub fn ask(self, permission: Permission) {
        self.about.set_value(Some(permission));
        self.open.set(true);
    }
}
