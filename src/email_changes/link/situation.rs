//! In which situation somebody opens the link.

use crate::api::Error;
use hq_contract::ProblemCode;

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
