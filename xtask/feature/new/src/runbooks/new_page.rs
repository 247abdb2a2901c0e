//! The page on which a runbook is written.

use super::{
    inputs::{FIELDS, RunbookInputs, Values},
    shared::organization_name,
};
use crate::{
    api::Mutation,
    kit::Draft,
    language::{error_message, t},
    routes::{PageTitle, Route, use_router},
    ui::{Actions, Button, Card, Form, FormError, Kind, Lead, PageHead},
};
use hq_contract::{
    OrganizationId, Permission,
    runbooks::{CreateRunbook, NewRunbook},
};
use hq_text::runbooks;
use leptos::prelude::*;

/// The page, for who may manage runbooks.
#[component]
pub fn NewRunbookPage(org: OrganizationId, #[prop(into)] organization: Signal<String>) -> AnyView {
    view! {
        <PageHead>
            <PageTitle title=t(runbooks::NEW) within=organization />
            <Lead text=t(runbooks::NEW_LEAD) />
        </PageHead>
        <div class="page-content">
            <Card>{form(org)}</Card>
        </div>
    }
    .into_any()
}

fn form(org: OrganizationId) -> AnyView {
    let (router, slug) = (use_router(), organization_name());
    let draft = Draft::<Values>::within(org, "runbooks", Permission::ManageRunbooks, "runbook");
    let create = Mutation::<CreateRunbook>::new(move |answer| {
        draft.forget();
        router.replace(Route::runbook(slug.get_untracked(), answer.value.id.to_string()));
    });
    let inputs = RunbookInputs::new(&draft.load().unwrap_or_default(), create);
    draft.follow(move || Some(inputs.typed()).filter(|typed| *typed != Values::default()));
    let submit = move |()| {
        if let Some((title, text)) = inputs.read() {
            create.run(&CreateRunbook { org, body: NewRunbook { title, text } });
        }
    };
    let error = create.error();
    let message = error_message(move || error.get().filter(|error| !error.is_only_about(&FIELDS)));
    view! {
        <Form on_submit=submit>
            <FormError message=message />
            {inputs.view()}
            <Actions>
                <Button label=t(runbooks::CREATE) kind=Kind::Primary submit=true busy=create.pending() />
            </Actions>
        </Form>
    }
    .into_any()
}
