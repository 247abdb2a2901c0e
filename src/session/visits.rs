//! Organizations that are opened one after the other.

use super::context::Session;
use crate::browser::timers;
use hq_contract::{OrganizationId, organizations::VisitOrganization};
use leptos::prelude::*;

/// How long an organization is open before the server hears of it, in milliseconds: what its page asks for goes first.
const PAUSE: i32 = 1000;

/// Whenever another organization has been opened: it comes to the front of the list, here and on the server, and the
/// address bar names it by its present slug.
pub(super) fn count_visits(session: Session) {
    let later = StoredValue::new_local(None);
    Effect::new(move |before: Option<Option<OrganizationId>>| {
        let opened = session.organization().with(|remote| remote.ready().map(|answer| answer.value.id));
        if let Some(id) = opened.filter(|_| opened != before.flatten()) {
            open(session, id);
            // A visit that is not counted only changes an order: nobody needs to hear of it.
            let count = move || session.client().call(&VisitOrganization(id), |_| {});
            later.set_value(Some(timers::after(PAUSE, count)));
        }
        opened
    });
}

fn open(session: Session, id: OrganizationId) {
    let answer = session
        .organization()
        .with_untracked(|remote| remote.ready().cloned())
        .filter(|answer| answer.value.id == id);
    if let Some(answer) = answer {
        session.organizations().update(|organizations| organizations.open(&answer.value));
        session.show(answer);
    }
}
