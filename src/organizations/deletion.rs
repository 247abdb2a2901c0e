//! Deleting an organization.

use super::{deletion_checklist::Checklist, deletion_form::form};
use crate::{
    access::Why,
    api::{Answer, Query},
    kit::AsyncView,
    language::{t, tx},
    ui::{Button, Card, Dialog, Shape, Skeleton},
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
    let way = move || {
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
    };
    view! {
        <Card title=t(texts_of::TITLE) text=t(texts_of::TEXT) danger=true>
            {way}
        </Card>
        <Dialog open=open title=label close_label=t(common::CANCEL)>
            {move || content(organization, open)}
        </Dialog>
    }
    .into_any()
}

/// What goes with it; then the way to do it.
fn content(organization: Signal<Answer<Organization>>, open: RwSignal<bool>) -> AnyView {
    let org = organization.with_untracked(|answer| answer.value.id);
    let effects = Query::new(move || Some(GetOrganizationDeletion { org }));
    let full = move || {
        let summary = effects.ready_untracked()?.value;
        let list = Checklist::new(organization, summary);
        Some(view! {
            {list.clone().view()}
            {form(organization, open, list)}
        })
    };
    view! {
        <AsyncView
            data=effects
            loading=|| {
                view! {
                    <Skeleton shape=Shape::Line />
                    <Skeleton shape=Shape::Field />
                }
            }
        >
            {full()}
        </AsyncView>
    }
    .into_any()
}
