//! The names that it answers under.

use super::thing::Thing;
use crate::{
    api::{Answer, Mutation},
    dataplants::{
        names_field::{NamesField, NamesInput},
        words::error_message,
    },
    kit::{DialogForm, Draft, Edited, Editing, merge_entries, put_entries, rows},
    language::{t, tx},
    routes::{CertificatesView, DataplantView, Route},
    ui::{Card, Dialog, NameParts, Status, Tone, glyph},
};
use hq_contract::{
    Permission,
    dataplants::{Dataplant, DataplantName, DataplantPatch, UpdateDataplant},
};
use hq_text::{common, dataplants};
use leptos::prelude::*;

/// The names, each with whether it answers by TLS; nothing where it takes none.
pub(super) fn names(thing: Thing) -> AnyView {
    let takes = thing.get(|dataplant| dataplant.takes_names);
    let names = thing.get(|dataplant| dataplant.names.clone());
    let some = Memo::new(move |_| names.with(|names| !names.is_empty()));
    let lacks = Memo::new(move |_| names.with(|names| names.iter().any(|name| !name.certificate)));
    let certificates =
        Signal::derive(move || Route::certificates(thing.access.slug.get(), CertificatesView::List).path());
    let list = move || {
        view! { <ul class="dataplant-names">{rows(names, |name| name.name.clone(), line)}</ul> }
    };
    let help = move || {
        (lacks.get() && thing.access.infrastructure.get()).then(|| {
            view! { <a href=certificates>{t(dataplants::CERTIFICATES)}</a> }
        })
    };
    let body = move || {
        if some.get() {
            view! {
                {list()}
                {help}
            }
            .into_any()
        } else {
            view! { <p>{t(dataplants::NAMES_NONE)}</p> }.into_any()
        }
    };
    (move || takes.get().then(|| view! { <Card title=t(dataplants::NAMES)>{body}</Card> })).into_any()
}

fn line(name: Memo<DataplantName>) -> AnyView {
    let status = Memo::new(move |_| name.with(|name| name.certificate));
    let status = move || {
        let (label, mark, tone) = if status.get() {
            (dataplants::BY_TLS, glyph::SHIELD, Tone::Success)
        } else {
            (dataplants::NO_CERTIFICATE, glyph::ALERT, Tone::Warning)
        };
        view! { <Status label=t(label) glyph=mark tone=tone /> }
    };
    view! {
        <li class="dataplant-name">
            <code>
                <bdi>
                    <NameParts name=name.with_untracked(|name| name.name.to_string()) />
                </bdi>
            </code>
            {status}
        </li>
    }
    .into_any()
}

/// The dialog that gives it other names.
#[component]
pub(super) fn NamesDialog(thing: Thing) -> AnyView {
    let may = thing.get(|it| it.may.update && it.takes_names && it.state.can_change());
    let open = thing.dialog(DataplantView::Names, may);
    let name = thing.name();
    view! {
        <Dialog
            open=open
            title=tx(move |texts| dataplants::names_of(texts, &name.get()))
            close_label=t(common::CANCEL)
        >
            {move || untrack(|| form(thing, open))}
        </Dialog>
    }
    .into_any()
}

/// Their texts.
fn texts(dataplant: &Dataplant) -> Vec<String> {
    dataplant.names.iter().map(|name| name.name.to_string()).collect()
}

fn form(thing: Thing, open: RwSignal<bool>) -> AnyView {
    let draft = Draft::<Edited<Vec<String>>>::within(
        thing.access.org,
        "dataplants",
        Permission::ManageInfrastructure,
        format!("dataplant_names.{}", thing.id),
    );
    let latest = thing.get(texts);
    let names = NamesInput::new(thing.access, &latest.get_untracked());
    let editing = Editing::new(
        draft,
        latest,
        Signal::derive(move || names.input.all()),
        move |all| put_entries(names.input, all),
        |base, latest, typed| merge_entries(base, latest, typed),
    );
    let save = Mutation::<UpdateDataplant>::new(move |answer: Answer<Dataplant>| {
        editing.was_saved(texts(&answer.value));
        // The dialog goes before what it keeps would follow.
        draft.forget();
        thing.took(answer);
        open.set(false);
    });
    let error = save.error();
    thing.watch(error);
    let may = thing.access.infrastructure;
    let submit = move |()| {
        let Some(chosen) = names.input.read() else { return names.input.focus.notify() };
        if let Some(version) = thing.version() {
            let patch = DataplantPatch { names: Some(chosen), ..DataplantPatch::default() };
            editing.sending();
            save.run(&UpdateDataplant { org: thing.access.org, id: thing.id, version, patch });
        }
    };
    view! {
        <DialogForm
            open=open
            submit_label=t(common::SAVE)
            on_submit=submit
            busy=save.pending()
            disabled=Signal::derive(move || !may.get())
            error=error_message(move || error.get())
        >
            <NamesField names=names takes=true />
        </DialogForm>
    }
    .into_any()
}
