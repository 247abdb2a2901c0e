//! The sign-in page.

use super::{SignInForm, use_session};
use crate::{
    language::t,
    routes::{PageTitle, Route},
    ui::{Card, Gate, Lead},
};
use hq_contract::LocalPath;
use hq_text::session;
use leptos::prelude::*;

/// `/sign-in`. Where to go afterwards is in the URL; the application goes there as soon as somebody is signed in.
#[component]
pub fn SignInPage(return_to: Option<LocalPath>) -> AnyView {
    let expected = use_session().take_expected_address();
    let sign_up = Route::sign_up(return_to).path();
    view! {
        <Gate>
            <PageTitle title=t(session::TITLE) />
            <Lead text=t(session::LEAD) />
            <Card>
                <SignInForm expected=expected />
                <p class="gate-note">
                    <a href=Route::reset_password().path()>{t(session::FORGOT)}</a>
                </p>
            </Card>
            <p class="gate-note">{t(session::NO_ACCOUNT)} " " <a href=sign_up>{t(session::SIGN_UP)}</a></p>
        </Gate>
    }
    .into_any()
}
