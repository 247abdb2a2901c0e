//! Deleting an organization.

use super::{deletion_checklist::Checklist, deletion_form::form};
use crate::{
    api::{Answer, Query, Remote},
    language::{error_text, t, tx, use_language},
    session::Why,
    ui::{Button, Card, Dialog, Face, Loaded, Shape, Skeleton, live},
};
use hq_contract::{
    Permission,
    organizations::{Organization, deletion::GetOrganizationDeletion},
};
use hq_text::{common, organization_deletion as texts_of};
use leptos::prelude::*;

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
    let full = move || {
        let told = effects.with_untracked(|remote| remote.ready().map(|answer| answer.value.clone()))?;
        let list = Checklist::new(organization, told);
        Some(view! {
            {list.clone().view()}
            {form(organization, open, list)}
        })
    };
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
            {full()}
        </Loaded>
    }
    .into_any()
}
