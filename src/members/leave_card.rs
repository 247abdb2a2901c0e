//! Leaving, from the organization's settings.

use super::{
    leave::LeaveDialog,
    transfer::{Transfer, TransferDialog},
};
use crate::{
    api::List,
    language::{t, tx},
    ui::{Button, Card},
};
use hq_contract::{OrganizationId, members::ListMembers};
use hq_text::members;
use leptos::prelude::*;

/// A card with the way out, for every member.
#[component]
pub fn LeaveCard(org: OrganizationId, #[prop(into)] organization: Signal<String>) -> AnyView {
    let (open, transfer) = (RwSignal::new(false), Transfer::new());
    // No list of members is shown here that would have to follow.
    let nowhere = List::new(|_| None::<ListMembers>);
    let label = tx(move |texts| members::leave_name(texts, &organization.get()));
    view! {
        <Card title=t(members::LEAVE) text=t(members::LEAVE_MEANS)>
            <Button label=label on_click=move |()| open.set(true) />
        </Card>
        <LeaveDialog org=org organization=organization open=open transfer=transfer />
        <TransferDialog org=org organization=organization transfer=transfer list=nowhere leave=open />
    }
    .into_any()
}
