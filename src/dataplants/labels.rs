//! The fields of what people call a dataplant: name, description, tags.

use crate::{
    kit::{ChipsField, ChipsInput, Input, InputArea, InputField, focus_first, optional_description},
    language::{field_key, t},
};
use hq_contract::{Description, ResourceName, Tag, storage_engines::MAX_TAGS};
use hq_text::{common, dataplants};
use leptos::prelude::*;

/// The inputs.
#[derive(Clone, Copy)]
pub(super) struct Labels {
    pub(super) name: Input<ResourceName>,
    pub(super) description: Input<Option<Description>>,
    pub(super) tags: ChipsInput<Tag>,
}

/// What is in them.
pub(super) struct Labelled {
    pub(super) name: ResourceName,
    pub(super) description: Option<Description>,
    pub(super) tags: Vec<Tag>,
}

impl Labels {
    /// Beginning with these texts.
    pub(super) fn new(name: &str, description: &str, tags: &[String]) -> Self {
        Self {
            name: Input::new(name, ResourceName::parse)
                .within(1, ResourceName::MAX)
                .blank(dataplants::NAME_BLANK),
            description: Input::new(description, optional_description).within(0, Description::MAX),
            tags: ChipsInput::new(tags, MAX_TAGS, Tag::parse),
        }
    }

    /// What they hold, if all is right; otherwise the first wrong field has the focus.
    pub(super) fn read(self) -> Option<Labelled> {
        let (name, description, tags) = (self.name.read(), self.description.read(), self.tags.read());
        focus_first(&[
            (name.is_some(), self.name.focus),
            (description.is_some(), self.description.focus),
            (tags.is_some(), self.tags.focus),
        ]);
        Some(Labelled { name: name?, description: description?, tags: tags? })
    }
}

/// The fields.
#[component]
pub(super) fn LabelFields(labels: Labels) -> AnyView {
    view! {
        <InputField
            label=t(dataplants::NAME)
            input=labels.name
            name="dataplant"
            required=true
            hint=t(dataplants::NAME_HINT)
        />
        <InputArea
            label=t(dataplants::DESCRIPTION)
            input=labels.description
            name="description"
            optional=t(common::OPTIONAL)
        />
        <ChipsField
            label=t(dataplants::TAGS)
            input=labels.tags
            name="tags"
            words=field_key
            hint=t(dataplants::TAGS_HINT)
        />
    }
    .into_any()
}
