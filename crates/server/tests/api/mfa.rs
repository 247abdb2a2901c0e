//! Multi-factor authentication: setting it up, signing in with it, switching it off.

use crate::{
    access_matrix::{self, Matrix},
    on_both,
    support::{Browser, Hq, PASSWORD},
};
use futures::future::join_all;
use hq_contract::{
    FieldCode, ProblemCode,
    mfa::{
        BeginMfa, ConfirmMfa, DisableMfa, GetMfa, MfaCode, MfaConfirmation, MfaPassword, MfaProof,
        RECOVERY_CODES, RenewRecoveryCodes,
    },
    password_resets::{
        ConfirmPasswordReset, NewPasswordReset, PasswordResetConfirmation, RequestPasswordReset,
    },
    session::{Credentials, Session, SignIn},
};
use hq_server::{
    db::entity::{access_attempt, audit_log, idempotency_key, mfa, mfa_recovery_code},
    platform::token::hash,
};
use sea_orm::{ActiveValue::Set, EntityTrait as _, PaginatorTrait as _, QueryOrder as _};
use serde_json::json;
use time::Duration;
use totp_rs::{Builder, Secret, Totp};

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    access_matrix::signed_in("GET /api/v1/me/mfa", 200),
    access_matrix::signed_in("POST /api/v1/me/mfa", 201).body(|_| json!({"password": PASSWORD})),
    // Nothing was begun, and it is off.
    access_matrix::signed_in("POST /api/v1/me/mfa/confirm", 409).body(|_| json!({"code": "123456"})),
    access_matrix::signed_in("POST /api/v1/me/mfa/recovery-codes", 409)
        .body(|_| json!({"password": PASSWORD, "code": "123456"})),
    access_matrix::signed_in("POST /api/v1/me/mfa/disable", 409)
        .body(|_| json!({"password": PASSWORD, "code": "123456"})),
]);

on_both!(
    setting_up_takes_the_password_and_the_apps_first_code,
    an_enrolment_waits_for_an_hour,
    other_sessions_end_when_it_is_switched_on,
    the_password_alone_no_longer_signs_in,
    an_apps_code_is_good_once_and_for_a_minute,
    a_recovery_code_is_good_once,
    a_shorter_recovery_code_of_former_times_is_good_once,
    of_sixteen_at_once_with_one_code_one_gets_in,
    signing_in_while_it_is_switched_on_leaves_no_session_without_a_code,
    codes_cannot_be_tried_out,
    no_secret_is_kept_for_a_retry,
    a_retried_sign_in_does_not_need_another_code,
    the_audit_log_says_which_second_factor_was_shown,
    a_new_password_does_not_get_around_it,
);

pub const EMAIL: &str = "ada@example.org";

/// Somebody's authenticator app.
pub struct Phone(pub Totp);

impl Phone {
    pub fn code(&self, hq: &Hq) -> String {
        self.0.generate(u64::try_from(hq.app.now().seconds()).unwrap()).to_string()
    }
}

/// The password, where it is asked for again.
pub fn password() -> MfaPassword {
    MfaPassword { password: PASSWORD.into() }
}

/// Password and code, where both are asked for again.
pub fn proof(code: &str) -> MfaProof {
    MfaProof { password: PASSWORD.into(), code: MfaCode::parse(code).unwrap() }
}

/// The app's code, to switch it on.
pub fn confirmation(code: &str) -> ConfirmMfa {
    ConfirmMfa(MfaConfirmation { code: MfaCode::parse(code).unwrap() })
}

/// Begins to set it up.
pub async fn begin(browser: &Browser) -> Phone {
    let enrolment = browser.call(&BeginMfa(password())).await.unwrap();
    let secret = Secret::try_from_base32(&enrolment.secret).unwrap();
    Phone(Builder::new().with_secret(secret).build().unwrap())
}

/// Switches it on; the app's next code is good at once.
pub async fn enrol(hq: &Hq, browser: &Browser) -> (Phone, Vec<String>) {
    let phone = begin(browser).await;
    let codes = browser.call(&confirmation(&phone.code(hq))).await.unwrap().codes;
    hq.advance(Duration::seconds(30));
    (phone, codes)
}

/// Signing in as Ada.
pub fn sign_in(password: &str, code: Option<&str>) -> SignIn {
    let code = code.map(|code| MfaCode::parse(code).unwrap());
    SignIn(Credentials { email: EMAIL.parse().unwrap(), password: password.into(), code })
}

/// Ada, signed in by a browser of her own.
pub async fn signed_in(hq: &Hq, code: Option<&str>) -> Result<(Browser, Session), ProblemCode> {
    let browser = hq.browser();
    match browser.call(&sign_in(PASSWORD, code)).await {
        Ok(session) => Ok((browser, session)),
        Err(refused) => Err(refused.code()),
    }
}

/// Why Ada is not let in.
pub async fn refusal(hq: &Hq, code: Option<&str>) -> Option<ProblemCode> {
    signed_in(hq, code).await.err()
}

async fn setting_up_takes_the_password_and_the_apps_first_code(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let off = ada.call(&GetMfa).await.unwrap();
    assert_eq!((off.enabled_at, off.recovery_codes), (None, 0));
    let wrong = BeginMfa(MfaPassword { password: "not the right one".into() });
    let refused = ada.call(&wrong).await.unwrap_err();
    assert_eq!(refused.field("/password"), Some(FieldCode::WrongPassword));
    assert_eq!(ada.call(&confirmation("123456")).await.unwrap_err().code(), ProblemCode::MfaOff);

    let enrolment = ada.call(&BeginMfa(password())).await.unwrap();
    assert!(enrolment.uri.starts_with("otpauth://totp/HQ:ada%40example.org?"), "{}", enrolment.uri);
    assert!(enrolment.qr.starts_with("data:image/svg+xml;base64,"));
    assert_eq!(refusal(&hq, None).await, None, "nothing is asked before it is confirmed");
    let phone = Phone(Totp::from_url(&enrolment.uri).unwrap());
    let codes = ada.call(&confirmation(&phone.code(&hq))).await.unwrap().codes;
    assert_eq!(codes.len(), RECOVERY_CODES);
    let on = ada.call(&GetMfa).await.unwrap();
    assert!(on.enabled_at.is_some());
    assert_eq!(on.recovery_codes, 10);
    assert_eq!(ada.call(&BeginMfa(password())).await.unwrap_err().code(), ProblemCode::MfaOn);
    let again = ada.call(&confirmation(&phone.code(&hq))).await.unwrap_err();
    assert_eq!(again.code(), ProblemCode::MfaOn);
    assert_eq!(refusal(&hq, Some(&phone.code(&hq))).await, Some(ProblemCode::WrongCode), "used up by then");
}

async fn an_enrolment_waits_for_an_hour(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let phone = begin(&ada).await;
    hq.advance(Duration::minutes(59));
    hq_server::jobs::housekeeping::round(&hq.app).await.unwrap();
    let codes = ada.call(&confirmation(&phone.code(&hq))).await.unwrap().codes;
    ada.call(&DisableMfa(proof(&codes[0]))).await.unwrap();

    let phone = begin(&ada).await;
    hq.advance(Duration::minutes(61));
    assert_eq!(ada.call(&confirmation(&phone.code(&hq))).await.unwrap_err().code(), ProblemCode::MfaOff);
    hq_server::jobs::housekeeping::round(&hq.app).await.unwrap();
    assert_eq!(mfa::Entity::find().count(hq.app.db().read()).await.unwrap(), 0);
}

async fn other_sessions_end_when_it_is_switched_on(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (other, _) = signed_in(&hq, None).await.unwrap();
    enrol(&hq, &ada).await;
    assert!(ada.is_signed_in().await);
    assert!(!other.is_signed_in().await);
}

async fn the_password_alone_no_longer_signs_in(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (phone, _) = enrol(&hq, &ada).await;
    assert_eq!(refusal(&hq, None).await, Some(ProblemCode::MfaRequired));
    assert_eq!(refusal(&hq, Some("000000")).await, Some(ProblemCode::WrongCode));
    let (browser, session) = signed_in(&hq, Some(&phone.code(&hq))).await.unwrap();
    assert_eq!(browser.session().await.id, session.id);

    // Who does not know the password learns nothing, with the right code or without.
    hq.advance(Duration::seconds(30));
    let unknown = json!({"email": "bob@example.org", "password": "not the right one"});
    let unknown = hq.browser().post("/session", &unknown).await;
    for code in [None, Some(phone.code(&hq))] {
        let mut wrong = json!({"email": EMAIL, "password": "not the right one"});
        if let Some(code) = code {
            wrong["code"] = json!(code);
        }
        let wrong = hq.browser().post("/session", &wrong).await;
        assert_eq!(wrong.anonymous(), unknown.anonymous());
    }
    signed_in(&hq, Some(&phone.code(&hq))).await.expect("a refused try uses no code up");

    let malformed = json!({"email": EMAIL, "password": PASSWORD, "code": "12345"});
    let refused = hq.browser().post("/session", &malformed).await;
    assert_eq!(refused.json()["fields"], json!({"/code": "not_a_code"}));
    let tried = access_attempt::Entity::find().all(hq.app.db().read()).await.unwrap();
    let codes: Vec<i64> =
        tried.iter().filter(|row| row.action.as_str() == "session.wrong_code").map(|row| row.times).collect();
    assert_eq!(codes, [1]);
}

async fn an_apps_code_is_good_once_and_for_a_minute(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (phone, _) = enrol(&hq, &ada).await;
    let code = phone.code(&hq);
    assert_eq!(refusal(&hq, Some(&code)).await, None);
    assert_eq!(refusal(&hq, Some(&code)).await, Some(ProblemCode::WrongCode), "replayed");
    hq.advance(Duration::seconds(30));
    assert_eq!(refusal(&hq, Some(&code)).await, Some(ProblemCode::WrongCode), "replayed a step later");
    assert_eq!(refusal(&hq, Some(&phone.code(&hq))).await, None);

    hq.advance(Duration::seconds(60));
    let late = phone.code(&hq);
    hq.advance(Duration::seconds(30));
    assert_eq!(refusal(&hq, Some(&late)).await, None, "one step late");
    let expired = phone.code(&hq);
    hq.advance(Duration::seconds(60));
    assert_eq!(refusal(&hq, Some(&expired)).await, Some(ProblemCode::WrongCode), "expired");
    assert_eq!(refusal(&hq, Some(&phone.code(&hq))).await, None);
}

async fn a_recovery_code_is_good_once(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (_, codes) = enrol(&hq, &ada).await;
    let typed = format!(" {} ", codes[0].to_uppercase().replace('-', " "));
    assert_eq!(refusal(&hq, Some(&typed)).await, None);
    assert_eq!(refusal(&hq, Some(&codes[0])).await, Some(ProblemCode::WrongCode));
    assert_eq!(ada.call(&GetMfa).await.unwrap().recovery_codes, 9);

    // Somebody else's are worth nothing.
    let bob = hq.person("bob@example.org").await;
    let (_, foreign) = enrol(&hq, &bob).await;
    assert_eq!(refusal(&hq, Some(&foreign[0])).await, Some(ProblemCode::WrongCode));

    let new = ada.call(&RenewRecoveryCodes(proof(&codes[2]))).await.unwrap().codes;
    assert_eq!(ada.call(&GetMfa).await.unwrap().recovery_codes, 10);
    assert_eq!(refusal(&hq, Some(&codes[1])).await, Some(ProblemCode::WrongCode), "the former ones ended");
    for code in &new {
        assert_eq!(refusal(&hq, Some(code)).await, None);
    }
    assert_eq!(ada.call(&GetMfa).await.unwrap().recovery_codes, 0);
    let wrong = RenewRecoveryCodes(MfaProof { password: "not the right one".into(), ..proof(&codes[1]) });
    let refused = ada.call(&wrong).await.unwrap_err();
    assert_eq!(refused.field("/password"), Some(FieldCode::WrongPassword));
}

/// Recovery codes had 80 bits once; whoever printed them has no others.
async fn a_shorter_recovery_code_of_former_times_is_good_once(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (_, codes) = enrol(&hq, &ada).await;
    assert_eq!(codes[0].replace('-', "").len(), MfaCode::RECOVERY);
    let user = ada.id().await;
    let former = mfa_recovery_code::ActiveModel {
        user_id: Set(user),
        code_hash: Set(hash(&["mfa recovery code", &user.to_string(), "abcdefghijkl2345"])),
    };
    mfa_recovery_code::Entity::insert(former).exec(hq.app.db().write()).await.unwrap();
    assert_eq!(refusal(&hq, Some("abcd-efgh-ijkl-2346")).await, Some(ProblemCode::WrongCode));
    assert_eq!(refusal(&hq, Some("abcd-efgh-ijkl-2345")).await, None);
    assert_eq!(refusal(&hq, Some("abcd-efgh-ijkl-2345")).await, Some(ProblemCode::WrongCode));
}

async fn of_sixteen_at_once_with_one_code_one_gets_in(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (phone, codes) = enrol(&hq, &ada).await;
    for (round, recovery) in codes.iter().enumerate() {
        // Far from every limit on tries.
        hq.advance(Duration::hours(2));
        let code = if round % 2 == 0 { phone.code(&hq) } else { recovery.clone() };
        let outcomes = join_all((0..16).map(|_| signed_in(&hq, Some(&code)))).await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "round {round}");
        for code in outcomes.into_iter().filter_map(Result::err) {
            assert!([ProblemCode::WrongCode, ProblemCode::TooManyRequests].contains(&code), "{code:?}");
        }
    }
}

async fn signing_in_while_it_is_switched_on_leaves_no_session_without_a_code(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    for _ in 0..15 {
        let phone = begin(&ada).await;
        let confirm = confirmation(&phone.code(&hq));
        let (confirmed, session) = tokio::join!(ada.call(&confirm), signed_in(&hq, None));
        let codes = confirmed.unwrap().codes;
        match session {
            Ok((browser, _)) => assert!(!browser.is_signed_in().await, "it showed no code"),
            Err(code) => assert_eq!(code, ProblemCode::MfaRequired),
        }
        ada.call(&DisableMfa(proof(&codes[0]))).await.unwrap();
        hq.advance(Duration::minutes(20));
    }
}

async fn codes_cannot_be_tried_out(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (phone, codes) = enrol(&hq, &ada).await;
    for _ in 0..10 {
        assert_eq!(refusal(&hq, Some("000000")).await, Some(ProblemCode::WrongCode));
    }
    for code in [&phone.code(&hq), &codes[0]] {
        assert_eq!(
            refusal(&hq, Some(code)).await,
            Some(ProblemCode::TooManyRequests),
            "also with the right one"
        );
    }
    hq.advance(Duration::seconds(16));
    for _ in 0..12 {
        assert_eq!(refusal(&hq, Some(&phone.code(&hq))).await, None);
        hq.advance(Duration::seconds(30));
    }

    let bob = hq.person("bob@example.org").await;
    begin(&bob).await;
    for _ in 0..10 {
        let refused = bob.call(&confirmation("000000")).await.unwrap_err();
        assert_eq!(refused.field("/code"), Some(FieldCode::WrongCode));
    }
    let refused = bob.call(&confirmation("000000")).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::TooManyRequests);
    let wrong = BeginMfa(MfaPassword { password: "not the right one".into() });
    for _ in 0..10 {
        assert!(bob.call(&wrong).await.unwrap_err().field("/password").is_some());
    }
    let refused = bob.call(&BeginMfa(password())).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::TooManyRequests);
}

async fn no_secret_is_kept_for_a_retry(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let post = async |path: &str, body: serde_json::Value| {
        let request = ada.request("POST", path).header("idempotency-key", "k").json(&body);
        let reply = ada.send(request).await;
        assert_eq!(reply.status, 201, "{}", reply.body);
        reply.body
    };
    let first = post("/me/mfa", json!({"password": PASSWORD})).await;
    assert_eq!(first, post("/me/mfa", json!({"password": PASSWORD})).await);
    let phone = begin(&ada).await;
    post("/me/mfa/confirm", json!({"code": phone.code(&hq)})).await;
    hq.advance(Duration::seconds(30));
    post("/me/mfa/recovery-codes", json!({"password": PASSWORD, "code": phone.code(&hq)})).await;
    assert_eq!(idempotency_key::Entity::find().count(hq.app.db().read()).await.unwrap(), 0);
    let lines = audit_log::Entity::find().all(hq.app.db().read()).await.unwrap();
    for action in ["mfa.begin", "mfa.enable", "mfa.renew_recovery_codes"] {
        assert!(lines.iter().any(|line| line.action == action && line.detail == "{}"), "{action}");
    }
}

async fn a_retried_sign_in_does_not_need_another_code(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (phone, _) = enrol(&hq, &ada).await;
    let browser = hq.browser();
    let body = json!({"email": EMAIL, "password": PASSWORD, "code": phone.code(&hq)});
    let request = || browser.request("POST", "/session").header("idempotency-key", "k").json(&body);
    let first = browser.send(request()).await;
    let second = browser.send(request()).await;
    assert_eq!(first.status, 201);
    assert_eq!(first.json()["id"], second.json()["id"]);
}

async fn the_audit_log_says_which_second_factor_was_shown(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    hq.sign_in(EMAIL).await;
    let (phone, codes) = enrol(&hq, &ada).await;
    hq.advance(Duration::seconds(30));
    assert_eq!(refusal(&hq, Some(&phone.code(&hq))).await, None);
    hq.advance(Duration::seconds(1));
    assert_eq!(refusal(&hq, Some(&codes[0])).await, None);
    let lines = audit_log::Entity::find().order_by_asc(audit_log::Column::Id).all(hq.app.db().read());
    let lines = lines.await.unwrap().into_iter().filter(|line| line.action == "session.sign_in");
    let factors: Vec<serde_json::Value> = lines
        .map(|line| serde_json::from_str::<serde_json::Value>(&line.detail).unwrap()["second_factor"].clone())
        .collect();
    assert_eq!(factors, [json!(null), json!("app_code"), json!("recovery_code")]);
}

async fn a_new_password_does_not_get_around_it(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (phone, _) = enrol(&hq, &ada).await;
    let browser = hq.browser();
    browser.call(&RequestPasswordReset(NewPasswordReset { email: EMAIL.parse().unwrap() })).await.unwrap();
    let token = hq.token_from_mail(EMAIL, "/reset-password/").await;
    let new = "another quiet evening";
    let password = hq_contract::Password::parse(new).unwrap();
    browser.call(&ConfirmPasswordReset(PasswordResetConfirmation { token, password })).await.unwrap();
    let refused = browser.call(&sign_in(new, None)).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::MfaRequired);
    browser.call(&sign_in(new, Some(&phone.code(&hq)))).await.unwrap();
}
