//! Organizations that are opened one after the other.

use super::context::Session;
use hq_contract::{OrganizationId, organizations::VisitOrganization};
use leptos::prelude::*;

/// Whenever another organization has been opened: it comes to the front of the list, here and on the server, and the
/// address bar names it by its present slug.
pub(super) fn count_visits(session: Session) {
    Effect::new(move |before: Option<Option<OrganizationId>>| {
        let opened = session.organization().with(|remote| remote.ready().map(|answer| answer.value.id));
        if let Some(id) = opened.filter(|_| opened != before.flatten()) {
            open(session, id);
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
        // A visit that is not counted only changes an order: nobody needs to hear of it.
        session.client().call(&VisitOrganization(id), |_| {});
    }
}
