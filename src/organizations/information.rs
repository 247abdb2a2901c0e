//! The settings' card of name, slug, description and colour.

use super::{
    appearance::{ColourField, DescriptionField},
    editing::Editing,
    slug::SlugField,
};
use crate::{
    api::Answer,
    language::{error_message, error_text, t, use_language},
    session::{Why, use_session},
    ui::{Actions, Banner, Button, Card, Field, Form, FormError, Kind, Tone},
};
use hq_contract::{Permission, organizations::Organization};
use hq_text::{common, organizations};
use leptos::prelude::*;

/// The fields that a refusal may be about.
const FIELDS: [&str; 4] = ["/name", "/slug", "/description", "/colour"];

/// The card. Every member sees it; who may not change it finds it locked, and can ask why.
#[component]
pub fn Information(organization: Signal<Answer<Organization>>) -> AnyView {
    let (editing, language) = (Editing::new(organization), use_language());
    let locked =
        Memo::new(move |_| organization.with(|answer| !answer.value.may(Permission::UpdateOrganization)));
    let read_only = t(organizations::READ_ONLY);
    let error = editing.save.error();
    let looking = use_session().organization().fetching();
    let notice = move || {
        let said = language.texts().with(|texts| editing.notice(texts));
        let stale = said.is_empty() && editing.is_stale() && !looking.get();
        let text = stale.then(|| error.with(|error| error.as_ref().map(|error| error_text(language, error))));
        text.flatten().unwrap_or(said)
    };
    let message = error_message(move || {
        error.get().filter(|error| !error.is_only_about(&FIELDS) && !editing.is_stale())
    });
    view! {
        <Banner text=move || if locked.get() { read_only.get() } else { String::new() }>
            <Why permission=Permission::UpdateOrganization />
        </Banner>
        <Banner text=notice tone=Tone::Warning />
        <Card title=t(organizations::INFORMATION) text=t(organizations::INFORMATION_TEXT)>
            <Form on_submit=move |()| editing.submit()>
                <FormError message=message />
                <fieldset class="form" disabled=locked>
                    {fields(editing)}
                </fieldset>
                {move || (!locked.get()).then(|| buttons(editing))}
            </Form>
        </Card>
    }
    .into_any()
}

fn fields(editing: Editing) -> AnyView {
    let name = editing.name;
    view! {
        <Field
            label=t(organizations::NAME)
            value=name.value
            name="organization"
            autocomplete="organization"
            required=true
            error=name.error()
            on_leave=move |()| name.leave()
            focus=name.focus
        />
        <SlugField check=editing.slug hint=t(organizations::SLUG_KEPT) />
        <DescriptionField input=editing.description />
        <ColourField value=editing.colour />
    }
    .into_any()
}

fn buttons(editing: Editing) -> AnyView {
    let unsaved = Memo::new(move |_| editing.unsaved());
    let text = t(organizations::UNSAVED);
    let discard = move || {
        unsaved.get().then(|| {
            view! { <Button label=t(organizations::DISCARD) on_click=move |()| editing.discard() /> }
        })
    };
    view! {
        <Actions>
            <span class="actions-status" role="status">
                {move || if unsaved.get() { text.get() } else { String::new() }}
            </span>
            {discard}
            <Button label=t(common::SAVE) kind=Kind::Primary submit=true busy=editing.save.pending() />
        </Actions>
    }
    .into_any()
}
