//! Changes the selected members one after the other, each at the version that is read just before.

use super::selection::Selection;
use crate::{
    api::{Answer, Error, Mutation},
    browser::page,
    session::{Session, use_session},
};
use hq_contract::{
    ETag, Endpoint, OrganizationId, ProblemCode, UserId,
    members::{GetMember, Member},
};
use leptos::prelude::*;

/// What became of one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was so already.
    Unchanged,
    /// Left out: it is who asks.
    Oneself,
    /// They belong to the organization no more.
    Gone,
    /// It was refused.
    Failed(Error),
}

/// A member, and what became of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkResult {
    /// The member's name.
    pub name: String,
    /// What became of them.
    pub outcome: Outcome,
}

/// The run. It goes on while its dialog is closed; where the server cannot be reached it ends, and who is left stays selected.
pub struct BulkRun<E: Endpoint + 'static> {
    org: OrganizationId,
    session: Session,
    selection: Selection,
    waiting: StoredValue<Vec<(UserId, String)>>,
    current: StoredValue<Option<(UserId, String)>>,
    results: RwSignal<Vec<BulkResult>>,
    total: RwSignal<usize>,
    running: RwSignal<bool>,
    read: Mutation<GetMember>,
    change: Mutation<E>,
    on_done: Callback<()>,
}

impl<E: Endpoint + 'static> Clone for BulkRun<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E: Endpoint + 'static> Copy for BulkRun<E> {}

impl<E: Endpoint + 'static> BulkRun<E> {
    /// A run that has not begun. `request` makes the change of a member at a version; nothing where there is none to make.
    pub fn new(
        org: OrganizationId,
        selection: Selection,
        request: impl Fn(&Member, ETag) -> Option<E> + 'static,
        on_done: Callback<()>,
    ) -> Self {
        let run = StoredValue::new_local(None::<Self>);
        let change = Mutation::<E>::new(move |_| {
            if let Some(Some(run)) = run.try_get_value() {
                run.became(Outcome::Done);
            }
        });
        let read = Mutation::<GetMember>::new(move |answer: Answer<Member>| {
            let Some(Some(run)) = run.try_get_value() else { return };
            match answer.version.and_then(|version| request(&answer.value, version)) {
                Some(request) => run.change.run(&request),
                None => run.became(Outcome::Unchanged),
            }
        });
        let it = Self {
            org,
            session: use_session(),
            selection,
            waiting: StoredValue::new(Vec::new()),
            current: StoredValue::new(None),
            results: RwSignal::new(Vec::new()),
            total: RwSignal::new(0),
            running: RwSignal::new(false),
            read,
            change,
            on_done,
        };
        run.set_value(Some(it));
        it.watch(read.error());
        it.watch(change.error());
        it
    }

    fn watch(self, error: ReadSignal<Option<Error>>) {
        Effect::new(move |_| {
            if let Some(error) = error.get() {
                if error == Error::Unreachable {
                    self.stop();
                }
                self.became(match error.code() {
                    Some(ProblemCode::NotFound) => Outcome::Gone,
                    _ => Outcome::Failed(error),
                });
            }
        });
    }

    /// Begins with the selected members.
    pub fn start(self) {
        if self.running.get_untracked() {
            return;
        }
        let own = self.session.user().with_untracked(|user| user.as_ref().map(|user| user.id));
        let (oneself, others): (Vec<_>, Vec<_>) =
            self.selection.all().into_iter().partition(|(id, _)| Some(*id) == own);
        self.total.set(others.len());
        self.results.set(
            oneself.into_iter().map(|(_, name)| BulkResult { name, outcome: Outcome::Oneself }).collect(),
        );
        self.waiting.set_value(others.into_iter().rev().collect());
        self.running.set(true);
        self.next();
    }

    /// Ends after the one that is under way.
    pub fn stop(self) {
        self.waiting.set_value(Vec::new());
    }

    /// Once the dialog is closed after a run, it begins anew. The button that opened it goes where nobody is selected any more.
    pub fn ends_with(self, open: RwSignal<bool>) {
        Effect::new(move |before: Option<bool>| {
            let now = open.get();
            let over = !self.running.get_untracked() && !self.results.with_untracked(Vec::is_empty);
            if before == Some(true) && !now && over {
                self.results.set(Vec::new());
                request_animation_frame(|| {
                    page::focus("#members-total");
                });
            }
            now
        });
    }

    /// Whether it is under way or over, and what became of it has not been read yet.
    pub fn begun(self) -> Memo<bool> {
        Memo::new(move |_| self.running.get() || self.results.with(|all| !all.is_empty()))
    }

    /// Whether it is under way.
    pub fn running(self) -> Signal<bool> {
        self.running.into()
    }

    /// What became of those it has come to.
    pub fn results(self) -> Signal<Vec<BulkResult>> {
        self.results.into()
    }

    /// How many it is about.
    pub fn total(self) -> Signal<usize> {
        self.total.into()
    }

    fn next(self) {
        let next = self.waiting.try_update_value(Vec::pop).flatten();
        self.current.set_value(next.clone());
        match next {
            Some((user, _)) => self.read.run(&GetMember { org: self.org, user }),
            None => {
                self.running.set(false);
                self.on_done.run(());
            }
        }
    }

    fn became(self, outcome: Outcome) {
        let Some((user, name)) = self.current.try_update_value(Option::take).flatten() else { return };
        // Who is left can be tried again.
        if !matches!(outcome, Outcome::Failed(_)) {
            self.selection.forget(user);
        }
        self.results.update(|results| results.push(BulkResult { name, outcome }));
        // The request that has just been answered ends first.
        queue_microtask(move || {
            if self.running.try_get_untracked() == Some(true) {
                self.next();
            }
        });
    }
}
