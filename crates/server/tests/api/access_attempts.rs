//! What strangers cause: nothing that stays.

use crate::{
    on_both,
    support::{Hq, PASSWORD},
};
use hq_server::{
    access_attempts,
    db::entity::{access_attempt, audit_log},
    jobs::housekeeping,
};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use serde_json::json;
use time::Duration;

on_both!(
    strangers_leave_no_line_in_the_audit_log,
    what_is_tried_on_an_account_is_one_row_an_hour,
    a_person_who_mistypes_and_then_signs_in_is_counted_for_the_mistake_alone,
    attempts_are_forgotten,
);

const ADA: &str = "ada@example.org";

/// Action and number of times, by action.
async fn attempts(hq: &Hq) -> Vec<(String, i64)> {
    let rows = access_attempt::Entity::find().all(hq.app.db().read()).await.unwrap();
    let mut attempts: Vec<_> = rows.into_iter().map(|row| (row.action.to_string(), row.times)).collect();
    attempts.sort();
    attempts
}

async fn lines(hq: &Hq) -> u64 {
    audit_log::Entity::find().count(hq.app.db().read()).await.unwrap()
}

async fn knock(hq: &Hq, email: &str) {
    let stranger = hq.browser();
    let wrong = json!({"email": email, "password": "a wrong guess"});
    assert_eq!(stranger.post("/session", &wrong).await.status, 401);
    assert_eq!(stranger.post("/password-resets", &json!({"email": email})).await.status, 202);
    let account = json!({"full_name": "Eve", "email": email, "password": PASSWORD});
    assert_eq!(stranger.post("/accounts", &account).await.status, 202);
    let link = "/invitations/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    assert_eq!(stranger.get(link).await.status, 404);
    for action in ["decline", "report", "renewal"] {
        assert_eq!(stranger.post(&format!("{link}/{action}"), &json!({})).await.status, 404);
    }
    // What was asked for is looked at.
    hq.mails(email).await;
}

async fn strangers_leave_no_line_in_the_audit_log(hq: Hq) {
    hq.person(ADA).await;
    let before = lines(&hq).await;
    for email in [ADA, "nobody@example.org"] {
        knock(&hq, email).await;
    }
    assert_eq!(lines(&hq).await, before);
    let once = |action: &str| (action.to_owned(), 1);
    let expected = [once("accounts.sign_up"), once("password_resets.request"), once("session.refused")];
    assert_eq!(attempts(&hq).await, expected, "of the account; of nobody's address there is none");
}

async fn what_is_tried_on_an_account_is_one_row_an_hour(hq: Hq) {
    hq.person(ADA).await;
    for _ in 0..4 {
        knock(&hq, ADA).await;
    }
    assert_eq!(attempts(&hq).await.iter().map(|(_, times)| *times).collect::<Vec<_>>(), [4, 4, 4]);
    hq.advance(Duration::hours(1));
    knock(&hq, ADA).await;
    assert_eq!(attempts(&hq).await.len(), 6);
}

async fn a_person_who_mistypes_and_then_signs_in_is_counted_for_the_mistake_alone(hq: Hq) {
    let ada = hq.person(ADA).await;
    for password in [PASSWORD, "a wrong guess", PASSWORD] {
        ada.post("/session", &json!({"email": ADA, "password": password})).await;
    }
    assert_eq!(attempts(&hq).await, [("session.refused".to_owned(), 1)]);
}

async fn attempts_are_forgotten(hq: Hq) {
    hq.person(ADA).await;
    knock(&hq, ADA).await;
    hq.advance(Duration::days(89));
    housekeeping::round(&hq.app).await.unwrap();
    assert_eq!(attempts(&hq).await.len(), 3);
    hq.advance(Duration::days(2));
    access_attempts::forget_old(&hq.app).await.unwrap();
    assert_eq!(attempts(&hq).await, []);
}
