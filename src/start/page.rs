//! The start screen.

use crate::{
    api::Mutation,
    kit::{Draft, Input, InputField},
    language::{error_message, t, tx},
    routes::{PageTitle, Route, use_router},
    session::use_session,
    ui::{Button, Drawing, Form, FormError, Illustration, Kind, Lead, Size, Step, StepState, Steps},
};
use hq_contract::{
    OrganizationName, PersonName,
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
                    <Create />
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

/// The form: a name, and done.
#[component]
fn Create() -> AnyView {
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
    draft.of_field(name);
    let submit = move |()| match name.read() {
        Some(name) => {
            create.run(&CreateOrganization(NewOrganization {
                name,
                slug: None,
                description: None,
                colour: None,
                force_mfa: None,
            }));
        }
        None => name.focus.notify(),
    };
    let error = create.error();
    let message = error_message(move || error.get().filter(|error| !error.is_only_about(&["/name"])));
    view! {
        <Form on_submit=submit>
            <FormError message=message />
            <InputField
                label=t(start::NAME)
                input=name
                name="organization"
                autocomplete="organization"
                required=true
                hint=t(start::NAME_HINT)
                on_enter=submit
            />
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
        help: None,
    })
    .into()
}
