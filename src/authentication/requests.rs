//! Who may ask to join.

use super::choosing::{Chosen, offered};
use crate::{
    api::{Answer, Mutation, Query},
    language::{error_text, now, t, use_language},
    ui::{Actions, Button, Checkbox, Form, FormError, Kind, Switch, Toasts, Tone},
};
use hq_contract::{
    OrganizationId, ProblemCode,
    authentication::{Authentication, AuthenticationPatch, JoinRequestsAllowed, UpdateAuthentication},
};
use hq_text::{authentication, common, organizations};
use leptos::prelude::*;

/// What is decided, what is chosen, and making the one the other.
#[derive(Clone, Copy)]
struct Choosing {
    org: OrganizationId,
    query: Query<Authentication>,
    decided: Memo<JoinRequestsAllowed>,
    chosen: RwSignal<Chosen>,
    enabled: RwSignal<bool>,
    /// Whether it was sent: that no domain is chosen is said from then on.
    tried: RwSignal<bool>,
    save: Mutation<UpdateAuthentication>,
}

impl Choosing {
    fn new(org: OrganizationId, query: Query<Authentication>, first: JoinRequestsAllowed) -> Self {
        let (language, toasts) = (use_language(), expect_context::<Toasts>());
        let chosen = RwSignal::new(Chosen::of(&first));
        let enabled = RwSignal::new(first.enabled);
        let save = Mutation::<UpdateAuthentication>::new(move |answer: Answer<Authentication>| {
            chosen.set(Chosen::of(&answer.value.join_requests));
            query.set(answer);
            toasts.push(Tone::Success, now(language, |texts| texts.get(authentication::SAVED).into_owned()));
        });
        let decided = Memo::new(move |before: Option<&JoinRequestsAllowed>| {
            let now = query.with(|remote| remote.ready().map(|answer| answer.value.join_requests.clone()));
            now.or_else(|| before.cloned()).unwrap_or_else(|| first.clone())
        });
        let choosing = Self { org, query, decided, chosen, enabled, tried: RwSignal::new(false), save };
        choosing.follow();
        choosing
    }

    /// The switch and what is chosen are one; what others decide is taken over where nothing else is chosen, and asked
    /// for when the server says that there is some.
    fn follow(self) {
        Effect::new(move |_| {
            let on = self.enabled.get();
            if self.chosen.with_untracked(|chosen| chosen.enabled != on) {
                let offered = self.decided.with_untracked(offered);
                self.chosen.update(|chosen| chosen.turn(on, &offered));
            }
        });
        Effect::new(move |_| {
            let on = self.chosen.with(|chosen| chosen.enabled);
            if self.enabled.get_untracked() != on {
                self.enabled.set(on);
            }
        });
        Effect::new(move |before: Option<Chosen>| {
            let decided = self.decided.with(Chosen::of);
            let untouched =
                before.is_some_and(|before| self.chosen.with_untracked(|chosen| *chosen == before));
            if untouched {
                self.chosen.set(decided.clone());
            }
            decided
        });
        Effect::new(move |_| {
            if self.is_stale() {
                self.query.retry();
            }
        });
    }

    fn is_stale(self) -> bool {
        let error = self.save.error();
        error.with(|error| error.as_ref().is_some_and(|error| error.code() == Some(ProblemCode::Stale)))
    }

    fn unsaved(self) -> bool {
        self.decided.with(|decided| self.chosen.with(|chosen| *chosen != Chosen::of(decided)))
    }

    fn submit(self) {
        self.tried.set(true);
        let version =
            self.query.with_untracked(|remote| remote.ready().and_then(|answer| answer.version.clone()));
        // Without a version nothing may be changed; the next answer brings one.
        let Some(version) = version else { return self.query.retry() };
        if self.chosen.with_untracked(Chosen::is_empty) {
            return;
        }
        let patch =
            self.decided.with_untracked(|decided| self.chosen.with_untracked(|chosen| chosen.patch(decided)));
        let patch = AuthenticationPatch { force_mfa: None, join_requests: Some(patch) };
        self.save.run(&UpdateAuthentication { org: self.org, version, patch });
    }

    fn discard(self) {
        self.chosen.set(self.decided.with_untracked(Chosen::of));
        self.tried.set(false);
        self.save.clear();
    }
}

/// The switch and the domains.
#[component]
pub fn RequestsForm(
    org: OrganizationId,
    query: Query<Authentication>,
    first: JoinRequestsAllowed,
) -> AnyView {
    let (choosing, language) = (Choosing::new(org, query, first), use_language());
    let (error, stale) = (choosing.save.error(), t(authentication::STALE));
    let message = move || {
        let error = error.get()?;
        Some(if choosing.is_stale() { stale.get() } else { error_text(language, &error) })
    };
    let none_available = Memo::new(move |_| choosing.decided.with(|decided| offered(decided).is_empty()));
    let none = t(authentication::NONE_AVAILABLE);
    view! {
        <Form on_submit=move |()| choosing.submit()>
            <FormError message=Signal::derive(message) />
            <Switch
                label=t(authentication::ALLOW)
                value=choosing.enabled
                hint=t(authentication::ALLOW_HINT)
                disabled=none_available
            />
            <p class="authentication-none">
                {move || if none_available.get() { none.get() } else { String::new() }}
            </p>
            {domains(choosing)}
            {buttons(choosing)}
        </Form>
    }
    .into_any()
}

/// The domains, while requests are allowed.
fn domains(choosing: Choosing) -> AnyView {
    let (decided, chosen) = (choosing.decided, choosing.chosen);
    let none_chosen = t(authentication::NONE_CHOSEN);
    let wrong = move || {
        let said = choosing.tried.get() && chosen.with(Chosen::is_empty);
        if said { none_chosen.get() } else { String::new() }
    };
    let boxes = move || {
        let line = |domain: String| {
            let (named, label) = (domain.clone(), domain.clone());
            view! {
                <Checkbox
                    label=label
                    checked=move || chosen.with(|chosen| chosen.domains.contains(&domain))
                    on_change=move |on| chosen.update(|chosen| chosen.choose(&named, on))
                />
            }
        };
        decided.with(offered).into_iter().map(line).collect::<Vec<_>>()
    };
    let shown = Memo::new(move |_| chosen.with(|chosen| chosen.enabled));
    let fieldset = move || {
        shown.get().then(|| {
            view! {
                <fieldset class="field">
                    <legend class="field-label">{t(authentication::DOMAINS)}</legend>
                    {boxes}
                    <p class="field-hint">{t(authentication::DOMAINS_HINT)}</p>
                    <p class="field-error" role="alert">
                        {wrong}
                    </p>
                </fieldset>
            }
            .into_any()
        })
    };
    fieldset.into_any()
}

fn buttons(choosing: Choosing) -> AnyView {
    let unsaved = Memo::new(move |_| choosing.unsaved());
    let text = t(organizations::UNSAVED);
    let discard = move || {
        unsaved.get().then(|| {
            view! { <Button label=t(organizations::DISCARD) on_click=move |()| choosing.discard() /> }
        })
    };
    view! {
        <Actions>
            <span class="actions-status" role="status">
                {move || if unsaved.get() { text.get() } else { String::new() }}
            </span>
            {discard}
            <Button label=t(common::SAVE) kind=Kind::Primary submit=true busy=choosing.save.pending() />
        </Actions>
    }
    .into_any()
}
