//! The layout of an organization's settings: the way between its pages beside the page that is open.

use crate::{
    api::List,
    chunk,
    drafts::{Marks, provide_marks},
    join_requests::{JoinRequests, use_join_requests},
    language::{count, t},
    pages::{may, use_organization},
    routes::{
        find::Pages,
        page::{Menu, Page},
        use_router,
    },
    session::use_session,
    ui::{Tab, TabCount, Tabs},
};
use hq_contract::{OrganizationId, Permission, join_requests::JoinRequest};
use hq_text::{answering, drafts, shell};
use leptos::prelude::*;
use leptos_router::components::Outlet;

chunk! {
    /// The layout.
    pub settings_layout() in part_settings {
        let organization = use_organization();
        let org = organization.with_untracked(|answer| answer.value.id);
        let marks = provide_marks();
        // The navigation counts them, and the page of the members shows them.
        let requests = use_join_requests(org, may(organization, Permission::AnswerJoinRequests));
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
    let tab = move |page: &'static Page| Tab {
        label: t(page.title),
        href: Signal::derive(move || page.route(Some(&slug.get())).path()),
        current: Memo::new(move |_| route.with(|route| page.is_around(route))).into(),
        count: (page.permission == Some(Permission::ReadMembers)).then_some(waits),
        mark: Some(mark(page)),
    };
    (move || {
        let may = permissions.get();
        let open = |page: &&&Page| page.permission.is_none_or(|permission| may.contains(&permission));
        let tabs = pages.iter().filter(|page| page.menu == Some(Menu::Organization)).filter(open);
        view! { <Tabs label=t(shell::ORGANIZATION) tabs=tabs.map(|page| tab(page)).collect() side=true /> }
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
