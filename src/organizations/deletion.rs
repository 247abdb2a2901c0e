//! Deleting an organization.

use crate::{
    api::{Answer, Error, Mutation, Query, Remote},
    forms::Input,
    language::{count, error_text, moment, now, said, t, tx, use_language},
    routes::{MembersView, Route, use_router},
    session::{Why, use_session},
    ui::{
        Actions, Button, Card, Dialog, Face, Field, Form, FormError, Kind, Loaded, Shape, Skeleton, Toasts,
        Tone, effect, live,
    },
};
use hq_contract::{
    FieldCode, Permission, ProblemCode,
    organizations::{
        Organization,
        deletion::{DeleteOrganization, DeletedOrganization, GetOrganizationDeletion, OrganizationDeletion},
    },
};
use hq_text::{common, organization_deletion as texts_of};
use leptos::prelude::*;

/// What is told beside its field.
const FIELD: &str = "/name";

/// The card, and the dialog that it opens; for who may not, why.
#[component]
pub fn DeletionCard(organization: Signal<Answer<Organization>>) -> AnyView {
    let open = RwSignal::new(false);
    let may =
        Memo::new(move |_| organization.with(|answer| answer.value.may(Permission::DeleteOrganization)));
    let name = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
    let label = tx(move |texts| texts_of::begin(texts, &name.get()));
    let way = live(move || {
        if may.get() {
            view! { <Button label=label on_click=move |()| open.set(true) /> }.into_any()
        } else {
            view! {
                <div class="deletion-locked">
                    <Button label=label disabled=true />
                    <Why permission=Permission::DeleteOrganization />
                </div>
            }
            .into_any()
        }
    });
    view! {
        <Card title=t(texts_of::TITLE) text=t(texts_of::TEXT)>
            {way}
        </Card>
        <Dialog open=open title=label close_label=t(common::CANCEL)>
            {live(move || content(organization, open))}
        </Dialog>
    }
    .into_any()
}

/// What goes with it; then the way to do it.
fn content(organization: Signal<Answer<Organization>>, open: RwSignal<bool>) -> AnyView {
    let language = use_language();
    let org = organization.with_untracked(|answer| answer.value.id);
    let effects = Query::new(move || Some(GetOrganizationDeletion { org }));
    let face = move || {
        effects.with(|remote| match remote {
            Remote::Loading => Face::Loading,
            Remote::Failed(error) => Face::Failed(error_text(language, error)),
            Remote::Ready(_) => Face::Full,
        })
    };
    let told = move || effects.with(|remote| remote.ready().map(|answer| answer.value.clone()));
    view! {
        <Loaded
            face=Signal::derive(face)
            retry_label=t(common::TRY_AGAIN)
            on_retry=move |()| effects.retry()
            loading=|| {
                view! {
                    <Skeleton shape=Shape::Line />
                    <Skeleton shape=Shape::Field />
                }
            }
        >
            {live(move || told().map(|told| consequences(organization, told)))}
            {form(organization, open)}
        </Loaded>
    }
    .into_any()
}

/// What goes with the organization, each with the way to it, and until when it comes back.
fn consequences(organization: Signal<Answer<Organization>>, told: OrganizationDeletion) -> AnyView {
    let slug = organization.with_untracked(|answer| answer.value.slug.to_string());
    let members = Route::OrganizationMembers(slug, MembersView::default()).path();
    let item = |number: u64, text: Signal<String>| {
        let href = members.clone();
        (number > 0).then(|| {
            view! {
                <li>
                    <a href=href>{text}</a>
                </li>
            }
        })
    };
    let OrganizationDeletion { other_members, invitations, join_requests, .. } = told;
    let items: Vec<_> = [
        item(other_members, count(texts_of::members, move || other_members)),
        item(invitations, count(texts_of::invitations, move || invitations)),
        item(join_requests, count(texts_of::join_requests, move || join_requests)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let some = !items.is_empty();
    let until = moment(told.restorable_until);
    view! {
        <div class="deletion">
            <p>{t(if some { texts_of::GOES } else { texts_of::GOES_ALONE })}</p>
            {some.then(|| view! { <ul class="deletion-list">{items}</ul> })}
            <p>{tx(move |texts| texts_of::restorable(texts, &until.get()))}</p>
        </div>
    }
    .into_any()
}

/// The name, typed, so that nobody deletes another organization than they think.
fn form(organization: Signal<Answer<Organization>>, open: RwSignal<bool>) -> AnyView {
    let (session, router, language) = (use_session(), use_router(), use_language());
    let toasts = expect_context::<Toasts>();
    let delete = Mutation::<DeleteOrganization>::new(move |answer: Answer<DeletedOrganization>| {
        let deleted = answer.value;
        toasts.push(Tone::Success, now(language, |texts| texts_of::done(texts, deleted.name.as_str())));
        session.organization_left(deleted.id);
        // Where it can be restored.
        router.replace(Route::AccountOrganizations);
    });
    let typed = Input::new("", required).refused_by(delete, FIELD);
    let error = delete.error();
    effect(move || {
        // Somebody has changed it meanwhile: with what it is now, the next try is about that.
        if error.with(|error| error.as_ref().and_then(Error::code)) == Some(ProblemCode::Stale) {
            session.organization().retry();
        }
    });
    let submit = move |()| {
        let Some(name) = typed.read() else { return typed.focus.notify() };
        organization.with_untracked(|answer| {
            if let Some(version) = answer.version.clone() {
                delete.run(&DeleteOrganization { org: answer.value.id, name, version });
            }
        });
    };
    let name = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
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
                <Button label=t(common::CANCEL) on_click=move |()| open.set(false) />
                <Button
                    label=tx(move |texts| texts_of::begin(texts, &name.get()))
                    kind=Kind::Danger
                    submit=true
                    busy=delete.pending()
                />
            </Actions>
        </Form>
    }
    .into_any()
}

fn required(text: &str) -> Result<String, FieldCode> {
    let text = text.trim();
    if text.is_empty() { Err(FieldCode::Required) } else { Ok(text.to_owned()) }
}
