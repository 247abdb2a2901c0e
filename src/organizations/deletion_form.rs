//! Deleting an organization once nothing stands in the way, and taking that back.

use super::deletion_checklist::Checklist;
use crate::{
    api::{Answer, Error, Mutation, unless_about, use_client},
    kit::{CopyState, CopyStatus, CopyableCode, DialogForm, Input, InputField},
    language::{error_message, error_text, fold, t, tx, use_language},
    routes::{Route, use_router},
    session::use_session,
    ui::{Kind, Toasts, Tone},
};
use hq_contract::{
    FieldCode, ProblemCode,
    organizations::{
        Organization,
        deletion::{DeleteOrganization, DeletedOrganization, RestoreOrganization},
    },
};
use hq_text::{common, organization_deletion as texts_of};
use leptos::prelude::*;

/// What is told beside its field.
const FIELD: &str = "/name";

/// The name, typed, so that nobody deletes another organization than they think. The button waits for that, and for
/// every line of the checklist.
pub fn form(organization: Signal<Answer<Organization>>, open: RwSignal<bool>, list: Checklist) -> AnyView {
    let delete = deletion();
    let typed = Input::new("", required).refused_by(delete, FIELD);
    let (error, copies) = (delete.error(), CopyState::new());
    let session = use_session();
    Effect::new(move |_| {
        // Somebody has changed it meanwhile: with what it is now, the next try is about that.
        if error.with(|error| error.as_ref().and_then(Error::code)) == Some(ProblemCode::Stale) {
            session.organization().retry();
        }
    });
    let name = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
    let blocked = list.is_blocked();
    let done = Memo::new(move |_| list.is_done());
    let folded = Memo::new(move |_| name.with(|name| fold(name)));
    let named = Memo::new(move |_| typed.value.with(|typed| folded.with(|name| fold(typed).retypes(name))));
    let (ticks, name_waits) = (t(texts_of::WAITS_FOR_TICKS), t(texts_of::WAITS_FOR_NAME));
    let first = t(texts_of::WAITS_FOR_FIRST);
    let waits = move || match (done.get(), named.get()) {
        (false, _) if blocked => first.get(),
        (false, _) => ticks.get(),
        (true, false) => name_waits.get(),
        (true, true) => String::new(),
    };
    let submit = move |()| {
        let Some(name) = typed.read() else { return typed.focus.notify() };
        if !(done.get_untracked() && named.get_untracked()) {
            return;
        }
        organization.with_untracked(|answer| {
            if let Some(version) = answer.version.clone() {
                delete.run(&DeleteOrganization { org: answer.value.id, name, version });
            }
        });
    };
    let message = error_message(unless_about(error, &[FIELD]));
    view! {
        <DialogForm
            open=open
            submit_label=tx(move |texts| texts_of::begin(texts, &name.get()))
            on_submit=submit
            kind=Kind::Danger
            busy=delete.pending()
            disabled=Signal::derive(move || !(done.get() && named.get()))
            error=message
            status=Signal::derive(waits)
        >
            <InputField
                label=tx(move |texts| texts_of::type_name(texts, &name.get()))
                input=typed
                name="delete-organization"
            />
            <CopyableCode
                text=name
                copy_label=tx(move |texts| common::copy(texts, &name.get()))
                state=copies
            />
            <CopyStatus state=copies />
        </DialogForm>
    }
    .into_any()
}

/// Deletes it, and leads to where it can be restored; the toast takes it back at once.
fn deletion() -> Mutation<DeleteOrganization> {
    let (session, router, language) = (use_session(), use_router(), use_language());
    let (toasts, client) = (expect_context::<Toasts>(), use_client());
    Mutation::new(move |answer: Answer<DeletedOrganization>| {
        let deleted = answer.value;
        let text = language.text_untracked(|texts| texts_of::done(texts, deleted.name.as_str()));
        let undo = language.text_untracked(|texts| texts.get(texts_of::UNDO).into_owned());
        // No Mutation: it would go with this page, which is left now. Restoring twice is restoring once.
        let restored = move |answer: Result<Answer<Organization>, Error>| match answer {
            Ok(Answer { value, .. }) => {
                let text = language.text_untracked(|texts| texts_of::restored(texts, value.name.as_str()));
                toasts.push(Tone::Success, text);
                session.organization_created(&value);
                router.go(Route::organization(value.slug.to_string()));
            }
            Err(error) => toasts.push(Tone::Danger, untrack(|| error_text(language, &error))),
        };
        let restore = move || client.call(&RestoreOrganization { org: deleted.id }, restored);
        toasts.push_with(Tone::Success, text, undo, restore);
        session.organization_left(deleted.id);
        router.replace(Route::account_organizations());
    })
}

fn required(text: &str) -> Result<String, FieldCode> {
    let text = text.trim();
    if text.is_empty() { Err(FieldCode::Required) } else { Ok(text.to_owned()) }
}
