//! Choosing a logo: what is looked at before it is sent, sending it, and taking it away.

use crate::{
    api::{Answer, Mutation},
    browser::{files, files::Picked, page},
    language::use_language,
    session::use_session,
    ui::{Toasts, Tone},
};
use hq_contract::{
    Permission, Upload,
    organizations::{
        Organization,
        logo::{DeleteLogo, MAX_LOGO_BYTES, PutLogo, logo_type},
    },
};
use hq_text::logo;
use leptos::prelude::*;

/// Why a file is not sent at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It has too many bytes.
    TooLarge,
    /// It is no picture of a kind that can be sent.
    Kind,
    /// The browser cannot read it.
    Unreadable,
}

/// What is chosen, and what becomes of it.
#[derive(Clone, Copy)]
pub struct Choosing {
    organization: Signal<Answer<Organization>>,
    /// Whether the person may change the logo.
    pub may: Memo<bool>,
    /// Whether there is one.
    pub there: Memo<bool>,
    /// The chosen picture while it is on its way; empty else.
    pub preview: RwSignal<String>,
    /// Why what was chosen was not sent.
    pub refused: RwSignal<Option<Refused>>,
    /// Whether anything is on its way.
    pub busy: Signal<bool>,
    /// Sending it.
    pub put: Mutation<PutLogo>,
    /// Taking it away.
    pub delete: Mutation<DeleteLogo>,
}

impl Choosing {
    /// Choosing the logo of an organization.
    pub fn new(organization: Signal<Answer<Organization>>) -> Self {
        let (session, language, toasts) = (use_session(), use_language(), expect_context::<Toasts>());
        let preview = RwSignal::new(String::new());
        let done = move |answer: Answer<Organization>, key| {
            session.organization_changed(answer);
            toasts.push(Tone::Success, language.text_untracked(|texts| texts.get(key).into_owned()));
        };
        let put = Mutation::<PutLogo>::new(move |answer| done(answer, logo::SAVED));
        let delete = Mutation::<DeleteLogo>::new(move |answer| {
            done(answer, logo::REMOVED);
            // The button that had the focus has gone.
            page::focus("input[name=logo]");
        });
        let (putting, deleting) = (put.pending(), delete.pending());
        Effect::new(move |_| {
            if !putting.get() {
                preview.set(String::new());
            }
        });
        Self {
            organization,
            may: Memo::new(move |_| {
                organization.with(|answer| answer.value.may(Permission::UpdateOrganization))
            }),
            there: Memo::new(move |_| organization.with(|answer| answer.value.logo.is_some())),
            preview,
            refused: RwSignal::new(None),
            busy: Signal::derive(move || putting.get() || deleting.get()),
            put,
            delete,
        }
    }

    /// Takes a file that was chosen or dropped.
    pub fn take(self, picked: Option<Picked>) {
        let Some(picked) = picked else { return };
        if !self.may.get_untracked() || self.busy.get_untracked() {
            return;
        }
        self.forget();
        #[expect(clippy::cast_precision_loss, reason = "a million")]
        if picked.size() > MAX_LOGO_BYTES as f64 {
            return self.refused.set(Some(Refused::TooLarge));
        }
        picked.read(move |bytes| match bytes {
            Some(bytes) => self.send(bytes),
            // The page may have gone meanwhile.
            None => drop(self.refused.try_set(Some(Refused::Unreadable))),
        });
    }

    fn send(self, bytes: Vec<u8>) {
        let Some(org) = self.organization.try_with_untracked(|answer| answer.value.id) else { return };
        let Some(kind) = logo_type(&bytes) else { return self.refused.set(Some(Refused::Kind)) };
        self.preview.set(files::address(kind, &bytes));
        self.put.run(&PutLogo { org, picture: Upload { kind, bytes } });
    }

    /// Takes the logo away.
    pub fn remove(self) {
        self.forget();
        let org = self.organization.with_untracked(|answer| answer.value.id);
        self.delete.run(&DeleteLogo { org });
    }

    fn forget(self) {
        self.refused.set(None);
        self.put.clear();
        self.delete.clear();
    }
}
