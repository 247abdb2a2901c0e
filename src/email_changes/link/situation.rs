//! The link that is open, and in which situation somebody opens it.

use crate::{
    api::{Error, Mutation, Query, Remote},
    session::use_session,
};
use hq_contract::{
    ProblemCode,
    email_changes::{ConfirmEmailChange, EmailChange},
};
use leptos::prelude::*;

/// What the page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Situation {
    /// Who asked is signed in.
    Answer,
    /// Nobody is signed in.
    SignedOut,
    /// Somebody else is.
    OtherAccount,
    /// Another account has the new email by now.
    Taken,
    /// There is no such link.
    Unknown,
    /// Its time is over.
    Expired,
    /// It was confirmed.
    Used,
    /// It was cancelled, or asked for again.
    Cancelled,
}

impl Situation {
    /// What a refusal says of the link; nothing where the same can be tried again.
    pub(super) fn of_refusal(error: &Error) -> Option<Self> {
        match error.code()? {
            ProblemCode::LinkUnknown | ProblemCode::NotFound => Some(Self::Unknown),
            ProblemCode::LinkExpired => Some(Self::Expired),
            ProblemCode::LinkUsed => Some(Self::Used),
            ProblemCode::LinkCancelled => Some(Self::Cancelled),
            ProblemCode::WrongAccount => Some(Self::OtherAccount),
            ProblemCode::AccountExists => Some(Self::Taken),
            _ => None,
        }
    }
}

/// The link that is open.
#[derive(Clone, Copy)]
pub(super) struct EmailLink {
    /// Its secret.
    pub token: StoredValue<String>,
    /// What it would change.
    pub query: Query<EmailChange>,
    /// Doing it.
    pub confirm: Mutation<ConfirmEmailChange>,
}

impl EmailLink {
    /// The situation, once it is known.
    pub(super) fn situation(self) -> Option<Situation> {
        let refused = self.confirm.error().with(|error| error.as_ref().and_then(Situation::of_refusal));
        refused.or_else(|| {
            self.query.with(|remote| match remote {
                Remote::Loading => None,
                Remote::Failed(error) => Situation::of_refusal(error),
                Remote::Ready(_) if use_session().user().get().is_some() => Some(Situation::Answer),
                Remote::Ready(_) => Some(Situation::SignedOut),
            })
        })
    }
}
