//! What the page begins with: the way back, the name, and what can be done.

use super::thing::Thing;
use crate::{
    access::Why,
    language::t,
    operations::StateBadge,
    routes::{DataplantView, DataplantsView, PageTitle, Route},
    ui::{BackLink, Button, Kind},
};
use hq_contract::{Permission, operations::LifeState};
use hq_text::{Key, dataplants, operations};
use leptos::prelude::*;

pub(super) fn head(thing: Thing) -> AnyView {
    let back =
        Signal::derive(move || Route::dataplants(thing.access.slug.get(), &DataplantsView::default()).path());
    view! {
        <BackLink href=back label=t(dataplants::TITLE) />
        <div class="page-line">
            <header class="page-head dataplant-head">
                <PageTitle title=thing.name() within=thing.access.name />
                <StateBadge state=thing.get(|dataplant| dataplant.state) />
            </header>
            {actions(thing)}
        </div>
    }
    .into_any()
}

/// What can be done, for who may; what waits for something says for what.
fn actions(thing: Thing) -> AnyView {
    let update = thing.get(|dataplant| dataplant.may.update);
    let delete = thing.get(|dataplant| dataplant.may.delete);
    let ready = thing.get(|dataplant| dataplant.state.can_change() && dataplant.broker_available);
    // What could not be made is tried again or cleaned up, by the card about it: there is nothing to resize or to delete.
    let made = thing.get(|dataplant| dataplant.state != LifeState::Failed);
    let sized = thing.get(|dataplant| dataplant.sizes.is_some() && dataplant.state != LifeState::Failed);
    let named = thing.get(|dataplant| dataplant.takes_names && dataplant.state != LifeState::Failed);
    let gone = thing
        .get(|dataplant| !dataplant.broker_available || matches!(dataplant.state, LifeState::DeleteFailed));
    let deletable =
        thing.get(|dataplant| matches!(dataplant.state, LifeState::Ready | LifeState::DeleteFailed));
    let button = move |label: Key, what: DataplantView, waits: Signal<bool>| {
        view! { <Button label=t(label) disabled=waits on_click=move |()| thing.begin(what) /> }
    };
    let waits = Signal::derive(move || !ready.get());
    let changes = move || {
        update.get().then(|| {
            view! {
                {button(dataplants::EDIT, DataplantView::Edit, Signal::default())}
                {move || { sized.get().then(|| button(dataplants::RESIZE, DataplantView::Resize, waits)) }}
                {move || {
                    named.get().then(|| button(dataplants::NAMES_CHANGE, DataplantView::Names, waits))
                }}
            }
        })
    };
    let removal = move || {
        delete.get().then(|| {
            view! {
                {move || {
                    made.get()
                        .then(|| {
                            button(
                                dataplants::DELETE,
                                DataplantView::Delete,
                                Signal::derive(move || !deletable.get()),
                            )
                        })
                }}
                {move || {
                    gone.get()
                        .then(|| {
                            view! {
                                <Button
                                    label=t(operations::FORGET)
                                    kind=Kind::Quiet
                                    on_click=move |()| thing.begin(DataplantView::Forget)
                                />
                            }
                        })
                }}
            }
        })
    };
    let locked = move || {
        let permission = match (update.get(), delete.get()) {
            (false, _) => Permission::UpdateDataplants,
            (true, false) => Permission::DeleteDataplants,
            (true, true) => return None,
        };
        Some(view! { <Why permission=permission /> })
    };
    let moving = thing.get(|dataplant| dataplant.state.is_moving());
    let note = move || {
        let waits = moving.get() && (update.get() || delete.get());
        waits.then(|| view! { <p class="dataplant-waits">{t(dataplants::WAITS)}</p> })
    };
    view! { <div class="dataplant-actions">{changes} {removal} {locked} {note}</div> }.into_any()
}
