//! Deleted organizations that the person can restore.

use crate::{
    api::{Answer, Mutation, Query, Remote},
    browser::page,
    language::{error_message, error_text, moment, t, tx, use_language},
    session::use_session,
    ui::{Avatar, Banner, Button, Card, Failed, Size, Toasts, Tone},
};
use hq_contract::{
    OrganizationId, Page,
    organizations::{
        Organization,
        deletion::{DeletedOrganization, ListDeletedOrganizations, RestoreOrganization},
    },
};
use hq_text::{common, organization_deletion as texts_of};
use leptos::prelude::*;

/// A card with each of them and until when; nothing where there are none.
#[component]
pub fn Deleted() -> AnyView {
    let deleted = Query::new(|| Some(ListDeletedOrganizations));
    let language = use_language();
    (move || {
        deleted.with(|remote| match remote {
            Remote::Loading => None,
            Remote::Failed(error) => {
                let text = error_text(language, error);
                let retry = move |()| deleted.retry();
                Some(
                    view! {
                        <Card title=t(texts_of::DELETED) text=t(texts_of::DELETED_TEXT)>
                            <Failed text=text retry_label=t(common::TRY_AGAIN) on_retry=retry />
                        </Card>
                    }
                    .into_any(),
                )
            }
            Remote::Ready(answer) if answer.value.items.is_empty() => None,
            Remote::Ready(answer) => Some(card(deleted, answer.value.items.clone())),
        })
    })
    .into_any()
}

fn card(deleted: Query<Page<DeletedOrganization>>, items: Vec<DeletedOrganization>) -> AnyView {
    let (session, language, toasts) = (use_session(), use_language(), expect_context::<Toasts>());
    let which = RwSignal::new(None::<OrganizationId>);
    let restore = Mutation::<RestoreOrganization>::new(move |answer: Answer<Organization>| {
        let name = answer.value.name.to_string();
        toasts.push(Tone::Success, language.text_untracked(|texts| texts_of::restored(texts, &name)));
        session.organization_created(&answer.value);
        deleted.retry();
        // The button that had the focus goes.
        page::focus("h1");
    });
    let ask = Callback::new(move |org: OrganizationId| {
        which.set(Some(org));
        restore.run(&RestoreOrganization { org });
    });
    let error = restore.error();
    let message = error_message(move || error.get());
    let pending = restore.pending();
    let rows = items
        .into_iter()
        .map(|one| {
            let id = one.id;
            row(&one, Signal::derive(move || pending.get() && which.get() == Some(id)), ask)
        })
        .collect::<Vec<_>>();
    view! {
        <Card title=t(texts_of::DELETED) text=t(texts_of::DELETED_TEXT)>
            <Banner text=move || message.get().unwrap_or_default() tone=Tone::Danger />
            <ul class="offers-list">{rows}</ul>
        </Card>
    }
    .into_any()
}

fn row(one: &DeletedOrganization, busy: Signal<bool>, ask: Callback<OrganizationId>) -> AnyView {
    let (id, name) = (one.id, one.name.to_string());
    let until = moment(one.restorable_until.clone());
    view! {
        <li class="offer">
            <Avatar name=name.clone() colour=one.colour.as_str().to_owned() square=true />
            <div class="offer-text">
                <p class="offer-title">
                    <bdi>{name.clone()}</bdi>
                </p>
                <p class="offer-detail">{tx(move |texts| texts_of::until(texts, &until.get()))}</p>
            </div>
            <div class="offer-actions">
                <Button
                    label=t(texts_of::RESTORE)
                    about=name
                    size=Size::Small
                    busy=busy
                    on_click=move |()| ask.run(id)
                />
            </div>
        </li>
    }
    .into_any()
}
