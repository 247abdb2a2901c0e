//! Where a dataplant is to run.

use super::{
    frame::{Next, foot, frame},
    order::Order,
};
use crate::{
    dataplants::access::DataplantAccess,
    language::t,
    providers::{Limits, Place, PlaceChooser},
    routes::{NewDataplantStep, use_router},
};
use hq_text::dataplants;
use leptos::prelude::*;

/// The second step.
#[component]
pub fn PlaceStep(access: DataplantAccess) -> AnyView {
    let (order, router) = (Order::at(access, NewDataplantStep::Place), use_router());
    let asked = RwSignal::new(false);
    let (missing, refused) = (t(dataplants::CHOOSE_PLACE), order.refusal());
    let error = Signal::derive(move || {
        let none = asked.get() && order.place.with(Option::is_none);
        refused.get().or_else(|| none.then(|| missing.get()))
    });
    let next = move |()| {
        asked.set(true);
        if order.place.with_untracked(Option::is_some) {
            order.typed.update(|typed| typed.forget_refusal(NewDataplantStep::Place));
            router.go(untrack(|| order.route(NewDataplantStep::Name)));
        }
    };
    let limits = Signal::derive(move || {
        order.offer.with(|offer| offer.as_ref().map(|offer| offer.limits.clone()).unwrap_or_default())
    });
    frame(order, move || {
        order.focus_refused(".places-cards");
        view! {
            <PlaceChooser
                providers=Signal::derive(move || order.provider_list())
                offers=Signal::derive(move || order.fitting())
                value=order.place
                on_choose=move |place: Place| order.typed.update(|typed| typed.run_at(place))
                error=error
            />
            <Limits limits=limits />
            {foot(order, Next::step(Some(Callback::new(next))))}
        }
        .into_any()
    })
}
