//! Waiting for the mail with the link.

use super::sign_up_draft::Waiting;
use crate::{
    api::Mutation,
    kit::{Input, MailboxNotice, NewPasswordField, new_password},
    language::{error_message, t, tx, use_language},
    routes::PageTitle,
    ui::{Actions, Button, Card, Drawing, Form, FormError, Gate, Kind, Lead, Toasts, Tone},
};
use hq_contract::{
    LocalPath, Password,
    accounts::{NewAccount, SignUp},
};
use hq_text::accounts;
use leptos::prelude::*;

/// What is told beside its field.
const FIELD: &str = "/password";

/// Says where the link went, sends it again, and leads back to another address. Where the page was loaded again, the
/// password has gone: sending again asks for one. On a server that sends no mails it leads to the mailbox that they land
/// in.
#[component]
pub fn CheckMail(
    account: Waiting,
    return_to: Option<LocalPath>,
    #[prop(into)] on_back: Callback<()>,
) -> AnyView {
    let (language, toasts) = (use_language(), expect_context::<Toasts>());
    let Waiting { full_name, email, password: known } = account;
    let address = StoredValue::new(email.to_string());
    let again = Mutation::<SignUp>::new(move |_| {
        let text =
            language.text_untracked(|texts| address.with_value(|email| accounts::sent_again(texts, email)));
        toasts.push(Tone::Success, text);
    });
    let asks = known.is_none();
    let password = Input::new(known.as_ref().map_or("", Password::expose), new_password)
        .within(Password::MIN, Password::MAX)
        .refused_by(again, FIELD);
    let send = move |()| match password.read() {
        Some(password) => {
            let (full_name, email) = (full_name.clone(), email.clone());
            let (language, return_to) = (language.tag(), return_to.clone());
            again.run(&SignUp(NewAccount { full_name, email, password, language, return_to }));
        }
        None => password.focus.notify(),
    };
    let error = again.error();
    let message = error_message(move || error.get().filter(|error| !asks || !error.is_only_about(&[FIELD])));
    let field = asks.then(|| {
        view! {
            <p>{t(accounts::AGAIN_PASSWORD)}</p>
            <NewPasswordField label=accounts::PASSWORD name="password" password=password />
        }
    });
    view! {
        <Gate drawing=Drawing::Mail>
            <PageTitle title=t(accounts::CHECK_TITLE) />
            <Lead text=tx(move |texts| { address.with_value(|email| accounts::check_text(texts, email)) }) />
            <Card>
                <MailboxNotice />
                <p>{t(accounts::CHECK_MISSING)}</p>
                <Form on_submit=send>
                    <FormError message=message />
                    {field}
                    <Actions>
                        <Button label=t(accounts::ANOTHER_ADDRESS) kind=Kind::Quiet on_click=on_back />
                        <Button label=t(accounts::SEND_AGAIN) submit=true busy=again.pending() />
                    </Actions>
                </Form>
            </Card>
        </Gate>
    }
    .into_any()
}
