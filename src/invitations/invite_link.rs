//! An invitation link to share. The server does not keep it: it is shown once, and a new one invalidates it.

use crate::{
    api::{Answer, Mutation},
    kit::{CopyState, CopyStatus, CopyableCode},
    language::{error_message, t},
};
use hq_contract::{
    InvitationId, OrganizationId,
    invitations::{InvitationLink, LinkInvitation},
};
use hq_text::invite;
use leptos::prelude::*;

/// The link of one invitation, once it was asked for.
#[derive(Clone, Copy)]
pub struct ShareableLink {
    org: OrganizationId,
    id: InvitationId,
    make: Mutation<LinkInvitation>,
    url: RwSignal<String>,
    copies: CopyState,
}

impl ShareableLink {
    /// No link yet.
    pub fn new(org: OrganizationId, id: InvitationId) -> Self {
        let (url, copies) = (RwSignal::new(String::new()), CopyState::new());
        let make = Mutation::<LinkInvitation>::new(move |answer: Answer<InvitationLink>| {
            copies.copy(&answer.value.url);
            url.set(answer.value.url);
        });
        Self { org, id, make, url, copies }
    }

    /// Makes one and copies it.
    pub fn make(self) {
        self.forget();
        self.make.run(&LinkInvitation { org: self.org, id: self.id });
    }

    /// The link has ended.
    pub fn forget(self) {
        self.url.set(String::new());
        self.copies.reset();
        self.make.clear();
    }

    /// Whether one is being made.
    pub fn pending(self) -> Signal<bool> {
        self.make.pending()
    }

    /// The link and what became of it; nothing before it was asked for.
    pub fn shown(self) -> AnyView {
        let Self { url, copies, make, .. } = self;
        let there = Memo::new(move |_| url.with(|url| !url.is_empty()));
        let error = make.error();
        let message = error_message(move || error.get());
        let line = move || {
            there.get().then(|| {
                view! { <CopyableCode text=url copy_label=t(invite::COPY_LINK_AGAIN) state=copies /> }
            })
        };
        view! {
            <div class="invite-link">
                {line}
                <CopyStatus state=copies copied=invite::LINK_COPIED not_copied=invite::LINK_NOT_COPIED />
                <p class="field-error" role="alert">
                    {move || message.get().unwrap_or_default()}
                </p>
            </div>
        }
        .into_any()
    }
}
