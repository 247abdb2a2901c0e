//! The layout of every page of an organization: the way to its other pages beside the page that is open.

use crate::{
    api::List,
    chunk,
    drafts::{Marks, provide_marks},
    join_requests::{JoinRequests, use_join_requests},
    language::{count, t},
    pages::{may, use_organization},
    routes::{
        find::Pages,
        page::{Page, Section},
        table::MEMBERS,
        use_router,
    },
    session::use_session,
    ui::{NavItem, NavSection, SideNav, Tab, TabCount},
};
use hq_contract::{OrganizationId, Permission, join_requests::JoinRequest};
use hq_text::{answering, drafts, shell};
use leptos::prelude::*;
use leptos_router::components::Outlet;

chunk! {
    /// The layout.
    pub navigation_layout() in part_navigation {
        let organization = use_organization();
        let org = organization.with_untracked(|answer| answer.value.id);
        let marks = provide_marks();
        // The navigation counts them, which can wait, and the page of the members shows them, which cannot.
        let (may_answer, now) = (may(organization, Permission::AnswerJoinRequests), wanted_now());
        let requests = use_join_requests(org, Signal::derive(move || may_answer.get() && now.get()));
        provide_context(JoinRequests(requests));
        view! {
            <div class="page page-with-side">
                {navigation(use_router().pages(), org, requests, marks)}
                <div>
                    <Outlet />
                </div>
            </div>
        }
        .into_any()
    }
}

/// Whether the requests to join are asked for: at once around the page that shows them, else once the first page stands.
fn wanted_now() -> Signal<bool> {
    let router = use_router();
    let (route, idle) = (router.route(), router.idle());
    Memo::new(move |before: Option<&bool>| {
        before == Some(&true) || idle.get() || route.with(|route| MEMBERS.is_around(route))
    })
    .into()
}

/// The pages of this table that the person may open.
fn navigation(pages: Pages, org: OrganizationId, requests: List<JoinRequest>, marks: Marks) -> AnyView {
    let organization = use_organization();
    let permissions = Memo::new(move |_| organization.with(|answer| answer.value.permissions.clone()));
    let slug = Memo::new(move |_| organization.with(|answer| answer.value.slug.to_string()));
    let waits = waiting(may(organization, Permission::AnswerJoinRequests), requests);
    let (route, person, unsaved) = (use_router().route(), use_session().user(), t(drafts::UNSAVED_MARK));
    let mark = move |page: &'static Page| {
        let owner = move || person.with(|person| person.as_ref().map(|person| person.id));
        let left = move || permissions.with(|may| marks.on_page(owner(), org, page.segment(), may));
        Signal::derive(move || if left() { unsaved.get() } else { String::new() })
    };
    let item = move |page: &'static Page| NavItem {
        icon: page.icon,
        tab: Tab {
            label: t(page.title),
            href: Signal::derive(move || page.route(Some(&slug.get())).path()),
            current: Memo::new(move |_| route.with(|route| page.is_around(route))).into(),
            count: (page.permission == Some(Permission::ReadMembers)).then_some(waits),
            mark: Some(mark(page)),
        },
    };
    (move || {
        let may = permissions.get();
        let open = |page: &&&Page| page.permission.is_none_or(|permission| may.contains(&permission));
        let of = |section: Section| NavSection {
            label: section.title().map(t).unwrap_or_default(),
            items: pages
                .iter()
                .filter(|page| page.section() == Some(section))
                .filter(open)
                .map(|page| item(page))
                .collect(),
        };
        let sections = Section::ALL.into_iter().map(of).filter(|section| !section.items.is_empty()).collect();
        view! { <SideNav label=t(shell::ORGANIZATION) here=t(shell::PAGE) sections=sections /> }
    })
    .into_any()
}

/// How many requests to join wait.
fn waiting(answers: Signal<bool>, requests: List<JoinRequest>) -> TabCount {
    let waiting = Memo::new(move |_| if answers.get() { requests.total() } else { 0 });
    TabCount {
        text: Signal::derive(move || match waiting.get() {
            0 => String::new(),
            waiting => waiting.to_string(),
        }),
        label: count(answering::waiting, move || waiting.get()),
    }
}
