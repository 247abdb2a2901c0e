//! An organization's home.

use super::{organization::use_organization, refused::why_if_denied};
use crate::{
    api::Answer,
    chunk,
    dataplants::{Access, HomeDataplants, wanted},
    join_requests::Instead,
    offers::use_offers,
    organizations::{HomePage, HomePlanStep},
    plan::{HomePlan, ReactivateCard},
    routes::DataplantsView,
};
use hq_contract::{Permission, organizations::Organization};
use leptos::prelude::*;

chunk! {
    /// The way back to a plan that was cancelled.
    reactivate(plan: HomePlan) in part_plan {
        view! { <ReactivateCard home=plan /> }.into_any()
    }
}

chunk! {
    /// The way to another organization, for who has made one although their colleagues have theirs.
    instead(organization: Signal<Answer<Organization>>) in part_offers {
        view! { <Instead organization=organization /> }.into_any()
    }
}

/// The page.
pub fn home() -> AnyView {
    let organization = use_organization();
    let offers = use_offers();
    let some = move || !offers.open_suggestions().is_empty();
    let instead = instead(organization).when_open(Signal::derive(some), Signal::stored(false));
    let why_not = move || why_if_denied(organization, Permission::InviteMembers);
    let access = Access::of(organization);
    let all = wanted(access.org, Memo::new(|_| DataplantsView::default()));
    let dataplants = view! { <HomeDataplants access=access list=all /> }.into_any();
    let order = access.new_href();
    let plan = HomePlan::of(organization);
    let step = HomePlanStep {
        sold: plan.is_sold(),
        there: plan.is_there(),
        choose: plan.choose_href(),
        voucher: plan.voucher_href(),
    };
    view! {
        <HomePage
            organization=organization
            instead=instead
            reactivate=reactivate(plan).when_open(plan.has_stopped(), Signal::stored(false))
            plan=step
            dataplants=dataplants
            has_dataplants=Signal::derive(move || !all.is_empty())
            order=Signal::derive(move || { if access.create.get() { order.get() } else { String::new() } })
            why_not=why_not
        />
    }
    .into_any()
}
