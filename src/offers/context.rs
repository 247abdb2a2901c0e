//! Where the person may go next: invitations that they can accept, and organizations that they may ask to join.

use crate::session::Session;
use hq_contract::{
    InvitationId, OrganizationId,
    invitations::MyInvitation,
    join_requests::{MyJoinRequest, Suggestion},
    me::MyOrganization,
};
use leptos::prelude::*;

/// What is offered to the person.
#[derive(Clone, Copy)]
pub struct Offers {
    session: Session,
    invitations: RwSignal<Vec<MyInvitation>>,
    suggestions: RwSignal<Vec<Suggestion>>,
    /// Whether there are more invitations than these.
    more: StoredValue<bool>,
}

/// Makes the context, which follows what the session says.
pub fn provide_offers(session: Session) {
    let offers = Offers {
        session,
        invitations: RwSignal::new(Vec::new()),
        suggestions: RwSignal::new(Vec::new()),
        more: StoredValue::new(false),
    };
    provide_context(offers);
    session.on_answer(move |answer| {
        offers.more.set_value(answer.is_some_and(|answer| answer.invitations.next_page.is_some()));
        offers.invitations.set(answer.map(|answer| answer.invitations.items.clone()).unwrap_or_default());
        offers.suggestions.set(answer.map(|answer| answer.suggestions.items.clone()).unwrap_or_default());
    });
}

/// What is offered to the person.
#[must_use]
#[expect(clippy::expect_used, reason = "App provides it before anything else")]
pub fn use_offers() -> Offers {
    use_context().expect("the offers")
}

impl Offers {
    /// The person's first open invitations, newest first.
    #[must_use]
    pub fn invitations(self) -> ReadSignal<Vec<MyInvitation>> {
        self.invitations.read_only()
    }

    /// Organizations that the person may ask to join, or has asked.
    #[must_use]
    pub fn suggestions(self) -> ReadSignal<Vec<Suggestion>> {
        self.suggestions.read_only()
    }

    /// Those that the person has not asked; follows them.
    #[must_use]
    pub fn open_suggestions(self) -> Vec<Suggestion> {
        let is_open = |suggestion: &&Suggestion| suggestion.join_request.is_none();
        self.suggestions.with(|suggestions| suggestions.iter().filter(is_open).cloned().collect())
    }

    /// Whether there is any of either.
    #[must_use]
    pub fn any(self) -> Signal<bool> {
        Signal::derive(move || !self.invitations.with(Vec::is_empty) || !self.suggestions.with(Vec::is_empty))
    }

    /// The person belongs to an organization from now on.
    pub fn joined(self, organization: MyOrganization) {
        self.suggestions.update(|suggestions| {
            suggestions.retain(|suggestion| suggestion.organization.id != organization.id);
        });
        self.session.organization_joined(organization);
    }

    /// The person has answered one of the invitations.
    pub fn answered(self, id: InvitationId) {
        self.invitations.update(|invitations| invitations.retain(|invitation| invitation.id != id));
        if self.more.get_value() && self.invitations.with_untracked(Vec::is_empty) {
            self.session.load();
        }
    }

    /// The person has answered an invitation by its link, which does not say which of these it was.
    pub fn answered_by_link(self) {
        // Who is signed in may have been found out by this answer only.
        let unknown = self.session.user().get_untracked().is_none();
        if unknown || !self.invitations.with_untracked(Vec::is_empty) {
            self.session.load();
        }
    }

    /// The person has asked to join an organization.
    pub fn asked(self, request: &MyJoinRequest) {
        self.set_request(request.organization.id, |suggestion| suggestion.join_request = Some(request.id));
    }

    /// The person has withdrawn a request.
    pub fn withdrawn(self, id: OrganizationId) {
        self.set_request(id, |suggestion| suggestion.join_request = None);
    }

    fn set_request(self, id: OrganizationId, change: impl Fn(&mut Suggestion)) {
        self.suggestions.update(|suggestions| {
            suggestions.iter_mut().filter(|suggestion| suggestion.organization.id == id).for_each(change);
        });
    }
}
