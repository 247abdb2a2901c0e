//! `/sign-up`

use super::{check_mail::CheckMail, sign_up_form::SignUpForm};
use crate::{
    language::t,
    routes::{PageTitle, Route},
    session::use_session,
    ui::{Card, Gate, Lead},
};
use hq_contract::{LocalPath, accounts::NewAccount};
use hq_text::accounts;
use leptos::prelude::*;

/// The form, and once it is sent the page that waits for the mail. "Use another address" leads back to the form as it
/// was filled in.
#[component]
pub fn SignUpPage(return_to: Option<LocalPath>) -> AnyView {
    let sent = RwSignal::new(None::<NewAccount>);
    let filled_in = RwSignal::new(None::<NewAccount>);
    let expected = StoredValue::new(use_session().take_expected_address());
    let sign_in = Route::sign_in(return_to.clone()).path();
    let return_to = StoredValue::new(return_to);
    let back = move |()| {
        filled_in.set(sent.get_untracked());
        sent.set(None);
    };
    let body = move || match sent.get() {
        Some(account) => view! { <CheckMail account=account on_back=back /> }.into_any(),
        None => {
            let before = filled_in.get_untracked();
            let sign_in = sign_in.clone();
            view! {
                <Gate>
                    <PageTitle title=t(accounts::TITLE) />
                    <Lead text=t(accounts::LEAD) />
                    <Card>
                        <SignUpForm
                            before=before
                            expected=expected.get_value()
                            return_to=return_to.get_value()
                            on_sent=move |account| sent.set(Some(account))
                        />
                    </Card>
                    <p class="gate-note">
                        {t(accounts::HAVE_ACCOUNT)} " " <a href=sign_in>{t(hq_text::session::SUBMIT)}</a>
                    </p>
                </Gate>
            }
            .into_any()
        }
    };
    body.into_any()
}
