use crate::{
    access_matrix::{Matrix, open, seen, signed_in},
    on_both,
    support::{Backend, Browser, Hq, PASSWORD, Raw},
};
use hq_contract::session::{Credentials, SignIn, SignOut};
use serde_json::json;
use time::Duration;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    open("POST /api/v1/session", 401).body(|_| json!({"email": "unknown@example.org", "password": "x"})),
    seen("GET /api/v1/session", 200),
    signed_in("DELETE /api/v1/session", 204),
    signed_in("GET /api/v1/me/sessions", 200),
    signed_in("DELETE /api/v1/me/sessions", 204),
    // Somebody else's session, for every caller.
    signed_in("GET /api/v1/me/sessions/{id}", 404),
    signed_in("DELETE /api/v1/me/sessions/{id}", 404),
])
.about(|things, _| things.session.0);

on_both!(
    nobody_is_an_answer_and_no_error,
    signing_in_gives_a_session_and_signing_out_ends_it,
    a_wrong_password_and_an_unknown_address_look_the_same,
    an_address_is_known_in_any_case,
    at_most_fifty_sessions_go_on_and_the_one_unused_for_longest_ends,
    a_session_ends_after_fourteen_idle_days,
    a_session_ends_after_ninety_days_of_use,
    the_cookie_is_out_of_reach_for_scripts_and_other_sites,
    a_foreign_page_cannot_act,
    a_retried_sign_in_has_one_session,
    a_made_up_cookie_is_nobody,
    any_valid_cookie_of_the_name_counts,
    of_several_sessions_the_last_sign_in_counts_and_signing_out_ends_all,
    two_servers_of_one_host_do_not_take_each_others_cookies,
    signing_out_clears_all_of_ours,
);

fn credentials(email: &str, password: &str) -> SignIn {
    SignIn(Credentials { email: email.parse().unwrap(), password: password.into(), code: None })
}

async fn nobody_is_an_answer_and_no_error(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let cookie = ada.cookie();
    let nobody = async |browser: &Browser| {
        let reply = browser.get("/session").await;
        assert_eq!((reply.status.as_u16(), reply.body.as_str()), (200, "null"));
        assert_eq!(reply.header("content-type"), Some("application/json"));
        assert_eq!(reply.header("set-cookie"), None);
    };
    nobody(&hq.browser()).await;
    assert_eq!(ada.get("/session").await.json()["user"]["email"], "ada@example.org");
    ada.call(&SignOut).await.unwrap();
    nobody(&ada).await;
    ada.set_cookie(cookie);
    nobody(&ada).await;
}

async fn signing_in_gives_a_session_and_signing_out_ends_it(hq: Hq) {
    hq.person("ada@example.org").await;
    let (browser, session) = hq.sign_in("ada@example.org").await;
    assert_eq!(session.user.email.as_str(), "ada@example.org");
    let stolen = browser.cookie();

    browser.call(&SignOut).await.unwrap();
    assert_eq!(browser.cookie(), None, "the cookie is cleared");
    browser.set_cookie(stolen);
    assert!(!browser.is_signed_in().await, "and worth nothing afterwards");
}

async fn a_wrong_password_and_an_unknown_address_look_the_same(hq: Hq) {
    hq.person("ada@example.org").await;
    let body = |email: &str| json!({"email": email, "password": "not the right one"});
    let wrong = hq.browser().post("/session", &body("ada@example.org")).await;
    let unknown = hq.browser().post("/session", &body("bob@example.org")).await;
    assert_eq!(wrong.status, 401);
    assert_eq!(wrong.anonymous(), unknown.anonymous());
    assert_eq!(wrong.header("set-cookie"), None);
}

async fn an_address_is_known_in_any_case(hq: Hq) {
    hq.person("ada@example.org").await;
    for email in ["ADA@EXAMPLE.ORG", "Ada@Example.Org", "  ada@example.org "] {
        hq.browser().call(&credentials(email, PASSWORD)).await.unwrap();
    }
}

async fn a_session_ends_after_fourteen_idle_days(hq: Hq) {
    let browser = hq.person("ada@example.org").await;
    hq.advance(Duration::days(13));
    assert!(browser.is_signed_in().await);
    hq.advance(Duration::days(13));
    assert!(browser.is_signed_in().await);
    hq.advance(Duration::days(15));
    assert!(!browser.is_signed_in().await);
}

async fn a_session_ends_after_ninety_days_of_use(hq: Hq) {
    let browser = hq.person("ada@example.org").await;
    for _ in 0..8 {
        hq.advance(Duration::days(11));
        assert!(browser.is_signed_in().await);
    }
    hq.advance(Duration::days(3));
    assert!(!browser.is_signed_in().await);
    hq_server::jobs::housekeeping::round(&hq.app).await.unwrap();
}

async fn the_cookie_is_out_of_reach_for_scripts_and_other_sites(hq: Hq) {
    hq.person("ada@example.org").await;
    let browser = hq.browser();
    let reply = browser.send(browser.prepare(&credentials("ada@example.org", PASSWORD))).await;
    let cookie = reply.header("set-cookie").unwrap();
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(
        !reply.body.contains(cookie.split(['=', ';']).nth(1).unwrap()),
        "the secret is in the cookie alone"
    );
}

async fn a_foreign_page_cannot_act(hq: Hq) {
    let browser = hq.person("ada@example.org").await;
    let send = async |name: &str, value: &str| {
        let client = reqwest::Client::new();
        let url = format!("http://{}/api/v1/session", hq.address);
        let mut request = client.delete(url).header("cookie", browser.cookie().unwrap());
        if !name.is_empty() {
            request = request.header(name, value);
        }
        request.send().await.unwrap().status().as_u16()
    };
    assert_eq!(send("origin", "https://evil.example").await, 403);
    assert_eq!(send("origin", "null").await, 403);
    assert_eq!(send("sec-fetch-site", "cross-site").await, 403);
    assert_eq!(send("", "").await, 403, "a browser always says where it comes from");
    assert!(browser.is_signed_in().await);
    assert_eq!(send("sec-fetch-site", "same-origin").await, 204);
}

async fn a_retried_sign_in_has_one_session(hq: Hq) {
    hq.person("ada@example.org").await;
    let browser = hq.browser();
    let body = json!({"email": "ada@example.org", "password": PASSWORD});
    let request = || browser.request("POST", "/session").header("idempotency-key", "k-1").json(&body);
    let first = browser.send(request()).await;
    let lost = browser.cookie();
    let second = browser.send(request()).await;
    assert_eq!(first.json()["id"], second.json()["id"]);
    assert_ne!(browser.cookie(), lost, "the secret of the lost answer is worth nothing");
    assert!(browser.is_signed_in().await);
    browser.set_cookie(lost);
    assert!(!browser.is_signed_in().await);
}

async fn a_made_up_cookie_is_nobody(hq: Hq) {
    let browser = hq.browser();
    let name = hq.cookie_name();
    for value in ["", "x", "\u{e9}", "=", "\"", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
        for name in [&name, "session", "__Host-session", "__Host-hq_session"] {
            browser.set_cookie(Some(format!("{name}={value}")));
            assert!(!browser.is_signed_in().await, "{name}={value}");
        }
    }
}

async fn any_valid_cookie_of_the_name_counts(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let (good, name) = (ada.cookie().unwrap(), hq.cookie_name());
    assert!(good.starts_with(&format!("{name}=")), "{good}");
    let other = format!("{name}={}", "A".repeat(43));
    for cookies in [
        format!("{name}=x; {good}"),
        format!("{good}; {name}=x"),
        format!("{name}=\"{}\"", good.split_once('=').unwrap().1),
        format!("{other}; {good}; {other}"),
        format!("{name}=; ;; =; a; {good};"),
        format!("theme=dark;{good};name=J\u{f6}rg"),
        vec![other.as_str(); 40].join("; ") + "; " + &good,
    ] {
        ada.set_cookie(Some(cookies.clone()));
        assert!(ada.is_signed_in().await, "{cookies}");
    }
    // Bytes that are no text at all, and the header several times.
    let answer = async |headers: &[&[u8]]| {
        let mut request = me_request(&hq);
        for header in headers {
            request.extend_from_slice(b"Cookie: ");
            request.extend_from_slice(header);
            request.extend_from_slice(b"\r\n");
        }
        request.extend_from_slice(b"\r\n");
        let mut raw = Raw::connect(hq.address).await;
        raw.send(request).await;
        raw.reply().await.status
    };
    let latin = [b"name=J\xf6rg; ".as_slice(), good.as_bytes()].concat();
    let noise = [b"\xff\xfe=\x80; ".as_slice(), good.as_bytes(), b"; x=\xc3"].concat();
    assert_eq!(answer(&[&latin]).await, 200);
    assert_eq!(answer(&[&noise]).await, 200);
    assert_eq!(answer(&[b"a=b", good.as_bytes(), b"c=\xff"]).await, 200);
    assert_eq!(answer(&[b"name=J\xf6rg"]).await, 401);
}

fn me_request(hq: &Hq) -> Vec<u8> {
    format!("GET /api/v1/me HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", hq.address).into_bytes()
}

async fn of_several_sessions_the_last_sign_in_counts_and_signing_out_ends_all(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    hq.advance(Duration::seconds(1));
    let bob = hq.person("bob@example.org").await;
    let (old, new) = (ada.cookie().unwrap(), bob.cookie().unwrap());
    let browser = hq.browser();
    for cookies in [format!("{old}; {new}"), format!("{new}; {old}")] {
        browser.set_cookie(Some(cookies));
        assert_eq!(browser.session().await.user.email.as_str(), "bob@example.org");
    }
    browser.call(&SignOut).await.unwrap();
    for (browser, cookie) in [(&ada, old), (&bob, new)] {
        browser.set_cookie(Some(cookie));
        assert!(!browser.is_signed_in().await, "nobody is left in that browser");
    }
}

async fn two_servers_of_one_host_do_not_take_each_others_cookies(hq: Hq) {
    let neighbour = Hq::start(Backend::Sqlite).await;
    assert_ne!(hq.cookie_name(), neighbour.cookie_name());
    let (ada, bob) = (hq.person("ada@example.org").await, neighbour.person("bob@example.org").await);
    let both = format!("{}; {}", ada.cookie().unwrap(), bob.cookie().unwrap());
    for browser in [&ada, &bob] {
        browser.set_cookie(Some(both.clone()));
        assert!(browser.is_signed_in().await);
    }
}

async fn signing_out_clears_all_of_ours(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let reply = ada.send(ada.prepare(&SignOut)).await;
    let cleared: Vec<&str> =
        reply.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap()).collect();
    for path in ["Path=/", "Path=/api", "Path=/api/v1"] {
        let gone = |set: &&&str| {
            let mut parts = set.split("; ");
            parts.next() == Some(&format!("{}=", hq.cookie_name()))
                && set.contains("Max-Age=0")
                && parts.any(|part| part == path)
        };
        assert_eq!(cleared.iter().filter(gone).count(), 1, "{path} in {cleared:?}");
    }
}

async fn at_most_fifty_sessions_go_on_and_the_one_unused_for_longest_ends(hq: Hq) {
    let first = hq.person("ada@example.org").await;
    hq.advance(Duration::minutes(1));
    let (second, _) = hq.sign_in("ada@example.org").await;
    hq.advance(Duration::minutes(6));
    assert!(first.is_signed_in().await, "used after the second");
    for _ in 0..48 {
        hq.sign_in("ada@example.org").await;
    }
    let all = async || first.get("/me/sessions").await.json()["total"].clone();
    assert_eq!(all().await, 50);
    hq.sign_in("ada@example.org").await;
    assert_eq!(all().await, 50);
    assert!(first.is_signed_in().await && !second.is_signed_in().await);
}
