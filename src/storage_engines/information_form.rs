//! What is typed into the engine's information.

use super::shared::EnginePage;
use crate::{
    api::{Answer, Mutation},
    kit::{
        ChipsInput, Draft, Editing, Input, focus_first, is_stale, merge_entries, optional_description,
        put_entries, whole,
    },
    language::use_language,
    ui::{Toasts, Tone},
};
use hq_contract::{
    Description, Permission, ResourceName, Tag,
    storage_engines::{MAX_TAGS, StorageEngine, StorageEnginePatch, UpdateStorageEngine},
};
use hq_text::storage_engines;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the form holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Values {
    name: String,
    /// Empty where there is none.
    description: String,
    tags: Vec<String>,
}

/// The form.
#[derive(Clone, Copy)]
pub struct InformationForm {
    page: EnginePage,
    /// What people call it.
    pub name: Input<ResourceName>,
    /// What it is for.
    pub description: Input<Option<Description>>,
    /// What it is grouped by.
    pub tags: ChipsInput<Tag>,
    editing: Editing<Values>,
    /// Saves it.
    pub save: Mutation<UpdateStorageEngine>,
}

impl InformationForm {
    /// Edits the engine of the page, from where it was left in this tab.
    pub fn new(page: EnginePage) -> Self {
        let (language, toasts) = (use_language(), expect_context::<Toasts>());
        let engine = page.engine;
        let first = engine.with_untracked(values);
        let made = StoredValue::new_local(None::<Self>);
        let save = Mutation::<UpdateStorageEngine>::new(move |answer: Answer<StorageEngine>| {
            if let Some(Some(form)) = made.try_get_value() {
                form.editing.was_saved(values(&answer.value));
            }
            page.changed(answer);
            let saved = language.text_untracked(|texts| texts.get(storage_engines::SAVED).into_owned());
            toasts.push(Tone::Success, saved);
        });
        let name = Input::new(&first.name, ResourceName::parse)
            .within(1, ResourceName::MAX)
            .refused_by(save, "/name");
        let description = Input::new(&first.description, optional_description)
            .within(0, Description::MAX)
            .refused_by(save, "/description");
        let tags = ChipsInput::new(&first.tags, MAX_TAGS, Tag::parse);
        let typed = Signal::derive(move || Values {
            name: name.value.get(),
            description: description.value.get(),
            tags: tags.all(),
        });
        let put = move |values: Values| {
            name.value.set(values.name);
            description.value.set(values.description);
            put_entries(tags, values.tags);
        };
        let draft = format!("engine.{}", page.id);
        let editing = Editing::new(
            // Whether they may change this one, the engine says.
            Draft::within(page.org, "storage-engines", Permission::ReadOrganization, draft),
            Memo::new(move |_| engine.with(values)),
            typed,
            put,
            merge,
        );
        let form = Self { page, name, description, tags, editing, save };
        made.set_value(Some(form));
        Effect::new(move |_| {
            if is_stale(save) {
                page.refresh();
            }
        });
        form
    }

    /// Whether something is typed that is not saved.
    pub fn unsaved(self) -> bool {
        self.editing.unsaved()
    }

    /// Whether that is from an earlier visit.
    pub fn was_restored(self) -> bool {
        self.editing.was_restored()
    }

    /// Whether saving failed because others have changed the engine.
    pub fn is_stale(self) -> bool {
        is_stale(self.save)
    }

    /// Saves what was typed.
    pub fn submit(self) {
        let (name, description, tags) = (self.name.read(), self.description.read(), self.tags.read());
        focus_first(&[
            (name.is_some(), self.name.focus),
            (description.is_some(), self.description.focus),
            (tags.is_some(), self.tags.focus),
        ]);
        let (Some(name), Some(description), Some(tags)) = (name, description, tags) else { return };
        let EnginePage { org, id, query, engine, .. } = self.page;
        let version = query.with_untracked(|remote| remote.ready().and_then(|answer| answer.version.clone()));
        // Without a version nothing may be changed; the next answer brings one.
        let Some(version) = version else { return query.retry() };
        let patch = engine.with_untracked(|engine| StorageEnginePatch {
            name: (name != engine.name).then_some(name),
            description: (description != engine.description).then_some(description),
            tags: (tags != engine.tags).then_some(tags),
            fpu: None,
        });
        self.editing.sending();
        self.save.run(&UpdateStorageEngine { org, id, version, patch });
    }

    /// Throws away what was typed.
    pub fn discard(self) {
        // Also where a saved tag was being typed once more.
        self.tags.text.set(String::new());
        self.editing.discard();
        self.save.clear();
        self.name.focus.notify();
    }
}

fn values(engine: &StorageEngine) -> Values {
    Values {
        name: engine.name.to_string(),
        description: engine.description.as_ref().map(ToString::to_string).unwrap_or_default(),
        tags: engine.tags.iter().map(ToString::to_string).collect(),
    }
}

/// A text that was left alone follows what others save, the rest stays as typed; of the tags, each.
fn merge(base: &Values, latest: &Values, typed: &Values) -> Values {
    Values {
        name: whole(&base.name, &latest.name, &typed.name),
        description: whole(&base.description, &latest.description, &typed.description),
        tags: merge_entries(&base.tags, &latest.tags, &typed.tags),
    }
}
