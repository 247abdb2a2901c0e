//! What is chosen of who may ask to join, over what is decided.

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

/// What is decided, what is chosen, and making the one the other.
#[derive(Clone, Copy)]
pub struct Choosing {
    org: OrganizationId,
    query: Query<Authentication>,
    /// What is decided.
    pub decided: Memo<JoinRequestsAllowed>,
    /// What is chosen.
    pub chosen: RwSignal<Chosen>,
    /// The switch.
    pub enabled: RwSignal<bool>,
    /// Whether it was sent: that no domain is chosen is said from then on.
    pub tried: RwSignal<bool>,
    /// What is chosen over what is decided.
    pub editing: Editing<Chosen>,
    /// Making it so.
    pub save: Mutation<UpdateAuthentication>,
}

impl Choosing {
    /// Choosing over what was read first, from where it was left in this tab.
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
        let choosing = Self { org, query, decided, chosen, enabled, tried, editing, save };
        choosing.follow();
        choosing
    }

    /// The switch and what is chosen are one; what others decide is asked for when the server says that there is some; so
    /// is the plan.
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
    pub fn kept_open(self, plan: Plan) -> bool {
        let decided = self.decided.with(|decided| decided.enabled);
        decided && self.enabled.get() && !plan.includes(Feature::CloseJoinRequests)
    }

    /// Makes it so.
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

    /// Takes what is decided.
    pub fn discard(self) {
        self.editing.discard();
        self.tried.set(false);
        self.save.clear();
    }
}
