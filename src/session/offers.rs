//! Where the person may go next: invitations that they can accept, and organizations that they may ask to join.

use super::Session;
use hq_contract::{
    EmailAddress, InvitationId, OrganizationId, Page,
    invitations::MyInvitation,
    join_requests::{MyJoinRequest, Suggestion},
    me::MyOrganization,
};
use leptos::prelude::*;

/// What is offered to the person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// Their first open invitations, newest first.
    pub invitations: Vec<MyInvitation>,
    /// Organizations that they may ask to join, or have asked.
    pub suggestions: Vec<Suggestion>,
    /// Whether there are more invitations than these.
    more: bool,
    /// The address that a new account is expected to have.
    expected: Option<EmailAddress>,
}

impl Offers {
    /// What a session says.
    pub fn new(invitations: Page<MyInvitation>, suggestions: Page<Suggestion>) -> Self {
        Self {
            more: invitations.next_page.is_some(),
            invitations: invitations.items,
            suggestions: suggestions.items,
            expected: None,
        }
    }

    /// Organizations that the person may ask and has not asked.
    pub fn open_suggestions(&self) -> impl Iterator<Item = &Suggestion> {
        self.suggestions.iter().filter(|suggestion| suggestion.request.is_none())
    }
}

impl Session {
    /// The person belongs to an organization from now on.
    pub fn joined(self, organization: MyOrganization) {
        self.offers().update(|offers| {
            offers.suggestions.retain(|suggestion| suggestion.organization_id != organization.id);
        });
        self.organizations().update(|organizations| organizations.join(organization));
    }

    /// The person belongs to an organization no more, or it is gone.
    pub fn left(self, id: OrganizationId) {
        self.organizations().update(|organizations| organizations.leave(id));
    }

    /// The person has answered one of the invitations.
    pub fn answered(self, id: InvitationId) {
        let mut last = false;
        self.offers().update(|offers| {
            offers.invitations.retain(|invitation| invitation.id != id);
            last = offers.more && offers.invitations.is_empty();
        });
        if last {
            self.load();
        }
    }

    /// The person has answered an invitation by its link, which does not say which of these it was.
    pub fn answered_by_link(self) {
        // Who is signed in may have been found out by this answer only.
        let unknown = self.user().get_untracked().is_none();
        if unknown || self.offers().with_untracked(|offers| !offers.invitations.is_empty()) {
            self.load();
        }
    }

    /// The person has asked to join an organization.
    pub fn asked(self, request: &MyJoinRequest) {
        self.set_request(request.organization_id, |suggestion| suggestion.request = Some(request.id));
    }

    /// The person has withdrawn a request.
    pub fn withdrawn(self, id: OrganizationId) {
        self.set_request(id, |suggestion| suggestion.request = None);
    }

    /// Signing up is expected to be for this address.
    pub fn expect_address(self, address: EmailAddress) {
        self.offers().update_untracked(|offers| offers.expected = Some(address));
    }

    /// The address that signing up is expected to be for, once.
    #[must_use]
    pub fn take_expected_address(self) -> Option<EmailAddress> {
        self.offers().try_update_untracked(|offers| offers.expected.take()).flatten()
    }

    fn set_request(self, id: OrganizationId, change: impl Fn(&mut Suggestion)) {
        self.offers().update(|offers| {
            offers
                .suggestions
                .iter_mut()
                .filter(|suggestion| suggestion.organization_id == id)
                .for_each(change);
        });
    }
}
