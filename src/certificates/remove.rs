//! Removing certificates.

use super::{
    page::{Page, called},
    words,
};
use crate::{
    api::{Error, Mutation},
    browser::page as document,
    language::{now, t, tx, use_language},
    ui::{Confirm, Toasts, Tone, effect},
};
use hq_contract::{
    ProblemCode,
    certificates::{Certificate, RemoveCertificate},
};
use hq_text::{certificates, common};
use leptos::prelude::*;

/// Removes certificates, one at a time.
#[derive(Clone, Copy)]
pub struct Removal {
    page: Page,
    open: RwSignal<bool>,
    which: RwSignal<Option<Certificate>>,
    remove: Mutation<RemoveCertificate>,
}

impl Removal {
    /// None is removed yet.
    pub fn new(page: Page) -> Self {
        let (language, toasts) = (use_language(), expect_context::<Toasts>());
        let (open, which) = (RwSignal::new(false), RwSignal::new(None::<Certificate>));
        let remove = Mutation::<RemoveCertificate>::new(move |_| {
            if let Some(gone) = which.get_untracked() {
                toasts
                    .push(Tone::Success, now(language, |texts| certificates::removed(texts, called(&gone))));
                open.set(false);
                page.take(gone.id, None);
                // The row has gone, and with it the button that had the focus.
                request_animation_frame(|| {
                    document::focus("h1");
                });
            }
        });
        let error = remove.error();
        effect(move || {
            if !error.with(words::is_overtaken) {
                return;
            }
            let gone =
                error.with(|error| error.as_ref().and_then(Error::code)) == Some(ProblemCode::NotFound);
            let named = which.with_untracked(|which| {
                which.as_ref().map(|which| called(which).to_owned()).unwrap_or_default()
            });
            let text = now(language, |texts| {
                if gone {
                    texts.get(certificates::GONE).into_owned()
                } else {
                    certificates::changed(texts, &named)
                }
            });
            toasts.push(Tone::Warning, text);
            open.set(false);
            page.all.retry();
        });
        Self { page, open, which, remove }
    }

    /// Asks whether to remove one.
    pub fn ask(self, certificate: Certificate) {
        self.remove.clear();
        self.which.set(Some(certificate));
        self.open.set(true);
    }

    fn run(self) {
        self.which.with_untracked(|which| {
            if let Some(which) = which {
                let version = which.etag();
                self.remove.run(&RemoveCertificate { org: self.page.org, id: which.id, version });
            }
        });
    }
}

/// Says what removing means, and does it.
#[component]
pub fn RemoveDialog(removal: Removal) -> AnyView {
    let which = removal.which;
    let title = tx(move |texts| {
        which.with(|which| {
            let name = which.as_ref().map(called).unwrap_or_default();
            certificates::remove_name(texts, name)
        })
    });
    let error = removal.remove.error();
    view! {
        <Confirm
            open=removal.open
            title=title
            text=t(certificates::REMOVE_TEXT)
            confirm_label=title
            cancel_label=t(common::CANCEL)
            busy=removal.remove.pending()
            error=words::said(move || error.get().filter(|error| !words::is_overtaken(&Some(error.clone()))))
            on_confirm=move |()| removal.run()
        />
    }
    .into_any()
}
