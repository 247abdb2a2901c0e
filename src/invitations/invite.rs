//! The sheet in which people are invited. The address says whether it is open.

use super::invite_form::InviteForm;
use crate::{language::t, routes::MembersAddress, ui::Dialog};
use hq_contract::OrganizationId;
use hq_text::{common, invite};
use leptos::prelude::*;

/// The sheet, for those who may invite; only some may invite admins and give rules. `on_invited` runs after each
/// answer.
#[component]
pub fn InviteDialog(
    org: OrganizationId,
    address: MembersAddress,
    #[prop(into)] may_invite: Signal<bool>,
    #[prop(into)] may_invite_admins: Signal<bool>,
    #[prop(into)] on_invited: Callback<()>,
) -> AnyView {
    let view = address.view();
    let should_open = Memo::new(move |_| may_invite.get() && view.with(|view| view.invite));
    let open = RwSignal::new(should_open.get_untracked());
    Effect::new(move |_| {
        let should_open = should_open.get();
        if open.get_untracked() != should_open {
            open.set(should_open);
        }
    });
    Effect::new(move |_| {
        if !open.get() && should_open.get_untracked() {
            address.close();
        }
    });
    let on_close = Callback::new(move |()| open.set(false));
    view! {
        <Dialog open=open title=t(invite::TITLE) close_label=t(common::CLOSE) side=true>
            <InviteForm org=org may_invite_admins=may_invite_admins on_invited=on_invited on_close=on_close />
        </Dialog>
    }
    .into_any()
}
