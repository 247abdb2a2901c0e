//! The start screen.

use crate::{
    api::{Mutation, unless_about},
    kit::{Draft, Input, InputField, focus_first},
    language::{error_message, fold, t, tx},
    routes::{PageTitle, Route, use_router},
    session::use_session,
    ui::{
        Button, Drawing, FieldKind, Form, FormError, Illustration, Kind, Lead, Size, Step, StepState, Steps,
    },
};
use hq_contract::{
    OrganizationName, PersonName, Slug,
    organizations::{CreateOrganization, NewOrganization},
};
use hq_text::{Key, common, next_steps, start};
use leptos::prelude::*;

/// Welcomes the person, and creates their first organization; `offers` are the ways into one that is there already, if
/// the person is `expected` in any.
#[component]
pub fn StartPage(expected: Signal<bool>, offers: AnyView) -> AnyView {
    let user = use_session().user();
    let title = tx(move |texts| {
        let user = user.get();
        start::welcome(texts, user.as_ref().map_or("", |user| PersonName::first(&user.full_name)))
    });
    let either = move |expected_key: Key, key: Key| {
        let (expected_text, text) = (t(expected_key), t(key));
        Signal::derive(move || if expected.get() { expected_text.get() } else { text.get() })
    };
    view! {
        <div class="start">
            <header class="start-head">
                <PageTitle title=title />
                <Lead text=either(start::LEAD_EXPECTED, start::LEAD) />
            </header>
            {offers}
            <section class="card start-card" aria-labelledby="create-organization">
                <div class="start-picture">
                    <Illustration drawing=Drawing::Welcome />
                </div>
                <div class="start-form">
                    <h2 class="card-title" id="create-organization">
                        {either(start::CREATE_INSTEAD, start::CREATE)}
                    </h2>
                    <Create autofocus=!expected.get_untracked() />
                </div>
            </section>
            <section class="start-next" aria-labelledby="next-steps">
                <h2 class="start-next-title" id="next-steps">
                    {t(start::NEXT)}
                </h2>
                <Steps steps=steps() />
            </section>
        </div>
    }
    .into_any()
}

/// The form: a name, and done. It begins with the focus where nothing else is offered before it.
#[component]
fn Create(autofocus: bool) -> AnyView {
    let (session, router) = (use_session(), use_router());
    let draft = Draft::new("first_organization");
    let create = Mutation::<CreateOrganization>::new(move |answer| {
        draft.forget();
        session.organization_created(&answer.value);
        router.replace(Route::organization(answer.value.slug.to_string()));
    });
    let name = Input::new("", OrganizationName::parse)
        .within(1, OrganizationName::MAX)
        .blank(start::NAME_BLANK)
        .refused_by(create, "/name");
    let slug = Input::new("", Slug::parse)
        .within(Slug::MIN, Slug::MAX)
        .blank(start::SLUG_BLANK)
        .refused_by(create, "/slug");
    keep(draft, name, slug);
    let error = create.error();
    // A name without Latin letters makes no slug.
    let slugless = Memo::new(move |_| {
        let folded = name.value.with(|name| fold(name));
        let refused = error.with(|error| error.as_ref().is_some_and(|error| error.field("/slug").is_some()));
        refused || (!folded.as_str().is_empty() && Slug::suggest(&folded).is_none())
    });
    let submit = move |()| {
        let slug_read = if slugless.get_untracked() { slug.read().map(Some) } else { Some(None) };
        match (name.read(), slug_read) {
            (Some(name), Some(slug)) => {
                let organization =
                    NewOrganization { name, slug, description: None, colour: None, force_mfa: None };
                create.run(&CreateOrganization(organization));
            }
            (read, _) => focus_first(&[(read.is_some(), name.focus), (false, slug.focus)]),
        }
    };
    let message = error_message(unless_about(error, &["/name", "/slug"]));
    view! {
        <Form on_submit=submit>
            <FormError message=message />
            <InputField
                label=t(start::NAME)
                input=name
                name="organization"
                autocomplete="organization"
                required=true
                autofocus=autofocus
                hint=t(start::NAME_HINT)
                on_enter=submit
            />
            {move || slugless.get().then(|| slug_field(slug))}
            <Button
                label=t(common::DONE)
                kind=Kind::Primary
                size=Size::Large
                submit=true
                wide=true
                disabled=move || name.value.with(String::is_empty)
                busy=create.pending()
            />
        </Form>
    }
    .into_any()
}

/// Restores name and slug, and keeps them.
fn keep(draft: Draft<[String; 2]>, name: Input<OrganizationName>, slug: Input<Slug>) {
    if let Some([typed_name, typed_slug]) = draft.load() {
        name.value.set(typed_name);
        slug.value.set(typed_slug);
    }
    draft.follow(move || {
        let typed = [name.value.get(), slug.value.get()];
        typed.iter().any(|text| !text.is_empty()).then_some(typed)
    });
}

/// The slug, for a name that makes none.
fn slug_field(slug: Input<Slug>) -> AnyView {
    view! {
        <InputField
            label=t(start::SLUG)
            input=slug
            kind=FieldKind::Slug
            name="slug"
            required=true
            prefix=Route::organization(String::new()).path()
            hint=t(start::SLUG_HINT)
        />
    }
    .into_any()
}

/// What comes after the organization; nothing of it can be done before.
fn steps() -> Vec<Step> {
    [
        (next_steps::PLAN, next_steps::PLAN_TEXT),
        (next_steps::DATAPLANT, next_steps::DATAPLANT_TEXT),
        (next_steps::TEAM, next_steps::TEAM_TEXT),
    ]
    .map(|(title, text)| Step {
        title: t(title),
        text: t(text),
        state: StepState::Later,
        state_label: Signal::default(),
        href: Signal::default(),
        action: Signal::default(),
    })
    .into()
}
