//! The dataplant that a page is about.

use crate::{
    api::{Answer, Error, Query, Remote},
    dataplants::access::DataplantAccess,
    kit::{named_dialog, poll_while, use_drafts},
    language::use_language,
    routes::{DataplantAddress, DataplantView, DataplantsView, Route, use_dataplant_address, use_router},
    ui::{Toasts, Tone},
};
use hq_contract::{
    DataplantId, ETag, Page, ProblemCode,
    dataplants::{Dataplant, GetDataplant, GetDataplantSteps, ListDataplantOperations},
    operations::{BrokerOperation, LifeState},
};
use hq_text::dataplants;
use leptos::prelude::*;

/// Everything that is asked for one dataplant; asked again while something moves.
#[derive(Clone, Copy)]
pub struct Sources {
    access: DataplantAccess,
    id: DataplantId,
    /// The dataplant.
    pub query: Query<Dataplant>,
    steps: Query<BrokerOperation>,
    history: Query<Page<BrokerOperation>>,
}

impl Sources {
    /// Of the dataplant of that id.
    #[must_use]
    pub fn new(access: DataplantAccess, id: DataplantId) -> Self {
        let org = access.org;
        let query = Query::new(move || Some(GetDataplant { org, id }));
        query.retry_when_refused();
        let steps = Query::new(move || Some(GetDataplantSteps { org, id }));
        let history = Query::new(move || Some(ListDataplantOperations { org, id }));
        let sources = Self { access, id, query, steps, history };
        sources.follow();
        sources
    }

    /// Whether there is no such dataplant, for this person.
    #[must_use]
    pub fn are_missing(self) -> Signal<bool> {
        Memo::new(move |_| {
            self.query.with(|remote| matches!(remote, Remote::Failed(error) if is_gone(error)))
        })
        .into()
    }

    fn follow(self) {
        let (fetching, asking) = (self.query.fetching(), self.steps.fetching());
        let moving = Memo::new(move |_| {
            self.query.with(|remote| remote.ready().is_some_and(|answer| answer.value.state.is_moving()))
        });
        let again = move || {
            self.query.retry();
            self.steps.retry();
        };
        poll_while(moving, Signal::derive(move || fetching.get() || asking.get()), again);
        Effect::new(move |before: Option<bool>| {
            let now = moving.get();
            // What has begun or ended is in the history from then on.
            if before.is_some_and(|before| before != now) {
                self.steps.retry();
                self.history.retry();
            }
            now
        });
        self.leave_when_gone();
    }

    /// What was deleted while its page is open leads to the others. What was typed about it goes too, also where it is not found.
    fn leave_when_gone(self) {
        let (router, language, toasts) = (use_router(), use_language(), expect_context::<Toasts>());
        let (failed, drafts) = (self.query.failed(), use_drafts());
        Effect::new(move |_| {
            if !failed.with(|error| error.as_ref().is_some_and(is_gone)) {
                return;
            }
            drafts.forget_about(self.id);
            if let Some(Answer { value: last, .. }) = self.query.ready_untracked() {
                let (tone, write): (_, fn(&hq_text::Texts, &str) -> String) = match last.state {
                    LifeState::Deleting => (Tone::Success, dataplants::deleted),
                    _ => (Tone::Warning, dataplants::gone),
                };
                toasts.push(tone, language.text_untracked(|texts| write(texts, last.name.as_str())));
                let slug = self.access.slug.get_untracked();
                router.replace(Route::dataplants(slug, &DataplantsView::default()));
            }
        });
    }
}

/// Whether something is not there, or no more.
pub(super) fn is_gone(error: &Error) -> bool {
    error.code() == Some(ProblemCode::NotFound)
}

/// The dataplant once it is here, as it changes, and what its page asks for.
#[derive(Clone, Copy)]
pub(super) struct Thing {
    pub(super) access: DataplantAccess,
    pub(super) id: DataplantId,
    pub(super) dataplant: Memo<Dataplant>,
    pub(super) steps: Query<BrokerOperation>,
    pub(super) history: Query<Page<BrokerOperation>>,
    query: Query<Dataplant>,
    address: DataplantAddress,
}

impl Thing {
    pub(super) fn new(sources: Sources, first: Dataplant) -> Self {
        let Sources { access, id, query, steps, history } = sources;
        let dataplant = query.latest(first);
        Self { access, id, dataplant, steps, history, query, address: use_dataplant_address() }
    }

    /// Something of it, as it changes.
    pub(super) fn get<T: PartialEq + Send + Sync + Clone + 'static>(
        self,
        read: impl Fn(&Dataplant) -> T + Send + Sync + 'static,
    ) -> Signal<T> {
        Memo::new(move |_| self.dataplant.with(|dataplant| read(dataplant))).into()
    }

    /// What it is called.
    pub(super) fn name(self) -> Signal<String> {
        self.get(|dataplant| dataplant.name.to_string())
    }

    /// The version that a change begins from; asks for it where it is not known.
    pub(super) fn version(self) -> Option<ETag> {
        let version =
            self.query.with_untracked(|remote| remote.ready().and_then(|answer| answer.version.clone()));
        if version.is_none() {
            self.query.retry();
        }
        version
    }

    /// The server has answered a change.
    pub(super) fn took(self, answer: Answer<Dataplant>) {
        self.query.set(answer);
        self.steps.retry();
        self.history.retry();
    }

    /// Looks at why something was refused: what others have changed meanwhile is read again.
    pub(super) fn watch(self, error: ReadSignal<Option<Error>>) {
        Effect::new(move |_| {
            let code = error.with(|error| error.as_ref().and_then(Error::code));
            let again = [ProblemCode::Stale, ProblemCode::NotReady, ProblemCode::NotFound];
            if code.is_some_and(|code| again.contains(&code)) {
                self.query.retry();
            }
        });
    }

    /// Begins something, which the address says from then on.
    pub(super) fn begin(self, what: DataplantView) {
        self.address.begin(what);
    }

    /// Whether the dialog of something is open, which the address says, for who `may` do it.
    pub(super) fn dialog(self, what: DataplantView, may: Signal<bool>) -> RwSignal<bool> {
        let view = self.address.view();
        let named = Memo::new(move |_| view.with(|view| *view == what));
        named_dialog(named, may, move || self.address.end())
    }
}
