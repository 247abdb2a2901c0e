//! An order, as the page of each of its steps sees it.

use super::typed::{TemplateChoice, Typed, has, templates};
use crate::{
    api::{Query, Remote},
    browser::page,
    dataplants::access::DataplantAccess,
    kit::Draft,
    language::use_language,
    providers::{Place, chosen, field_text},
    routes::{NewDataplantStep, NewDataplantView, Route, use_new_dataplant_address, use_router},
};
use hq_contract::{
    Permission,
    providers::{GetProviders, Offer, OfferKind, Provider, Providers},
};
use leptos::prelude::*;

/// What is chosen, what was typed, and what can be had. The address says what is chosen, the draft keeps all of it.
#[derive(Clone, Copy)]
pub(super) struct Order {
    pub(super) access: DataplantAccess,
    /// The step whose page this is.
    pub(super) step: NewDataplantStep,
    /// What can be ordered.
    pub(super) providers: Query<Providers>,
    pub(super) typed: RwSignal<Typed>,
    pub(super) draft: Draft<Typed>,
    /// The offers of dataplants.
    pub(super) offers: Memo<Vec<Offer>>,
    /// What it begins with: what was chosen, or the first that can be had.
    pub(super) template: Memo<Option<TemplateChoice>>,
    /// Where it is to run, if that can be had.
    pub(super) place: Memo<Option<Place>>,
    /// What is ordered.
    pub(super) offer: Memo<Option<Offer>>,
}

impl Order {
    /// The order, on the page of a step; one that is opened too early leads to the first that lacks something.
    pub(super) fn at(access: DataplantAccess, step: NewDataplantStep) -> Self {
        let address = use_new_dataplant_address();
        let draft =
            Draft::<Typed>::within(access.org, "dataplants", Permission::CreateDataplants, "new_dataplant");
        let mut first = draft.load().unwrap_or_default();
        address.view().with_untracked(|view| first.overlay(view));
        let typed = RwSignal::new(first);
        let providers = Query::new(|| Some(GetProviders));
        let offers = Memo::new(move |_| {
            providers.with(|remote| {
                let all = remote.ready().map(|answer| answer.value.offers.iter()).into_iter().flatten();
                all.filter(|offer| offer.kind == OfferKind::Dataplant).cloned().collect::<Vec<_>>()
            })
        });
        let template = Memo::new(move |_| {
            let own = typed.with(|typed| typed.template.clone());
            let all = offers.with(|offers| templates(offers));
            let wanted = all.iter().find(|choice| choice.open && Some(&choice.id) == own.as_ref());
            wanted.or_else(|| all.iter().find(|choice| choice.open)).cloned()
        });
        let fitting = Memo::new(move |_| fitting(&offers.get(), template.get().as_ref()));
        let place = chosen(Signal::derive(move || typed.with(|typed| typed.place.clone())), fitting);
        let offer = Memo::new(move |_| {
            place.with(|place| place.as_ref().and_then(|place| fitting.with(|all| place.offer_of(all))))
        });
        let order = Self { access, step, providers, typed, draft, offers, template, place, offer };
        draft.follow(move || Some(typed.get()).filter(|typed| *typed != Typed::default()));
        Effect::new(move |_| {
            let view = order.view();
            if address.view().get_untracked() != view {
                address.change(|shown| *shown = view);
            }
        });
        order.send_back();
        order
    }

    /// What the address says.
    pub(super) fn view(self) -> NewDataplantView {
        self.typed.with(Typed::view)
    }

    /// The offers that can begin with the template, whether they can be ordered at present or not.
    pub(super) fn fitting(self) -> Vec<Offer> {
        fitting(&self.offers.get(), self.template.get().as_ref())
    }

    /// Who runs machines.
    pub(super) fn provider_list(self) -> Vec<Provider> {
        self.providers
            .with(|remote| remote.ready().map(|answer| answer.value.providers.clone()).unwrap_or_default())
    }

    /// Its size: as typed, or the least where nothing was typed. Nothing where that is no size, or there are none.
    pub(super) fn fpu(self) -> Option<u32> {
        let sizes = self.offer.with(|offer| offer.as_ref().and_then(|offer| offer.fpu))?;
        let typed = self.typed.with(|typed| typed.fpu.trim().to_owned());
        if typed.is_empty() { Some(sizes.min) } else { typed.parse().ok().filter(|fpu| sizes.has(*fpu)) }
    }

    /// The first step that lacks something; nothing where all is there, or what can be had is not known yet.
    pub(super) fn lacks(self) -> Option<NewDataplantStep> {
        if self.providers.with(|remote| remote.ready().is_none()) {
            return None;
        }
        if self.template.with(Option::is_none) {
            return Some(NewDataplantStep::Template);
        }
        let Some(offer) = self.offer.get() else { return Some(NewDataplantStep::Place) };
        let sized = offer.fpu.is_none() || self.fpu().is_some();
        (!(sized && self.typed.with(Typed::is_right))).then_some(NewDataplantStep::Name)
    }

    /// Why the server has refused what was chosen in the step of the page; until something else is chosen there.
    pub(super) fn refusal(self) -> Signal<Option<String>> {
        let language = use_language();
        Signal::derive(move || {
            let code = self.typed.with(|typed| typed.refused_at(self.step))?;
            Some(language.texts().with(|texts| texts.get(field_text(code)).into_owned()))
        })
    }

    /// A choice that was refused takes the focus once it stands: what is chosen inside of `choices`, or the first that can be.
    pub(super) fn focus_refused(self, choices: &'static str) {
        if self.typed.with_untracked(|typed| typed.refused_at(self.step).is_some()) {
            request_animation_frame(move || {
                if !page::focus(&format!("{choices} input:checked")) {
                    page::focus(&format!("{choices} input:enabled"));
                }
            });
        }
    }

    /// Where a step is.
    pub(super) fn route(self, step: NewDataplantStep) -> Route {
        Route::new_dataplant(self.access.slug.get(), step, &self.view())
    }

    fn send_back(self) {
        let router = use_router();
        Effect::new(move |_| {
            if let Some(first) = self.lacks().filter(|first| *first < self.step) {
                router.replace(untrack(|| self.route(first)));
            }
        });
    }

    /// Whether what can be had is known.
    pub(super) fn is_here(self) -> bool {
        self.providers.with(|remote| matches!(remote, Remote::Ready(_)))
    }
}

fn fitting(offers: &[Offer], template: Option<&TemplateChoice>) -> Vec<Offer> {
    let fits = |offer: &&Offer| template.is_some_and(|template| has(offer, &template.id));
    offers.iter().filter(fits).cloned().collect()
}
