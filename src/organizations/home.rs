//! An organization's home.

use crate::{
    api::Answer,
    language::{t, tx},
    routes::{MembersView, PageTitle, Route},
    session::use_session,
    ui::{Avatar, Card, Drawing, Empty, Lead, Step, StepState, Steps},
};
use hq_contract::{Permission, organizations::Organization};
use hq_text::{Key, next_steps, organizations};
use leptos::prelude::*;

/// The organization, what will stand here, and the steps that lead there; `instead` offers another one to who came by
/// mistake, `why_not` is shown beside inviting for people who may not.
#[component]
pub fn HomePage(organization: Signal<Answer<Organization>>, instead: AnyView, why_not: AnyView) -> AnyView {
    let name = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
    let colour = Signal::derive(move || organization.with(|answer| answer.value.colour.as_str().to_owned()));
    let picture = picture(organization);
    let description = Signal::derive(move || {
        organization
            .with(|answer| answer.value.description.as_ref().map(ToString::to_string))
            .unwrap_or_default()
    });
    let invite = Signal::derive(move || {
        organization.with(|answer| {
            let may = answer.value.may(Permission::InviteMembers);
            let route = Route::members(answer.value.slug.to_string(), MembersView::inviting());
            if may { route.path() } else { String::new() }
        })
    });
    view! {
        <div class="page">
            <header class="page-head home-head">
                <Avatar name=name colour=colour picture=picture square=true />
                <div>
                    <PageTitle title=name />
                    <Lead text=description />
                </div>
            </header>
            {instead}
            <div class="home">
                <Empty
                    drawing=Drawing::Dataplant
                    title=t(organizations::EMPTY_TITLE)
                    text=t(organizations::EMPTY_TEXT)
                />
                <Card title=t(organizations::GET_STARTED)>
                    <Steps steps=steps(name, invite, why_not) />
                </Card>
            </div>
        </div>
    }
    .into_any()
}

/// Where an organization's picture is; empty where it has none.
pub fn picture(organization: Signal<Answer<Organization>>) -> Signal<String> {
    let session = use_session();
    Signal::derive(move || {
        organization.with(|answer| session.picture(answer.value.id, answer.value.logo.as_ref()))
    })
}

/// The steps; `invite` leads to inviting the team, for those who may.
fn steps(name: Signal<String>, invite: Signal<String>, why_not: AnyView) -> Vec<Step> {
    let later = |title: Key, text: Key| Step {
        title: t(title),
        text: t(text),
        state: StepState::Later,
        state_label: Signal::default(),
        href: Signal::default(),
        help: None,
    };
    vec![
        Step {
            title: t(organizations::CREATED),
            text: tx(move |texts| organizations::created_text(texts, &name.get())),
            state: StepState::Done,
            state_label: t(organizations::STEP_DONE),
            href: Signal::default(),
            help: None,
        },
        Step {
            state: StepState::Now,
            state_label: t(organizations::STEP_NEXT),
            ..later(next_steps::PLAN, next_steps::PLAN_TEXT)
        },
        later(next_steps::DATAPLANT, next_steps::DATAPLANT_TEXT),
        Step { href: invite, help: Some(why_not), ..later(next_steps::TEAM, next_steps::TEAM_TEXT) },
    ]
}
