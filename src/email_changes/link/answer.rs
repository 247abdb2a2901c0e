//! The link works: what would change, and the button; or the way to sign in first.

use super::situation::{EmailLink, Situation};
use crate::{
    language::{error_message, moment, t, tx},
    routes::{PageTitle, Route},
    session::use_session,
    ui::{Button, Drawing, FormError, Gate, Kind, Lead, LinkButton, Size},
};
use hq_contract::email_changes::{ConfirmEmailChange, EmailChange};
use hq_text::email_changes;
use leptos::prelude::*;

fn title(change: &EmailChange) -> Signal<String> {
    let email = change.email.to_string();
    tx(move |texts| email_changes::confirm_title(texts, &email))
}

fn until(change: &EmailChange) -> AnyView {
    let until = moment(change.expires_at.clone());
    view! { <p class="field-hint">{tx(move |texts| email_changes::until(texts, &until.get()))}</p> }
        .into_any()
}

/// Both emails, and the button.
pub(super) fn answer(link: EmailLink, change: &EmailChange) -> AnyView {
    let EmailLink { token, confirm, .. } = link;
    let (mine, email) = (use_session().my_email(), change.email.to_string());
    let text = tx(move |texts| email_changes::confirm_text(texts, &email, &mine.get()));
    let (title, until, error) = (title(change), until(change), confirm.error());
    let message = error_message(move || error.get().filter(|error| Situation::of_refusal(error).is_none()));
    view! {
        <Gate drawing=Drawing::Mail>
            <PageTitle title=title />
            <Lead text=text />
            <div class="gate-action">
                <FormError message=message />
                <Button
                    label=t(email_changes::CONFIRM)
                    kind=Kind::Primary
                    size=Size::Large
                    wide=true
                    busy=confirm.pending()
                    on_click=move |()| {
                        confirm
                            .run(
                                &ConfirmEmailChange {
                                    token: token.get_value(),
                                },
                            )
                    }
                />
                <LinkButton
                    label=t(email_changes::KEEP)
                    href=Route::account().path()
                    kind=Kind::Quiet
                    wide=true
                />
            </div>
            {until}
        </Gate>
    }
    .into_any()
}

/// Nobody is signed in: signing in leads back here.
pub(super) fn signed_out(link: EmailLink, change: &EmailChange) -> AnyView {
    let (title, until) = (title(change), until(change));
    let back = Route::email_change(link.token.get_value()).as_return();
    view! {
        <Gate drawing=Drawing::Mail>
            <PageTitle title=title />
            <Lead text=t(email_changes::SIGN_IN_TEXT) />
            <div class="gate-action">
                <LinkButton
                    label=t(email_changes::SIGN_IN)
                    href=Route::sign_in(back).path()
                    kind=Kind::Primary
                    size=Size::Large
                    wide=true
                />
            </div>
            {until}
        </Gate>
    }
    .into_any()
}
