//! Making credentials.

use super::{shared::EnginePage, words::credential_message};
use crate::{
    api::{Mutation, unless_about},
    kit::{Draft, Input, InputField},
    language::t,
    ui::{Actions, Button, Form, FormError},
};
use hq_contract::{
    Permission, ResourceName,
    storage_engines::{CreateCredential, NewCredential},
};
use hq_text::storage_engines;
use leptos::prelude::*;

/// What is told beside the field.
const FIELD: &str = "/name";

/// The form of one field, as long as the engine can be connected to.
pub fn making(page: EnginePage) -> AnyView {
    let input = Input::new("", ResourceName::parse).within(1, ResourceName::MAX);
    let draft = format!("credential.{}", page.id);
    // Whether they may make some for this one, the engine says.
    Draft::within(page.org, "storage-engines", Permission::ReadOrganization, draft).of_field(input);
    let make = Mutation::<CreateCredential>::new(move |_| {
        input.reset("");
        page.refresh();
    });
    let input = input.refused_by(make, FIELD);
    let submit = move |()| match input.read() {
        Some(name) => {
            make.run(&CreateCredential { org: page.org, id: page.id, body: NewCredential { name } });
        }
        None => input.focus.notify(),
    };
    let error = make.error();
    let ready = Memo::new(move |_| page.engine.with(|engine| engine.state.can_change()));
    let message = credential_message(unless_about(error, &[FIELD]));
    (move || {
        ready.get().then(|| {
            view! {
                <Form on_submit=submit>
                    <FormError message=message />
                    <InputField
                        label=t(storage_engines::CREDENTIAL_FOR)
                        input=input
                        name="credential"
                        hint=t(storage_engines::CREDENTIAL_HINT)
                    />
                    <Actions>
                        <Button label=t(storage_engines::MAKE_CREDENTIALS) submit=true busy=make.pending() />
                    </Actions>
                </Form>
            }
        })
    })
    .into_any()
}
