//! An organization's home.

use crate::{
    api::Answer,
    language::tx,
    routes::PageTitle,
    session::use_session,
    ui::{Avatar, Banner, Lead, Shape, Skeleton, Tone},
};
use hq_contract::{Role, organizations::Organization};
use hq_text::organizations;
use leptos::prelude::*;

/// The organization; `steps` over its `main` part and what stands beside that, and `below` what may come later. `above` are
/// notes that are not there for everybody. All of it is shown once it is `ready`, so that nothing moves what is there.
#[component]
pub fn HomePage(
    organization: Signal<Answer<Organization>>,
    #[prop(into)] ready: Signal<bool>,
    above: AnyView,
    steps: AnyView,
    main: AnyView,
    side: AnyView,
    below: AnyView,
) -> AnyView {
    let name = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
    let colour = Signal::derive(move || organization.with(|answer| answer.value.colour.as_str().to_owned()));
    let picture = picture(organization);
    let description = Signal::derive(move || {
        organization
            .with(|answer| answer.value.description.as_ref().map(ToString::to_string))
            .unwrap_or_default()
    });
    // What changes later changes in its place.
    let ready = Memo::new(move |before: Option<&bool>| before == Some(&true) || ready.get());
    let waiting = move || (!ready.get()).then(skeleton);
    view! {
        <header class="page-head home-head">
            <Avatar name=name colour=colour picture=picture square=true />
            <div>
                <PageTitle title=name />
                <Lead text=description />
            </div>
        </header>
        {waiting}
        <div class="home-body" hidden=move || !ready.get()>
            {welcome(organization)}
            {above}
            {steps}
            <div class="home">
                <div class="home-main">{main}</div>
                <div class="home-side">{side}</div>
                {below}
            </div>
        </div>
    }
    .into_any()
}

fn skeleton() -> AnyView {
    view! {
        <div class="loading" aria-busy="true">
            <div class="home">
                <div class="home-main">
                    <Skeleton shape=Shape::Card />
                </div>
                <div class="home-side">
                    <Skeleton shape=Shape::Card />
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// The first time, for who has joined: what they are here.
fn welcome(organization: Signal<Answer<Organization>>) -> AnyView {
    let first = organization.with_untracked(|answer| answer.value.first_visit);
    let text = tx(move |texts| {
        if !first {
            return String::new();
        }
        organization.with(|answer| {
            let write = match answer.value.role {
                Role::Admin => organizations::joined_admin,
                Role::User => organizations::joined_user,
            };
            write(texts, answer.value.name.as_str())
        })
    });
    view! { <Banner text=text tone=Tone::Success /> }.into_any()
}

/// Where an organization's picture is; empty where it has none.
pub fn picture(organization: Signal<Answer<Organization>>) -> Signal<String> {
    let session = use_session();
    Signal::derive(move || {
        organization.with(|answer| session.picture(answer.value.id, answer.value.logo.as_ref()))
    })
}
