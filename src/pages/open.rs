//! Opening a page: what it needs is asked for beside its code, and it is shown to those who may see it.

use super::organization::use_organization;
use crate::{
    access::RefusedPage,
    api::{Answer, use_client},
    chunk,
    routes::{
        page::{Layout, Page},
        use_router,
    },
    session::use_session,
};
use hq_contract::{Permission, organizations::Organization};
use hq_text::Key;
use leptos::prelude::*;
use leptos_router::{hooks::use_params_map, params::ParamsMap};

chunk! {
    /// In place of a page of that title, for who lacks the permission.
    refused(title: Key, organization: Signal<Answer<Organization>>, permission: Permission) in part_why {
        let org = organization.with_untracked(|answer| answer.value.id);
        let name = Signal::derive(move || organization.with(|answer| answer.value.name.to_string()));
        view! { <RefusedPage title=title org=org organization=name permission=permission /> }.into_any()
    }
}

/// Sends the page's first requests, so that its answers come beside its code.
pub fn expect(page: &Page) {
    let (params, session) = (use_params_map().get_untracked(), use_session());
    let id = params.get("org").and_then(|org| session.id_of(&org));
    let may = |permission: Option<Permission>| {
        permission.is_none_or(|permission| session.may(id.as_deref().unwrap_or_default(), permission))
    };
    let query = use_router().route().with_untracked(|route| route.query().to_owned());
    // Another state of the page asks for something else.
    let requests = if query.is_empty() { page.requests } else { &[] };
    let filled = |(permission, template): &(Option<Permission>, &str)| {
        Some((*permission, fill(template, &params, id.as_deref())?))
    };
    let requests: Vec<_> = requests.iter().filter_map(filled).collect();
    let paths: Vec<String> =
        requests.iter().filter(|(permission, _)| may(*permission)).map(|(_, path)| path.clone()).collect();
    // What one may do there may not be known yet, and the layout asks for the organization itself.
    let organization = fill("/organizations/:org", &params, None);
    let maybe: Vec<String> = requests.into_iter().map(|(_, path)| path).chain(organization).collect();
    use_client().expect(&paths, &maybe);
}

/// The path of a template; nothing while something of it is not known.
fn fill(template: &str, params: &ParamsMap, id: Option<&str>) -> Option<String> {
    let (path, query) = template.split_once('?').unwrap_or((template, ""));
    let mut filled = String::new();
    for segment in path.split('/').skip(1) {
        filled.push('/');
        match segment.strip_prefix(':') {
            Some("id") => filled.push_str(id?),
            Some(name) => filled.push_str(&hq_contract::encode_segment(&params.get(name)?)),
            None => filled.push_str(segment),
        }
    }
    Some(if query.is_empty() { filled } else { [filled.as_str(), "?", query].concat() })
}

/// The page. Another parameter in its path is another page: nothing of the one before is left in it. (Another organization
/// is one too, which its layout sees to; another name of the same organization is not.)
pub fn open(page: &'static Page) -> AnyView {
    use_router().arrive();
    let params = use_params_map();
    let own = Memo::new(move |before: Option<&Vec<String>>| {
        let names = page.path.split('/').filter_map(|segment| segment.strip_prefix(':'));
        let now: Option<Vec<String>> =
            params.with(|params| names.filter(|name| *name != "org").map(|name| params.get(name)).collect());
        // While the page is being left, the parameters may be those of the next one.
        now.or_else(|| before.cloned()).unwrap_or_default()
    });
    (move || {
        // Read, not only tracked: a memo that nobody reads follows nothing.
        own.with(|_| ());
        guarded(page)
    })
    .into_any()
}

/// The page for those who may see it; for others, why they do not.
fn guarded(page: &'static Page) -> AnyView {
    if page.layout() == Layout::Plain {
        return page.code().page();
    }
    let Some(permission) = page.permission else { return page.code().part() };
    let organization = use_organization();
    let may = Memo::new(move |_| organization.with(|answer| answer.value.may(permission)));
    (move || {
        if may.get() {
            return page.code().part();
        }
        refused(page.title, organization, permission).part()
    })
    .into_any()
}
