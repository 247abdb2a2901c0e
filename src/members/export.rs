//! The members as a file.

use crate::{api::List, kit::ExportButton, language::t, routes::use_members_address};
use hq_contract::{
    OrganizationId,
    members::{ExportMembers, Member},
};
use hq_text::member_list;
use leptos::prelude::*;

/// What the file is called where the server does not say.
const FILE: &str = "members.csv";

/// A button for the members that the address asks for, for those who may read their details; none where it is
/// known that there are none.
pub fn export(org: OrganizationId, may_read: Signal<bool>, list: List<Member>) -> AnyView {
    let view = use_members_address().view();
    let endpoint = move || {
        view.with(|view| ExportMembers {
            org,
            q: Some(view.q.clone()).filter(|q| !q.is_empty()),
            role: view.role,
            mfa: view.mfa,
            sort: view.sort,
        })
    };
    let none = move || list.with(|remote| remote.ready().is_some_and(|answer| answer.value.total == 0));
    let shown = Memo::new(move |_| may_read.get() && !none());
    (move || {
        shown.get().then(|| {
            view! { <ExportButton endpoint=endpoint label=t(member_list::EXPORT) file=FILE /> }
        })
    })
    .into_any()
}
