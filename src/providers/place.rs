//! Where something can be.

use hq_contract::providers::{Offer, Provider, Region};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Where something is to be: what is ordered, and in which of its regions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The [`Offer`]'s id.
    pub offer: String,
    /// The id of one of its regions.
    pub region: String,
}

impl Place {
    /// The offer of this place, if it is among these and can be ordered there.
    #[must_use]
    pub fn offer_of(&self, offers: &[Offer]) -> Option<Offer> {
        let is_here = |offer: &&Offer| offer.id == self.offer && offer.regions.contains(&self.region);
        offers.iter().find(is_here).filter(|offer| offer.unavailable.is_none()).cloned()
    }

    /// One text for both, for controls.
    pub(super) fn key(&self) -> String {
        format!("{}\n{}", self.region, self.offer)
    }

    /// What [`Place::key`] has written.
    pub(super) fn from_key(key: &str) -> Option<Self> {
        let (region, offer) = key.split_once('\n')?;
        Some(Self { offer: offer.to_owned(), region: region.to_owned() })
    }
}

/// The place that is chosen: the person's, as long as it can be ordered; where there is but one, nobody has to choose it.
#[must_use]
pub fn chosen(
    value: impl Into<Signal<Option<Place>>>,
    offers: impl Into<Signal<Vec<Offer>>>,
) -> Memo<Option<Place>> {
    let (value, offers) = (value.into(), offers.into());
    Memo::new(move |_| {
        offers.with(|offers| {
            let own = value.get().filter(|place| place.offer_of(offers).is_some());
            own.or_else(|| only(offers))
        })
    })
}

/// The place, where there is but one that can be ordered.
fn only(offers: &[Offer]) -> Option<Place> {
    let mut open = offers.iter().filter(|offer| offer.unavailable.is_none()).flat_map(|offer| {
        offer.regions.iter().map(|region| Place { offer: offer.id.clone(), region: region.clone() })
    });
    let first = open.next();
    if open.next().is_none() { first } else { None }
}

/// What one provider offers.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PlaceGroup {
    /// The provider's id.
    pub(super) id: String,
    /// What it is called.
    pub(super) name: String,
    /// Where, and what.
    pub(super) lines: Vec<PlaceLine>,
    /// Whether it offers several things, so that each line says which.
    pub(super) several: bool,
}

/// A place as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PlaceLine {
    /// The place.
    pub(super) place: Place,
    /// What is offered there.
    pub(super) offer: Offer,
    /// Where that is.
    pub(super) region: Region,
}

/// The places of these offers, by provider: in the order of the providers, the offers and their regions.
pub(super) fn groups(providers: &[Provider], offers: &[Offer]) -> Vec<PlaceGroup> {
    let mut ids: Vec<&str> = providers.iter().map(|provider| provider.id.as_str()).collect();
    for offer in offers {
        if !ids.contains(&offer.provider.as_str()) {
            ids.push(&offer.provider);
        }
    }
    let group = |id: &str| {
        let provider = providers.iter().find(|provider| provider.id == id);
        let own: Vec<&Offer> = offers.iter().filter(|offer| offer.provider == id).collect();
        let lines: Vec<PlaceLine> = own.iter().flat_map(|offer| lines(provider, offer)).collect();
        let name = provider.map_or_else(|| id.to_owned(), |provider| provider.name.clone());
        (!lines.is_empty()).then_some(PlaceGroup { id: id.to_owned(), name, lines, several: own.len() > 1 })
    };
    ids.into_iter().filter_map(group).collect()
}

fn lines(provider: Option<&Provider>, offer: &Offer) -> Vec<PlaceLine> {
    let region = |id: &String| {
        let known = provider.and_then(|provider| provider.regions.iter().find(|region| region.id == *id));
        known.cloned().unwrap_or_else(|| Region {
            id: id.clone(),
            name: id.clone(),
            country: None,
            latitude: None,
            longitude: None,
        })
    };
    let line = |id: &String| PlaceLine {
        place: Place { offer: offer.id.clone(), region: id.clone() },
        offer: offer.clone(),
        region: region(id),
    };
    offer.regions.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hq_contract::providers::{HighAvailability, OfferKind, Unavailable, UnavailableCode};

    fn offer(id: &str, provider: &str, regions: &[&str]) -> Offer {
        Offer {
            id: id.into(),
            kind: OfferKind::StorageEngine,
            name: id.into(),
            description: String::new(),
            engine: None,
            provider: provider.into(),
            regions: regions.iter().map(|region| (*region).to_owned()).collect(),
            fpu: None,
            high_availability: HighAvailability::Unavailable,
            fpu_month: None,
            free: true,
            storage_gb_per_fpu: None,
            templates: Vec::new(),
            broker: "hq".to_owned(),
            own_broker_only: false,
            takes_certificates: false,
            bindable: true,
            resizable: false,
            limits: Vec::new(),
            unavailable: None,
        }
    }

    fn away(offer: Offer) -> Offer {
        let unavailable = Unavailable { code: UnavailableCode::BrokerAway, detail: None };
        Offer { unavailable: Some(unavailable), ..offer }
    }

    #[test]
    fn the_only_place_needs_no_choice() {
        let place = |offer: &str, region: &str| Some(Place { offer: offer.into(), region: region.into() });
        assert_eq!(
            only(&[offer("a", "p", &["here"]), away(offer("b", "p", &["there"]))]),
            place("a", "here")
        );
        assert_eq!(only(&[offer("a", "p", &["here", "there"])]), None);
        assert_eq!(only(&[away(offer("a", "p", &["here"]))]), None);
    }

    #[test]
    fn what_is_away_cannot_be_had_but_is_shown() {
        let offers = [offer("a", "gcp", &["paris", "dublin"]), away(offer("b", "own", &["here"]))];
        let place = |offer: &str, region: &str| Place { offer: offer.into(), region: region.into() };
        assert_eq!(place("a", "dublin").offer_of(&offers).unwrap().id, "a");
        assert_eq!(place("a", "here").offer_of(&offers), None);
        assert_eq!(place("b", "here").offer_of(&offers), None);
        let shown: Vec<(String, usize)> =
            groups(&[], &offers).into_iter().map(|group| (group.name, group.lines.len())).collect();
        assert_eq!(shown, [("gcp".to_owned(), 2), ("own".to_owned(), 1)]);
    }

    #[test]
    fn a_key_is_read_as_it_was_written() {
        let place = Place { offer: "broker/plan\nx".into(), region: "paris".into() };
        assert_eq!(Place::from_key(&place.key()), Some(place));
    }
}
