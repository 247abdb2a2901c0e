//! Another email address for an account.

use crate::{
    mfa::{EMAIL, enrol},
    on_both,
    support::{Browser, Hq, PASSWORD},
};
use futures::future::join_all;
use hq_contract::{
    FieldCode, Password, ProblemCode,
    account_alerts::{AccountSecuring, AlertKind, GetAccountAlert, SecureAccount},
    email_changes::{
        CancelEmailChange, ConfirmEmailChange, GetEmailChange, GetMyEmailChange, NewEmailChange,
        RequestEmailChange, ResendEmailChange,
    },
    me::{ChangePassword, GetMe, Me, PasswordChange},
    mfa::MfaCode,
    session::{Credentials, SignIn, SignOut},
};
use serde_json::json;
use time::Duration;

on_both!(
    the_link_of_the_mail_changes_the_address,
    reading_the_link_changes_nothing,
    the_password_is_needed_and_the_code_where_there_is_one,
    the_address_of_now_is_refused,
    an_address_with_an_account_gets_another_mail_and_the_same_answer,
    a_link_works_once_for_a_day_and_for_who_asked,
    what_was_asked_last_counts,
    a_cancelled_change_changes_nothing,
    the_link_ends_with_the_password_and_with_the_session,
    of_two_accounts_that_want_an_address_one_gets_it,
    securing_the_account_puts_the_address_back,
    mails_are_limited,
);

const NEW: &str = "countess@example.net";

fn asking(email: &str) -> RequestEmailChange {
    RequestEmailChange(NewEmailChange {
        email: email.parse().unwrap(),
        password: PASSWORD.into(),
        code: None,
    })
}

/// Asks, and answers the link's secret.
async fn asked(hq: &Hq, browser: &Browser, email: &str) -> String {
    browser.call(&asking(email)).await.unwrap();
    hq.token_from_mail(email, "/email-changes/").await
}

async fn confirm(browser: &Browser, token: &str) -> Result<Me, ProblemCode> {
    browser.call(&ConfirmEmailChange { token: token.into() }).await.map_err(|refused| refused.code())
}

async fn address(browser: &Browser) -> String {
    browser.call(&GetMe).await.unwrap().email.as_str().to_owned()
}

async fn enters(hq: &Hq, email: &str, password: &str) -> bool {
    let credentials = Credentials { email: email.parse().unwrap(), password: password.into(), code: None };
    hq.browser().call(&SignIn(credentials)).await.is_ok()
}

async fn the_link_of_the_mail_changes_the_address(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    assert_eq!(ada.call(&GetMyEmailChange).await.unwrap().pending, None);
    let token = asked(&hq, &ada, NEW).await;
    let pending = ada.call(&GetMyEmailChange).await.unwrap().pending.unwrap();
    assert_eq!(pending.email.as_str(), NEW);
    assert_eq!(address(&ada).await, EMAIL);
    assert_eq!(hq.newest_mail(EMAIL).await.unwrap().subject, "A new email address was requested");

    hq.advance(Duration::seconds(1));
    assert_eq!(confirm(&ada, &token).await.unwrap().email.as_str(), NEW);
    assert_eq!(ada.call(&GetMyEmailChange).await.unwrap().pending, None);
    assert_eq!(hq.newest_mail(EMAIL).await.unwrap().subject, "Your email address was changed");
    assert!(enters(&hq, "COUNTESS@example.net", PASSWORD).await);
    assert!(!enters(&hq, EMAIL, PASSWORD).await);
    // It is free for somebody else.
    hq.person(EMAIL).await;
}

async fn reading_the_link_changes_nothing(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let token = asked(&hq, &ada, NEW).await;
    for _ in 0..3 {
        let read = ada.call(&GetEmailChange { token: token.clone() }).await.unwrap();
        assert_eq!(read.email.as_str(), NEW);
    }
    assert_eq!(address(&ada).await, EMAIL);
    confirm(&ada, &token).await.unwrap();
}

async fn the_password_is_needed_and_the_code_where_there_is_one(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let wrong = ada.post("/me/email-change", &json!({"email": NEW, "password": "not this one"})).await;
    assert_eq!(wrong.status, 422);
    let (_, codes) = enrol(&hq, &ada).await;
    let without = ada.post("/me/email-change", &json!({"email": NEW, "password": PASSWORD})).await;
    assert_eq!(without.status, 422);
    assert!(hq.newest_mail(NEW).await.is_none());
    let RequestEmailChange(change) = asking(NEW);
    let with =
        RequestEmailChange(NewEmailChange { code: Some(MfaCode::parse(&codes[0]).unwrap()), ..change });
    ada.call(&with).await.unwrap();
    assert!(hq.newest_mail(NEW).await.is_some());
}

async fn the_address_of_now_is_refused(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let refused = ada.call(&asking("ADA@example.org")).await.unwrap_err();
    assert_eq!(refused.field("/email"), Some(FieldCode::SameAddress));
    ada.call(&asking(NEW)).await.unwrap();
}

async fn an_address_with_an_account_gets_another_mail_and_the_same_answer(hq: Hq) {
    let (ada, carl) = (hq.person(EMAIL).await, hq.person("carl@example.org").await);
    let body = |email: &str| json!({"email": email, "password": PASSWORD});
    let known = ada.post("/me/email-change", &body("carl@example.org")).await;
    let unknown = ada.post("/me/email-change", &body("nobody@example.org")).await;
    assert_eq!((known.status, unknown.status), (202, 202));
    let mail = hq.newest_mail("carl@example.org").await.unwrap();
    assert_eq!(mail.subject, "You already have an account");
    assert!(!mail.text_body.contains("/email-changes/"), "{}", mail.text_body);
    assert_eq!(address(&carl).await, "carl@example.org");
}

async fn a_link_works_once_for_a_day_and_for_who_asked(hq: Hq) {
    let (ada, carl) = (hq.person(EMAIL).await, hq.person("carl@example.org").await);
    let token = asked(&hq, &ada, NEW).await;
    assert_eq!(confirm(&carl, &token).await, Err(ProblemCode::WrongAccount));
    assert_eq!(confirm(&hq.browser(), &token).await, Err(ProblemCode::NotSignedIn));
    assert_eq!(confirm(&ada, "x").await, Err(ProblemCode::LinkUnknown));
    confirm(&ada, &token).await.unwrap();
    assert_eq!(confirm(&ada, &token).await, Err(ProblemCode::LinkUsed));
    let late = asked(&hq, &ada, "late@example.net").await;
    hq.advance(Duration::hours(24));
    assert_eq!(confirm(&ada, &late).await, Err(ProblemCode::LinkExpired));
    assert_eq!(ada.call(&GetMyEmailChange).await.unwrap().pending, None);
}

async fn what_was_asked_last_counts(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let first = asked(&hq, &ada, NEW).await;
    let second = asked(&hq, &ada, "other@example.net").await;
    assert_eq!(confirm(&ada, &first).await, Err(ProblemCode::LinkCancelled));
    hq.advance(Duration::seconds(1));
    ada.call(&ResendEmailChange).await.unwrap();
    let third = hq.token_from_mail("other@example.net", "/email-changes/").await;
    assert_ne!(second, third);
    assert_eq!(confirm(&ada, &second).await, Err(ProblemCode::LinkCancelled));
    let tries = join_all((0..4).map(|_| confirm(&ada, &third))).await;
    assert_eq!(tries.iter().filter(|tried| tried.is_ok()).count(), 1, "{tries:?}");
    assert_eq!(address(&ada).await, "other@example.net");
}

async fn a_cancelled_change_changes_nothing(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    assert_eq!(ada.call(&ResendEmailChange).await.unwrap_err().code(), ProblemCode::NotFound);
    let token = asked(&hq, &ada, NEW).await;
    ada.call(&CancelEmailChange).await.unwrap();
    assert_eq!(confirm(&ada, &token).await, Err(ProblemCode::LinkCancelled));
    assert_eq!(ada.call(&GetMyEmailChange).await.unwrap().pending, None);
    ada.call(&CancelEmailChange).await.unwrap();
    assert_eq!(address(&ada).await, EMAIL);
}

async fn the_link_ends_with_the_password_and_with_the_session(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let token = asked(&hq, &ada, NEW).await;
    let new = Password::parse("another quiet evening").unwrap();
    ada.call(&ChangePassword(PasswordChange { current: PASSWORD.into(), new })).await.unwrap();
    assert_eq!(confirm(&ada, &token).await, Err(ProblemCode::LinkCancelled));

    let carl = hq.person("carl@example.org").await;
    let token = asked(&hq, &carl, "charles@example.net").await;
    carl.call(&SignOut).await.unwrap();
    let again = hq.browser();
    let credentials =
        Credentials { email: "carl@example.org".parse().unwrap(), password: PASSWORD.into(), code: None };
    again.call(&SignIn(credentials)).await.unwrap();
    assert_eq!(confirm(&again, &token).await, Err(ProblemCode::LinkCancelled));
}

async fn of_two_accounts_that_want_an_address_one_gets_it(hq: Hq) {
    let (ada, carl) = (hq.person(EMAIL).await, hq.person("carl@example.org").await);
    let first = asked(&hq, &ada, NEW).await;
    hq.advance(Duration::seconds(1));
    let second = asked(&hq, &carl, NEW).await;
    let tries = join_all([confirm(&ada, &first), confirm(&carl, &second)]).await;
    let lost: Vec<_> = tries.into_iter().filter_map(Result::err).collect();
    assert_eq!(lost, [ProblemCode::AccountExists]);
}

async fn securing_the_account_puts_the_address_back(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let token = asked(&hq, &ada, NEW).await;
    hq.advance(Duration::seconds(1));
    confirm(&ada, &token).await.unwrap();
    let alert = hq.token_from_mail(EMAIL, "/secure-account/").await;
    let read = hq.browser().call(&GetAccountAlert { token: alert.clone() }).await.unwrap();
    assert_eq!(read.kind, AlertKind::EmailChanged);
    let body = AccountSecuring { password: Password::parse("another quiet evening").unwrap() };
    hq.browser().call(&SecureAccount { token: alert, body }).await.unwrap();
    assert!(!ada.is_signed_in().await);
    assert!(enters(&hq, EMAIL, "another quiet evening").await);
    assert!(!enters(&hq, NEW, "another quiet evening").await);
}

async fn mails_are_limited(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    for _ in 0..5 {
        ada.call(&asking(NEW)).await.unwrap();
    }
    assert_eq!(ada.call(&asking(NEW)).await.unwrap_err().code(), ProblemCode::TooManyRequests);
    assert_eq!(ada.call(&ResendEmailChange).await.unwrap_err().code(), ProblemCode::TooManyRequests);
    ada.call(&asking("other@example.net")).await.unwrap();
}
