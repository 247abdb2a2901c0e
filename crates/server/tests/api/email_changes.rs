//! Another email address for an account.

use crate::{
    access_matrix::{Matrix, seen, signed_in},
    mfa::{EMAIL, enrol},
    on_both,
    support::{Browser, Hq, PASSWORD},
};
use futures::future::join_all;
use hq_contract::{
    FieldCode, Password, ProblemCode, Role,
    accounts::{SignUp, Verification, Verify},
    email_changes::{
        CancelEmailChange, ConfirmEmailChange, GetEmailChange, GetMyEmailChange, NewEmailChange,
        RequestEmailChange, ResendEmailChange,
    },
    invitations::AcceptInvitation,
    me::{ChangePassword, EndMySession, EndOtherSessions, GetMe, Me, PasswordChange},
    mfa::MfaCode,
    password_resets::{
        ConfirmPasswordReset, NewPasswordReset, PasswordResetConfirmation, RequestPasswordReset,
    },
    session::{Credentials, SignIn, SignOut},
};
use serde_json::json;
use time::Duration;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    signed_in("GET /api/v1/me/email-change", 200),
    signed_in("POST /api/v1/me/email-change", 202)
        .body(|_| json!({"email": "another@example.net", "password": PASSWORD})),
    signed_in("DELETE /api/v1/me/email-change", 204),
    // Nothing is under way.
    signed_in("POST /api/v1/me/email-change/resend", 404),
    // With a link that nobody sent.
    seen("GET /api/v1/email-changes/{token}", 404),
    signed_in("POST /api/v1/email-changes/{token}/confirm", 404),
]);

on_both!(
    the_link_of_the_mail_changes_the_address,
    reading_the_link_changes_nothing,
    the_password_is_needed_and_the_code_where_there_is_one,
    the_address_of_now_is_refused,
    an_address_with_an_account_gets_another_mail_and_the_same_answer,
    a_link_works_once_for_a_day_and_for_who_asked,
    what_was_asked_last_counts,
    what_an_ended_session_asked_for_ends_with_any_other,
    another_link_works_as_long_as_the_first,
    a_cancelled_change_changes_nothing,
    the_link_ends_with_the_password_and_with_the_session_that_is_ended_elsewhere,
    links_to_the_former_address_and_sign_ups_of_the_new_one_end,
    invitations_are_for_the_address,
    an_invitation_of_a_member_is_over,
    of_two_accounts_that_want_an_address_one_gets_it,
    mails_are_limited,
    what_sends_no_mail_is_not_counted,
);

pub const NEW: &str = "countess@example.net";
pub const NEW_PASSWORD: &str = "another quiet evening";

pub fn asking(email: &str) -> RequestEmailChange {
    RequestEmailChange(NewEmailChange {
        email: email.parse().unwrap(),
        password: PASSWORD.into(),
        code: None,
    })
}

/// Asks, and answers the link's secret.
pub async fn asked(hq: &Hq, browser: &Browser, email: &str) -> String {
    hq.advance(Duration::seconds(1));
    browser.call(&asking(email)).await.unwrap();
    hq.token_from_mail(email, "/email-changes/").await
}

/// Asks and confirms; answers the secret of the mail to the former address.
pub async fn changed(hq: &Hq, browser: &Browser, from: &str, to: &str) -> String {
    let token = asked(hq, browser, to).await;
    hq.advance(Duration::seconds(1));
    confirm(browser, &token).await.unwrap();
    hq.token_from_mail(from, "/secure-account/").await
}

pub async fn confirm(browser: &Browser, token: &str) -> Result<Me, ProblemCode> {
    browser.call(&ConfirmEmailChange { token: token.into() }).await.map_err(|refused| refused.code())
}

pub async fn address(browser: &Browser) -> String {
    browser.call(&GetMe).await.unwrap().email.as_str().to_owned()
}

pub async fn enters(hq: &Hq, email: &str, password: &str) -> bool {
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
    assert_eq!(hq.newest_mail(EMAIL).await.unwrap().subject, "A new email was requested for your account");

    hq.advance(Duration::seconds(1));
    assert_eq!(confirm(&ada, &token).await.unwrap().email.as_str(), NEW);
    assert_eq!(ada.call(&GetMyEmailChange).await.unwrap().pending, None);
    assert_eq!(hq.newest_mail(EMAIL).await.unwrap().subject, "The email of your account was changed");
    assert!(enters(&hq, "COUNTESS@example.net", PASSWORD).await);
    assert!(!enters(&hq, EMAIL, PASSWORD).await);
    // It is free for somebody else.
    hq.person(EMAIL).await;
}

async fn reading_the_link_changes_nothing(hq: Hq) {
    let (ada, carl) = (hq.person(EMAIL).await, hq.person("carl@example.org").await);
    let token = asked(&hq, &ada, NEW).await;
    let read = async |browser: &Browser| {
        let read = browser.call(&GetEmailChange { token: token.clone() }).await;
        read.map(|change| change.email.to_string()).map_err(|refused| refused.code())
    };
    for _ in 0..3 {
        assert_eq!(read(&ada).await.as_deref(), Ok(NEW));
        assert_eq!(read(&hq.browser()).await.as_deref(), Ok(NEW), "whoever has the link reads it");
        assert_eq!(read(&carl).await, Err(ProblemCode::WrongAccount));
    }
    assert_eq!(address(&ada).await, EMAIL);
    confirm(&ada, &token).await.unwrap();
    for browser in [&ada, &carl, &hq.browser()] {
        assert_eq!(read(browser).await, Err(ProblemCode::LinkUsed));
    }
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
    assert!(known.status == 202 && unknown.status == 202, "{} {}", known.status, unknown.status);
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

async fn another_link_works_as_long_as_the_first(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    asked(&hq, &ada, NEW).await;
    let until = ada.call(&GetMyEmailChange).await.unwrap().pending.unwrap().expires_at;
    hq.advance(Duration::hours(20));
    assert_eq!(ada.call(&ResendEmailChange).await.unwrap().expires_at, until);
    let mail = hq.newest_mail(NEW).await.unwrap().text_body;
    assert!(mail.contains("within 4 hours"), "{mail}");
    let token = hq.token_from_mail(NEW, "/email-changes/").await;
    hq.advance(Duration::hours(4));
    assert_eq!(confirm(&ada, &token).await, Err(ProblemCode::LinkExpired));
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

async fn the_link_ends_with_the_password_and_with_the_session_that_is_ended_elsewhere(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let token = asked(&hq, &ada, NEW).await;
    let new = Password::parse(NEW_PASSWORD).unwrap();
    ada.call(&ChangePassword(PasswordChange { current: PASSWORD.into(), new })).await.unwrap();
    assert_eq!(confirm(&ada, &token).await, Err(ProblemCode::LinkCancelled));

    let carl = hq.person("carl@example.org").await;
    let theirs = carl.session().await.id;
    let token = asked(&hq, &carl, "charles@example.net").await;
    let (again, session) = hq.sign_in("carl@example.org").await;
    again.call(&EndMySession(theirs)).await.unwrap();
    assert_eq!(confirm(&again, &token).await, Err(ProblemCode::LinkCancelled));

    let token = asked(&hq, &again, "charles@example.net").await;
    let (third, _) = hq.sign_in("carl@example.org").await;
    again.call(&EndOtherSessions).await.unwrap();
    assert!(again.call(&GetMyEmailChange).await.unwrap().pending.is_some(), "it is this session's");
    assert!(!third.is_signed_in().await);
    let (fourth, _) = hq.sign_in("carl@example.org").await;
    fourth.call(&EndOtherSessions).await.unwrap();
    assert_eq!(confirm(&fourth, &token).await, Err(ProblemCode::LinkCancelled));
    assert_ne!(session.id, theirs);

    // Who signs out and in again, to confirm as the right one, goes on waiting.
    let token = asked(&hq, &fourth, "charles@example.net").await;
    fourth.call(&SignOut).await.unwrap();
    let (fifth, _) = hq.sign_in("carl@example.org").await;
    confirm(&fifth, &token).await.unwrap();
}

async fn what_an_ended_session_asked_for_ends_with_any_other(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (stranger, _) = hq.sign_in(EMAIL).await;
    let token = asked(&hq, &stranger, NEW).await;
    stranger.call(&SignOut).await.unwrap();
    let (_, phone) = hq.sign_in(EMAIL).await;
    ada.call(&EndMySession(phone.id)).await.unwrap();
    assert_eq!(ada.call(&GetMyEmailChange).await.unwrap().pending, None);
    assert_eq!(confirm(&ada, &token).await, Err(ProblemCode::LinkCancelled));
    // What one's own session waits for stays.
    let token = asked(&hq, &ada, NEW).await;
    let (_, phone) = hq.sign_in(EMAIL).await;
    ada.call(&EndMySession(phone.id)).await.unwrap();
    confirm(&ada, &token).await.unwrap();
}

async fn links_to_the_former_address_and_sign_ups_of_the_new_one_end(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let stranger = hq.browser();
    stranger.call(&SignUp(Hq::new_account(NEW))).await.unwrap();
    let sign_up = hq.token_from_mail(NEW, "/verify/").await;
    let ask = RequestPasswordReset(NewPasswordReset { email: EMAIL.parse().unwrap() });
    hq.browser().call(&ask).await.unwrap();
    let reset = hq.token_from_mail(EMAIL, "/reset-password/").await;
    changed(&hq, &ada, EMAIL, NEW).await;
    let verified = stranger.call(&Verify(Verification::of(sign_up))).await.unwrap_err();
    assert_eq!(verified.code(), ProblemCode::LinkUsed);
    let password = Password::parse(NEW_PASSWORD).unwrap();
    let confirmation = PasswordResetConfirmation { token: reset, password };
    let refused = hq.browser().call(&ConfirmPasswordReset(confirmation)).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::LinkUsed);
}

async fn invitations_are_for_the_address(hq: Hq) {
    let (ada, bob) = (hq.person(EMAIL).await, hq.person("bob@example.org").await);
    let organization = bob.create("Acme").await;
    bob.invite(&organization, EMAIL, Role::User).await;
    let former = hq.token_from_mail(EMAIL, "/join/").await;
    bob.invite(&organization, NEW, Role::User).await;
    changed(&hq, &ada, EMAIL, NEW).await;
    let session = ada.session().await;
    assert_eq!(session.invitations.total, 1);
    let refused = ada.call(&AcceptInvitation { token: former }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::WrongAccount);
    let token = hq.token_from_mail(NEW, "/join/").await;
    ada.call(&AcceptInvitation { token }).await.unwrap();
}

/// Colleagues invited the new address, not knowing whose it is.
async fn an_invitation_of_a_member_is_over(hq: Hq) {
    let (ada, bob) = (hq.person(EMAIL).await, hq.person("bob@example.org").await);
    let acme = bob.create("Acme").await;
    bob.invite(&acme, EMAIL, Role::User).await;
    let token = hq.token_from_mail(EMAIL, "/join/").await;
    ada.call(&AcceptInvitation { token }).await.unwrap();
    let globex = bob.create("Globex").await;
    for organization in [&acme, &globex] {
        bob.invite(organization, NEW, Role::User).await;
    }
    changed(&hq, &ada, EMAIL, NEW).await;
    for (organization, open) in [(&acme, 0), (&globex, 1)] {
        let list = bob.get(&format!("/organizations/{}/invitations", organization.id)).await.json();
        assert_eq!(list["total"], open, "{list}");
    }
    assert_eq!(ada.session().await.invitations.total, 1);
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

async fn mails_are_limited(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    for _ in 0..5 {
        ada.call(&asking(NEW)).await.unwrap();
    }
    assert_eq!(ada.call(&asking(NEW)).await.unwrap_err().code(), ProblemCode::TooManyRequests);
    assert_eq!(ada.call(&ResendEmailChange).await.unwrap_err().code(), ProblemCode::TooManyRequests);
    ada.call(&asking("other@example.net")).await.unwrap();
}

async fn what_sends_no_mail_is_not_counted(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let body = json!({"email": NEW, "password": PASSWORD});
    for _ in 0..12 {
        let once = ada.request("POST", "/me/email-change").header("idempotency-key", "one");
        assert_eq!(ada.send(once.json(&body)).await.status, 202, "the same answer again");
    }
    let resent = ada.request("POST", "/me/email-change/resend").header("idempotency-key", "two");
    assert_eq!(ada.send(resent).await.status, 202);
    for _ in 0..12 {
        let resent = ada.request("POST", "/me/email-change/resend").header("idempotency-key", "two");
        assert_eq!(ada.send(resent).await.status, 202);
    }
    let (_, codes) = enrol(&hq, &ada).await;
    for _ in 0..8 {
        let wrong = json!({"email": NEW, "password": PASSWORD, "code": "000000"});
        assert_eq!(ada.post("/me/email-change", &wrong).await.status, 422);
    }
    for code in &codes[..3] {
        let right = json!({"email": NEW, "password": PASSWORD, "code": code});
        assert_eq!(ada.post("/me/email-change", &right).await.status, 202, "five mails in all");
    }
    let right = json!({"email": NEW, "password": PASSWORD, "code": &codes[3]});
    assert_eq!(ada.post("/me/email-change", &right).await.status, 429);
}
