//! Changing what it is called, and what it is for.

use super::thing::Thing;
use crate::{
    api::{Answer, Mutation, unless_about},
    dataplants::{
        labels::{LabelFields, Labels},
        words::error_message,
    },
    kit::{DialogForm, Draft, Edited, Editing, is_stale, merge_entries, put_entries, whole},
    language::{t, tx},
    routes::DataplantView,
    ui::Dialog,
};
use hq_contract::{
    Permission,
    dataplants::{Dataplant, DataplantPatch, UpdateDataplant},
};
use hq_text::{common, dataplants};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What is told beside its field.
const FIELDS: [&str; 2] = ["/name", "/description"];

/// What the form holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Values {
    name: String,
    /// Empty where there is none.
    description: String,
    tags: Vec<String>,
}

/// The dialog.
#[component]
pub(super) fn EditDialog(thing: Thing) -> AnyView {
    let open = thing.dialog(DataplantView::Edit, thing.get(|dataplant| dataplant.may.update));
    let name = thing.name();
    view! {
        <Dialog
            open=open
            title=tx(move |texts| dataplants::edit_name(texts, &name.get()))
            close_label=t(common::CANCEL)
        >
            {move || untrack(|| form(thing, open))}
        </Dialog>
    }
    .into_any()
}

fn values(dataplant: &Dataplant) -> Values {
    Values {
        name: dataplant.name.to_string(),
        description: dataplant.description.as_ref().map(ToString::to_string).unwrap_or_default(),
        tags: dataplant.tags.iter().map(ToString::to_string).collect(),
    }
}

/// A text that was left alone follows what others save; of the tags, each.
fn merge(base: &Values, latest: &Values, typed: &Values) -> Values {
    Values {
        name: whole(&base.name, &latest.name, &typed.name),
        description: whole(&base.description, &latest.description, &typed.description),
        tags: merge_entries(&base.tags, &latest.tags, &typed.tags),
    }
}

/// Whether saving replaces what others have written since the person began.
fn replaces(editing: Editing<Values>) -> bool {
    let Some(began) = editing.conflict() else { return false };
    let (saved, typed) = (editing.saved().get(), editing.typed().get());
    let meets = |text: fn(&Values) -> &String| text(&began) != text(&saved) && text(&typed) != text(&saved);
    meets(|values| &values.name) || meets(|values| &values.description)
}

/// Fills the fields that hold something else.
fn put(labels: Labels, values: Values) {
    for (field, text) in [(labels.name.value, values.name), (labels.description.value, values.description)] {
        if field.with_untracked(|present| *present != text) {
            field.set(text);
        }
    }
    put_entries(labels.tags, values.tags);
}

fn form(thing: Thing, open: RwSignal<bool>) -> AnyView {
    let draft = Draft::<Edited<Values>>::within(
        thing.access.org,
        "dataplants",
        // Whether they may change this one, the dataplant says.
        Permission::ReadOrganization,
        format!("dataplant.{}", thing.id),
    );
    let latest = thing.get(values);
    let first = latest.get_untracked();
    let mut labels = Labels::new(&first.name, &first.description, &first.tags);
    let typed = Signal::derive(move || Values {
        name: labels.name.value.get(),
        description: labels.description.value.get(),
        tags: labels.tags.all(),
    });
    let editing = Editing::new(draft, latest, typed, move |values| put(labels, values), merge);
    let save = Mutation::<UpdateDataplant>::new(move |answer: Answer<Dataplant>| {
        editing.was_saved(values(&answer.value));
        // The dialog goes before what it keeps would follow.
        draft.forget();
        thing.took(answer);
        open.set(false);
    });
    let error = save.error();
    thing.watch(error);
    labels.name = labels.name.refused_by(save, FIELDS[0]);
    labels.description = labels.description.refused_by(save, FIELDS[1]);
    let submit = move |()| {
        let (Some(labelled), Some(version)) = (labels.read(), thing.version()) else { return };
        let now = thing.dataplant.get_untracked();
        let patch = DataplantPatch {
            name: Some(labelled.name).filter(|name| *name != now.name),
            description: Some(labelled.description).filter(|description| *description != now.description),
            tags: Some(labelled.tags).filter(|tags| *tags != now.tags),
            ..DataplantPatch::default()
        };
        if patch == DataplantPatch::default() {
            draft.forget();
            return open.set(false);
        }
        editing.sending();
        save.run(&UpdateDataplant { org: thing.access.org, id: thing.id, version, patch });
    };
    // Where saving was refused for it, the error says so.
    let replaces = Signal::derive(move || !is_stale(save) && replaces(editing));
    let status = tx(
        move |texts| {
            if replaces.get() { texts.get(dataplants::STALE).into_owned() } else { String::new() }
        },
    );
    let message = error_message(unless_about(error, &FIELDS));
    view! {
        <DialogForm
            open=open
            submit_label=t(common::SAVE)
            on_submit=submit
            busy=save.pending()
            error=message
            status=status
        >
            <LabelFields labels=labels />
        </DialogForm>
    }
    .into_any()
}
