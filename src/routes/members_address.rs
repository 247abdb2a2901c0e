//! The address of the members page, while that page stands.

use super::{MembersView, PageAddress};

/// The address of the members page, to be read and changed while that page stands.
pub type MembersAddress = PageAddress<MembersView>;

/// The address of the members page.
#[must_use]
pub fn use_members_address() -> MembersAddress {
    PageAddress::new(MembersView::parse, MembersView::query)
}

impl MembersAddress {
    /// Opens the dialog to invite; going back closes it.
    pub fn invite(self) {
        self.open(|view| view.invite = true);
    }

    /// Closes it.
    pub fn close(self) {
        self.close_opened(|view| view.invite = false);
    }
}
