//! What is entered to order a storage engine.

use super::engine_types::{EngineType, types, value_of};
use crate::{
    api::{Mutation, Query},
    kit::{ChipsInput, Draft, Input, focus_first, optional_description},
    providers::{Place, SizeInput, chosen},
};
use hq_contract::{
    Description, OrganizationId, Permission, ResourceName, Tag,
    providers::{HighAvailability, Offer, OfferKind, Provider, Providers},
    storage_defaults::TableKind,
    storage_engines::{CreateStorageEngine, MAX_TAGS, NewStorageEngine},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The fields that say themselves why they were refused.
pub const FIELDS: [&str; 5] = ["/name", "/description", "/fpu", "/region", "/offer"];

/// What can be ordered.
#[derive(Clone, Copy)]
pub struct Offered {
    /// The answer of the server.
    pub query: Query<Providers>,
    /// Who runs machines.
    pub providers: Memo<Vec<Provider>>,
    /// The offers of storage engines.
    pub offers: Memo<Vec<Offer>>,
}

impl Offered {
    /// What this answer says.
    pub fn new(query: Query<Providers>) -> Self {
        let read = move |read: fn(&Providers) -> Vec<Offer>| {
            query.with(|remote| remote.ready().map(|answer| read(&answer.value)).unwrap_or_default())
        };
        let engines = |providers: &Providers| {
            let offers = providers.offers.iter();
            offers.filter(|offer| offer.kind == OfferKind::StorageEngine).cloned().collect()
        };
        let providers = Memo::new(move |_| {
            query.with(|remote| {
                remote.ready().map(|answer| answer.value.providers.clone()).unwrap_or_default()
            })
        });
        Self { query, providers, offers: Memo::new(move |_| read(engines)) }
    }
}

/// A draft.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct OrderDraft {
    engine: Option<String>,
    place: Option<Place>,
    fpu: Option<String>,
    available: bool,
    name: String,
    description: String,
    tags: Vec<String>,
    tag: String,
    tables: Vec<TableKind>,
}

/// The inputs of the form.
#[derive(Clone, Copy)]
pub struct OrderInputs {
    /// The kinds.
    pub types: Memo<Vec<EngineType>>,
    /// The kind that the person has chosen.
    own_type: RwSignal<Option<String>>,
    /// The kind that is chosen.
    pub engine: Memo<Option<String>>,
    /// The offers of that kind.
    pub offers: Memo<Vec<Offer>>,
    /// The place that the person has chosen.
    own_place: RwSignal<Option<Place>>,
    /// The place that is chosen.
    pub place: Memo<Option<Place>>,
    /// What is offered there.
    pub offer: Memo<Option<Offer>>,
    /// In which size.
    pub size: SizeInput,
    /// Whether it is to outlive a machine, where that is a choice.
    pub available: RwSignal<bool>,
    /// What to call it.
    pub name: Input<ResourceName>,
    /// What it is for.
    pub description: Input<Option<Description>>,
    /// What to group it by.
    pub tags: ChipsInput<Tag>,
    /// For which tables new dataplants are to take it.
    pub tables: RwSignal<Vec<TableKind>>,
    /// Whether the person has tried to order.
    pub tried: RwSignal<bool>,
}

impl OrderInputs {
    /// The inputs, as they were left in this tab.
    pub fn new(order: Mutation<CreateStorageEngine>, offered: Offered) -> Self {
        let all = offered.offers;
        let types = Memo::new(move |_| all.with(|offers| types(offers)));
        let own_type = RwSignal::new(None::<String>);
        let engine = Memo::new(move |_| types.with(|types| chosen_type(types, own_type.get())));
        let offers = Memo::new(move |_| {
            let engine = engine.get();
            let of_it = |offer: &&Offer| Some(value_of(offer)) == engine;
            all.with(|offers| offers.iter().filter(of_it).cloned().collect::<Vec<_>>())
        });
        let own_place = RwSignal::new(None::<Place>);
        let place = chosen(own_place, offers);
        let offer = Memo::new(move |_| {
            offers.with(|offers| place.with(|place| place.as_ref().and_then(|place| place.offer_of(offers))))
        });
        let sizes = Signal::derive(move || offer.with(|offer| offer.as_ref().and_then(|offer| offer.fpu)));
        Self {
            types,
            own_type,
            engine,
            offers,
            own_place,
            place,
            offer,
            size: SizeInput::new(sizes).refused_by(order, "/fpu"),
            available: RwSignal::new(false),
            name: Input::new("", ResourceName::parse).within(1, ResourceName::MAX).refused_by(order, "/name"),
            description: Input::new("", optional_description)
                .within(0, Description::MAX)
                .refused_by(order, "/description"),
            tags: ChipsInput::new(&[], MAX_TAGS, Tag::parse),
            tables: RwSignal::new(Vec::new()),
            tried: RwSignal::new(false),
        }
    }

    /// Restores the draft of an earlier visit, and keeps it from now on. What is returned deletes it.
    pub fn keep(self, org: OrganizationId) -> impl Fn() + Copy + 'static {
        let draft = Draft::<OrderDraft>::within(
            org,
            "storage-engines",
            Permission::CreateStorageEngines,
            "new_storage_engine",
        );
        if let Some(left) = draft.load() {
            self.own_type.set(left.engine);
            self.own_place.set(left.place);
            if let Some(fpu) = left.fpu {
                self.size.value.set(fpu);
            }
            self.available.set(left.available);
            self.name.value.set(left.name);
            self.description.value.set(left.description);
            self.tags.entries.set(left.tags);
            self.tags.text.set(left.tag);
            self.tables.set(left.tables);
        }
        draft.follow(move || {
            let typed = OrderDraft {
                engine: self.own_type.get(),
                place: self.own_place.get(),
                fpu: self.size.is_own().then(|| self.size.value.get()),
                available: self.available.get(),
                name: self.name.value.get(),
                description: self.description.value.get(),
                tags: self.tags.entries.get(),
                tag: self.tags.text.get(),
                tables: self.tables.get(),
            };
            (typed != OrderDraft::default()).then_some(typed)
        });
        move || draft.forget()
    }

    /// Chooses a kind.
    pub fn choose_type(self, value: String) {
        self.own_type.set(Some(value));
    }

    /// Chooses a place.
    pub fn choose_place(self, place: Place) {
        self.own_place.set(Some(place));
    }

    /// Takes the tables in, or leaves them out.
    pub fn choose_tables(self, kind: TableKind, on: bool) {
        self.tables.update(|tables| {
            tables.retain(|other| *other != kind);
            if on {
                tables.push(kind);
                tables.sort();
            }
        });
    }

    /// The order, if all is right; otherwise the first wrong field has the focus.
    pub fn read(self, may_defaults: bool) -> Option<NewStorageEngine> {
        self.tried.set(true);
        let place = self.place.get_untracked();
        let offer = self.offer.get_untracked();
        let (fpu, name) = (self.size.read(), self.name.read());
        let (description, tags) = (self.description.read(), self.tags.read());
        focus_first(&[
            (fpu.is_some(), self.size.focus),
            (name.is_some(), self.name.focus),
            (description.is_some(), self.description.focus),
            (tags.is_some(), self.tags.focus),
        ]);
        let (place, offer) = (place?, offer?);
        let choice = offer.high_availability == HighAvailability::Optional;
        Some(NewStorageEngine {
            offer: place.offer,
            region: place.region,
            fpu: fpu?,
            high_availability: choice && self.available.get_untracked(),
            name: name?,
            description: description?,
            tags: tags?,
            default_for: if may_defaults { self.tables.get_untracked() } else { Vec::new() },
        })
    }
}

/// The kind that is chosen: the person's, as long as it can be ordered; where there is but one, nobody has to choose it.
fn chosen_type(types: &[EngineType], own: Option<String>) -> Option<String> {
    let mut open = types.iter().filter(|engine| engine.is_open());
    let own = own.filter(|own| open.clone().any(|engine| engine.value == *own));
    own.or_else(|| {
        let first = open.next().map(|engine| engine.value.clone());
        if open.next().is_none() { first } else { None }
    })
}
