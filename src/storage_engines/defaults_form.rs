//! The default configuration, being edited.

use crate::{
    api::{Answer, List, Mutation, Query},
    kit::{Draft, Editing, is_stale},
    language::{t, use_language},
    ui::{Choice, Toasts, Tone},
};
use hq_contract::{
    OrganizationId, Permission,
    operations::LifeState,
    storage_defaults::{DefaultEngine, NewStorageDefaults, PutStorageDefaults, StorageDefaults, TableKind},
    storage_engines::{ListStorageEngines, StorageEngine, StorageEngineOrder},
};
use hq_text::storage_engines;
use leptos::prelude::*;

/// The ids of the engines for primary, mart and ML tables.
type Values = [String; 3];

/// The choices, and saving them.
#[derive(Clone, Copy)]
pub struct DefaultsForm {
    org: OrganizationId,
    query: Query<StorageDefaults>,
    engines: List<StorageEngine>,
    /// The engine for each kind of tables, by id.
    pub fields: [RwSignal<String>; 3],
    /// The draft, and the merging with what others save.
    pub editing: Editing<Values>,
    /// Saves them.
    pub save: Mutation<PutStorageDefaults>,
}

impl DefaultsForm {
    /// Edits what is decided, from where it was left in this tab.
    pub fn new(org: OrganizationId, query: Query<StorageDefaults>, first: &StorageDefaults) -> Self {
        let (language, toasts) = (use_language(), expect_context::<Toasts>());
        let engines = List::new(move |page_token| {
            let sort = StorageEngineOrder::Name;
            Some(ListStorageEngines { org, q: None, engine: None, state: None, sort, page_token })
        });
        // A choice has all of them.
        Effect::new(move |_| {
            if engines.has_more()
                && !engines.growing().get()
                && engines.growing_failed().with(Option::is_none)
            {
                engines.grow();
            }
        });
        let fields = values(first).map(RwSignal::new);
        let known = StoredValue::new(values(first));
        let latest = Memo::new(move |_| {
            let now = query.with(|remote| remote.ready().map(|answer| values(&answer.value)));
            now.unwrap_or_else(|| known.get_value())
        });
        let editing = Editing::new(
            Draft::within(org, "storage-engines", Permission::UpdateStorageDefaults, "defaults"),
            latest,
            Signal::derive(move || fields.map(|field| field.get())),
            move |values| put(fields, values),
            merge,
        );
        let save = Mutation::<PutStorageDefaults>::new(move |answer: Answer<StorageDefaults>| {
            editing.was_saved(values(&answer.value));
            query.set(answer);
            let saved =
                language.text_untracked(|texts| texts.get(storage_engines::DEFAULTS_SAVED).into_owned());
            toasts.push(Tone::Success, saved);
        });
        Effect::new(move |_| {
            if is_stale(save) {
                query.retry();
            }
        });
        Self { org, query, engines, fields, editing, save }
    }

    /// The engines for these tables: all that are there, and the one that is decided, whatever it is.
    pub fn choices(self, kind: TableKind) -> Signal<Vec<Choice>> {
        let (items, hidden) = (self.engines.items(), t(storage_engines::HIDDEN_ENGINE));
        Signal::derive(move || {
            let usable = |engine: &&StorageEngine| {
                matches!(engine.state, LifeState::Ready | LifeState::OnDemand | LifeState::Updating)
            };
            let choice = |engine: &StorageEngine| Choice {
                value: engine.id.to_string(),
                label: engine.name.to_string(),
            };
            let mut choices: Vec<Choice> =
                items.with(|items| items.iter().filter(usable).map(choice).collect());
            let decided =
                self.query.with(|remote| remote.ready().and_then(|answer| answer.value.of(kind).cloned()));
            if let Some(DefaultEngine { id, name, .. }) = decided
                && choices.iter().all(|choice| choice.value != id.to_string())
            {
                let label = name.map_or_else(|| hidden.get(), |name| name.to_string());
                choices.insert(0, Choice { value: id.to_string(), label });
            }
            choices
        })
    }

    /// Saves what is chosen.
    pub fn submit(self) {
        let version =
            self.query.with_untracked(|remote| remote.ready().and_then(|answer| answer.version.clone()));
        // Without a version nothing may be changed; the next answer brings one.
        let Some(version) = version else { return self.query.retry() };
        let [primary, mart, ml] = self.fields.map(|field| field.with_untracked(|id| id.parse().ok()));
        let (Some(primary), Some(mart), Some(ml)) = (primary, mart, ml) else { return };
        self.editing.sending();
        let body = NewStorageDefaults { primary, mart, ml };
        self.save.run(&PutStorageDefaults { org: self.org, version, body });
    }

    /// Throws away what was chosen.
    pub fn discard(self) {
        self.editing.discard();
        self.save.clear();
    }
}

fn values(defaults: &StorageDefaults) -> Values {
    TableKind::ALL.map(|kind| defaults.of(kind).map(|engine| engine.id.to_string()).unwrap_or_default())
}

fn put(fields: [RwSignal<String>; 3], values: Values) {
    for (field, value) in fields.into_iter().zip(values) {
        if field.with_untracked(|present| *present != value) {
            field.set(value);
        }
    }
}

/// What was left alone follows what others save; the rest stays as chosen.
fn merge(base: &Values, latest: &Values, typed: &Values) -> Values {
    let mut merged = typed.clone();
    for ((base, latest), merged) in base.iter().zip(latest).zip(&mut merged) {
        if merged == base {
            merged.clone_from(latest);
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_left_alone_follows() {
        let of = |values: [&str; 3]| values.map(str::to_owned);
        let merged = merge(&of(["a", "a", "a"]), &of(["b", "b", "a"]), &of(["a", "c", "a"]));
        assert_eq!(merged, of(["b", "c", "a"]));
    }
}
