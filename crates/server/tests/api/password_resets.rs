use crate::{
    access_matrix::{Matrix, open},
    on_both,
    support::{Browser, Hq, PASSWORD},
};
use hq_contract::{
    Password, ProblemCode,
    me::{ChangePassword, PasswordChange},
    password_resets::{
        ConfirmPasswordReset, NewPasswordReset, PasswordResetConfirmation, RequestPasswordReset,
    },
    session::{Credentials, SignIn},
};
use hq_server::db::entity::{password_reset, password_reset_request};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use serde_json::json;
use time::Duration;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    open("POST /api/v1/password-resets", 202).body(|_| json!({"email": "unknown@example.org"})),
    open("POST /api/v1/password-resets/confirm", 404)
        .body(|_| json!({"token": "unknown", "password": PASSWORD})),
]);

on_both!(
    a_reset_sets_the_password_and_ends_every_session,
    an_unknown_address_gets_the_same_answer_and_no_mail,
    a_link_works_once_and_for_an_hour,
    a_used_link_takes_the_others_with_it,
    a_link_ends_when_the_password_is_changed_otherwise,
    whose_address_it_is_is_looked_up_after_the_answer,
    of_several_who_answer_a_request_one_does,
    who_is_over_a_limit_or_has_no_link_writes_nothing,
);

const NEW: &str = "another quiet evening";

async fn ask(browser: &Browser, email: &str) {
    browser.call(&RequestPasswordReset(NewPasswordReset { email: email.parse().unwrap() })).await.unwrap();
}

fn confirm(token: String) -> ConfirmPasswordReset {
    ConfirmPasswordReset(PasswordResetConfirmation { token, password: Password::parse(NEW).unwrap() })
}

async fn a_reset_sets_the_password_and_ends_every_session(hq: Hq) {
    let elsewhere = hq.person("ada@example.org").await;
    let browser = hq.browser();
    ask(&browser, "ADA@example.org").await;
    let token = hq.token_from_mail("ada@example.org", "/reset-password/").await;
    browser.call(&confirm(token)).await.unwrap();

    assert!(!elsewhere.is_signed_in().await);
    let sign_in = |password: &str| {
        SignIn(Credentials {
            email: "ada@example.org".parse().unwrap(),
            password: password.into(),
            code: None,
        })
    };
    assert!(browser.call(&sign_in(PASSWORD)).await.is_err());
    browser.call(&sign_in(NEW)).await.unwrap();
    let told = hq.newest_mail("ada@example.org").await.unwrap();
    assert!(
        !told.text_body.contains("/reset-password/"),
        "the newest mail says that the password was changed"
    );
}

async fn an_unknown_address_gets_the_same_answer_and_no_mail(hq: Hq) {
    hq.person("ada@example.org").await;
    let body = |email: &str| serde_json::json!({"email": email});
    let known = hq.browser().post("/password-resets", &body("ada@example.org")).await;
    let unknown = hq.browser().post("/password-resets", &body("bob@example.org")).await;
    assert_eq!(known.status, 202);
    assert_eq!(known.anonymous(), unknown.anonymous());
    assert!(hq.newest_mail("bob@example.org").await.is_none());
}

async fn a_link_works_once_and_for_an_hour(hq: Hq) {
    hq.person("ada@example.org").await;
    let browser = hq.browser();
    ask(&browser, "ada@example.org").await;
    let token = hq.token_from_mail("ada@example.org", "/reset-password/").await;
    browser.call(&confirm(token.clone())).await.unwrap();
    assert_eq!(browser.call(&confirm(token)).await.unwrap_err().code(), ProblemCode::LinkUsed);

    hq.advance(Duration::seconds(1));
    ask(&browser, "ada@example.org").await;
    let token = hq.token_from_mail("ada@example.org", "/reset-password/").await;
    hq.advance(Duration::hours(1));
    assert_eq!(browser.call(&confirm(token)).await.unwrap_err().code(), ProblemCode::LinkExpired);
    assert_eq!(browser.call(&confirm("x".into())).await.unwrap_err().code(), ProblemCode::LinkUnknown);
}

async fn a_used_link_takes_the_others_with_it(hq: Hq) {
    hq.person("ada@example.org").await;
    let browser = hq.browser();
    ask(&browser, "ada@example.org").await;
    let first = hq.token_from_mail("ada@example.org", "/reset-password/").await;
    hq.advance(Duration::seconds(1));
    ask(&browser, "ada@example.org").await;
    let second = hq.token_from_mail("ada@example.org", "/reset-password/").await;
    assert_ne!(first, second);
    browser.call(&confirm(second)).await.unwrap();
    assert_eq!(browser.call(&confirm(first)).await.unwrap_err().code(), ProblemCode::LinkUsed);
}

async fn a_link_ends_when_the_password_is_changed_otherwise(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    ask(&hq.browser(), "ada@example.org").await;
    let token = hq.token_from_mail("ada@example.org", "/reset-password/").await;
    let new = Password::parse("a third quiet evening").unwrap();
    ada.call(&ChangePassword(PasswordChange { current: PASSWORD.into(), new })).await.unwrap();
    let refused = hq.browser().call(&confirm(token)).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::LinkUsed);
    assert!(ada.is_signed_in().await);
}

async fn whose_address_it_is_is_looked_up_after_the_answer(hq: Hq) {
    hq.person("ada@example.org").await;
    let resets = async || password_reset::Entity::find().count(hq.app.db().read()).await.unwrap();
    let waiting = async || password_reset_request::Entity::find().count(hq.app.db().read()).await.unwrap();
    let work = async |email: &str| {
        let before = hq.app.db().writes();
        ask(&hq.browser(), email).await;
        hq.app.db().writes() - before
    };
    assert_eq!(work("ada@example.org").await, work("bob@example.org").await);
    assert_eq!((waiting().await, resets().await), (2, 0), "both wait alike");
    hq_server::password_resets::answer_waiting(&hq.app).await.unwrap();
    assert_eq!((waiting().await, resets().await), (0, 1));
}

async fn of_several_who_answer_a_request_one_does(hq: Hq) {
    hq.person("ada@example.org").await;
    for round in 1..=4 {
        ask(&hq.browser(), "ada@example.org").await;
        let answer = || hq_server::password_resets::answer_waiting(&hq.app);
        for answered in futures::future::join_all((0..4).map(|_| answer())).await {
            answered.unwrap();
        }
        let resets = password_reset::Entity::find().count(hq.app.db().read()).await.unwrap();
        assert_eq!(resets, round);
    }
}

/// A flood of what is refused must keep nobody from writing.
async fn who_is_over_a_limit_or_has_no_link_writes_nothing(hq: Hq) {
    let stranger = hq.browser();
    let asking = serde_json::json!({"email": "ada@example.org"});
    let mut refused = 0;
    while refused == 0 {
        refused = (stranger.post("/password-resets", &asking).await.status == 429).into();
    }
    let before = hq.app.db().writes();
    let per_address = stranger.post("/password-resets", &asking).await;
    assert_eq!(per_address.status, 429);
    assert!(per_address.header("retry-after").is_some());
    // The network's own count is one; that of the address is full and is only read.
    assert_eq!(hq.app.db().writes() - before, 1);

    let nothing = serde_json::json!({});
    for (path, body) in [
        ("/accounts/verify", serde_json::json!({"token": "x"})),
        ("/invitations/x/decline", nothing.clone()),
        ("/invitations/x/report", nothing.clone()),
        ("/invitations/x/renewal", nothing),
    ] {
        let before = hq.app.db().writes();
        let unknown = stranger.post(path, &body).await;
        assert_eq!((unknown.status.as_u16(), hq.app.db().writes() - before), (404, 0), "{path}");
    }
}
