//! The page of one dataplant.

use super::{
    delete::DeleteDialog,
    edit::EditDialog,
    engines::engines,
    facts::facts,
    failure::failure,
    forget::ForgetThisDialog,
    head::head,
    history::history,
    names::{NamesDialog, names},
    notices::notices,
    resize::ResizeDialog,
    steps::steps,
    thing::{Sources, Thing},
};
use crate::{
    kit::AsyncView,
    providers::Limits,
    ui::{Shape, Skeleton},
};
use leptos::prelude::*;

/// How it is, what was done to it, and doing something.
#[component]
pub fn DataplantPage(sources: Sources) -> AnyView {
    let full = move || {
        let first = sources.query.ready_untracked()?.value;
        Some(full(Thing::new(sources, first)))
    };
    view! {
        <AsyncView
            data=sources.query
            loading=|| {
                view! {
                    <Skeleton shape=Shape::Title />
                    <Skeleton shape=Shape::Card />
                }
            }
        >
            {full()}
        </AsyncView>
    }
    .into_any()
}

fn full(thing: Thing) -> AnyView {
    view! {
        {head(thing)}
        <div class="page-content dataplant">
            {notices(thing)} {failure(thing)} {steps(thing)} {facts(thing)} {engines(thing)} {names(thing)}
            <Limits limits=thing.get(|dataplant| dataplant.limits.clone()) /> {history(thing)}
        </div>
        <EditDialog thing=thing />
        <NamesDialog thing=thing />
        <ResizeDialog thing=thing />
        <DeleteDialog thing=thing />
        <ForgetThisDialog thing=thing />
    }
    .into_any()
}
