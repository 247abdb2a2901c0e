//! Changing a runbook.

use super::{
    inputs::{FIELDS, RunbookInputs, Values},
    shared::One,
};
use crate::{
    api::{Answer, Mutation},
    kit::{Draft, Editing, SaveBar, is_stale, whole},
    language::{error_message, t, use_language},
    ui::{Card, Form, FormError, Toasts, Tone},
};
use hq_contract::{
    Permission,
    runbooks::{Runbook, RunbookPatch, UpdateRunbook},
};
use hq_text::runbooks;
use leptos::prelude::*;

fn values(runbook: &Runbook) -> Values {
    Values { title: runbook.title.to_string(), text: runbook.text.to_string() }
}

/// The form.
pub fn edit(one: One) -> AnyView {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let made = StoredValue::new_local(None::<Editing<Values>>);
    let save = Mutation::<UpdateRunbook>::new(move |answer: Answer<Runbook>| {
        if let Some(Some(editing)) = made.try_get_value() {
            editing.was_saved(values(&answer.value));
        }
        one.changed(answer);
        toasts.push(Tone::Success, language.text_untracked(|texts| texts.get(runbooks::SAVED).into_owned()));
    });
    let inputs = RunbookInputs::new(&one.runbook.with_untracked(values), save);
    let draft = format!("runbook.{}", one.id);
    let editing = Editing::new(
        Draft::within(one.org, "runbooks", Permission::ManageRunbooks, draft),
        Memo::new(move |_| one.runbook.with(values)),
        Signal::derive(move || inputs.typed()),
        move |values| inputs.put(values),
        whole,
    );
    made.set_value(Some(editing));
    Effect::new(move |_| {
        if is_stale(save) {
            one.query.retry();
        }
    });
    let submit = move |()| {
        let Some((title, text)) = inputs.read() else { return };
        let before = one.runbook.get_untracked();
        let body = RunbookPatch {
            title: Some(title).filter(|title| *title != before.title),
            text: Some(text).filter(|text| *text != before.text),
        };
        editing.sending();
        save.run(&UpdateRunbook { org: one.org, id: one.id, version: before.etag(), body });
    };
    let error = save.error();
    let message = error_message(move || error.get().filter(|error| !error.is_only_about(&FIELDS)));
    view! {
        <Card title=t(runbooks::EDIT)>
            <Form on_submit=submit>
                <FormError message=message />
                {inputs.view()}
                <SaveBar
                    unsaved=Signal::derive(move || editing.unsaved())
                    restored=Signal::derive(move || editing.was_restored())
                    busy=save.pending()
                    on_discard=move |()| editing.discard()
                />
            </Form>
        </Card>
    }
    .into_any()
}
