//! The layout of every page of an organization: the one that the URL names, once it is here. One of others looks like one
//! that does not exist.

use super::parts::{mfa_missing, not_found};
use crate::{
    api::{Answer, Error},
    kit::AsyncView,
    routes::use_router,
    session::use_session,
    ui::{Shape, Skeleton},
};
use hq_contract::{OrganizationId, Permission, ProblemCode, organizations::Organization};
use leptos::prelude::*;
use leptos_router::components::Outlet;

/// The organization around a page.
#[derive(Clone, Copy)]
struct CurrentOrganization(Signal<Answer<Organization>>);

/// The organization that the page is in, as it changes.
#[must_use]
#[expect(clippy::expect_used, reason = "a page of an organization stands in its layout")]
pub fn use_organization() -> Signal<Answer<Organization>> {
    let CurrentOrganization(organization) = use_context().expect("an organization around the page");
    organization
}

/// Whether the person may do something in the organization.
pub fn may(organization: Signal<Answer<Organization>>, permission: Permission) -> Signal<bool> {
    Memo::new(move |_| organization.with(|answer| answer.value.may(permission))).into()
}

/// The layout; the page of another organization is another page.
pub fn organization_layout() -> AnyView {
    // Whatever stands here: the organization may not come, or not be there.
    use_router().arrive();
    let query = use_session().organization();
    let refused = Memo::new(move |_| query.with(|remote| remote.failure().and_then(Error::code)));
    let loading = || {
        view! {
            <div class="page page-with-side">
                <div class="side-nav"></div>
                <div class="loading">
                    <Skeleton shape=Shape::Title />
                    <Skeleton shape=Shape::Card />
                </div>
            </div>
        }
    };
    let id = Memo::new(move |before: Option<&Option<OrganizationId>>| {
        let now = query.with(|remote| remote.ready().map(|answer| answer.value.id));
        now.or_else(|| before.copied().flatten())
    });
    let full = move || {
        id.get().and_then(|id| {
            let first = query.ready_untracked()?;
            provide_context(CurrentOrganization(follow(id, first)));
            Some(view! { <Outlet /> })
        })
    };
    (move || {
        match refused.get() {
            Some(ProblemCode::NotFound) => return not_found().page(),
            Some(ProblemCode::MfaMissing) => return mfa_missing().page(),
            _ => {}
        }
        view! {
            <AsyncView data=query loading=loading>
                {full}
            </AsyncView>
        }
        .into_any()
    })
    .into_any()
}

/// The organization as it changes; the last one that was here while the page is being left.
fn follow(id: OrganizationId, first: Answer<Organization>) -> Signal<Answer<Organization>> {
    let query = use_session().organization();
    Memo::new(move |before: Option<&Answer<Organization>>| {
        let now = query.with(|remote| remote.ready().filter(|answer| answer.value.id == id).cloned());
        now.or_else(|| before.cloned()).unwrap_or_else(|| first.clone())
    })
    .into()
}
