//! Name, description and tags of the engine, edited.

use super::{information_form::InformationForm, shared::EnginePage, words::error_text};
use crate::{
    kit::{ChipsField, InputArea, InputField, SaveBar},
    language::{t, use_language},
    providers::field_text,
    ui::{Card, Form, FormError, Settings},
};
use hq_text::{common, storage_engines};
use leptos::prelude::*;

/// The card, for who may change the engine.
pub fn information(page: EnginePage) -> AnyView {
    let may = page.may_update();
    let built_in = page.engine.with_untracked(|engine| engine.built_in);
    (move || (may.get() && !built_in).then(|| view! { <Settings>{form(page)}</Settings> })).into_any()
}

fn form(page: EnginePage) -> AnyView {
    let form = InformationForm::new(page);
    let (language, error) = (use_language(), form.save.error());
    let message = Signal::derive(move || {
        if form.is_stale() {
            return Some(language.texts().with(|texts| texts.get(storage_engines::CHANGED).into_owned()));
        }
        let error = error.get().filter(|error| !error.is_only_about(&["/name", "/description"]))?;
        Some(error_text(language, &error))
    });
    view! {
        <Card title=t(storage_engines::ABOUT)>
            <Form on_submit=move |()| form.submit()>
                <FormError message=message />
                <InputField
                    label=t(storage_engines::NAME)
                    input=form.name
                    name="engine-name"
                    required=true
                    hint=t(storage_engines::NAME_HINT)
                />
                <InputArea
                    label=t(storage_engines::DESCRIPTION)
                    input=form.description
                    name="description"
                    optional=t(common::OPTIONAL)
                />
                <ChipsField
                    label=t(storage_engines::TAGS)
                    input=form.tags
                    name="tags"
                    words=field_text
                    hint=t(storage_engines::TAGS_HINT)
                />
                <SaveBar
                    unsaved=Signal::derive(move || form.unsaved())
                    restored=Signal::derive(move || form.was_restored())
                    busy=form.save.pending()
                    on_discard=move |()| form.discard()
                />
            </Form>
        </Card>
    }
    .into_any()
}
