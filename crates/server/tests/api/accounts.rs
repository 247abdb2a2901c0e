use crate::{
    on_both,
    support::{Hq, PASSWORD},
};
use hq_contract::{
    FieldCode, ProblemCode,
    accounts::{SignUp, Verification, Verify},
    session::{Credentials, SignIn},
};
use serde_json::json;
use time::Duration;

on_both!(
    signing_up_and_following_the_mail_signs_in,
    before_the_mail_is_followed_there_is_no_account,
    a_known_address_gets_the_same_answer_and_another_mail,
    of_two_sign_ups_the_first_confirmed_one_counts,
    a_link_works_once_and_for_a_day,
    an_unknown_or_mangled_link_is_unknown,
    what_is_wrong_with_a_sign_up_is_told_by_field,
    mails_to_one_address_are_limited,
    the_page_asked_for_travels_in_the_link,
    the_mail_speaks_the_language_of_the_browser,
    no_answer_or_row_but_the_mail_has_the_token,
);

async fn signing_up_and_following_the_mail_signs_in(hq: Hq) {
    let browser = hq.browser();
    let answer = browser.call(&SignUp(Hq::new_account("Ada@example.org"))).await.unwrap();
    assert_eq!(answer.email.as_str(), "Ada@example.org");
    assert_eq!(browser.cookie(), None, "signing up alone does not sign in");

    let token = hq.token_from_mail("Ada@example.org", "/verify/").await;
    let session = browser.call(&Verify(Verification { token })).await.unwrap();
    assert_eq!(session.user.full_name.first(), "Ada");
    assert_eq!(session.organizations.total, 0);
    assert_eq!(browser.session().await.id, session.id);
}

async fn before_the_mail_is_followed_there_is_no_account(hq: Hq) {
    let browser = hq.browser();
    browser.call(&SignUp(Hq::new_account("ada@example.org"))).await.unwrap();
    let credentials =
        Credentials { email: "ada@example.org".parse().unwrap(), password: PASSWORD.into(), code: None };
    let refused = browser.call(&SignIn(credentials)).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::WrongCredentials);
}

async fn a_known_address_gets_the_same_answer_and_another_mail(hq: Hq) {
    hq.person("ada@example.org").await;
    let body = |email: &str| json!({"full_name": "Eve", "email": email, "password": PASSWORD});
    let stranger = hq.browser();
    let known = stranger.post("/accounts", &body("ADA@example.org")).await;
    let unknown = stranger.post("/accounts", &body("bob@example.org")).await;
    assert_eq!(known.status, unknown.status);
    assert_eq!(known.body.to_lowercase().replace("ada@", "bob@"), unknown.body);
    let mail = hq.newest_mail("ADA@example.org").await.unwrap();
    assert!(!mail.text_body.contains("/verify/"), "no link that would begin another account");
    assert!(!mail.text_body.contains("Eve"), "nothing that a stranger typed");
}

async fn of_two_sign_ups_the_first_confirmed_one_counts(hq: Hq) {
    let browser = hq.browser();
    let mut mallory = Hq::new_account("ada@example.org");
    mallory.password = hq_contract::Password::parse("mallory knows this one").unwrap();
    browser.call(&SignUp(mallory)).await.unwrap();
    let first = hq.token_from_mail("ada@example.org", "/verify/").await;
    browser.call(&SignUp(Hq::new_account("ada@example.org"))).await.unwrap();
    let second = hq.token_from_mail("ada@example.org", "/verify/").await;

    browser.call(&Verify(Verification { token: second })).await.unwrap();
    let refused = hq.browser().call(&Verify(Verification { token: first })).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::LinkUsed);
    hq.sign_in("ada@example.org").await;
}

async fn a_link_works_once_and_for_a_day(hq: Hq) {
    let browser = hq.browser();
    browser.call(&SignUp(Hq::new_account("ada@example.org"))).await.unwrap();
    let token = hq.token_from_mail("ada@example.org", "/verify/").await;
    browser.call(&Verify(Verification { token: token.clone() })).await.unwrap();
    let again = hq.browser().call(&Verify(Verification { token })).await.unwrap_err();
    assert_eq!(again.code(), ProblemCode::LinkUsed);

    browser.call(&SignUp(Hq::new_account("bob@example.org"))).await.unwrap();
    let token = hq.token_from_mail("bob@example.org", "/verify/").await;
    hq.advance(Duration::hours(24));
    let late = hq.browser().call(&Verify(Verification { token })).await.unwrap_err();
    assert_eq!(late.code(), ProblemCode::LinkExpired);
}

async fn an_unknown_or_mangled_link_is_unknown(hq: Hq) {
    for token in ["", "x", "%00", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        let refused = hq.browser().call(&Verify(Verification { token: token.into() })).await.unwrap_err();
        assert_eq!(refused.code(), ProblemCode::LinkUnknown, "{token}");
    }
}

async fn what_is_wrong_with_a_sign_up_is_told_by_field(hq: Hq) {
    let good = json!({"full_name": "Ada", "email": "ada@example.org", "password": PASSWORD});
    let cases = [
        ("full_name", json!("  "), FieldCode::Required),
        ("email", json!("ada"), FieldCode::NotAnAddress),
        ("password", json!("short"), FieldCode::TooShort),
        ("password", json!("password1234"), FieldCode::TooWeak),
        ("return_to", json!("https://evil.example"), FieldCode::BadCharacter),
        ("admin", json!(true), FieldCode::UnknownField),
    ];
    for (field, value, code) in cases {
        let mut body = good.clone();
        body[field] = value;
        let reply = hq.browser().post("/accounts", &body).await;
        assert_eq!(reply.status, 422, "{field}");
        assert_eq!(reply.json()["fields"][format!("/{field}")], code.as_str(), "{}", reply.body);
    }
    assert!(hq.newest_mail("ada@example.org").await.is_none());
}

async fn mails_to_one_address_are_limited(hq: Hq) {
    let browser = hq.browser();
    for _ in 0..5 {
        browser.call(&SignUp(Hq::new_account("ada@example.org"))).await.unwrap();
    }
    let refused = browser.call(&SignUp(Hq::new_account("ADA@example.org"))).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::TooManyRequests);
    let wait: i64 = refused.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((3590..=3601).contains(&wait), "{wait}");
    hq.advance(Duration::seconds(wait));
    browser.call(&SignUp(Hq::new_account("ada@example.org"))).await.unwrap();
}

async fn the_page_asked_for_travels_in_the_link(hq: Hq) {
    let mut new = Hq::new_account("ada@example.org");
    new.return_to = Some("/organizations/acme?tab=a&b".parse().unwrap());
    hq.browser().call(&SignUp(new)).await.unwrap();
    let mail = hq.newest_mail("ada@example.org").await.unwrap();
    assert!(
        mail.text_body.contains("?return_to=%2Forganizations%2Facme%3Ftab%3Da%26b"),
        "{}",
        mail.text_body
    );
    assert!(mail.text_body.contains(&format!("http://{}/verify/", hq.address)), "from the public URL only");
}

async fn the_mail_speaks_the_language_of_the_browser(hq: Hq) {
    let browser = hq.browser();
    let body = json!({"full_name": "Ada", "email": "ada@example.org", "password": PASSWORD});
    browser
        .send(browser.request("POST", "/accounts").header("accept-language", "fr-CA, en;q=0.5").json(&body))
        .await;
    assert_eq!(hq.newest_mail("ada@example.org").await.unwrap().language, "fr");
}

async fn no_answer_or_row_but_the_mail_has_the_token(hq: Hq) {
    use sea_orm::EntityTrait as _;
    let browser = hq.browser();
    let answer = browser.call(&SignUp(Hq::new_account("ada@example.org"))).await.unwrap();
    let token = hq.token_from_mail("ada@example.org", "/verify/").await;
    assert!(!format!("{answer:?}").contains(&token));
    let db = hq.app.db().read();
    let rows = format!(
        "{:?}{:?}",
        hq_server::db::entity::sign_up::Entity::find().all(db).await.unwrap(),
        hq_server::db::entity::audit_log::Entity::find().all(db).await.unwrap(),
    );
    assert!(rows.contains("ada@example.org") && !rows.contains(&token));
}
