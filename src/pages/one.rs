//! Pages about one thing that is named by their address: a member, an API key.

use super::parts::not_found;
use crate::{
    api::Query,
    kit::{AsyncView, use_drafts},
    ui::{Icon, Shape, Skeleton, glyph},
};
use leptos::prelude::*;

/// The page, once the thing is here; what stands in the place of a page where there is none, or none any more. Then what was typed
/// about it goes too.
pub fn one<T, I>(
    query: Query<T>,
    id: I,
    full: impl Fn(T) -> AnyView + Copy + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
    I: ToString + Copy + 'static,
{
    let (gone, drafts) = (query.is_missing(), use_drafts());
    Effect::new(move |_| {
        if gone.get() {
            drafts.forget_about(id);
        }
    });
    let full = move || query.ready_untracked().map(|answer| full(answer.value));
    (move || {
        if gone.get() {
            return not_found().part();
        }
        view! {
            <AsyncView
                data=query
                loading=|| {
                    view! {
                        <Skeleton shape=Shape::Title />
                        <Skeleton shape=Shape::Table />
                    }
                }
            >
                {full()}
            </AsyncView>
        }
        .into_any()
    })
    .into_any()
}

/// The way back to all of them.
pub fn back(href: Signal<String>, label: Signal<String>) -> AnyView {
    view! {
        <a class="member-back" href=href>
            <Icon glyph=glyph::ARROW_LEFT mirror=true />
            {label}
        </a>
    }
    .into_any()
}
