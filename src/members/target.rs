//! The member that a dialog is about. It is read anew when the dialog opens, because what changes it needs its version.

use super::selection::Selection;
use crate::{
    api::{Error, List, Query},
    kit::{Drafts, focus_title, use_drafts},
    language::{error_text, t, use_language},
    ui::{Toasts, Tone},
};
use hq_contract::{
    ETag, OrganizationId, ProblemCode, UserId,
    members::{GetMember, Member},
};
use hq_text::members;
use leptos::prelude::*;

/// Whom a dialog is about, and whether it is open.
#[derive(Clone, Copy)]
pub struct Target {
    /// Whether the dialog is open.
    pub open: RwSignal<bool>,
    who: RwSignal<Option<Member>>,
    read: Query<Member>,
    on_took: Callback<Member>,
    on_gone: Callback<UserId>,
    drafts: Drafts,
}

impl Target {
    /// A dialog about one of the list.
    pub fn of_list(org: OrganizationId, list: List<Member>, selection: Selection) -> Self {
        let took = move |member: Member| {
            list.edit(|items| {
                for item in items.iter_mut().filter(|item| item.id == member.id) {
                    *item = member.clone();
                }
            });
        };
        let gone = move |id| {
            list.edit(|items| items.retain(|item| item.id != id));
            selection.forget(id);
            // The row that opened the dialog goes, and the focus with it.
            focus_title();
        };
        Self::new(org, took, gone)
    }

    /// A dialog; `on_took` runs when somebody has changed, `on_gone` when they belong to the organization no more.
    pub fn new(
        org: OrganizationId,
        on_took: impl Fn(Member) + Send + Sync + 'static,
        on_gone: impl Fn(UserId) + Send + Sync + 'static,
    ) -> Self {
        let (open, who) = (RwSignal::new(false), RwSignal::new(None::<Member>));
        let asked = Memo::new(move |_| {
            open.get().then(|| who.with(|who| who.as_ref().map(|member| member.id))).flatten()
        });
        let read = Query::new(move || asked.get().map(|user| GetMember { org, user }));
        let (on_took, on_gone) = (Callback::new(on_took), Callback::new(on_gone));
        let target = Self { open, who, read, on_took, on_gone, drafts: use_drafts() };
        let fetching = read.fetching();
        Effect::new(move |_| {
            // What an earlier visit of the dialog has read is not news.
            let news = read.with(|remote| remote.ready().map(|answer| answer.value.clone()));
            if let (Some(member), false) = (news, fetching.get()) {
                target.took(&member);
            }
        });
        let failed = Memo::new(move |_| read.with(|remote| remote.failure().cloned()));
        target.watch(failed);
        target
    }

    /// Opens the dialog.
    pub fn ask(self, member: Member) {
        self.who.set(Some(member));
        self.open.set(true);
    }

    /// Whom it is about; the last one after it has closed.
    pub fn who(self) -> Signal<Option<Member>> {
        self.who.into()
    }

    /// What the person is called.
    pub fn name(self) -> Signal<String> {
        Signal::derive(move || {
            self.who.with(|who| who.as_ref().map(|who| who.full_name.to_string()).unwrap_or_default())
        })
    }

    /// Who it is, and the version to change; asks for it again where it has not come.
    pub fn version(self) -> Option<(UserId, ETag)> {
        if self.read.fetching().get_untracked() {
            return None;
        }
        let read = self.read.with_untracked(|remote| {
            remote.ready().and_then(|answer| Some((answer.value.id, answer.version.clone()?)))
        });
        if read.is_none() {
            self.read.retry();
        }
        read
    }

    /// Whether the version is on its way.
    pub fn waiting(self) -> Signal<bool> {
        let fetching = self.read.fetching();
        Signal::derive(move || self.open.get() && fetching.get())
    }

    /// The member has changed.
    pub fn took(self, member: &Member) {
        self.who.set(Some(member.clone()));
        self.on_took.run(member.clone());
    }

    /// The member belongs to the organization no more.
    pub fn gone(self) {
        if let Some(id) = self.who.with_untracked(|who| who.as_ref().map(|who| who.id)) {
            self.open.set(false);
            self.drafts.forget_about(id);
            self.on_gone.run(id);
        }
    }

    /// Looks at why something was refused: what changed meanwhile is read again, who has gone goes from the list.
    pub fn watch(self, error: impl Into<Signal<Option<Error>>>) {
        let error = error.into();
        let (language, toasts) = (use_language(), expect_context::<Toasts>());
        Effect::new(move |_| match error.with(|error| error.as_ref().and_then(Error::code)) {
            Some(ProblemCode::Stale) => self.read.retry(),
            Some(ProblemCode::NotFound) => {
                let name = self.name().get_untracked();
                toasts.push(Tone::Warning, language.text_untracked(|texts| members::gone(texts, &name)));
                self.gone();
            }
            _ => {}
        });
    }

    /// Why something was refused, or why the version did not come, in words.
    pub fn message(self, error: ReadSignal<Option<Error>>) -> Signal<Option<String>> {
        let (language, stale) = (use_language(), t(members::STALE));
        Signal::derive(move || {
            let error = error.get().or_else(|| self.read.with(|remote| remote.failure().cloned()))?;
            Some(match error.code() {
                Some(ProblemCode::Stale) => stale.get(),
                _ => error_text(language, &error),
            })
        })
    }
}
