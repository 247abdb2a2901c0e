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

/// The step "Get a plan": whether plans are sold here and the person may know, whether there is one, and where it is chosen and a
/// voucher used (empty for who may not).
#[derive(Clone, Copy)]
#[allow(missing_docs)] // as said above
pub struct HomePlanStep {
    pub sold: Signal<bool>,
    pub there: Signal<bool>,
    pub choose: Signal<String>,
    pub voucher: Signal<String>,
}

/// The organization, its `dataplants`, and for those who can take some of them the steps that lead to work; `instead` offers
/// another one to who came by mistake, `reactivate` a plan that was cancelled, `order` leads to a new dataplant for those who may make one, and `why_not` is shown beside
/// inviting for people who may not.
#[component]
pub fn HomePage(
    organization: Signal<Answer<Organization>>,
    instead: AnyView,
    reactivate: AnyView,
    plan: HomePlanStep,
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
            [Permission::InviteMembers, Permission::CreateDataplants, Permission::UpdateBilling]
                .into_iter()
                .any(|permission| answer.value.may(permission))
        })
    });
    let has_dataplants = Memo::new(move |_| has_dataplants.get());
    let checklist = move || {
        takes_steps.get().then(|| {
            let why_not = why_not.clone();
            let list = move || {
                let steps = steps(name, plan, has_dataplants.get(), order, invite, why_not.run());
                view! { <Steps steps=steps /> }
            };
            let voucher = Memo::new(move |_| plan.voucher.with(|href| !href.is_empty()));
            let voucher = move || {
                voucher.get().then(|| {
                    view! {
                        <p class="home-voucher">
                            <a href=plan.voucher>{t(next_steps::VOUCHER)}</a>
                        </p>
                    }
                })
            };
            view! { <Card title=t(organizations::GET_STARTED)>{list} {voucher}</Card> }
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
            {reactivate}
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

/// The steps; the first that is not done is to be done now. `order` leads to a new dataplant and `invite` to inviting the team, for those who may.
fn steps(
    name: Signal<String>,
    plan: HomePlanStep,
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
    let now = |step: Step| Step { state: StepState::Now, state_label: t(organizations::STEP_NEXT), ..step };
    let created =
        done(organizations::CREATED, tx(move |texts| organizations::created_text(texts, &name.get())));
    let mut open =
        vec![Step { href: invite, help: Some(why_not), ..later(next_steps::TEAM, next_steps::TEAM_TEXT) }];
    let mut closed = vec![created];
    if has_dataplants {
        closed.push(done(next_steps::DATAPLANT, t(next_steps::DATAPLANT_TEXT)));
    } else {
        open.insert(0, Step { href: order, ..later(next_steps::DATAPLANT, next_steps::DATAPLANT_TEXT) });
    }
    // Where no plans are sold, there is none to get.
    match (plan.sold.get(), plan.there.get()) {
        (false, _) => {}
        (true, true) => closed.insert(1, done(next_steps::PLAN, t(next_steps::PLAN_TEXT))),
        (true, false) => {
            open.insert(0, Step { href: plan.choose, ..later(next_steps::PLAN, next_steps::PLAN_TEXT) });
        }
    }
    let mut open = open.into_iter();
    closed.extend(open.next().map(now));
    closed.extend(open);
    closed
}
