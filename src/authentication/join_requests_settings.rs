//! The settings of who may ask to join, being edited.

use super::chosen::{Chosen, offered};
use crate::{
    api::{Answer, Mutation, Query},
    kit::{Draft, Editing, whole},
    language::use_language,
    session::use_session,
    ui::{Toasts, Tone},
};
use hq_contract::{
    OrganizationId, Permission, ProblemCode,
    authentication::{Authentication, AuthenticationPatch, JoinRequestsAllowed, UpdateAuthentication},
    plan::{Feature, Plan},
};
use hq_text::authentication;
use leptos::prelude::*;

/// The saved settings, the edited ones, and saving them.
#[derive(Clone, Copy)]
pub struct JoinRequestsSettings {
    org: OrganizationId,
    query: Query<Authentication>,
    /// The saved settings.
    pub decided: Memo<JoinRequestsAllowed>,
    /// The edited settings.
    pub chosen: RwSignal<Chosen>,
    /// The switch.
    pub enabled: RwSignal<bool>,
    /// Whether the person has tried to save: an error about missing domains is shown from then on.
    pub tried: RwSignal<bool>,
    /// The draft and the merging with what others save.
    pub editing: Editing<Chosen>,
    /// Saves them.
    pub save: Mutation<UpdateAuthentication>,
}

impl JoinRequestsSettings {
    /// Edits the settings, beginning with the draft in this tab if there is one.
    pub fn new(org: OrganizationId, query: Query<Authentication>, first: JoinRequestsAllowed) -> Self {
        let (language, toasts) = (use_language(), expect_context::<Toasts>());
        let chosen = RwSignal::new(Chosen::of(&first));
        let decided = Memo::new(move |before: Option<&JoinRequestsAllowed>| {
            let now = query.with(|remote| remote.ready().map(|answer| answer.value.join_requests.clone()));
            now.or_else(|| before.cloned()).unwrap_or_else(|| first.clone())
        });
        let editing = Editing::new(
            Draft::within(org, "authentication", Permission::ManageAuthentication, "join_requests"),
            Memo::new(move |_| decided.with(Chosen::of)),
            chosen,
            move |put| chosen.set(put),
            whole,
        );
        let save = Mutation::<UpdateAuthentication>::new(move |answer: Answer<Authentication>| {
            editing.was_saved(Chosen::of(&answer.value.join_requests));
            query.set(answer);
            toasts.push(
                Tone::Success,
                language.text_untracked(|texts| texts.get(authentication::SAVED).into_owned()),
            );
        });
        let enabled = RwSignal::new(chosen.with_untracked(|chosen| chosen.enabled));
        let tried = RwSignal::new(false);
        let settings = Self { org, query, decided, chosen, enabled, tried, editing, save };
        settings.follow();
        settings
    }

    /// Keeps the switch and the edited settings the same, and loads the settings or the plan again when the server says
    /// that they have changed.
    fn follow(self) {
        let session = use_session();
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
        Effect::new(move |_| match self.refusal() {
            Some(ProblemCode::Stale) => self.query.retry(),
            Some(ProblemCode::PlanLacksIt) => session.organization().retry(),
            _ => {}
        });
    }

    /// Why it could not be saved.
    pub fn refusal(self) -> Option<ProblemCode> {
        self.save.error().with(|error| error.as_ref().and_then(crate::api::Error::code))
    }

    /// Whether requests stay allowed because the plan does not include to close them.
    pub fn stays_open(self, plan: Plan) -> bool {
        let decided = self.decided.with(|decided| decided.enabled);
        decided && self.enabled.get() && !plan.includes(Feature::CloseJoinRequests)
    }

    /// Saves the edited settings.
    pub fn submit(self) {
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
        self.editing.sending();
        self.save.run(&UpdateAuthentication { org: self.org, version, patch });
    }

    /// Discards the changes.
    pub fn discard(self) {
        self.editing.discard();
        self.tried.set(false);
        self.save.clear();
    }
}
