//! Links that delete nothing, each with its way on.

use crate::{
    api::Error,
    kit::{GateNotice, OtherAccount},
    language::t,
    routes::{Route, use_router},
    ui::Drawing,
};
use hq_contract::{ProblemCode, dataplants::DataplantDeletion};
use hq_text::{Key, dataplant_deletion};
use leptos::prelude::*;

/// Why a link does not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dead {
    /// Never sent, or mangled; or it leads to what is gone.
    Unknown,
    /// Its time is over.
    Expired,
    /// It was confirmed before.
    Used,
    /// Somebody else asked for it.
    Other,
    /// The person may no longer delete it.
    Denied,
}

impl Dead {
    /// What a refusal says of the link; nothing where the same can be tried again.
    pub(super) fn of(error: &Error) -> Option<Self> {
        match error.code()? {
            ProblemCode::LinkUnknown | ProblemCode::NotFound => Some(Self::Unknown),
            ProblemCode::LinkExpired => Some(Self::Expired),
            ProblemCode::LinkUsed => Some(Self::Used),
            ProblemCode::WrongAccount => Some(Self::Other),
            ProblemCode::Forbidden => Some(Self::Denied),
            _ => None,
        }
    }

    const fn words(self) -> (Key, Key) {
        match self {
            Self::Unknown => (dataplant_deletion::UNKNOWN_TITLE, dataplant_deletion::UNKNOWN_TEXT),
            Self::Expired => (dataplant_deletion::EXPIRED_TITLE, dataplant_deletion::EXPIRED_TEXT),
            Self::Used => (dataplant_deletion::USED_TITLE, dataplant_deletion::USED_TEXT),
            Self::Other => (dataplant_deletion::OTHER_TITLE, dataplant_deletion::OTHER_TEXT),
            Self::Denied => (dataplant_deletion::DENIED_TITLE, dataplant_deletion::DENIED_TEXT),
        }
    }

    /// The page, with the way on: to the dataplant where it is known, to another account, or to the start.
    pub(super) fn page(self, token: String, known: Option<&DataplantDeletion>) -> AnyView {
        let (title, text) = self.words();
        let (label, to) = match known.filter(|_| self != Self::Unknown) {
            Some(known) => {
                let to = Route::dataplant(known.organization.id.to_string(), known.dataplant.to_string());
                (dataplant_deletion::OPEN, to)
            }
            None => (dataplant_deletion::HOME, Route::home()),
        };
        let (drawing, title, text, label) = (Drawing::NotFound, t(title), t(text), t(label));
        if self != Self::Other {
            return view! { <GateNotice drawing=drawing title=title text=text label=label to=to /> }
                .into_any();
        }
        // Who signed out comes back to this link from signing in.
        let (router, token) = (use_router(), StoredValue::new(token));
        let leave = move |()| {
            let link = Route::dataplant_deletion(token.get_value());
            router.replace(Route::sign_in(link.as_return()));
        };
        view! {
            <OtherAccount
                drawing=drawing
                title=title
                text=text
                switch=t(dataplant_deletion::SWITCH)
                label=label
                to=to
                on_left=leave
            />
        }
        .into_any()
    }
}
