//! Which page a route shows.

use super::{
    later,
    pieces::{Gate, Rest, Seldom, gate, rest, seldom},
    place::Place,
    refusal::withheld,
};
use crate::{
    api::{Answer, Error, Remote},
    language::{error_text, said, t, use_language},
    organizations::HomePage,
    routes::{Route, use_router},
    session::use_session,
    start::StartPage,
    ui::{Face, Failed, Loaded, Shape, Skeleton, live},
};
use hq_contract::{Permission, ProblemCode, organizations::Organization};
use hq_text::common;
use leptos::prelude::*;

/// The page of the present route, for whoever is there.
pub fn page(place: &Place) -> AnyView {
    match place {
        Place::Waiting | Place::Elsewhere(_) => ().into_any(),
        Place::Failed(error) => failed(error.clone()),
        Place::Open | Place::Inside(_) => of_route(use_router().route().get_untracked()),
    }
}

fn of_route(route: Route) -> AnyView {
    match route {
        Route::Home => view! { <StartPage offers=my_offers() /> }.into_any(),
        Route::Organization(_) => in_organization(|organization| {
            let why_not = withheld(organization, Permission::InviteMembers);
            view! { <HomePage organization=organization instead=instead(organization) why_not=why_not /> }
                .into_any()
        }),
        route if route.is_public() => later::page(gate(Gate::Page(route))),
        route => later::page(rest(Rest::Page(route))),
    }
}

/// What the start screen says of invitations and suggestions, to who has some.
fn my_offers() -> AnyView {
    let offers = use_session().offers();
    let some = move || offers.with(|offers| !offers.invitations.is_empty() || !offers.suggestions.is_empty());
    later::opened(Signal::derive(some), Signal::stored(false), seldom(Seldom::Mine))
}

/// What an organization's home says to who may ask to join another.
fn instead(organization: Signal<Answer<Organization>>) -> AnyView {
    let offers = use_session().offers();
    let some = move || offers.with(|offers| offers.open_suggestions().next().is_some());
    later::opened(Signal::derive(some), Signal::stored(false), seldom(Seldom::Another(organization)))
}

/// Who is signed in could not be found out.
fn failed(error: Error) -> AnyView {
    let session = use_session();
    let text = said(move || Some(error.clone()));
    view! {
        <div class="page">
            <Failed
                text=move || text.get().unwrap_or_default()
                retry_label=t(common::TRY_AGAIN)
                on_retry=move |()| session.load()
            />
        </div>
    }
    .into_any()
}

/// A page of the organization that the URL names, once that is here. One of others looks like one that does not exist.
pub fn in_organization(page: fn(Signal<Answer<Organization>>) -> AnyView) -> AnyView {
    let (language, query) = (use_language(), use_session().organization());
    let refused = Memo::new(move |_| {
        query.with(|remote| match remote {
            Remote::Failed(error) => error.code(),
            Remote::Loading | Remote::Ready(_) => None,
        })
    });
    let face = move || {
        query.with(|remote| match remote {
            Remote::Loading => Face::Loading,
            Remote::Failed(error) => Face::Failed(error_text(language, error)),
            Remote::Ready(_) => Face::Full,
        })
    };
    let loading = || {
        view! {
            <div class="page">
                <Skeleton shape=Shape::Title />
                <Skeleton shape=Shape::Card />
            </div>
        }
    };
    let full = move || {
        let first = query.with_untracked(|remote| remote.ready().cloned());
        first.map(|first| page(follow(first)))
    };
    live(move || {
        match refused.get() {
            Some(ProblemCode::NotFound) => return later::page(rest(Rest::NotFound)),
            Some(ProblemCode::MfaMissing) => return later::page(rest(Rest::MfaMissing)),
            _ => {}
        }
        view! {
            <Loaded
                face=Signal::derive(face)
                retry_label=t(common::TRY_AGAIN)
                on_retry=move |()| query.retry()
                loading=loading
            >
                {full()}
            </Loaded>
        }
        .into_any()
    })
}

/// The organization as it changes; the last one that was here while the page is being left.
fn follow(first: Answer<Organization>) -> Signal<Answer<Organization>> {
    let query = use_session().organization();
    let id = first.value.id;
    Memo::new(move |before: Option<&Answer<Organization>>| {
        let now = query.with(|remote| remote.ready().filter(|answer| answer.value.id == id).cloned());
        now.or_else(|| before.cloned()).unwrap_or_else(|| first.clone())
    })
    .into()
}
