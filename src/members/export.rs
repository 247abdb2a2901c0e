//! The members as a file.

use crate::{
    api::{List, use_client},
    language::t,
    routes::use_members_address,
    ui::{Kind, LinkButton, Size, glyph},
};
use hq_contract::{
    OrganizationId,
    members::{ExportMembers, Member},
};
use hq_text::member_list;
use leptos::prelude::*;

/// What the file is called where the server does not say.
const FILE: &str = "members.csv";

/// A link to the members that the address asks for, for those who may read their details; none where there are none.
pub fn export(org: OrganizationId, may_read: Signal<bool>, list: List<Member>) -> AnyView {
    let (client, view) = (use_client(), use_members_address().view());
    let href = Signal::derive(move || {
        let wanted = view.with(|view| ExportMembers {
            org,
            q: Some(view.q.clone()).filter(|q| !q.is_empty()),
            role: view.role,
            mfa: view.mfa,
            sort: view.sort,
        });
        client.address(&wanted)
    });
    let shown = Memo::new(move |_| may_read.get() && list.total() > 0);
    (move || {
        shown.get().then(|| {
            view! {
                <LinkButton
                    label=t(member_list::EXPORT)
                    href=href
                    kind=Kind::Quiet
                    size=Size::Small
                    icon=glyph::DOWNLOAD
                    download=FILE
                />
            }
        })
    })
    .into_any()
}
