//! Taking invitations back.

use crate::{
    api::{Error, List},
    kit::{ConfirmDialog, ConfirmedMutation, focus_title},
    language::{Language, tx, use_language},
    ui::{Toasts, Tone},
};
use hq_contract::{
    OrganizationId, ProblemCode,
    invitations::{Invitation, InvitationState, RevokeInvitation},
};
use hq_text::{Texts, invite};
use leptos::prelude::*;

/// Takes invitations back, one at a time.
#[derive(Clone, Copy)]
pub struct TakeBack {
    revoke: ConfirmedMutation<Invitation, RevokeInvitation>,
    lists: Lists,
}

/// The list of the invitations, and what is said of them.
#[derive(Clone, Copy)]
pub struct Lists {
    /// The invitations.
    pub invitations: List<Invitation>,
    language: Language,
    toasts: Toasts,
}

impl Lists {
    /// The lists of the page.
    pub fn new(invitations: List<Invitation>) -> Self {
        Self { invitations, language: use_language(), toasts: expect_context() }
    }

    /// Says what was done.
    pub fn say(self, tone: Tone, write: impl FnOnce(&Texts) -> String) {
        self.toasts.push(tone, self.language.text_untracked(write));
    }

    /// Where something was refused because somebody else has done something to the invitation in the meantime: says so,
    /// and loads what is there now.
    pub fn watch(self, error: ReadSignal<Option<Error>>) {
        Effect::new(move |_| {
            if error.with(|error| error.as_ref().is_some_and(is_answered)) {
                self.reload();
            }
        });
    }

    fn reload(self) {
        self.say(Tone::Warning, |texts| texts.get(invite::ANSWERED).into_owned());
        self.invitations.retry();
    }
}

/// Whether somebody else has done something to the invitation in the meantime.
pub fn is_answered(error: &Error) -> bool {
    matches!(
        error.code(),
        Some(ProblemCode::AlreadyAnswered | ProblemCode::AlreadyMember | ProblemCode::NotFound)
    )
}

impl TakeBack {
    /// Nothing is taken back yet.
    pub fn new(org: OrganizationId, lists: Lists) -> Self {
        let gone = move |invitation: Invitation| {
            lists.invitations.edit(|items| items.retain(|item| item.id != invitation.id));
            // The row has gone, and with it the button that had the focus.
            focus_title();
        };
        let revoke = ConfirmedMutation::new(
            move |invitation: Invitation| RevokeInvitation { org, id: invitation.id },
            |texts, invitation| invite::taken_back(texts, invitation.email.as_str()),
            gone,
        )
        .overtaken(is_answered, move |_, _| lists.reload());
        Self { revoke, lists }
    }

    /// The lists of the page.
    pub const fn lists(self) -> Lists {
        self.lists
    }

    /// Asks whether to take one back.
    pub fn ask(self, invitation: Invitation) {
        self.revoke.ask(invitation);
    }

    /// A text for the one in question: for one that holds links, or for one that was declined.
    fn text(self, waits: fn(&Texts, &str) -> String, declined: fn(&Texts, &str) -> String) -> Signal<String> {
        let invitation = self.revoke.subject();
        tx(move |texts| {
            invitation.with(|invitation| match invitation {
                Some(one) if one.state == InvitationState::Declined => declined(texts, one.email.as_str()),
                Some(one) => waits(texts, one.email.as_str()),
                None => String::new(),
            })
        })
    }
}

/// Says what taking back means, and does it.
#[component]
pub fn TakeBackDialog(take_back: TakeBack) -> AnyView {
    view! {
        <ConfirmDialog
            mutation=take_back.revoke
            title=take_back.text(invite::take_back_of, invite::drop_of)
            text=take_back.text(invite::take_back_text, invite::drop_text)
            confirm_label=take_back
                .text(
                    |texts, _| texts.get(invite::TAKE_BACK).into_owned(),
                    |texts, _| texts.get(invite::DROP).into_owned(),
                )
        />
    }
    .into_any()
}
