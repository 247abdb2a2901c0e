//! Uploading a logo: checking the file, sending it, and removing the logo.

use crate::{
    api::{Answer, Mutation},
    browser::{files, files::PickedFile, page},
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

/// Why a file cannot be uploaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogoFileError {
    /// It is too large.
    TooLarge,
    /// It is not an image of a supported type.
    Kind,
    /// The browser cannot read it.
    Unreadable,
}

/// The upload of an organization's logo.
#[derive(Clone, Copy)]
pub struct LogoUpload {
    organization: Signal<Answer<Organization>>,
    /// Whether the person may change the logo.
    pub may: Memo<bool>,
    /// Whether the organization has one.
    pub has_logo: Memo<bool>,
    /// The chosen picture while it is being sent, else empty.
    pub preview: RwSignal<String>,
    /// Why the chosen file was not sent.
    pub file_error: RwSignal<Option<LogoFileError>>,
    /// Whether a request is pending.
    pub busy: Signal<bool>,
    /// Sends it.
    pub put: Mutation<PutLogo>,
    /// Removes it.
    pub delete: Mutation<DeleteLogo>,
}

impl LogoUpload {
    /// The upload for an organization.
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
            has_logo: Memo::new(move |_| organization.with(|answer| answer.value.logo.is_some())),
            preview,
            file_error: RwSignal::new(None),
            busy: Signal::derive(move || putting.get() || deleting.get()),
            put,
            delete,
        }
    }

    /// Takes a file that was chosen or dropped.
    pub fn take(self, picked: Option<PickedFile>) {
        let Some(picked) = picked else { return };
        if !self.may.get_untracked() || self.busy.get_untracked() {
            return;
        }
        self.forget();
        #[expect(clippy::cast_precision_loss, reason = "a million")]
        if picked.size() > MAX_LOGO_BYTES as f64 {
            return self.file_error.set(Some(LogoFileError::TooLarge));
        }
        picked.read(move |bytes| match bytes {
            Some(bytes) => self.send(bytes),
            // The page may have gone meanwhile.
            None => drop(self.file_error.try_set(Some(LogoFileError::Unreadable))),
        });
    }

    fn send(self, bytes: Vec<u8>) {
        let Some(org) = self.organization.try_with_untracked(|answer| answer.value.id) else { return };
        let Some(kind) = logo_type(&bytes) else { return self.file_error.set(Some(LogoFileError::Kind)) };
        self.preview.set(files::address(kind, &bytes));
        self.put.run(&PutLogo { org, picture: Upload { kind, bytes } });
    }

    /// Removes the logo.
    pub fn remove(self) {
        self.forget();
        let org = self.organization.with_untracked(|answer| answer.value.id);
        self.delete.run(&DeleteLogo { org });
    }

    fn forget(self) {
        self.file_error.set(None);
        self.put.clear();
        self.delete.clear();
    }
}
