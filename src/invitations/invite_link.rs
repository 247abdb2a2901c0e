//! A link to an invitation, to pass on. The server keeps none: it is shown once, and a new one ends it.

use crate::{
    api::{Answer, Mutation},
    browser::clipboard,
    language::{said, t},
    ui::Code,
};
use hq_contract::{
    InvitationId, OrganizationId,
    invitations::{InvitationLink, LinkInvitation},
};
use hq_text::invite;
use leptos::prelude::*;

/// The link of one invitation, once it was asked for.
#[derive(Clone, Copy)]
pub struct Link {
    org: OrganizationId,
    id: InvitationId,
    make: Mutation<LinkInvitation>,
    url: RwSignal<String>,
    copied: RwSignal<Option<bool>>,
}

impl Link {
    /// No link yet.
    pub fn new(org: OrganizationId, id: InvitationId) -> Self {
        let (url, copied) = (RwSignal::new(String::new()), RwSignal::new(None));
        let make = Mutation::<LinkInvitation>::new(move |answer: Answer<InvitationLink>| {
            copy(&answer.value.url, copied);
            url.set(answer.value.url);
        });
        Self { org, id, make, url, copied }
    }

    /// Makes one and copies it.
    pub fn make(self) {
        self.forget();
        self.make.run(&LinkInvitation { org: self.org, id: self.id });
    }

    /// The link has ended.
    pub fn forget(self) {
        self.url.set(String::new());
        self.copied.set(None);
        self.make.clear();
    }

    /// Whether one is being made.
    pub fn pending(self) -> Signal<bool> {
        self.make.pending()
    }

    /// The link and what became of it; nothing before it was asked for.
    pub fn shown(self) -> AnyView {
        let Self { url, copied, make, .. } = self;
        let there = Memo::new(move |_| url.with(|url| !url.is_empty()));
        let (done, refused, error) = (t(invite::LINK_COPIED), t(invite::LINK_NOT_COPIED), make.error());
        let message = said(move || error.get());
        let status = move || match copied.get() {
            Some(true) => done.get(),
            Some(false) => refused.get(),
            None => String::new(),
        };
        let line = move || {
            there.get().then(|| {
                view! {
                    <Code
                        text=url
                        copy_label=t(invite::COPY_LINK_AGAIN)
                        on_copy=move |url: String| copy(&url, copied)
                    />
                }
            })
        };
        view! {
            <div class="invite-link">
                {line} <p class="field-hint" role="status">
                    {status}
                </p> <p class="field-error" role="alert">
                    {move || message.get().unwrap_or_default()}
                </p>
            </div>
        }
        .into_any()
    }
}

fn copy(url: &str, copied: RwSignal<Option<bool>>) {
    clipboard::copy(url, move |done| {
        // The page may have gone meanwhile.
        copied.try_set(Some(done));
    });
}
