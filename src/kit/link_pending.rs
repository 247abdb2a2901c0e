//! The page of a mail's link until it is known what the link is for.

use super::{AsyncView, RemoteData};
use crate::{
    routes::PageTitle,
    ui::{ComingGate, Shape, Skeleton},
};
use leptos::prelude::*;

/// What the link is for is on its way, or could not be had: then there is a way to ask again.
#[component]
pub fn LinkPending(#[prop(into)] title: Signal<String>, #[prop(into)] data: RemoteData) -> AnyView {
    view! {
        <ComingGate>
            <PageTitle title=title />
            <AsyncView
                data=data
                loading=|| {
                    view! {
                        <Skeleton shape=Shape::Line />
                        <Skeleton shape=Shape::Card />
                    }
                }
            >
                {().into_any()}
            </AsyncView>
        </ComingGate>
    }
    .into_any()
}
