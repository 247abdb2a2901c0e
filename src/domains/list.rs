//! The domain names that there are.

use super::{
    card::card,
    release::{Release, ReleaseDialog},
};
use crate::{
    api::{List, Remote},
    language::{error_text, t, use_language},
    ui::{Drawing, Empty, Face, Loaded, Shape, Skeleton},
};
use hq_contract::{OrganizationId, domains::Domain};
use hq_text::{common, domains};
use leptos::prelude::*;

/// The list. Once a domain is given up, the focus goes back to the field by `focus`.
pub fn list(org: OrganizationId, all: List<Domain>, focus: RwSignal<()>) -> AnyView {
    let language = use_language();
    let release = Release::new(org, all, focus);
    let items = all.items();
    let face = move || {
        all.with(|remote| match remote {
            Remote::Loading => Face::Loading,
            Remote::Failed(error) => Face::Failed(error_text(language, error)),
            Remote::Ready(answer) if answer.value.items.is_empty() => Face::Empty,
            Remote::Ready(_) => Face::Full,
        })
    };
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
        <Loaded
            face=Signal::derive(face)
            retry_label=t(common::TRY_AGAIN)
            on_retry=move |()| all.retry()
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
        </Loaded>
        <ReleaseDialog release=release />
    }
    .into_any()
}
