//! Giving domains up.

use super::{
    checking::{is_gone, say_gone},
    words,
};
use crate::{
    api::{List, Mutation},
    language::{now, t, tx, use_language},
    ui::{Confirm, Toasts, Tone, effect},
};
use hq_contract::{
    OrganizationId,
    domains::{Domain, ReleaseDomain},
};
use hq_text::{common, domains};
use leptos::prelude::*;

/// Gives domains up, one at a time.
#[derive(Clone, Copy)]
pub struct Release {
    open: RwSignal<bool>,
    org: OrganizationId,
    which: RwSignal<Option<Domain>>,
    release: Mutation<ReleaseDomain>,
}

impl Release {
    /// None is given up yet.
    pub fn new(org: OrganizationId, list: List<Domain>, focus: RwSignal<()>) -> Self {
        let (language, toasts) = (use_language(), expect_context::<Toasts>());
        let (open, which) = (RwSignal::new(false), RwSignal::new(None::<Domain>));
        let gone = move |domain: &Domain| {
            let id = domain.id;
            open.set(false);
            list.edit(|items| items.retain(|item| item.id != id));
            // The card has gone, and with it the button that had the focus.
            request_animation_frame(move || focus.notify());
        };
        let release = Mutation::<ReleaseDomain>::new(move |_| {
            if let Some(domain) = which.get_untracked() {
                toasts.push(
                    Tone::Success,
                    now(language, |texts| domains::given_up(texts, &domain.display_name)),
                );
                gone(&domain);
            }
        });
        let error = release.error();
        effect(move || {
            if let (true, Some(domain)) = (error.with(is_gone), which.get_untracked()) {
                say_gone(toasts, now(language, |texts| domains::gone(texts, &domain.display_name)));
                gone(&domain);
            }
        });
        Self { open, org, which, release }
    }

    /// Asks whether to give one up.
    pub fn ask(self, domain: Domain) {
        self.release.clear();
        self.which.set(Some(domain));
        self.open.set(true);
    }

    fn run(self) {
        if let Some(id) = self.which.with_untracked(|which| which.as_ref().map(|which| which.id)) {
            self.release.run(&ReleaseDomain { org: self.org, id });
        }
    }
}

/// Says what giving up means, and does it.
#[component]
pub fn ReleaseDialog(release: Release) -> AnyView {
    let which = release.which;
    let name = Signal::derive(move || {
        which.with(|which| which.as_ref().map(|which| which.display_name.clone()).unwrap_or_default())
    });
    let title = tx(move |texts| domains::give_up_name(texts, &name.get()));
    let bound = move || which.with(|which| which.as_ref().is_some_and(|which| which.state.is_bound()));
    let text = tx(move |texts| {
        if bound() {
            domains::give_up_text(texts, &name.get())
        } else {
            texts.get(domains::GIVE_UP_PENDING).into_owned()
        }
    });
    let error = release.release.error();
    view! {
        <Confirm
            open=release.open
            title=title
            text=text
            confirm_label=title
            cancel_label=t(common::CANCEL)
            busy=release.release.pending()
            error=words::said(move || error.get().filter(|error| !is_gone(&Some(error.clone()))))
            on_confirm=move |()| release.run()
        />
    }
    .into_any()
}
