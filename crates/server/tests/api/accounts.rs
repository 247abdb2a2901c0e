use crate::{
    access_matrix::{Matrix, open},
    on_both,
    support::{Browser, Hq, PASSWORD},
};
use hq_contract::{
    FieldCode, ProblemCode, Role,
    accounts::{SignUp, Verification, Verify},
    invitations::{InvitedAccount, SignUpInvited},
    me::{AccountDeletion, DeleteAccount},
    session::{Credentials, SignIn},
};
use serde_json::json;
use time::Duration;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    open("POST /api/v1/accounts", 202)
        .body(|_| json!({"full_name": "New", "email": "new@example.org", "password": PASSWORD})),
    open("POST /api/v1/accounts/verify", 404).body(|_| json!({"token": "unknown"})),
]);

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
    another_browser_chooses_the_password,
    a_strangers_sign_up_leaves_nothing_in_the_account,
    a_password_that_comes_with_the_token_needs_a_name,
    other_sign_ups_of_the_address_end_even_if_it_is_free_again,
    an_invitation_ends_sign_ups_too,
    a_retried_sign_up_is_still_of_its_browser,
    a_retried_verification_with_a_password_is_answered_again,
    both_links_of_one_browser_work,
    the_mail_says_when_and_from_where,
);

const MALLORYS: &str = "mallory knows this one";
const CHOSEN: &str = "chosen by who holds the mail";

fn chosen(token: &str, full_name: &str) -> Verify {
    let password = Some(hq_contract::Password::parse(CHOSEN).unwrap());
    Verify(Verification { token: token.to_owned(), full_name: Some(full_name.parse().unwrap()), password })
}

async fn opens(hq: &Hq, email: &str, password: &str) -> bool {
    let credentials = Credentials { email: email.parse().unwrap(), password: password.into(), code: None };
    hq.browser().call(&SignIn(credentials)).await.is_ok()
}

/// Signs up as somebody else would; answers the link's token.
async fn mallory(hq: &Hq, email: &str) -> String {
    let mut new = Hq::new_account(email);
    new.full_name = "Not Ada".parse().unwrap();
    new.password = hq_contract::Password::parse(MALLORYS).unwrap();
    hq.browser().call(&SignUp(new)).await.unwrap();
    hq.token_from_mail(email, "/verify/").await
}

async fn signing_up_and_following_the_mail_signs_in(hq: Hq) {
    let browser = hq.browser();
    let answer = browser.call(&SignUp(Hq::new_account("Ada@example.org"))).await.unwrap();
    assert_eq!(answer.email.as_str(), "Ada@example.org");
    assert_eq!(browser.cookie(), None, "signing up alone does not sign in");

    let token = hq.token_from_mail("Ada@example.org", "/verify/").await;
    let session = browser.call(&Verify(Verification::of(token))).await.unwrap();
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
    assert!(known.header("set-cookie").is_some());
    assert_eq!(known.header("set-cookie"), unknown.header("set-cookie"));
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

    browser.call(&Verify(Verification::of(second))).await.unwrap();
    let refused = hq.browser().call(&Verify(Verification::of(first))).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::LinkUsed);
    hq.sign_in("ada@example.org").await;
}

async fn a_link_works_once_and_for_a_day(hq: Hq) {
    let browser = hq.browser();
    browser.call(&SignUp(Hq::new_account("ada@example.org"))).await.unwrap();
    let token = hq.token_from_mail("ada@example.org", "/verify/").await;
    browser.call(&Verify(Verification::of(token.clone()))).await.unwrap();
    let again = hq.browser().call(&Verify(Verification::of(token))).await.unwrap_err();
    assert_eq!(again.code(), ProblemCode::LinkUsed);

    browser.call(&SignUp(Hq::new_account("bob@example.org"))).await.unwrap();
    let token = hq.token_from_mail("bob@example.org", "/verify/").await;
    hq.advance(Duration::hours(24));
    let late = hq.browser().call(&Verify(Verification::of(token))).await.unwrap_err();
    assert_eq!(late.code(), ProblemCode::LinkExpired);
}

async fn an_unknown_or_mangled_link_is_unknown(hq: Hq) {
    for token in ["", "x", "%00", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        let refused = hq.browser().call(&Verify(Verification::of(token.into()))).await.unwrap_err();
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

async fn another_browser_chooses_the_password(hq: Hq) {
    hq.browser().call(&SignUp(Hq::new_account("Ada@example.org"))).await.unwrap();
    let token = hq.token_from_mail("Ada@example.org", "/verify/").await;
    let phone = hq.browser();
    for _ in 0..2 {
        let refused = phone.call(&Verify(Verification::of(token.clone()))).await.unwrap_err();
        assert_eq!(refused.code(), ProblemCode::PasswordWanted);
        let sign_up = refused.problem.sign_up.unwrap();
        assert_eq!((sign_up.email.as_str(), sign_up.full_name.as_str()), ("Ada@example.org", "Ada Lovelace"));
        assert!(!refused.headers.contains_key("set-cookie"));
    }
    assert!(!opens(&hq, "ada@example.org", PASSWORD).await, "no account yet");

    let session = phone.call(&chosen(&token, "Ada King")).await.unwrap();
    assert_eq!(session.user.full_name.as_str(), "Ada King");
    assert_eq!(phone.session().await.id, session.id);
    assert!(opens(&hq, "ada@example.org", CHOSEN).await);
    assert!(!opens(&hq, "ada@example.org", PASSWORD).await, "the sign-up's is forgotten");
    let again = phone.call(&chosen(&token, "Ada King")).await.unwrap_err();
    assert_eq!(again.code(), ProblemCode::LinkUsed);
}

async fn a_strangers_sign_up_leaves_nothing_in_the_account(hq: Hq) {
    // Before and after Ada's own: neither link opens at once in a browser that has not begun it.
    let before = mallory(&hq, "ada@example.org").await;
    let ada = hq.browser();
    ada.call(&SignUp(Hq::new_account("ada@example.org"))).await.unwrap();
    let after = mallory(&hq, "ada@example.org").await;
    for token in [&before, &after] {
        for browser in [&ada, &hq.browser()] {
            let refused = browser.call(&Verify(Verification::of(token.clone()))).await.unwrap_err();
            assert_eq!(refused.code(), ProblemCode::PasswordWanted);
        }
    }
    ada.call(&chosen(&after, "Ada Lovelace")).await.unwrap();
    assert!(opens(&hq, "ada@example.org", CHOSEN).await);
    for password in [MALLORYS, PASSWORD] {
        assert!(!opens(&hq, "ada@example.org", password).await, "{password}");
    }
    let refused = hq.browser().call(&chosen(&before, "Not Ada")).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::LinkUsed);
}

async fn a_password_that_comes_with_the_token_needs_a_name(hq: Hq) {
    let token = mallory(&hq, "ada@example.org").await;
    let browser = hq.browser();
    let nameless = browser.post("/accounts/verify", &json!({"token": token, "password": CHOSEN})).await;
    assert_eq!(nameless.status, 422);
    assert_eq!(nameless.json()["fields"], json!({"/full_name": "required"}));
    let passwordless = json!({"token": token, "full_name": "Ada"});
    assert_eq!(browser.post("/accounts/verify", &passwordless).await.json()["code"], "password_wanted");
    let weak = json!({"token": token, "full_name": "Ada", "password": "password1234"});
    assert_eq!(
        browser.post("/accounts/verify", &weak).await.json()["fields"],
        json!({"/password": "too_weak"})
    );
    let unknown = browser.call(&chosen("unknown", "Ada")).await.unwrap_err();
    assert_eq!(unknown.code(), ProblemCode::LinkUnknown);
    hq.advance(Duration::hours(24));
    let late = browser.call(&chosen(&token, "Ada")).await.unwrap_err();
    assert_eq!(late.code(), ProblemCode::LinkExpired);
}

async fn other_sign_ups_of_the_address_end_even_if_it_is_free_again(hq: Hq) {
    let waiting = mallory(&hq, "ADA@example.org").await;
    let ada = hq.person("ada@example.org").await;
    let password = PASSWORD.to_owned();
    ada.call(&DeleteAccount(AccountDeletion { password, code: None })).await.unwrap();
    let refused = hq.browser().call(&chosen(&waiting, "Not Ada")).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::LinkUsed);
    hq.person("ada@example.org").await;
}

async fn an_invitation_ends_sign_ups_too(hq: Hq) {
    let waiting = mallory(&hq, "bob@example.org").await;
    let ada = hq.person("ada@example.org").await;
    let acme = ada.create("Acme").await;
    ada.invite(&acme, "bob@example.org", Role::User).await;
    let token = hq.token_from_mail("bob@example.org", "/join/").await;
    let body = InvitedAccount {
        full_name: "Bob Noyce".parse().unwrap(),
        password: hq_contract::Password::parse(CHOSEN).unwrap(),
        language: None,
    };
    let bob = hq.browser();
    bob.call(&SignUpInvited { token, body }).await.unwrap();
    let refused = hq.browser().call(&chosen(&waiting, "Not Bob")).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::LinkUsed);
    assert!(opens(&hq, "bob@example.org", CHOSEN).await && !opens(&hq, "bob@example.org", MALLORYS).await);
}

async fn a_retried_sign_up_is_still_of_its_browser(hq: Hq) {
    let body = json!({"full_name": "Ada", "email": "ada@example.org", "password": PASSWORD});
    let send = async |browser: &Browser| {
        browser.send(browser.request("POST", "/accounts").header("idempotency-key", "k-1").json(&body)).await
    };
    // The first answer gets lost, and its cookie with it.
    let first = send(&hq.browser()).await;
    let browser = hq.browser();
    let second = send(&browser).await;
    assert_eq!((first.status, &first.body), (second.status, &second.body));
    assert_eq!(first.header("set-cookie"), second.header("set-cookie"));
    let token = hq.token_from_mail("ada@example.org", "/verify/").await;
    browser.call(&Verify(Verification::of(token))).await.unwrap();
}

async fn a_retried_verification_with_a_password_is_answered_again(hq: Hq) {
    let token = mallory(&hq, "ada@example.org").await;
    let browser = hq.browser();
    let send = async || {
        let request = browser.prepare(&chosen(&token, "Ada")).header("idempotency-key", "k-1");
        browser.send(request).await
    };
    let (first, second) = (send().await, send().await);
    assert_eq!((first.status.as_u16(), second.status.as_u16()), (201, 201), "{}", second.body);
    assert_eq!(first.json()["id"], second.json()["id"]);
}

async fn both_links_of_one_browser_work(hq: Hq) {
    for newest in [false, true] {
        let email = format!("ada-{newest}@example.org");
        let browser = hq.browser();
        browser.call(&SignUp(Hq::new_account(&email))).await.unwrap();
        let first = hq.token_from_mail(&email, "/verify/").await;
        hq.advance(Duration::seconds(1));
        browser.call(&SignUp(Hq::new_account(&email))).await.unwrap();
        let second = hq.token_from_mail(&email, "/verify/").await;
        assert_ne!(first, second);
        let token = if newest { second } else { first };
        browser.call(&Verify(Verification::of(token))).await.unwrap();
    }
}

async fn the_mail_says_when_and_from_where(hq: Hq) {
    let browser = hq.browser();
    let body = json!({"full_name": "Ada", "email": "ada@example.org", "password": PASSWORD});
    let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0 https://e.example";
    let sign_up = async || {
        browser.send(browser.request("POST", "/accounts").header("user-agent", agent).json(&body)).await;
        hq.newest_mail("ada@example.org").await.unwrap().text_body
    };
    let said = async |text: &str| {
        assert!(text.contains("with Firefox on Linux, from the network address 127.0.0.1."), "{text}");
        assert!(!text.contains("e.example"), "nothing that a stranger sends");
    };
    let text = sign_up().await;
    said(&text).await;
    assert!(text.contains("If you didn’t sign up"), "{text}");
    let token = hq.token_from_mail("ada@example.org", "/verify/").await;
    browser.call(&Verify(Verification::of(token))).await.unwrap();
    hq.advance(Duration::seconds(1));
    let known = sign_up().await;
    assert!(known.contains("already has an account"), "{known}");
    said(&known).await;
    hq.advance(Duration::seconds(1));
    let reset = browser.request("POST", "/password-resets").header("user-agent", agent);
    browser.send(reset.json(&json!({"email": "ada@example.org"}))).await;
    said(&hq.newest_mail("ada@example.org").await.unwrap().text_body).await;
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
