//! Deleting an organization once nothing stands in the way, and taking that back.

use super::deletion_checklist::Checklist;
use crate::{
    api::{Answer, Error, Mutation},
    forms::Input,
    language::{Language, error_text, now, said, t, tx, use_language},
    routes::{Route, Router, use_router},
    session::{Session, use_session},
    ui::{Actions, Button, Field, Form, FormError, Kind, Toasts, Tone, effect},
};
use hq_contract::{
    FieldCode, OrganizationId, ProblemCode,
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
    let error = delete.error();
    let session = use_session();
    effect(move || {
        // Somebody has changed it meanwhile: with what it is now, the next try is about that.
        if error.with(|error| error.as_ref().and_then(Error::code)) == Some(ProblemCode::Stale) {
            session.organization().retry();
        }
    });
    let name = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
    let done = Memo::new(move |_| list.is_done());
    let named = Memo::new(move |_| typed.value.with(|typed| name.with(|name| typed.trim() == name)));
    let (ticks, exactly) = (t(texts_of::WAITS_FOR_TICKS), t(texts_of::WAITS_FOR_NAME));
    let waits = move || match (done.get(), named.get()) {
        (false, _) => ticks.get(),
        (true, false) => exactly.get(),
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
    let message = said(move || error.get().filter(|error| !error.is_only_about(&[FIELD])));
    view! {
        <Form on_submit=submit>
            <FormError message=message />
            <Field
                label=tx(move |texts| texts_of::type_name(texts, &name.get()))
                value=typed.value
                name="delete-organization"
                error=typed.error()
                on_leave=move |()| typed.leave()
                focus=typed.focus
            />
            <Actions>
                <span class="actions-status" role="status">
                    {waits}
                </span>
                <Button label=t(common::CANCEL) on_click=move |()| open.set(false) />
                <Button
                    label=tx(move |texts| texts_of::begin(texts, &name.get()))
                    kind=Kind::Danger
                    submit=true
                    disabled=Signal::derive(move || !(done.get() && named.get()))
                    busy=delete.pending()
                />
            </Actions>
        </Form>
    }
    .into_any()
}

/// Deletes it, and leads to where it can be restored; so does the toast.
fn deletion() -> Mutation<DeleteOrganization> {
    let (session, router, language) = (use_session(), use_router(), use_language());
    let toasts = expect_context::<Toasts>();
    Mutation::new(move |answer: Answer<DeletedOrganization>| {
        let deleted = answer.value;
        let said = now(language, |texts| texts_of::done(texts, deleted.name.as_str()));
        let undo = now(language, |texts| texts.get(texts_of::UNDO).into_owned());
        // The page is left at once; what takes it back is not.
        let restore = toasts.outliving(|| restoring(deleted.id, session, router, language, toasts));
        toasts.push_with(Tone::Success, said, undo, restore);
        session.organization_left(deleted.id);
        router.replace(Route::AccountOrganizations);
    })
}

/// Restores it, and leads back into it.
fn restoring(
    org: OrganizationId,
    session: Session,
    router: Router,
    language: Language,
    toasts: Toasts,
) -> Callback<()> {
    let restore = Mutation::<RestoreOrganization>::new(move |answer: Answer<Organization>| {
        let restored = answer.value;
        toasts.push(Tone::Success, now(language, |texts| texts_of::restored(texts, restored.name.as_str())));
        session.organization_created(&restored);
        router.go(Route::Organization(restored.slug.to_string()));
    });
    let failure = restore.error();
    effect(move || {
        if let Some(error) = failure.get() {
            toasts.push(Tone::Danger, untrack(|| error_text(language, &error)));
        }
    });
    Callback::new(move |()| restore.run(&RestoreOrganization { org }))
}

fn required(text: &str) -> Result<String, FieldCode> {
    let text = text.trim();
    if text.is_empty() { Err(FieldCode::Required) } else { Ok(text.to_owned()) }
}
