//! An organization's home.

use crate::{
    api::Answer,
    language::{t, tx},
    routes::{MembersView, PageTitle, Route},
    session::use_session,
    ui::{Avatar, Card, Lead, Step, StepState, Steps},
};
use hq_contract::{Permission, organizations::Organization};
use hq_text::{Key, next_steps, organizations};
use leptos::prelude::*;

/// The organization, its `dataplants`, and for those who can take some of them the steps that lead to work; `instead` offers
/// another one to who came by mistake, `order` leads to a new dataplant for those who may make one, and `why_not` is shown beside
/// inviting for people who may not.
#[component]
pub fn HomePage(
    organization: Signal<Answer<Organization>>,
    instead: AnyView,
    dataplants: AnyView,
    #[prop(into)] has_dataplants: Signal<bool>,
    #[prop(into)] order: Signal<String>,
    #[prop(into)] why_not: ViewFn,
) -> AnyView {
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
    // Who can take none of the steps is not shown what others have to do.
    let takes_steps = Memo::new(move |_| {
        organization.with(|answer| {
            [Permission::InviteMembers, Permission::CreateDataplants]
                .into_iter()
                .any(|permission| answer.value.may(permission))
        })
    });
    let has_dataplants = Memo::new(move |_| has_dataplants.get());
    let checklist = move || {
        takes_steps.get().then(|| {
            let why_not = why_not.clone();
            let list = move || {
                let steps = steps(name, has_dataplants.get(), order, invite, why_not.run());
                view! { <Steps steps=steps /> }
            };
            view! { <Card title=t(organizations::GET_STARTED)>{list}</Card> }
        })
    };
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
            <div class="home">{dataplants} {checklist}</div>
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

/// The steps; `order` leads to a new dataplant and `invite` to inviting the team, for those who may.
fn steps(
    name: Signal<String>,
    has_dataplants: bool,
    order: Signal<String>,
    invite: Signal<String>,
    why_not: AnyView,
) -> Vec<Step> {
    let done = |title: Key, text: Signal<String>| Step {
        title: t(title),
        text,
        state: StepState::Done,
        state_label: t(organizations::STEP_DONE),
        href: Signal::default(),
        help: None,
    };
    let later = |title: Key, text: Key| Step {
        title: t(title),
        text: t(text),
        state: StepState::Later,
        state_label: Signal::default(),
        href: Signal::default(),
        help: None,
    };
    let dataplant = if has_dataplants {
        done(next_steps::DATAPLANT, t(next_steps::DATAPLANT_TEXT))
    } else {
        Step { href: order, ..later(next_steps::DATAPLANT, next_steps::DATAPLANT_TEXT) }
    };
    vec![
        done(organizations::CREATED, tx(move |texts| organizations::created_text(texts, &name.get()))),
        Step {
            state: StepState::Now,
            state_label: t(organizations::STEP_NEXT),
            ..later(next_steps::PLAN, next_steps::PLAN_TEXT)
        },
        dataplant,
        Step { href: invite, help: Some(why_not), ..later(next_steps::TEAM, next_steps::TEAM_TEXT) },
    ]
}
