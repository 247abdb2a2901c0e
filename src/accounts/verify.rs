//! `/verify/{token}`. Reading it confirms nothing, as scanners of mails follow links: the button does.

use super::choose_password::{ChoosePassword, CorrectedName};
use crate::{
    api::{Error, Mutation},
    kit::{Draft, GateNotice},
    language::{error_message, t},
    routes::{PageTitle, Route, use_router},
    session::use_session,
    ui::{Button, Drawing, FormError, Gate, Kind, Lead, Size},
};
use hq_contract::{
    LocalPath, ProblemCode,
    accounts::{Verification, Verify},
};
use hq_text::{Key, accounts, session};
use leptos::prelude::*;

/// Confirms an address: the account begins, and its session with it. In another browser than the one that signed up, a
/// password has to be chosen before. A link that does not work says why, with its one way out.
#[component]
pub fn VerifyPage(token: String, return_to: Option<LocalPath>) -> AnyView {
    let (signed_in, router) = (use_session(), use_router());
    let draft = Draft::<CorrectedName>::new("verified_name");
    let verify = Mutation::<Verify>::new(move |answer| {
        draft.forget();
        signed_in.signed_in(answer.value);
        // The token leaves the address bar with its page.
        match &return_to {
            Some(path) => router.replace_with_path(path),
            None => router.replace(Route::home()),
        }
    });
    let error = verify.error();
    let dead = Memo::new(move |_| error.with(|error| error.as_ref().and_then(Dead::of)));
    // From then on, whatever else may be wrong.
    let wanted = RwSignal::new(None);
    Effect::new(move |_| {
        if let Some(sign_up) = error.with(|error| error.as_ref().and_then(Error::sign_up)) {
            wanted.set(Some(sign_up));
        }
    });
    let token = StoredValue::new(token);
    let message =
        error_message(move || error.get().filter(|error| error.code() != Some(ProblemCode::PasswordWanted)));
    let body = move || match (dead.get(), wanted.get()) {
        (Some(dead), _) => dead.page(),
        (None, Some(sign_up)) => {
            view! { <ChoosePassword sign_up=sign_up token=token.get_value() draft=draft verify=verify /> }
                .into_any()
        }
        (None, None) => view! {
            <Gate drawing=Drawing::Mail>
                <PageTitle title=t(accounts::VERIFY_TITLE) />
                <Lead text=t(accounts::VERIFY_TEXT) />
                <div class="gate-action">
                    <FormError message=message />
                    <Button
                        label=t(accounts::VERIFY_SUBMIT)
                        kind=Kind::Primary
                        size=Size::Large
                        wide=true
                        busy=verify.pending()
                        on_click=move |()| verify.run(&Verify(Verification::of(token.get_value())))
                    />
                </div>
            </Gate>
        }
        .into_any(),
    };
    body.into_any()
}

/// Why a link does not work.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dead {
    Unknown,
    Expired,
    Used,
}

impl Dead {
    fn of(error: &Error) -> Option<Self> {
        match error.code()? {
            ProblemCode::LinkUnknown => Some(Self::Unknown),
            ProblemCode::LinkExpired => Some(Self::Expired),
            ProblemCode::LinkUsed => Some(Self::Used),
            _ => None,
        }
    }

    fn page(self) -> AnyView {
        let (title, text, out, way): (Key, Key, Key, Route) = match self {
            Self::Unknown => (
                accounts::VERIFY_UNKNOWN_TITLE,
                accounts::VERIFY_UNKNOWN_TEXT,
                accounts::SIGN_UP_AGAIN,
                Route::sign_up(None),
            ),
            Self::Expired => (
                accounts::VERIFY_EXPIRED_TITLE,
                accounts::VERIFY_EXPIRED_TEXT,
                accounts::SIGN_UP_AGAIN,
                Route::sign_up(None),
            ),
            Self::Used => (
                accounts::VERIFY_USED_TITLE,
                accounts::VERIFY_USED_TEXT,
                session::SUBMIT,
                Route::sign_in(None),
            ),
        };
        view! { <GateNotice drawing=Drawing::NotFound title=t(title) text=t(text) label=t(out) to=way /> }
            .into_any()
    }
}
