//! What people are told of their account, and taking it back.

use crate::{
    access_matrix::{Matrix, open},
    mfa::{EMAIL, Phone, confirmation, enrol, proof, refusal, sign_in, signed_in},
    on_both,
    support::{Browser, Hq, PASSWORD},
};
use futures::future::join_all;
use hq_contract::{
    Password, ProblemCode,
    account_alerts::{AccountSecuring, AlertKind, GetAccountAlert, SecureAccount, SecuredMfa},
    me::{AccountDeletion, ChangePassword, DeleteAccount, PasswordChange},
    mfa::{BeginMfa, DisableMfa, GetMfa, MfaPassword, MfaProof, RenewRecoveryCodes},
    password_resets::{
        ConfirmPasswordReset, NewPasswordReset, PasswordResetConfirmation, RequestPasswordReset,
    },
};
use hq_server::{
    account_alerts,
    db::entity::account_alert,
    http::user_agent::UserAgent,
    operation::{Operation, Origin},
    users,
};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use serde_json::json;
use time::Duration;
use totp_rs::Totp;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    // With a link that nobody sent.
    open("GET /api/v1/account-alerts/{token}", 404),
    open("POST /api/v1/account-alerts/{token}/secure", 404).body(|_| json!({"password": PASSWORD})),
]);

on_both!(
    each_change_is_told_with_when_what_and_where,
    reading_a_link_changes_nothing,
    securing_ends_whatever_somebody_else_has,
    what_was_switched_off_is_on_again_as_it_was,
    what_was_switched_on_is_off_again_for_a_day,
    former_recovery_codes_are_good_again,
    a_link_takes_back_what_came_after_it,
    what_is_settled_stays,
    links_end_after_a_week_and_are_forgotten,
    of_eight_at_once_with_one_link_one_wins,
    a_deleted_account_leaves_no_link,
);

const THEIRS: &str = "a stranger came this way";
const NEW: &str = "another quiet evening";
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

fn change(current: &str, new: &str) -> ChangePassword {
    ChangePassword(PasswordChange { current: current.into(), new: Password::parse(new).unwrap() })
}

fn read(token: &str) -> GetAccountAlert {
    GetAccountAlert { token: token.into() }
}

fn secure(token: &str) -> SecureAccount {
    SecureAccount { token: token.into(), body: AccountSecuring { password: Password::parse(NEW).unwrap() } }
}

/// The link of the newest mail.
async fn link(hq: &Hq) -> String {
    hq.token_from_mail(EMAIL, "/secure-account/").await
}

/// Whether password and code sign in.
async fn enters(hq: &Hq, password: &str, code: Option<&str>) -> Result<Browser, ProblemCode> {
    let browser = hq.browser();
    browser.call(&sign_in(password, code)).await.map_err(|refused| refused.code())?;
    Ok(browser)
}

/// The code of now, which was not used yet.
fn next_code(hq: &Hq, phone: &Phone) -> String {
    hq.advance(Duration::seconds(30));
    phone.code(hq)
}

async fn each_change_is_told_with_when_what_and_where(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let told = async |kind: AlertKind, subject: &str| {
        let mail = hq.newest_mail(EMAIL).await.unwrap();
        assert_eq!(mail.subject, subject);
        let alert = hq.browser().call(&read(&link(&hq).await)).await.unwrap();
        assert_eq!(alert.kind, kind);
        assert_eq!(alert.address, "127.0.0.1");
        mail.text_body
    };
    let with_firefox = |request: reqwest::RequestBuilder| request.header("user-agent", FIREFOX);
    assert_eq!(ada.send(with_firefox(ada.prepare(&change(PASSWORD, NEW)))).await.status, 204);
    let text = told(AlertKind::PasswordChanged, "Your password was changed").await;
    let said =
        "This happened on 2026-03-01 09:00 UTC with Firefox on Linux, from the network address 127.0.0.1.";
    assert!(text.contains(said) && text.contains("within 7 days"), "{text}");
    let alert = hq.browser().call(&read(&link(&hq).await)).await.unwrap();
    assert_eq!(alert.user_agent, FIREFOX);

    hq.browser()
        .call(&RequestPasswordReset(NewPasswordReset { email: EMAIL.parse().unwrap() }))
        .await
        .unwrap();
    let token = hq.token_from_mail(EMAIL, "/reset-password/").await;
    let password = Password::parse(PASSWORD).unwrap();
    let reset = ConfirmPasswordReset(PasswordResetConfirmation { token, password });
    hq.browser().call(&reset).await.unwrap();
    told(AlertKind::PasswordReset, "Your password was reset").await;

    let ada = enters(&hq, PASSWORD, None).await.unwrap();
    told(AlertKind::SignedIn, "New sign-in to your account").await;
    let (_, codes) = enrol(&hq, &ada).await;
    let text = told(AlertKind::MfaEnabled, "Two-step sign-in was turned on").await;
    assert!(text.contains("within 1 day."), "{text}");
    ada.call(&RenewRecoveryCodes(proof(&codes[0]))).await.unwrap();
    told(AlertKind::RecoveryCodesRenewed, "Your recovery codes were replaced").await;
    let codes = ada.call(&RenewRecoveryCodes(proof(&codes[1]))).await;
    assert!(codes.is_err(), "refused changes are not told");
    let count = account_alert::Entity::find().count(hq.app.db().read()).await.unwrap();
    assert_eq!(count, 5);
}

async fn reading_a_link_changes_nothing(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (phone, codes) = enrol(&hq, &ada).await;
    ada.call(&DisableMfa(proof(&codes[0]))).await.unwrap();
    let token = link(&hq).await;
    for _ in 0..3 {
        let alert = hq.browser().call(&read(&token)).await.unwrap();
        assert_eq!((alert.kind, alert.mfa), (AlertKind::MfaDisabled, SecuredMfa::On));
    }
    assert!(ada.is_signed_in().await);
    assert_eq!(ada.call(&GetMfa).await.unwrap().enabled_at, None);
    assert_eq!(refusal(&hq, None).await, None);
    let unknown = hq.browser().call(&read("x")).await.unwrap_err();
    assert_eq!(unknown.code(), ProblemCode::LinkUnknown);
    // The password's rules hold, and nothing is used up by what breaks them.
    let weak = hq
        .browser()
        .post(&format!("/account-alerts/{token}/secure"), &serde_json::json!({"password": "short"}))
        .await;
    assert_eq!(weak.json()["fields"], serde_json::json!({"/password": "too_short"}));
    hq.browser().call(&secure(&token)).await.unwrap();
    assert!(enters(&hq, NEW, Some(&next_code(&hq, &phone))).await.is_ok());
}

async fn securing_ends_whatever_somebody_else_has(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (stranger, _) = signed_in(&hq, None).await.unwrap();
    stranger.call(&change(PASSWORD, THEIRS)).await.unwrap();
    let first = link(&hq).await;
    assert!(!ada.is_signed_in().await);
    let ask = RequestPasswordReset(NewPasswordReset { email: EMAIL.parse().unwrap() });
    hq.browser().call(&ask).await.unwrap();
    let reset = hq.token_from_mail(EMAIL, "/reset-password/").await;
    stranger.call(&change(THEIRS, PASSWORD)).await.unwrap();
    hq.browser().call(&ask).await.unwrap();
    let last_reset = hq.token_from_mail(EMAIL, "/reset-password/").await;

    hq.browser().call(&secure(&first)).await.unwrap();
    assert!(!stranger.is_signed_in().await);
    for theirs in [PASSWORD, THEIRS] {
        assert_eq!(enters(&hq, theirs, None).await.err(), Some(ProblemCode::WrongCredentials));
    }
    let mail = hq.newest_mail(EMAIL).await.unwrap();
    assert_eq!(mail.subject, "Your password was reset", "whoever it was, it is told");
    let told = link(&hq).await;
    for token in [reset, last_reset] {
        let password = Password::parse(THEIRS).unwrap();
        let reset = ConfirmPasswordReset(PasswordResetConfirmation { token, password });
        assert_eq!(hq.browser().call(&reset).await.unwrap_err().code(), ProblemCode::LinkUsed);
    }
    let rows = account_alert::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert_eq!(rows.iter().filter(|row| row.used_at.is_none()).count(), 1, "all others have ended");
    for refused in
        [hq.browser().call(&secure(&first)).await.err(), hq.browser().call(&read(&first)).await.err()]
    {
        assert_eq!(refused.unwrap().code(), ProblemCode::LinkUsed);
    }
    hq.browser().call(&read(&told)).await.unwrap();
    enters(&hq, NEW, None).await.unwrap();
}

async fn what_was_switched_off_is_on_again_as_it_was(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (phone, codes) = enrol(&hq, &ada).await;
    let used = phone.code(&hq);
    ada.call(&DisableMfa(proof(&used))).await.unwrap();
    hq.browser().call(&secure(&link(&hq).await)).await.unwrap();
    assert_eq!(enters(&hq, NEW, None).await.err(), Some(ProblemCode::MfaRequired));
    assert_eq!(enters(&hq, NEW, Some(&used)).await.err(), Some(ProblemCode::WrongCode), "used before");
    let ada = enters(&hq, NEW, Some(&next_code(&hq, &phone))).await.unwrap();
    assert_eq!(ada.call(&GetMfa).await.unwrap().recovery_codes, 10);

    let of_new = |code: &str| MfaProof { password: NEW.into(), ..proof(code) };
    ada.call(&DisableMfa(of_new(&codes[0]))).await.unwrap();
    hq.browser().call(&secure(&link(&hq).await)).await.unwrap();
    assert_eq!(enters(&hq, NEW, Some(&codes[0])).await.err(), Some(ProblemCode::WrongCode), "used before");
    let ada = enters(&hq, NEW, Some(&codes[1])).await.unwrap();
    assert_eq!(ada.call(&GetMfa).await.unwrap().recovery_codes, 8);
}

async fn what_was_switched_on_is_off_again_for_a_day(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (phone, _) = enrol(&hq, &ada).await;
    let token = link(&hq).await;
    hq.advance(Duration::hours(23));
    assert_eq!(hq.browser().call(&read(&token)).await.unwrap().mfa, SecuredMfa::Off);
    hq.browser().call(&secure(&token)).await.unwrap();
    let ada = enters(&hq, NEW, None).await.unwrap();
    assert_eq!(ada.call(&GetMfa).await.unwrap().enabled_at, None);
    assert_eq!(enters(&hq, NEW, Some(&phone.code(&hq))).await.err(), None, "no code is asked for");

    let again = BeginMfa(MfaPassword { password: NEW.into() });
    let phone = Phone(Totp::from_url(ada.call(&again).await.unwrap().uri).unwrap());
    ada.call(&confirmation(&phone.code(&hq))).await.unwrap();
    let token = link(&hq).await;
    hq.advance(Duration::hours(24));
    for refused in
        [hq.browser().call(&secure(&token)).await.err(), hq.browser().call(&read(&token)).await.err()]
    {
        assert_eq!(refused.unwrap().code(), ProblemCode::LinkExpired);
    }
    assert_eq!(enters(&hq, NEW, None).await.err(), Some(ProblemCode::MfaRequired));
}

async fn former_recovery_codes_are_good_again(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (phone, former) = enrol(&hq, &ada).await;
    let new = ada.call(&RenewRecoveryCodes(proof(&former[0]))).await.unwrap().codes;
    let token = link(&hq).await;
    assert_eq!(hq.browser().call(&read(&token)).await.unwrap().mfa, SecuredMfa::FormerCodes);
    let used = phone.code(&hq);
    enters(&hq, PASSWORD, Some(&used)).await.unwrap();
    hq.browser().call(&secure(&token)).await.unwrap();
    for wrong in [&new[0], &former[0], &used] {
        assert_eq!(enters(&hq, NEW, Some(wrong)).await.err(), Some(ProblemCode::WrongCode), "{wrong}");
    }
    enters(&hq, NEW, Some(&former[1])).await.unwrap();
    enters(&hq, NEW, Some(&next_code(&hq, &phone))).await.unwrap();
}

async fn a_link_takes_back_what_came_after_it(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (phone, codes) = enrol(&hq, &ada).await;
    // Long enough ago that nobody undoes it.
    hq.advance(Duration::hours(25));
    let mut operation = Operation::begin(&hq.app, &Origin::server()).await.unwrap();
    let user = users::store::find_by_email(operation.tx(), EMAIL).await.unwrap().unwrap();
    let agent = UserAgent(FIREFOX.into());
    account_alerts::tell(&mut operation, &user, AlertKind::SignedIn, &agent).await.unwrap();
    operation.finish_empty(axum::http::StatusCode::NO_CONTENT).await.unwrap();
    let token = link(&hq).await;
    assert_eq!(hq.browser().call(&read(&token)).await.unwrap().mfa, SecuredMfa::Unchanged);

    // Whoever it was switches it off, and on again with a phone of their own.
    ada.call(&DisableMfa(proof(&codes[0]))).await.unwrap();
    let (theirs, _) = enrol(&hq, &ada).await;
    assert_eq!(hq.browser().call(&read(&token)).await.unwrap().mfa, SecuredMfa::FormerCodes);
    hq.browser().call(&secure(&token)).await.unwrap();
    let wrong = enters(&hq, NEW, Some(&next_code(&hq, &theirs))).await.err();
    assert_eq!(wrong, Some(ProblemCode::WrongCode));
    enters(&hq, NEW, Some(&phone.code(&hq))).await.unwrap();
}

async fn what_is_settled_stays(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (lost, codes) = enrol(&hq, &ada).await;
    // Ada has lost her phone, and has another one now: whoever found it does not get in with its mails.
    ada.call(&DisableMfa(proof(&codes[0]))).await.unwrap();
    let token = link(&hq).await;
    let (phone, _) = enrol(&hq, &ada).await;
    hq.advance(Duration::hours(24));
    assert_eq!(hq.browser().call(&read(&token)).await.unwrap().mfa, SecuredMfa::Unchanged);
    hq.browser().call(&secure(&token)).await.unwrap();
    let wrong = enters(&hq, NEW, Some(&next_code(&hq, &lost))).await.err();
    assert_eq!(wrong, Some(ProblemCode::WrongCode));
    enters(&hq, NEW, Some(&phone.code(&hq))).await.unwrap();
}

async fn links_end_after_a_week_and_are_forgotten(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (_, codes) = enrol(&hq, &ada).await;
    ada.call(&DisableMfa(proof(&codes[0]))).await.unwrap();
    let token = link(&hq).await;
    let rows = async || {
        hq_server::jobs::housekeeping::round(&hq.app).await.unwrap();
        account_alert::Entity::find().all(hq.app.db().read()).await.unwrap()
    };
    hq.advance(Duration::days(7) - Duration::minutes(1));
    assert_eq!(rows().await.iter().filter(|row| row.sealed_mfa.is_some()).count(), 1);
    hq.browser().call(&read(&token)).await.unwrap();
    hq.advance(Duration::minutes(1));
    assert!(rows().await.iter().all(|row| row.sealed_mfa.is_none()), "nothing can be put back any more");
    for refused in
        [hq.browser().call(&secure(&token)).await.err(), hq.browser().call(&read(&token)).await.err()]
    {
        assert_eq!(refused.unwrap().code(), ProblemCode::LinkExpired);
    }
    hq.advance(Duration::days(8));
    assert!(rows().await.is_empty());
    assert_eq!(hq.browser().call(&read(&token)).await.unwrap_err().code(), ProblemCode::LinkUnknown);
}

async fn of_eight_at_once_with_one_link_one_wins(hq: Hq) {
    let mut ada = hq.person(EMAIL).await;
    let mut current = PASSWORD.to_owned();
    for round in 0..5 {
        ada.call(&change(&current, THEIRS)).await.unwrap();
        let token = link(&hq).await;
        let passwords: Vec<String> = (0..8).map(|one| format!("evening {one} of round {round}")).collect();
        let tries = passwords.iter().map(|password| {
            let (browser, token) = (hq.browser(), token.clone());
            let body = AccountSecuring { password: Password::parse(password).unwrap() };
            async move { browser.call(&SecureAccount { token, body }).await.map_err(|refused| refused.code()) }
        });
        let outcomes = join_all(tries).await;
        let winners: Vec<&String> =
            passwords.iter().zip(&outcomes).filter(|(_, one)| one.is_ok()).map(|(one, _)| one).collect();
        assert_eq!(winners.len(), 1, "round {round}");
        assert!(
            outcomes.iter().filter_map(|one| one.as_ref().err()).all(|code| *code == ProblemCode::LinkUsed)
        );
        current.clone_from(winners[0]);
        ada = enters(&hq, &current, None).await.expect("the winner's password is the account's");
    }
}

async fn a_deleted_account_leaves_no_link(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    ada.call(&change(PASSWORD, NEW)).await.unwrap();
    let token = link(&hq).await;
    ada.call(&DeleteAccount(AccountDeletion { password: NEW.into(), code: None })).await.unwrap();
    for status in
        [hq.browser().call(&secure(&token)).await.err(), hq.browser().call(&read(&token)).await.err()]
    {
        assert_eq!(status.unwrap().code(), ProblemCode::LinkUnknown);
    }
    assert_eq!(account_alert::Entity::find().count(hq.app.db().read()).await.unwrap(), 0);
}
