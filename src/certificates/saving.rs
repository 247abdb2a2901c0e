//! Adding what was entered, or putting it in the place of a certificate.

use super::{
    fields::{Fields, faults_of},
    shared::{CertificateList, certificate_name},
    words,
};
use crate::{
    api::{Answer, Error, Mutation},
    language::{count, use_language},
    ui::{Toasts, Tone},
};
use hq_contract::{
    CertificateId, ProblemCode,
    certificates::{AddCertificate, Certificate, ReplaceCertificate},
};
use hq_text::certificates;
use leptos::prelude::*;

/// Sends what was entered.
#[derive(Clone, Copy)]
pub struct Saving {
    page: CertificateList,
    replaces: Option<CertificateId>,
    editing: Fields,
    add: Mutation<AddCertificate>,
    replace: Mutation<ReplaceCertificate>,
}

impl Saving {
    /// Nothing is sent yet.
    pub fn new(page: CertificateList, replaces: Option<CertificateId>, editing: Fields) -> Self {
        let (language, toasts) = (use_language(), expect_context::<Toasts>());
        let left_out = RwSignal::new(0);
        let without = count(certificates::left_out, move || left_out.get());
        let done = move |answer: Answer<Certificate>| {
            let certificate = answer.value;
            let write = if replaces.is_some() { certificates::replaced } else { certificates::added };
            let mut said = language.text_untracked(|texts| write(texts, certificate_name(&certificate)));
            left_out.set(u64::from(certificate.left_out));
            if certificate.left_out > 0 {
                said = format!("{said} {}", without.get_untracked());
            }
            toasts.push(Tone::Success, said);
            editing.forget();
            page.take(certificate.id, Some(certificate));
            page.address.close();
        };
        let saving = Self { page, replaces, editing, add: Mutation::new(done), replace: Mutation::new(done) };
        saving.follow();
        saving
    }

    /// Says under the fields what is about them, and looks for what others have changed.
    fn follow(self) {
        Effect::new(move |_| {
            let Some(error) = self.failed() else { return };
            self.editing.refuse(&error);
            let outdated = matches!(
                error.code(),
                Some(ProblemCode::Stale | ProblemCode::NotFound | ProblemCode::NoSecretsKey)
            );
            if outdated {
                self.page.all.retry();
            }
        });
    }

    fn failed(self) -> Option<Error> {
        self.add.error().get().or_else(|| self.replace.error().get())
    }

    /// Why nothing came of it, where that is not said under a field.
    pub fn message(self) -> Signal<Option<String>> {
        words::error_message(move || self.failed().filter(|error| faults_of(error).is_empty()))
    }

    /// Whether it is on its way.
    pub fn pending(self) -> Signal<bool> {
        let (add, replace) = (self.add.pending(), self.replace.pending());
        Signal::derive(move || add.get() || replace.get())
    }

    /// Sends it, if nothing is wrong with it that can be seen from here.
    pub fn submit(self) {
        let (page, org) = (self.page, self.page.org);
        if !untrack(|| page.can_be_kept()) {
            return;
        }
        let Some(body) = self.editing.read() else { return };
        let Some(id) = self.replaces else {
            return self.add.run(&AddCertificate { org, body });
        };
        // Without a version nothing may be changed; the next answer brings one, or tells that it is gone.
        let Some(before) = untrack(|| page.find(id)) else { return page.all.retry() };
        self.replace.run(&ReplaceCertificate { org, id, version: before.etag(), body });
    }
}
