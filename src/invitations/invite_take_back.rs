//! Taking invitations back.

use crate::{
    api::{Error, List, Mutation},
    browser::page,
    language::{Language, now, said, t, tx, use_language},
    ui::{Confirm, Toasts, Tone},
};
use hq_contract::{
    OrganizationId, ProblemCode,
    invitations::{Invitation, InvitationState, RevokeInvitation},
};
use hq_text::{Texts, common, invite};
use leptos::prelude::*;

/// Takes invitations back, one at a time.
#[derive(Clone, Copy)]
pub struct TakeBack {
    open: RwSignal<bool>,
    org: OrganizationId,
    which: RwSignal<Option<Invitation>>,
    revoke: Mutation<RevokeInvitation>,
    lists: Lists,
}

/// The list of the invitations, and who has to hear when somebody else has done something to one.
#[derive(Clone, Copy)]
pub struct Lists {
    /// The invitations.
    pub invitations: List<Invitation>,
    language: Language,
    toasts: Toasts,
    on_answered: Callback<()>,
}

impl Lists {
    /// The lists of the page.
    pub fn new(invitations: List<Invitation>, on_answered: Callback<()>) -> Self {
        Self { invitations, language: use_language(), toasts: expect_context(), on_answered }
    }

    /// Says what was done.
    pub fn say(self, tone: Tone, write: impl FnOnce(&Texts) -> String) {
        self.toasts.push(tone, now(self.language, write));
    }

    /// Where something was refused because somebody else has done something to the invitation in the meantime: says so,
    /// and loads what is there now.
    pub fn watch(self, error: ReadSignal<Option<Error>>, then: impl Fn() + 'static) {
        Effect::new(move |_| {
            if error.with(is_answered) {
                self.say(Tone::Warning, |texts| texts.get(invite::ANSWERED).into_owned());
                self.invitations.retry();
                self.on_answered.run(());
                then();
            }
        });
    }
}

/// Whether somebody else has done something to the invitation in the meantime.
pub fn is_answered(error: &Option<Error>) -> bool {
    let code = error.as_ref().and_then(Error::code);
    matches!(code, Some(ProblemCode::AlreadyAnswered | ProblemCode::AlreadyMember | ProblemCode::NotFound))
}

impl TakeBack {
    /// Nothing is taken back yet.
    pub fn new(org: OrganizationId, lists: Lists) -> Self {
        let (open, which) = (RwSignal::new(false), RwSignal::new(None::<Invitation>));
        let revoke = Mutation::<RevokeInvitation>::new(move |_| {
            if let Some(gone) = which.get_untracked() {
                lists.say(Tone::Success, |texts| invite::taken_back(texts, gone.email.as_str()));
                open.set(false);
                lists.invitations.edit(|items| items.retain(|item| item.id != gone.id));
                // The row has gone, and with it the button that had the focus.
                request_animation_frame(|| {
                    page::focus("h1");
                });
            }
        });
        lists.watch(revoke.error(), move || open.set(false));
        Self { open, org, which, revoke, lists }
    }

    /// The lists of the page.
    pub const fn lists(self) -> Lists {
        self.lists
    }

    /// Asks whether to take one back.
    pub fn ask(self, invitation: Invitation) {
        self.revoke.clear();
        self.which.set(Some(invitation));
        self.open.set(true);
    }

    fn run(self) {
        if let Some(id) = self.which.with_untracked(|which| which.as_ref().map(|which| which.id)) {
            self.revoke.run(&RevokeInvitation { org: self.org, id });
        }
    }

    /// A text for the one in question: for one that holds links, or for one that was declined.
    fn text(self, waits: fn(&Texts, &str) -> String, declined: fn(&Texts, &str) -> String) -> Signal<String> {
        tx(move |texts| {
            self.which.with(|which| match which {
                Some(which) if which.state == InvitationState::Declined => {
                    declined(texts, which.email.as_str())
                }
                Some(which) => waits(texts, which.email.as_str()),
                None => String::new(),
            })
        })
    }
}

/// Says what taking back means, and does it.
#[component]
pub fn TakeBackDialog(take_back: TakeBack) -> AnyView {
    let error = take_back.revoke.error();
    view! {
        <Confirm
            open=take_back.open
            title=take_back.text(invite::take_back_of, invite::drop_of)
            text=take_back.text(invite::take_back_text, invite::drop_text)
            confirm_label=take_back
                .text(
                    |texts, _| texts.get(invite::TAKE_BACK).into_owned(),
                    |texts, _| texts.get(invite::DROP).into_owned(),
                )
            cancel_label=t(common::CANCEL)
            busy=take_back.revoke.pending()
            error=said(move || error.get())
            on_confirm=move |()| take_back.run()
        />
    }
    .into_any()
}
