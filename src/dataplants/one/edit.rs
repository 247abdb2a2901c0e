//! Changing what it is called, and what it is for.

use super::thing::Thing;
use crate::{
    api::{Answer, Mutation},
    dataplants::{
        labels::{LabelFields, Labels},
        words::error_message,
    },
    kit::{DialogForm, Draft},
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

/// What is told beside its field.
const FIELDS: [&str; 2] = ["/name", "/description"];

/// Name, description and tags, as typed.
type EditDraft = (String, String, Vec<String>);

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

fn saved(dataplant: &Dataplant) -> EditDraft {
    (
        dataplant.name.to_string(),
        dataplant.description.as_ref().map(ToString::to_string).unwrap_or_default(),
        dataplant.tags.iter().map(ToString::to_string).collect(),
    )
}

fn form(thing: Thing, open: RwSignal<bool>) -> AnyView {
    let draft = Draft::<EditDraft>::within(
        thing.access.org,
        "dataplants",
        // Whether they may change this one, the dataplant says.
        Permission::ReadOrganization,
        format!("dataplant.{}", thing.id),
    );
    let base = thing.dataplant.with_untracked(saved);
    let (name, description, tags) = draft.load().unwrap_or_else(|| base.clone());
    let save = Mutation::<UpdateDataplant>::new(move |answer: Answer<Dataplant>| {
        draft.forget();
        thing.took(answer);
        open.set(false);
    });
    let error = save.error();
    thing.watch(error);
    let mut labels = Labels::new(&name, &description, &tags);
    labels.name = labels.name.refused_by(save, FIELDS[0]);
    labels.description = labels.description.refused_by(save, FIELDS[1]);
    let typed = move || (labels.name.value.get(), labels.description.value.get(), labels.tags.all());
    let begun = base.clone();
    draft.follow(move || Some(typed()).filter(|typed| *typed != begun));
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
        save.run(&UpdateDataplant { org: thing.access.org, id: thing.id, version, patch });
    };
    let message = error_message(move || error.get().filter(|error| !error.is_only_about(&FIELDS)));
    view! {
        <DialogForm open=open submit_label=t(common::SAVE) on_submit=submit busy=save.pending() error=message>
            <LabelFields labels=labels />
        </DialogForm>
    }
    .into_any()
}
