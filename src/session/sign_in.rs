//! The sign-in page.

use super::{SignInForm, use_session};
use crate::{
    language::t,
    routes::{PageTitle, Route},
    ui::{Card, Gate, Lead},
};
use hq_contract::LocalPath;
use hq_text::session as texts;
use leptos::prelude::*;

/// `/sign-in`. Where to go afterwards is in the URL; the application goes there as soon as somebody is signed in.
#[component]
pub fn SignInPage(return_to: Option<LocalPath>) -> AnyView {
    let session = use_session();
    let (expected, typed) = (session.take_expected_address(), RwSignal::new(String::new()));
    // What is typed goes along.
    let carry = move |_| typed.with_untracked(|typed| session.expect_typed(typed));
    let sign_up = Route::sign_up(return_to).path();
    view! {
        <Gate>
            <PageTitle title=t(texts::TITLE) />
            <Lead text=t(texts::LEAD) />
            <Card>
                <SignInForm expected=expected typed=typed />
                <p class="gate-note">
                    <a href=Route::reset_password().path() on:click=carry>
                        {t(texts::FORGOT)}
                    </a>
                </p>
            </Card>
            <p class="gate-note">
                {t(texts::NO_ACCOUNT)} " " <a href=sign_up on:click=carry>
                    {t(texts::SIGN_UP)}
                </a>
            </p>
        </Gate>
    }
    .into_any()
}
