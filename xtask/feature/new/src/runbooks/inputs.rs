//! The fields of a runbook.

use crate::{
    api::Mutation,
    kit::{Input, InputArea, InputField, focus_first},
    language::t,
};
use hq_contract::{Description, Endpoint, ResourceName};
use hq_text::runbooks;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The fields that a refusal may be about.
pub const FIELDS: [&str; 2] = ["/title", "/text"];

/// What the fields hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Values {
    /// What it is about.
    pub title: String,
    /// What to do.
    pub text: String,
}

/// The fields.
#[derive(Clone, Copy)]
pub struct RunbookInputs {
    /// What it is about.
    pub title: Input<ResourceName>,
    /// What to do.
    pub text: Input<Description>,
}

impl RunbookInputs {
    /// Fields that hold this first, and show what `save` is refused for.
    pub fn new<E: Endpoint + 'static>(first: &Values, save: Mutation<E>) -> Self {
        let title = Input::new(&first.title, ResourceName::parse).within(1, ResourceName::MAX);
        let text = Input::new(&first.text, Description::parse).within(1, Description::MAX);
        Self { title: title.refused_by(save, "/title"), text: text.refused_by(save, "/text") }
    }

    /// What they hold.
    pub fn typed(self) -> Values {
        Values { title: self.title.value.get(), text: self.text.value.get() }
    }

    /// Fills them.
    pub fn put(self, values: Values) {
        self.title.value.set(values.title);
        self.text.value.set(values.text);
    }

    /// What they say, if all is right; otherwise the first wrong field has the focus.
    pub fn read(self) -> Option<(ResourceName, Description)> {
        let (title, text) = (self.title.read(), self.text.read());
        focus_first(&[(title.is_some(), self.title.focus), (text.is_some(), self.text.focus)]);
        title.zip(text)
    }

    /// Their controls.
    pub fn view(self) -> AnyView {
        view! {
            <InputField label=t(runbooks::NAME) input=self.title name="title" hint=self.title.room() />
            <InputArea label=t(runbooks::TEXT) input=self.text name="text" hint=self.text.room() />
        }
        .into_any()
    }
}
