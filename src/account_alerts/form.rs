//! What happened, what taking the account back does, and the new password.

use crate::{
    api::{Mutation, unless_about},
    kit::{Input, NewPasswordField, device, focus_first, new_password},
    language::{error_message, moment, t, tx},
    routes::PageTitle,
    ui::{Actions, Button, Card, Form, FormError, Gate, Kind, Lead},
};
use hq_contract::{
    Password,
    account_alerts::{AccountAlert, AccountSecuring, AlertKind, SecureAccount, SecuredMfa},
};
use hq_text::{Key, account_alerts};
use leptos::prelude::*;

const FIELD: &str = "/password";

/// The form.
#[component]
pub(super) fn SecureForm(happened: AccountAlert, token: String, secure: Mutation<SecureAccount>) -> AnyView {
    let password =
        Input::new("", new_password).within(Password::MIN, Password::MAX).refused_by(secure, FIELD);
    let submit = move |()| match password.read() {
        Some(password) => {
            secure.run(&SecureAccount { token: token.clone(), body: AccountSecuring { password } });
        }
        None => focus_first(&[(false, password.focus)]),
    };
    let error = secure.error();
    let message = error_message(unless_about(error, &[FIELD]));
    let email = email_words(&happened).map(|text| view! { <p class="card-text">{text}</p> });
    let mfa = mfa_words(&happened).map(|key| view! { <p class="card-text">{t(key)}</p> });
    view! {
        <Gate>
            <PageTitle title=t(account_alerts::TITLE) />
            <Lead text=t(what(happened.kind)) />
            <Lead text=circumstances(happened) />
            <Card>
                <p class="card-text">{t(account_alerts::WAS_YOU)}</p>
                <p class="card-text">{t(account_alerts::WAS_NOT_YOU)}</p>
                {email}
                {mfa}
                <Form on_submit=submit>
                    <FormError message=message />
                    <NewPasswordField label=account_alerts::NEW_PASSWORD name="password" password=password />
                    <Actions>
                        <Button
                            label=t(account_alerts::SUBMIT)
                            kind=Kind::Primary
                            submit=true
                            busy=secure.pending()
                        />
                    </Actions>
                </Form>
            </Card>
        </Gate>
    }
    .into_any()
}

const fn what(kind: AlertKind) -> Key {
    match kind {
        AlertKind::SignedIn => account_alerts::SIGNED_IN,
        AlertKind::PasswordChanged => account_alerts::PASSWORD_CHANGED,
        AlertKind::PasswordReset => account_alerts::PASSWORD_RESET,
        AlertKind::MfaEnabled => account_alerts::MFA_ENABLED,
        AlertKind::MfaDisabled => account_alerts::MFA_DISABLED,
        AlertKind::EmailChangeAsked => account_alerts::EMAIL_CHANGE_ASKED,
        AlertKind::EmailChanged => account_alerts::EMAIL_CHANGED,
        AlertKind::RecoveryCodesRenewed => account_alerts::RECOVERY_CODES_RENEWED,
    }
}

/// When, with what and from where.
fn circumstances(happened: AccountAlert) -> Signal<String> {
    let when = moment(happened.happened_at);
    let (agent, address) = (happened.user_agent, happened.address);
    tx(move |texts| {
        let (when, device) = (when.get(), device(texts, &agent));
        if address.is_empty() {
            account_alerts::happened(texts, &device, &when)
        } else {
            account_alerts::happened_from(texts, &device, &address, &when)
        }
    })
}

/// What becomes of the email, where it was changed.
fn email_words(happened: &AccountAlert) -> Option<Signal<String>> {
    match &happened.email {
        Some(email) => {
            let email = email.to_string();
            Some(tx(move |texts| account_alerts::email_again(texts, &email)))
        }
        None if happened.kind == AlertKind::EmailChanged => Some(t(account_alerts::EMAIL_UNCHANGED)),
        None => None,
    }
}

/// What becomes of two-step sign-in. That it stays as it is goes without saying where nothing of it was changed.
const fn mfa_words(happened: &AccountAlert) -> Option<Key> {
    match happened.mfa {
        SecuredMfa::On => Some(account_alerts::MFA_ON_AGAIN),
        SecuredMfa::Off => Some(account_alerts::MFA_OFF_AGAIN),
        SecuredMfa::FormerCodes => Some(account_alerts::MFA_FORMER_CODES),
        SecuredMfa::Unchanged if happened.kind.is_of_mfa() => Some(account_alerts::MFA_UNCHANGED),
        SecuredMfa::Unchanged => None,
    }
}
