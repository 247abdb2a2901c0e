//! What is chosen of who may ask to join, over what is decided.

use super::{
    choosing::{Chosen, offered},
    draft::Draft,
};
use crate::{
    api::{Answer, Mutation, Query},
    drafts::use_drafts,
    language::use_language,
    session::use_session,
    ui::{Toasts, Tone},
};
use hq_contract::{
    OrganizationId, ProblemCode,
    authentication::{Authentication, AuthenticationPatch, JoinRequestsAllowed, UpdateAuthentication},
    plan::{Feature, Plan},
};
use hq_text::authentication;
use leptos::prelude::*;

/// What is decided, what is chosen, and making the one the other.
#[derive(Clone, Copy)]
pub struct Editing {
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
    /// What was decided when an earlier visit left behind what is chosen now.
    left: RwSignal<Option<Chosen>>,
    /// Making it so.
    pub save: Mutation<UpdateAuthentication>,
}

impl Editing {
    /// Choosing over what was read first, from where it was left in this tab.
    pub fn new(org: OrganizationId, query: Query<Authentication>, first: JoinRequestsAllowed) -> Self {
        let (language, toasts) = (use_language(), expect_context::<Toasts>());
        let before = Chosen::of(&first);
        let draft = Draft::load(org).filter(|draft| draft.chosen != before);
        let (left, before) = draft.map_or((None, before), |draft| (Some(draft.base), draft.chosen));
        let (left, enabled) = (RwSignal::new(left), RwSignal::new(before.enabled));
        let chosen = RwSignal::new(before);
        let save = Mutation::<UpdateAuthentication>::new(move |answer: Answer<Authentication>| {
            chosen.set(Chosen::of(&answer.value.join_requests));
            left.set(None);
            query.set(answer);
            toasts.push(
                Tone::Success,
                language.text_untracked(|texts| texts.get(authentication::SAVED).into_owned()),
            );
        });
        let decided = Memo::new(move |before: Option<&JoinRequestsAllowed>| {
            let now = query.with(|remote| remote.ready().map(|answer| answer.value.join_requests.clone()));
            now.or_else(|| before.cloned()).unwrap_or_else(|| first.clone())
        });
        let editing = Self { org, query, decided, chosen, enabled, tried: RwSignal::new(false), left, save };
        editing.follow();
        editing
    }

    /// The switch and what is chosen are one; what others decide is taken over where nothing else is chosen, and asked
    /// for when the server says that there is some; so is the plan.
    fn follow(self) {
        let (drafts, session) = (use_drafts(), use_session());
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
            let base = self.left.get().unwrap_or_else(|| self.decided.with(Chosen::of));
            let saved = !self.unsaved();
            let chosen = if saved { base.clone() } else { self.chosen.get() };
            Draft { base, chosen }.keep(drafts, self.org);
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

    /// Whether something is chosen that is not saved.
    pub fn unsaved(self) -> bool {
        self.decided.with(|decided| self.chosen.with(|chosen| *chosen != Chosen::of(decided)))
    }

    /// Of what an earlier visit has left behind: whether others have decided something else since.
    pub fn left(self) -> Option<bool> {
        let base = self.left.get()?;
        self.unsaved().then(|| self.decided.with(|decided| base != Chosen::of(decided)))
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
        self.save.run(&UpdateAuthentication { org: self.org, version, patch });
    }

    /// Takes what is decided.
    pub fn discard(self) {
        self.chosen.set(self.decided.with_untracked(Chosen::of));
        self.left.set(None);
        self.tried.set(false);
        self.save.clear();
    }
}
