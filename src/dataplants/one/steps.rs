//! What is being done to it, step by step.

use super::thing::Thing;
use crate::{
    kit::AsyncView,
    language::{t, tx},
    operations::StepList,
    ui::{Banner, Card, Shape, Skeleton, Tone},
};
use hq_contract::operations::LifeState;
use hq_text::{dataplants, operations};
use leptos::prelude::*;

/// The steps while something is under way; and of one that could not be made, how far it came.
pub(super) fn steps(thing: Thing) -> AnyView {
    let shown = thing.get(|dataplant| dataplant.state.is_moving() || dataplant.state == LifeState::Failed);
    let moving = thing.get(|dataplant| dataplant.state.is_moving());
    let state = thing.get(|dataplant| dataplant.state);
    let query = thing.steps;
    let list = Signal::derive(move || {
        query.with(|remote| remote.ready().map(|answer| answer.value.steps.clone()).unwrap_or_default())
    });
    let waits = Memo::new(move |_| {
        query.with(|remote| remote.ready().is_some_and(|answer| answer.value.waits_for_broker))
    });
    let waits =
        tx(move |texts| if waits.get() { texts.get(operations::WAITS).into_owned() } else { String::new() });
    let title = tx(move |texts| {
        texts
            .get(match state.get() {
                LifeState::Deleting => dataplants::BEING_DELETED,
                LifeState::Updating => dataplants::BEING_CHANGED,
                _ => dataplants::BEING_MADE,
            })
            .into_owned()
    });
    let leaving =
        move || moving.get().then(|| view! { <p class="dataplant-leave">{t(dataplants::SAFE_TO_LEAVE)}</p> });
    (move || {
        shown.get().then(|| {
            view! {
                <Card title=title>
                    <Banner text=waits tone=Tone::Warning />
                    <AsyncView
                        data=query
                        loading=|| {
                            view! {
                                <Skeleton shape=Shape::Line />
                                <Skeleton shape=Shape::Line />
                                <Skeleton shape=Shape::Line />
                            }
                        }
                    >
                        <StepList steps=list live=true />
                    </AsyncView>
                    {leaving}
                </Card>
            }
        })
    })
    .into_any()
}
