//! One provider, and where it has what is ordered.

use super::{
    place::{Place, PlaceGroup, PlaceLine},
    words::{month_text, region_text, unavailable_text},
};
use crate::{
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
pub fn card(group: PlaceGroup, choice: Choice) -> AnyView {
    let PlaceGroup { name, lines, several } = group;
    let heading = unique_id();
    let labelled_by = heading.clone();
    let places: Vec<Place> = lines.iter().map(|line| line.place.clone()).collect();
    let chosen = Memo::new(move |_| {
        choice.value.with(|value| value.as_ref().is_some_and(|place| places.contains(place)))
    });
    let lines = lines.into_iter().map(|shown| line(shown, several, choice)).collect::<Vec<_>>();
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
            {lines}
        </div>
    }
    .into_any()
}

fn line(line: PlaceLine, several: bool, choice: Choice) -> AnyView {
    let language = choice.language;
    let (shown, place, own) = (StoredValue::new(line.clone()), line.place.clone(), line.place.clone());
    let label = Signal::derive(move || {
        let region = shown.with_value(|line| region_text(language, &line.region));
        if several { shown.with_value(|line| both(language, &region, &line.offer.name)) } else { region }
    });
    let refused = Memo::new(move |_| shown.with_value(|line| choice.refused(line)));
    let hint = Signal::derive(move || {
        refused
            .get()
            .unwrap_or_else(|| shown.with_value(|line| month_text(language, &line.offer, None, false)))
    });
    view! {
        <RadioLine
            group=choice.group.get_value()
            value=line.place.key()
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
