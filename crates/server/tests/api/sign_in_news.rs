//! Browsers that an account knows, and the mail about one that it does not.

use crate::{
    on_both,
    support::{Browser, Hq, PASSWORD, Reply},
};
use hq_contract::{
    Password,
    me::{ChangePassword, PasswordChange},
    session::SignOut,
};
use hq_server::db::entity::known_browser;
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use serde_json::json;
use time::Duration;

on_both!(
    a_sign_in_from_a_new_browser_is_told_once,
    a_refused_sign_in_makes_no_browser_known,
    people_who_share_a_browser_are_both_known_in_it,
    a_retried_sign_in_makes_no_browser_known,
    who_copied_a_browsers_secret_before_has_nothing_of_it,
    a_change_of_password_forgets_every_other_browser,
    twenty_browsers_are_known_each_for_half_a_year,
    an_account_that_is_deleted_is_known_nowhere,
);

const ADA: &str = "ada@example.org";
const NEWS: &str = "New sign-in to your account";

async fn sign_in(browser: &Browser, email: &str, password: &str) -> u16 {
    browser.post("/session", &json!({"email": email, "password": password})).await.status.as_u16()
}

async fn news(hq: &Hq, email: &str) -> usize {
    hq.mails(email).await.iter().filter(|mail| mail.subject == NEWS).count()
}

async fn known(hq: &Hq) -> u64 {
    known_browser::Entity::find().count(hq.app.db().read()).await.unwrap()
}

async fn a_sign_in_from_a_new_browser_is_told_once(hq: Hq) {
    let first = hq.person(ADA).await;
    first.call(&SignOut).await.unwrap();
    assert_eq!(sign_in(&first, ADA, PASSWORD).await, 201);
    assert_eq!(news(&hq, ADA).await, 0, "the browser that signed up is known, signed out or not");

    let second = hq.browser();
    let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
    let body = json!({"email": ADA, "password": PASSWORD});
    let request = second.request("POST", "/session").header("user-agent", firefox).json(&body);
    let reply = second.send(request).await;
    let cookies: Vec<_> =
        reply.headers.get_all("set-cookie").iter().map(|set| set.to_str().unwrap()).collect();
    let browser = cookies.iter().find(|set| set.starts_with("hq_browser_")).unwrap();
    for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=15552000"] {
        assert!(browser.contains(part), "{browser}");
    }
    let told = hq.newest_mail(ADA).await.unwrap();
    assert_eq!(told.subject, NEWS);
    let said =
        "This happened on 2026-03-01 09:00 UTC with Firefox on Linux, from the network address 127.0.0.1.";
    assert!(told.text_body.contains(said), "{}", told.text_body);
    for browser in [&first, &second] {
        assert_eq!(sign_in(browser, ADA, PASSWORD).await, 201);
    }
    assert_eq!(news(&hq, ADA).await, 1);
}

async fn a_refused_sign_in_makes_no_browser_known(hq: Hq) {
    hq.person(ADA).await;
    let stranger = hq.browser();
    let reply = stranger.post("/session", &json!({"email": ADA, "password": "a wrong guess"})).await;
    assert_eq!((reply.status.as_u16(), reply.header("set-cookie")), (401, None));
    assert_eq!((known(&hq).await, news(&hq, ADA).await), (1, 0));
}

async fn people_who_share_a_browser_are_both_known_in_it(hq: Hq) {
    let browser = hq.person(ADA).await;
    hq.person("bob@example.org").await;
    for _ in 0..2 {
        assert_eq!(sign_in(&browser, "bob@example.org", PASSWORD).await, 201);
        assert_eq!(sign_in(&browser, ADA, PASSWORD).await, 201);
    }
    assert_eq!((news(&hq, ADA).await, news(&hq, "bob@example.org").await), (0, 1));
}

async fn a_retried_sign_in_makes_no_browser_known(hq: Hq) {
    hq.person(ADA).await;
    let body = json!({"email": ADA, "password": PASSWORD});
    let (lost, kept) = (hq.browser(), hq.browser());
    for browser in [&lost, &kept] {
        let request = browser.request("POST", "/session").header("idempotency-key", "k-1").json(&body);
        assert_eq!(browser.send(request).await.status, 201);
    }
    let before = known(&hq).await;
    assert_eq!(news(&hq, ADA).await, 1, "of the first answer, which got lost");
    assert_eq!(sign_in(&kept, ADA, PASSWORD).await, 201);
    assert_eq!((news(&hq, ADA).await, known(&hq).await), (2, before + 1));
}

/// The cookie by which a browser is known, as somebody writes it down who sits in front of it.
fn secret(reply: &Reply) -> String {
    let cookies = reply.headers.get_all("set-cookie").iter().map(|set| set.to_str().unwrap());
    let own = cookies.into_iter().find(|set| set.starts_with("hq_browser_")).unwrap();
    own.split(';').next().unwrap().to_owned()
}

async fn who_copied_a_browsers_secret_before_has_nothing_of_it(hq: Hq) {
    let shared = hq.person("bob@example.org").await;
    let copied =
        secret(&shared.post("/session", &json!({"email": "bob@example.org", "password": PASSWORD})).await);
    hq.person(ADA).await;
    assert_eq!(sign_in(&shared, ADA, PASSWORD).await, 201);
    assert_eq!(news(&hq, ADA).await, 1);
    let elsewhere = hq.browser();
    let body = json!({"email": ADA, "password": PASSWORD});
    let request = elsewhere.request("POST", "/session").header("cookie", copied).json(&body);
    assert_eq!(elsewhere.send(request).await.status, 201);
    assert_eq!(news(&hq, ADA).await, 2, "it is another browser");
    assert_eq!(sign_in(&shared, "bob@example.org", PASSWORD).await, 201);
    assert_eq!(news(&hq, "bob@example.org").await, 0, "he is known there still");
}

async fn a_change_of_password_forgets_every_other_browser(hq: Hq) {
    let (own, other) = (hq.person(ADA).await, hq.browser());
    assert_eq!(sign_in(&other, ADA, PASSWORD).await, 201);
    let new = "another quiet evening";
    let change = PasswordChange { current: PASSWORD.into(), new: Password::parse(new).unwrap() };
    own.call(&ChangePassword(change)).await.unwrap();
    assert_eq!(known(&hq).await, 1);
    for (browser, told) in [(&own, 1), (&other, 2)] {
        assert_eq!(sign_in(browser, ADA, new).await, 201);
        assert_eq!(news(&hq, ADA).await, told);
    }
}

async fn twenty_browsers_are_known_each_for_half_a_year(hq: Hq) {
    let first = hq.person(ADA).await;
    for _ in 0..20 {
        assert_eq!(sign_in(&hq.browser(), ADA, PASSWORD).await, 201);
    }
    assert_eq!(known(&hq).await, 20);
    assert_eq!(sign_in(&first, ADA, PASSWORD).await, 201);
    assert_eq!(news(&hq, ADA).await, 21, "unused for longest, it made place for another");
    hq.advance(Duration::days(179));
    assert_eq!(sign_in(&first, ADA, PASSWORD).await, 201);
    hq.advance(Duration::days(181));
    assert_eq!(sign_in(&first, ADA, PASSWORD).await, 201);
    assert_eq!(news(&hq, ADA).await, 22);
    hq_server::jobs::housekeeping::round(&hq.app).await.unwrap();
    assert_eq!(known(&hq).await, 1);
}

async fn an_account_that_is_deleted_is_known_nowhere(hq: Hq) {
    let ada = hq.person(ADA).await;
    assert_eq!(ada.post("/me/deletion", &json!({"password": PASSWORD})).await.status, 204);
    assert_eq!(known(&hq).await, 0);
}
