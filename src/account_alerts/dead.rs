//! Links that do nothing any more, each with the one way out.

use crate::{api::Error, kit::GateNotice, language::t, routes::Route, ui::Drawing};
use hq_contract::ProblemCode;
use hq_text::{Key, account_alerts};
use leptos::prelude::*;

/// Why a link does not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dead {
    Unknown,
    Expired,
    Used,
}

impl Dead {
    /// What a refusal says of the link; nothing where the same can be tried again.
    pub(super) fn of(error: &Error) -> Option<Self> {
        match error.code()? {
            ProblemCode::LinkUnknown | ProblemCode::NotFound => Some(Self::Unknown),
            ProblemCode::LinkExpired => Some(Self::Expired),
            ProblemCode::LinkUsed => Some(Self::Used),
            _ => None,
        }
    }

    const fn words(self) -> (Key, Key) {
        match self {
            Self::Unknown => (account_alerts::UNKNOWN_TITLE, account_alerts::UNKNOWN_TEXT),
            Self::Expired => (account_alerts::EXPIRED_TITLE, account_alerts::EXPIRED_TEXT),
            Self::Used => (account_alerts::USED_TITLE, account_alerts::USED_TEXT),
        }
    }

    pub(super) fn page(self) -> AnyView {
        let (title, text) = self.words();
        view! {
            <GateNotice
                drawing=Drawing::NotFound
                title=t(title)
                text=t(text)
                label=t(account_alerts::RESET)
                to=Route::reset_password()
            />
        }
        .into_any()
    }
}
