//! How it is, and what there is to know of it.

use super::thing::Thing;
use crate::{
    dataplants::words::{month_text, place_text, size_text},
    kit::{CopyState, CopyStatus, CopyableCode, fact},
    language::{actor_name, ago, moment, t, tx, use_language},
    operations::HealthText,
    ui::{Card, Icon, TagList, glyph},
};
use hq_contract::operations::LifeState;
use hq_text::{common, dataplants};
use leptos::prelude::*;

/// Health, address and facts.
pub(super) fn facts(thing: Thing) -> AnyView {
    let language = use_language();
    let text = move |read: fn(&hq_contract::dataplants::Dataplant) -> String| thing.get(read);
    let description = text(|it| it.description.as_ref().map(ToString::to_string).unwrap_or_default());
    let place = Signal::derive(move || thing.dataplant.with(|it| place_text(language, it)));
    let size = tx(move |texts| thing.dataplant.with(|it| size_text(texts, it)));
    let month = Signal::derive(move || thing.dataplant.with(|it| month_text(language, it)));
    let template = text(|it| it.template.clone().unwrap_or_default());
    view! {
        <Card title=t(
            dataplants::ABOUT,
        )>
            {health(thing)} {address(thing)}
            <dl class="facts">
                {fact(dataplants::DESCRIPTION, description)} {fact(dataplants::PLACE, place)}
                {fact(dataplants::OFFER, text(|it| it.offer_name.clone()))}
                {fact(dataplants::TEMPLATE, template)} {fact(dataplants::SIZE_LABEL, size)}
                {fact(dataplants::COST, month)} {tagged(thing)} {fact(dataplants::CREATED, created(thing))}
            </dl>
        </Card>
    }
    .into_any()
}

/// What it is grouped by, where there is anything.
fn tagged(thing: Thing) -> AnyView {
    let some = thing.get(|it| !it.tags.is_empty());
    let tags = thing.get(|it| it.tags.iter().map(ToString::to_string).collect::<Vec<_>>());
    (move || {
        some.get().then(|| {
            view! {
                <div class="fact">
                    <dt>{t(dataplants::TAGS)}</dt>
                    <dd>
                        <TagList tags=tags />
                    </dd>
                </div>
            }
        })
    })
    .into_any()
}

/// When, and by whom.
fn created(thing: Thing) -> Signal<String> {
    let first = thing.dataplant.get_untracked();
    let (relative, exactly) = (ago(first.created_at.clone()), moment(first.created_at));
    tx(move |texts| {
        let when = [relative.get(), " (".to_owned(), exactly.get(), ")".to_owned()].concat();
        match thing.dataplant.with(|it| it.created_by.clone()) {
            Some(by) => dataplants::created_by(texts, &actor_name(texts, &by), &when),
            None => when,
        }
    })
}

/// Whether it answers: apart from where it is in its life, and only where it is there.
fn health(thing: Thing) -> AnyView {
    let there = thing.get(|it| !matches!(it.state, LifeState::Creating | LifeState::Failed));
    let health = thing.get(|it| it.health.clone());
    (move || there.get().then(|| view! { <HealthText health=health /> })).into_any()
}

/// The address: a link only where something answers.
fn address(thing: Thing) -> AnyView {
    let (url, copies) = (thing.get(|it| it.url.clone()), StoredValue::new(CopyState::new()));
    let name = thing.name();
    (move || {
        let url = url.get()?;
        let copies = copies.get_value();
        // What a broker says may be anything: only a page is a link.
        let page = url.starts_with("https://") || url.starts_with("http://");
        let link = page.then(|| {
            view! {
                <a class="dataplant-open" href=url.clone() target="_blank" rel="noopener noreferrer">
                    <Icon glyph=glyph::EXTERNAL />
                    {tx(move |texts| dataplants::open(texts, &name.get()))}
                </a>
            }
        });
        let label = t(dataplants::ADDRESS);
        Some(view! {
            <div class="dataplant-address">
                {link}
                <CopyableCode
                    text=Signal::stored(url)
                    copy_label=tx(move |texts| common::copy(texts, &label.get()))
                    state=copies
                /> <CopyStatus state=copies />
            </div>
        })
    })
    .into_any()
}
