//! Pages about one thing that is named by their address: a member, an API key, a storage engine.

use super::{AsyncView, use_drafts};
use crate::{
    api::Query,
    ui::{Shape, Skeleton},
};
use leptos::prelude::*;

/// The page, `full`, once the thing of this `id` is here; before that `shapes`. Where there is no such thing for this person, or
/// none any more, `not_found` stands in its place, and what was typed about it goes too.
pub fn one<T, I>(
    query: Query<T>,
    id: I,
    shapes: &'static [Shape],
    not_found: impl Fn() -> AnyView + Send + Sync + 'static,
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
            return not_found();
        }
        let loading = || shapes.iter().map(|shape| view! { <Skeleton shape=*shape /> }).collect_view();
        view! {
            <AsyncView data=query loading=loading>
                {full()}
            </AsyncView>
        }
        .into_any()
    })
    .into_any()
}
