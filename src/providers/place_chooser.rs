//! Choosing where something is to be: a map, and under it the providers' cards of the same choice.

use super::{
    fixed::FixedMark,
    place::{Place, PlaceGroup, groups},
    place_card::{Choice, card},
    words::region_text,
};
use crate::{
    kit::rows,
    language::{Language, t, use_language},
    ui::{MapPoint, WorldMap, unique_id},
};
use hq_contract::providers::{Offer, Provider};
use hq_text::providers as texts_of;
use leptos::prelude::*;

/// The places of the `offers`, of which one is `value`. What cannot be ordered stays in sight with its reason; `refusal` is one
/// for all of them, such as a right that is missing.
#[component]
pub fn PlaceChooser(
    #[prop(into)] providers: Signal<Vec<Provider>>,
    #[prop(into)] offers: Signal<Vec<Offer>>,
    #[prop(into)] value: Signal<Option<Place>>,
    #[prop(into)] on_choose: Callback<Place>,
    #[prop(optional, into)] refusal: Signal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> AnyView {
    let language = use_language();
    let choice = Choice { language, group: StoredValue::new(unique_id()), value, on_choose, refusal };
    let groups =
        Memo::new(move |_| providers.with(|providers| offers.with(|offers| groups(providers, offers))));
    let cards = move || rows(groups, |group| group.id.clone(), move |group| card(group, choice));
    let error_id = format!("{}-error", choice.group.get_value());
    let described_by = error_id.clone();
    view! {
        <fieldset class="field places" aria-describedby=described_by>
            <legend class="field-label">{t(texts_of::PLACE)} <FixedMark /></legend>
            <div class="places-both">{map(groups, choice)} <div class="places-cards">{cards()}</div></div>
            <p class="field-error" id=error_id aria-live="polite">
                {move || error.get().unwrap_or_default()}
            </p>
        </fieldset>
    }
    .into_any()
}

/// The map; none where nobody knows where anything is.
fn map(groups: Memo<Vec<PlaceGroup>>, choice: Choice) -> AnyView {
    let language = choice.language;
    let points = Memo::new(move |_| groups.with(|groups| points(language, groups, choice)));
    let some = Memo::new(move |_| points.with(|points| !points.is_empty()));
    let value = Signal::derive(move || choice.value.with(|value| value.as_ref().map(Place::key)));
    let choose = move |key: String| {
        if let Some(place) = Place::from_key(&key) {
            choice.on_choose.run(place);
        }
    };
    (move || {
        some.get().then(|| {
            view! {
                <div class="places-map">
                    <WorldMap label=t(texts_of::MAP) points=points value=value on_choose=choose />
                </div>
            }
        })
    })
    .into_any()
}

fn points(language: Language, groups: &[PlaceGroup], choice: Choice) -> Vec<MapPoint> {
    let mut points = Vec::new();
    for group in groups {
        for line in &group.lines {
            let (Some(latitude), Some(longitude)) = (line.region.latitude, line.region.longitude) else {
                continue;
            };
            let region = region_text(language, &line.region);
            let refused = choice.refused(line);
            let label = language.texts().with(|texts| {
                let place = texts_of::place_of(texts, &group.name, &region);
                match &refused {
                    Some(reason) => texts_of::place_refused(texts, &place, reason),
                    None => place,
                }
            });
            let value = line.place.key();
            points.push(MapPoint { value, label, latitude, longitude, disabled: refused.is_some() });
        }
    }
    // Drawn first, so that what cannot be had never covers what can.
    points.sort_by_key(|point| !point.disabled);
    points
}
