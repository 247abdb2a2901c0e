//! One dataplant among others.

use super::words::{month_text, place_text, size_text};
use crate::{
    language::{tx, use_language},
    operations::Standing,
    routes::Route,
    ui::{Icon, TagList, glyph},
};
use hq_contract::dataplants::Dataplant;
use leptos::prelude::*;

/// How many tags a card has room for.
const TAGS: usize = 4;

/// A card: the name, which leads to its page, and what tells it from others. `under_heading` where an `h2` is over all of them.
#[component]
pub fn DataplantCard(
    #[prop(into)] dataplant: Signal<Dataplant>,
    #[prop(into)] slug: Signal<String>,
    #[prop(optional)] under_heading: bool,
) -> AnyView {
    let language = use_language();
    let href = href(dataplant, slug);
    let name = Signal::derive(move || dataplant.with(|dataplant| dataplant.name.to_string()));
    let place = Signal::derive(move || dataplant.with(|dataplant| place_text(language, dataplant)));
    let size = tx(move |texts| dataplant.with(|dataplant| size_text(texts, dataplant)));
    let month = Signal::derive(move || dataplant.with(|dataplant| month_text(language, dataplant)));
    let link = view! {
        <a href=href>
            <bdi>{name}</bdi>
        </a>
    };
    let heading = if under_heading {
        view! { <h3 class="dataplant-card-name">{link}</h3> }.into_any()
    } else {
        view! { <h2 class="dataplant-card-name">{link}</h2> }.into_any()
    };
    view! {
        <article class="card dataplant-card">
            <div class="dataplant-card-head">
                <Icon glyph=glyph::BOX large=true />
                {heading}
            </div>
            <p class="dataplant-card-facts">
                <span class="dataplant-card-place">{place}</span>
                <span>{size}</span>
                <span>{month}</span>
            </p>
            {tags(dataplant, Some(TAGS))}
            <div class="dataplant-card-foot">{standing(dataplant)}</div>
        </article>
    }
    .into_any()
}

/// The page of the dataplant.
pub(super) fn href(dataplant: Signal<Dataplant>, slug: Signal<String>) -> Signal<String> {
    Signal::derive(move || {
        Route::dataplant(slug.get(), dataplant.with(|dataplant| dataplant.id.to_string())).path()
    })
}

/// What it is grouped by: the first `most` of it, or everything.
pub(super) fn tags(dataplant: Signal<Dataplant>, most: Option<usize>) -> AnyView {
    let tags = Memo::new(move |_| {
        dataplant.with(|dataplant| dataplant.tags.iter().map(ToString::to_string).collect::<Vec<_>>())
    });
    view! { <TagList tags=tags most=most /> }.into_any()
}

/// Where it is in its life, and whether it answers.
pub(super) fn standing(dataplant: Signal<Dataplant>) -> AnyView {
    let state = Signal::derive(move || dataplant.with(|dataplant| dataplant.state));
    let health = Signal::derive(move || dataplant.with(|dataplant| dataplant.health.clone()));
    view! { <Standing state=state health=health /> }.into_any()
}
