//! Codes as people have them: two tabs, two browsers, other digits, a clock that is off.

use crate::{
    mfa::{EMAIL, Phone, begin, confirmation, enrol, password, proof, refusal, sign_in, signed_in},
    on_both,
    support::{Hq, PASSWORD},
};
use hq_contract::{
    FieldCode, ProblemCode,
    me::{ChangePassword, PasswordChange},
    mfa::{BeginMfa, DisableMfa, MfaPassword},
};
use serde_json::json;
use time::Duration;
use totp_rs::Totp;

on_both!(
    two_tabs_show_the_same_secret,
    another_browser_takes_over_and_the_first_is_told,
    a_new_password_ends_setting_it_up,
    digits_of_any_script_are_digits,
    a_clock_that_is_off_is_named_while_setting_up,
    signing_in_names_a_slow_clock_at_once,
    signing_in_names_a_fast_clock_by_the_second_code_alone,
);

/// What the app shows where its clock is so many seconds ahead.
fn code_at(hq: &Hq, phone: &Phone, ahead: i64) -> String {
    phone.0.generate(u64::try_from(hq.app.now().seconds() + ahead).unwrap()).to_string()
}

async fn two_tabs_show_the_same_secret(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let first = ada.call(&BeginMfa(password())).await.unwrap();
    hq.advance(Duration::minutes(59));
    let second = ada.call(&BeginMfa(password())).await.unwrap();
    assert_eq!(first, second);
    let wrong = BeginMfa(MfaPassword { password: "not the right one".into() });
    assert!(ada.call(&wrong).await.unwrap_err().field("/password").is_some(), "shown for the password alone");
    hq.advance(Duration::minutes(59));
    let phone = Phone(Totp::from_url(&first.uri).unwrap());
    let codes = ada.call(&confirmation(&phone.code(&hq))).await.unwrap().codes;
    ada.call(&DisableMfa(proof(&codes[0]))).await.unwrap();
    assert_ne!(ada.call(&BeginMfa(password())).await.unwrap(), first, "switched off, it is forgotten");

    let forgotten = ada.call(&BeginMfa(password())).await.unwrap();
    hq.advance(Duration::minutes(61));
    assert_ne!(ada.call(&BeginMfa(password())).await.unwrap(), forgotten, "and after an hour");
}

async fn another_browser_takes_over_and_the_first_is_told(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (other, _) = signed_in(&hq, None).await.unwrap();
    let first = begin(&ada).await;
    // Who has found out the password must not know the secret that its owner goes on with.
    let second = begin(&other).await;
    assert_ne!(first.code(&hq), second.code(&hq));
    for code in [first.code(&hq), second.code(&hq)] {
        assert_eq!(ada.call(&confirmation(&code)).await.unwrap_err().code(), ProblemCode::MfaReplaced);
    }
    let refused = other.call(&confirmation(&first.code(&hq))).await.unwrap_err();
    assert_eq!(refused.field("/code"), Some(FieldCode::WrongCode));
    other.call(&confirmation(&second.code(&hq))).await.unwrap();
}

async fn a_new_password_ends_setting_it_up(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let phone = begin(&ada).await;
    let new = hq_contract::Password::parse("another quiet evening").unwrap();
    ada.call(&ChangePassword(PasswordChange { current: PASSWORD.into(), new })).await.unwrap();
    assert_eq!(ada.call(&confirmation(&phone.code(&hq))).await.unwrap_err().code(), ProblemCode::MfaOff);
}

/// A code in the digits of another script.
fn in_script(code: &str, zero: char) -> String {
    let digit = |c: char| char::from_u32(u32::from(zero) + c.to_digit(10).unwrap()).unwrap();
    code.chars().map(digit).collect()
}

async fn digits_of_any_script_are_digits(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let phone = begin(&ada).await;
    let typed = in_script(&phone.code(&hq), '０');
    let set_up = ada.post("/me/mfa/confirm", &json!({"code": typed})).await;
    assert_eq!(set_up.status, 201, "{}", set_up.body);
    for zero in ['٠', '۰', '०', '𝟎'] {
        hq.advance(Duration::seconds(30));
        let typed = in_script(&phone.code(&hq), zero);
        let (front, back) = typed.split_at(typed.len() / 2);
        let body = json!({"email": EMAIL, "password": PASSWORD, "code": format!("\u{200f}{front}\u{2011}{back}\u{a0}")});
        let reply = hq.browser().post("/session", &body).await;
        assert_eq!(reply.status, 201, "{typed}: {}", reply.body);
    }
    let codes = set_up.json()["codes"].clone();
    let typed = codes[0].as_str().unwrap().replace('-', "—").replace('2', "２").to_uppercase();
    let body = json!({"email": EMAIL, "password": PASSWORD, "code": typed});
    assert_eq!(hq.browser().post("/session", &body).await.status, 201, "{typed}");
}

async fn a_clock_that_is_off_is_named_while_setting_up(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let phone = begin(&ada).await;
    let at =
        |ahead: i64| phone.0.generate(u64::try_from(hq.app.now().seconds() + ahead).unwrap()).to_string();
    for ahead in [-120, 120, -3600, 600] {
        let refused = ada.call(&confirmation(&at(ahead))).await.unwrap_err();
        assert_eq!(refused.field("/code"), Some(FieldCode::WrongCode), "not taken, {ahead} seconds off");
        assert_eq!(refused.problem.clock_ahead, Some(ahead));
    }
    for ahead in [-7200, 7200] {
        assert_eq!(ada.call(&confirmation(&at(ahead))).await.unwrap_err().problem.clock_ahead, None);
    }
    ada.call(&confirmation(&at(30))).await.unwrap();
}

/// What is told of the clock behind a refused code.
async fn refused_clock(hq: &Hq, code: &str) -> Option<i64> {
    let refused = hq.browser().call(&sign_in(PASSWORD, Some(code))).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::WrongCode);
    refused.problem.clock_ahead
}

async fn signing_in_names_a_slow_clock_at_once(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (phone, _) = enrol(&hq, &ada).await;
    hq.advance(Duration::minutes(10));
    assert_eq!(refused_clock(&hq, &code_at(&hq, &phone, -120)).await, Some(-120));
    let used = phone.code(&hq);
    assert_eq!(refusal(&hq, Some(&used)).await, None);
    hq.advance(Duration::minutes(2));
    assert_eq!(refused_clock(&hq, &used).await, None, "used before, and so known to have been right");
    let wrong = sign_in("not the right one", Some(&code_at(&hq, &phone, -60)));
    let wrong = hq.browser().call(&wrong).await.unwrap_err();
    assert_eq!((wrong.code(), wrong.problem.clock_ahead), (ProblemCode::WrongCredentials, None));
}

async fn signing_in_names_a_fast_clock_by_the_second_code_alone(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (phone, _) = enrol(&hq, &ada).await;
    let first = code_at(&hq, &phone, 120);
    for _ in 0..2 {
        assert_eq!(refused_clock(&hq, &first).await, None, "a guess must not learn of a code to come");
    }
    assert_eq!(refused_clock(&hq, &code_at(&hq, &phone, 600)).await, None, "of another clock");
    hq.advance(Duration::seconds(30));
    assert_eq!(refused_clock(&hq, &code_at(&hq, &phone, 120)).await, None);
    hq.advance(Duration::minutes(6));
    assert_eq!(refused_clock(&hq, &code_at(&hq, &phone, 120)).await, None, "too late to be of one attempt");
    hq.advance(Duration::seconds(30));
    assert_eq!(refused_clock(&hq, &code_at(&hq, &phone, 120)).await, Some(120));
    assert_eq!(refusal(&hq, Some(&phone.code(&hq))).await, None, "what is right is taken as before");
}
