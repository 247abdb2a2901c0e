//! `/sign-up`

use super::{
    check_mail::CheckMail,
    sign_up_draft::{SignUpDraft, Waiting},
    sign_up_form::SignUpForm,
};
use crate::{
    kit::Draft,
    language::t,
    routes::{PageTitle, Route},
    session::use_session,
    ui::{Card, Gate, Lead},
};
use hq_contract::{LocalPath, Password, accounts::NewAccount};
use hq_text::accounts;
use leptos::prelude::*;

/// The form, and once it is sent the page that waits for the mail. "Use a different address" leads back to the form as it
/// was filled in. Who goes on to another page while they wait leaves nothing here for the next person.
#[component]
pub fn SignUpPage(return_to: Option<LocalPath>) -> AnyView {
    let draft = Draft::<SignUpDraft>::new("sign_up");
    let saved = draft.load().unwrap_or_default();
    let waiting = RwSignal::new(Waiting::of(&saved));
    let filled_in = StoredValue::new((saved, None::<Password>));
    let session = use_session();
    let expected = StoredValue::new(session.take_expected_address());
    let typed = RwSignal::new(String::new());
    let carry = move |_| typed.with_untracked(|typed| session.expect_typed(typed));
    let sign_in = Route::sign_in(return_to.clone()).path();
    let return_to = StoredValue::new(return_to);
    let keep = move |waiting: &Waiting, sent: bool| {
        let Waiting { full_name, email, .. } = waiting;
        let saved = SignUpDraft { name: full_name.to_string(), email: email.to_string(), sent };
        draft.keep(Some(&saved));
        saved
    };
    let sent = move |account: NewAccount| {
        let NewAccount { full_name, email, password, .. } = account;
        let account = Waiting { full_name, email, password: Some(password) };
        keep(&account, true);
        waiting.set(Some(account));
    };
    let back = move |()| {
        if let Some(account) = waiting.get_untracked() {
            filled_in.set_value((keep(&account, false), account.password));
        }
        waiting.set(None);
    };
    on_cleanup(move || {
        if waiting.try_with_untracked(Option::is_some).unwrap_or_default() {
            draft.forget();
        }
    });
    let body = move || match waiting.get() {
        Some(account) => {
            view! { <CheckMail account=account return_to=return_to.get_value() on_back=back /> }.into_any()
        }
        None => {
            let (saved, password) = filled_in.get_value();
            let sign_in = sign_in.clone();
            view! {
                <Gate>
                    <PageTitle title=t(accounts::TITLE) />
                    <Lead text=t(accounts::LEAD) />
                    <Card>
                        <SignUpForm
                            draft=draft
                            saved=saved
                            password=password
                            expected=expected.get_value()
                            return_to=return_to.get_value()
                            typed=typed
                            on_sent=sent
                        />
                    </Card>
                    <p class="gate-note">
                        {t(accounts::HAVE_ACCOUNT)} " " <a href=sign_in on:click=carry>
                            {t(hq_text::session::SUBMIT)}
                        </a>
                    </p>
                </Gate>
            }
            .into_any()
        }
    };
    body.into_any()
}
