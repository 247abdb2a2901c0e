//! Switching two-step sign-in off, and new recovery codes: a session and a password are not enough.

use crate::{
    mfa::{EMAIL, enrol, proof, refusal, signed_in},
    on_both,
    support::{Hq, PASSWORD},
};
use hq_contract::{
    FieldCode, ProblemCode,
    mfa::{DisableMfa, GetMfa, MfaProof, RenewRecoveryCodes},
};
use hq_server::db::entity::audit_log;
use sea_orm::EntityTrait as _;
use serde_json::json;
use time::Duration;

on_both!(
    switching_it_off_takes_the_password_and_a_code,
    wrong_codes_count_together_for_who_knows_the_password,
    of_two_uses_of_one_code_at_once_one_wins,
    a_retried_sign_in_proves_no_code,
);

async fn switching_it_off_takes_the_password_and_a_code(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (phone, codes) = enrol(&hq, &ada).await;
    let wrong = DisableMfa(MfaProof { password: "not the right one".into(), ..proof(&codes[0]) });
    assert!(ada.call(&wrong).await.unwrap_err().field("/password").is_some());
    for path in ["/me/mfa/disable", "/me/mfa/recovery-codes"] {
        let alone = ada.post(path, &json!({"password": PASSWORD})).await;
        assert_eq!(alone.json()["fields"], json!({"/code": "required"}), "{path}");
        let wrong = ada.post(path, &json!({"password": PASSWORD, "code": "000000"})).await;
        assert_eq!(wrong.json()["fields"], json!({"/code": "wrong_code"}), "{path}");
    }
    assert_eq!(ada.call(&GetMfa).await.unwrap().recovery_codes, 10, "what was refused used none up");
    ada.call(&RenewRecoveryCodes(proof(&phone.code(&hq)))).await.unwrap();
    let again = ada.call(&DisableMfa(proof(&phone.code(&hq)))).await.unwrap_err();
    assert_eq!(again.field("/code"), Some(FieldCode::WrongCode), "used up by then");
    hq.advance(Duration::seconds(30));
    let off = ada.call(&DisableMfa(proof(&phone.code(&hq)))).await.unwrap();
    assert_eq!((off.enabled_at, off.recovery_codes), (None, 0));
    assert_eq!(refusal(&hq, None).await, None);
    assert_eq!(refusal(&hq, Some(&codes[0])).await, None, "a code is not asked for, and none is judged");
    for refused in [
        ada.call(&DisableMfa(proof("123456"))).await.unwrap_err(),
        ada.call(&RenewRecoveryCodes(proof("123456"))).await.unwrap_err(),
    ] {
        assert_eq!(refused.code(), ProblemCode::MfaOff);
    }
    enrol(&hq, &ada).await;
    let lines = audit_log::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert_eq!(lines.iter().filter(|line| line.action == "mfa.wrong_code").count(), 3);
}

async fn wrong_codes_count_together_for_who_knows_the_password(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (phone, codes) = enrol(&hq, &ada).await;
    // Who does not know the password counts nothing.
    for _ in 0..9 {
        let wrong = DisableMfa(MfaProof { password: "not the right one".into(), ..proof("000000") });
        assert!(ada.call(&wrong).await.unwrap_err().field("/password").is_some());
    }
    for _ in 0..5 {
        for refused in [
            ada.call(&DisableMfa(proof("000000"))).await.unwrap_err(),
            ada.call(&RenewRecoveryCodes(proof("000000"))).await.unwrap_err(),
        ] {
            assert_eq!(refused.field("/code"), Some(FieldCode::WrongCode));
        }
    }
    let limited = [
        ada.call(&DisableMfa(proof(&phone.code(&hq)))).await.unwrap_err(),
        ada.call(&RenewRecoveryCodes(proof(&codes[0]))).await.unwrap_err(),
    ];
    for refused in limited {
        assert_eq!(refused.code(), ProblemCode::TooManyRequests, "also with the right one");
    }
    assert_eq!(refusal(&hq, Some(&phone.code(&hq))).await, None, "sign-in has a count of its own");
    hq.advance(Duration::minutes(61));
    ada.call(&DisableMfa(proof(&phone.code(&hq)))).await.unwrap();
}

/// Who signed in once, before there was a code to ask for, has not shown one by sending the same again.
async fn a_retried_sign_in_proves_no_code(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let try_code = async |code: &str, key: Option<&str>| {
        let stranger = hq.browser();
        let body = json!({"email": EMAIL, "password": PASSWORD, "code": code});
        let request = stranger.request("POST", "/session").json(&body);
        let reply =
            stranger.send(key.iter().fold(request, |request, key| request.header("idempotency-key", *key)));
        reply.await.status.as_u16()
    };
    assert_eq!(try_code("111111", Some("k-1")).await, 201);
    enrol(&hq, &ada).await;
    assert_eq!(try_code("111111", Some("k-1")).await, 401, "its session has ended");
    let mut answers = Vec::new();
    for _ in 0..2 {
        for _ in 0..9 {
            answers.push(try_code("000000", None).await);
        }
        assert_ne!(try_code("111111", Some("k-1")).await, 201);
    }
    assert!(answers.iter().filter(|status| **status == 401).count() <= 10, "{answers:?}");
    assert_eq!(answers.last(), Some(&429));
}

async fn of_two_uses_of_one_code_at_once_one_wins(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (phone, mut codes) = enrol(&hq, &ada).await;
    for round in 0..12 {
        // Far from every limit on tries.
        hq.advance(Duration::hours(2));
        let code = if round % 2 == 0 { phone.code(&hq) } else { codes.pop().unwrap() };
        let renew = RenewRecoveryCodes(proof(&code));
        let (renewed, entered) = tokio::join!(ada.call(&renew), signed_in(&hq, Some(&code)));
        assert_ne!(renewed.is_ok(), entered.is_ok(), "round {round}: the code was good for one of both");
        if let Ok(renewed) = renewed {
            codes = renewed.codes;
        }
    }
}
