//! The domain names that there are.

use super::{
    card::card,
    release::{ReleaseDialog, release},
};
use crate::{
    api::List,
    kit::AsyncView,
    language::t,
    ui::{Drawing, Empty, Shape, Skeleton},
};
use hq_contract::{OrganizationId, domains::Domain};
use hq_text::domains;
use leptos::prelude::*;

/// The list. Once a domain is given up, the focus goes back to the field by `focus`.
pub fn list(org: OrganizationId, all: List<Domain>, focus: RwSignal<()>) -> AnyView {
    let release = release(org, all, focus);
    let items = all.items();
    let cards = move || {
        view! {
            <For
                each=move || items.get()
                key=|domain| domain.id
                children=move |domain| {
                    let id = domain.id;
                    card(org, all.item(domain, move |item| item.id == id), all, release)
                }
            />
        }
    };
    view! {
        <AsyncView
            data=all
            is_empty=move || all.is_empty()
            loading=|| view! { <Skeleton shape=Shape::Card /> }
            empty=|| {
                view! {
                    <Empty
                        drawing=Drawing::Domain
                        title=t(domains::EMPTY_TITLE)
                        text=t(domains::EMPTY_TEXT)
                    />
                }
            }
        >
            <div class="domains">{cards()}</div>
        </AsyncView>
        <ReleaseDialog release=release />
    }
    .into_any()
}
