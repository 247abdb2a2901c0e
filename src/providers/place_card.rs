//! One provider, and where it has what is ordered.

use super::{
    place::{Place, PlaceGroup, PlaceLine},
    words::{month_text, region_text, unavailable_text},
};
use crate::{
    kit::rows,
    language::Language,
    ui::{Icon, RadioLine, glyph, unique_id},
};
use hq_text::providers;
use leptos::prelude::*;

/// What the cards of one choice share.
#[derive(Clone, Copy)]
pub struct Choice {
    /// Of the page.
    pub language: Language,
    /// The name of the radio buttons.
    pub group: StoredValue<String>,
    /// The place that is chosen.
    pub value: Signal<Option<Place>>,
    /// What happens with another.
    pub on_choose: Callback<Place>,
    /// Why nothing can be chosen at all; empty where something can.
    pub refusal: Signal<String>,
}

impl Choice {
    /// Why the line cannot be chosen; nothing where it can. Follows the language.
    pub fn refused(self, line: &PlaceLine) -> Option<String> {
        let unavailable = line.offer.unavailable.as_ref();
        let own = || {
            let texts = self.language.texts();
            unavailable.map(|unavailable| texts.with(|texts| unavailable_text(texts, unavailable)))
        };
        Some(self.refusal.get()).filter(|refusal| !refusal.is_empty()).or_else(own)
    }
}

/// The card.
pub fn card(group: Memo<PlaceGroup>, choice: Choice) -> AnyView {
    let heading = unique_id();
    let labelled_by = heading.clone();
    let name = move || group.with(|group| group.name.clone());
    let lines = Memo::new(move |_| group.with(|group| group.lines.clone()));
    let several = Memo::new(move |_| group.with(|group| group.several));
    let chosen = Memo::new(move |_| {
        let value = choice.value.get();
        lines.with(|lines| value.is_some_and(|place| lines.iter().any(|line| line.place == place)))
    });
    view! {
        <div
            class="provider"
            role="group"
            aria-labelledby=labelled_by
            data-chosen=move || chosen.get().then_some("true")
        >
            <p class="provider-name" id=heading>
                <Icon glyph=glyph::CLOUD large=true />
                <bdi>{name}</bdi>
            </p>
            {rows(lines, |line| line.place.key(), move |shown| line(shown, several, choice))}
        </div>
    }
    .into_any()
}

fn line(shown: Memo<PlaceLine>, several: Memo<bool>, choice: Choice) -> AnyView {
    let language = choice.language;
    let place = shown.with_untracked(|line| line.place.clone());
    let (key, own) = (place.key(), place.clone());
    let label = Signal::derive(move || {
        let region = shown.with(|line| region_text(language, &line.region));
        if several.get() { shown.with(|line| both(language, &region, &line.offer.name)) } else { region }
    });
    let refused = Memo::new(move |_| shown.with(|line| choice.refused(line)));
    let hint = Signal::derive(move || {
        refused.get().unwrap_or_else(|| shown.with(|line| month_text(language, &line.offer, None, false)))
    });
    view! {
        <RadioLine
            group=choice.group.get_value()
            value=key
            label=label
            hint=hint
            chosen=Signal::derive(move || choice.value.with(|value| value.as_ref() == Some(&own)))
            on_choose=move |()| choice.on_choose.run(place.clone())
            disabled=Signal::derive(move || refused.with(Option::is_some))
        />
    }
    .into_any()
}

/// The region, and which of several things there.
fn both(language: Language, region: &str, offer: &str) -> String {
    language.texts().with(|texts| providers::offer_in(texts, offer, region))
}
