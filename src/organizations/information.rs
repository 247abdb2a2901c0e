//! The settings' card of name, slug, description and colour.

use super::{
    appearance::{ColourField, DescriptionField},
    information_form::InformationForm,
    slug::SlugField,
};
use crate::{
    access::Why,
    api::Answer,
    kit::{InputField, SaveBar},
    language::{error_message, error_text, t, use_language},
    session::use_session,
    ui::{Banner, Card, Form, FormError, Tone},
};
use hq_contract::{Permission, organizations::Organization};
use hq_text::organizations;
use leptos::prelude::*;

/// The fields that a refusal may be about.
const FIELDS: [&str; 4] = ["/name", "/slug", "/description", "/colour"];

/// The card. Every member sees it; who may not change it finds it locked, without what they may have typed when they
/// could, and can ask why.
#[component]
pub fn Information(organization: Signal<Answer<Organization>>) -> AnyView {
    let locked =
        Memo::new(move |_| organization.with(|answer| !answer.value.may(Permission::UpdateOrganization)));
    let read_only = t(organizations::READ_ONLY);
    view! {
        <Banner text=move || if locked.get() { read_only.get() } else { String::new() }>
            <Why permission=Permission::UpdateOrganization />
        </Banner>
        {move || card(organization, locked.get())}
    }
    .into_any()
}

fn card(organization: Signal<Answer<Organization>>, locked: bool) -> AnyView {
    let form = InformationForm::new(organization);
    let error = form.save.error();
    let message =
        error_message(move || error.get().filter(|error| !error.is_only_about(&FIELDS) && !form.is_stale()));
    let bar = (!locked).then(|| {
        view! {
            <SaveBar
                unsaved=Signal::derive(move || form.unsaved())
                busy=form.save.pending()
                on_discard=move |()| form.discard()
            />
        }
    });
    view! {
        <Banner text=notice(form) tone=Tone::Warning />
        <Card>
            <Form on_submit=move |()| form.submit()>
                <FormError message=message />
                <fieldset class="form" disabled=locked>
                    {fields(form)}
                </fieldset>
                {bar}
            </Form>
        </Card>
    }
    .into_any()
}

/// What the person should know before saving; why saving failed, where nothing more is known of what others did.
fn notice(form: InformationForm) -> Signal<String> {
    let (language, error) = (use_language(), form.save.error());
    let looking = use_session().organization().fetching();
    Signal::derive(move || {
        let notice = language.texts().with(|texts| form.notice(texts));
        let stale = notice.is_empty() && form.is_stale() && !looking.get();
        let text = stale.then(|| error.with(|error| error.as_ref().map(|error| error_text(language, error))));
        text.flatten().unwrap_or(notice)
    })
}

fn fields(form: InformationForm) -> AnyView {
    view! {
        <InputField
            label=t(organizations::NAME)
            input=form.name
            name="organization"
            autocomplete="organization"
            required=true
        />
        <SlugField check=form.slug hint=t(organizations::SLUG_KEPT) />
        <DescriptionField input=form.description />
        <ColourField value=form.colour />
    }
    .into_any()
}
