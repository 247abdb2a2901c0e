//! An organization's home, by what the person is there.

use super::{
    health::Health,
    organization::{may, use_organization},
};
use crate::{
    access::AdminList,
    api::{Answer, Remote},
    audit_log::RecentChanges,
    billing::HomeBill,
    chunk,
    dataplants::{DataplantAccess, HomeDataplants, wanted},
    join_requests::Instead,
    language::t,
    members::{Team, TeamCard},
    offers::use_offers,
    organizations::{GetStarted, HomePage, HomeSteps},
    plan::{HomePlan, ReactivateCard},
    routes::{DataplantsView, MembersView, Route, use_router},
    rules::OwnRights,
    session::use_session,
    ui::{Card, Kind, LinkButton, Size},
};
use hq_contract::{OrganizationId, Permission, Role, UserId, organizations::Organization};
use hq_text::{access as why, home as texts};
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

chunk! {
    /// What can wait: what is not well, what the period comes to, and what was done lately, each for those who may know.
    below(organization: Signal<Answer<Organization>>, billed: Signal<bool>) in part_home_below {
        let health = Health::of(organization);
        let (log, org) = (may(organization, Permission::ReadAuditLog), organization.with_untracked(|answer| answer.value.id));
        let slug = Memo::new(move |_| organization.with(|answer| answer.value.slug.to_string()));
        let all = Signal::derive(move || Route::audit_log(slug.get()).path());
        let bill = HomeBill::new(org, slug.into(), billed);
        // Together, so that none of them moves another.
        let parts = (health.is_known(), bill.is_known());
        let known = Signal::derive(move || parts.0.get() && parts.1.get());
        let recent = move || log.get().then(|| view! { <RecentChanges org=org all=all ready=known /> });
        view! {
            <div class="home-below">
                {health.notes()}
                {bill.card(known)}
                {recent}
            </div>
        }
        .into_any()
    }
}

chunk! {
    /// What a user may do.
    own_rights(org: OrganizationId, user: UserId) in part_rights {
        view! { <OwnRights org=org user=user /> }.into_any()
    }
}

/// The page.
pub fn home() -> AnyView {
    let organization = use_organization();
    let offers = use_offers();
    let some = move || !offers.open_suggestions().is_empty();
    let instead = instead(organization).when_open(Signal::derive(some), Signal::stored(false));
    let access = DataplantAccess::of(organization);
    let all = wanted(access.org, Memo::new(|_| DataplantsView::default()));
    let listed = Memo::new(move |_| !all.with(Remote::is_loading));
    let plan = HomePlan::of(organization);
    let admin = Memo::new(move |_| organization.with(|answer| answer.value.role == Role::Admin));
    let idle = use_router().idle();
    let invites = may(organization, Permission::InviteMembers);
    let team = Team::new(access.org, access.slug, admin.into(), invites, idle.into());
    let steps = HomeSteps {
        sold: plan.is_sold(),
        plan: plan.is_there(),
        dataplant: Signal::derive(move || !all.is_empty()),
        team: team.has_others(),
        choose: plan.choose_href(),
        voucher: plan.voucher_href(),
        order: access.new_href(),
        invite: Signal::derive(move || Route::members(access.slug.get(), MembersView::inviting()).path()),
    };
    let known = (plan.is_known(), team.is_known());
    let ready = move || listed.get() && known.0.get() && (!admin.get() || known.1.get());
    let later = Signal::derive(move || idle.get() && listed.get());
    let open = steps.is_open();
    // One button that invites, not two.
    let inviting = Signal::derive(move || open.get() && !steps.team.get());
    let checklist = move || admin.get().then(|| view! { <GetStarted name=access.name steps=steps /> });
    let side = move || {
        if admin.get() {
            view! { <TeamCard team=team inviting=inviting /> }.into_any()
        } else {
            for_user(organization)
        }
    };
    let above = view! {
        {instead}
        {reactivate(plan).above(plan.has_stopped())}
    };
    view! {
        <HomePage
            organization=organization
            ready=Signal::derive(ready)
            above=above.into_any()
            steps=checklist.into_any()
            main=view! { <HomeDataplants access=access list=all /> }.into_any()
            side=side.into_any()
            below=below(organization, steps.plan).when_open(Signal::stored(false), later)
        />
    }
    .into_any()
}

/// What a user may do here, and whom they can ask for more.
fn for_user(organization: Signal<Answer<Organization>>) -> AnyView {
    let org = organization.with_untracked(|answer| answer.value.id);
    let user = use_session().user().with_untracked(|user| user.as_ref().map(|user| user.id));
    let rights = user.map(|user| {
        let own = Signal::derive(move || {
            let slug = organization.with(|answer| answer.value.slug.to_string());
            Route::member(slug, user.to_string()).path()
        });
        view! {
            <Card title=t(texts::RIGHTS)>
                <div class="home-rights-place">
                    {own_rights(org, user).when_open(Signal::stored(true), Signal::stored(true))}
                </div>
                <div class="home-acts">
                    <LinkButton label=t(texts::OWN_RULES) href=own size=Size::Small kind=Kind::Quiet />
                </div>
            </Card>
        }
    });
    view! {
        {rights}
        <Card title=t(why::ASK) text=t(texts::ASK_TEXT)>
            <AdminList org=org />
        </Card>
    }
    .into_any()
}
