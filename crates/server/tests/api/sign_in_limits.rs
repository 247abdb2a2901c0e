//! Guessing is bounded, and stands in nobody's way but the guesser's.

use crate::{
    on_both,
    support::{Backend, Browser, Hq, PASSWORD, Reply, Setup},
};
use futures::future::join_all;
use hq_contract::{
    Password,
    password_resets::{ConfirmPasswordReset, PasswordResetConfirmation},
};
use hq_server::http::serve::{ForwardedHeader, TrustedProxies};
use serde_json::json;
use time::Duration;

on_both!(
    crate::sign_in_limits::behind_a_proxy =>
    a_strangers_guesses_are_in_nobody_elses_way,
    waits_grow_with_every_further_guess,
    a_success_begins_anew_where_it_was,
    of_many_guesses_at_once_ten_are_looked_at,
    unknown_addresses_are_limited_alike,
    a_known_browser_has_tries_of_its_own,
    many_networks_have_a_hundred_guesses_a_day_together,
    a_right_password_is_no_guess,
    known_and_unknown_addresses_are_the_same_work,
    a_reset_of_the_password_forgets_every_guess,
    a_subscriber_of_ipv6_is_one_network,
    one_network_tries_so_many_addresses_and_known_browsers_go_on,
);

const ADA: &str = "ada@example.org";
const HOME: &str = "198.51.100.1";
const STRANGER: &str = "203.0.113.9";
const WRONG: &str = "a wrong guess";

/// A server that believes what the proxy on this machine says of addresses, so that a test has as many as it needs.
async fn behind_a_proxy(backend: Backend) -> Hq {
    let trusted = TrustedProxies {
        networks: vec!["127.0.0.0/8".parse().unwrap()],
        header: ForwardedHeader::XForwardedFor,
    };
    Hq::start_with(backend, Setup { trusted, ..Setup::default() }).await
}

async fn sign_in(browser: &Browser, network: &str, email: &str, password: &str) -> Reply {
    let body = json!({"email": email, "password": password});
    browser.send(browser.request("POST", "/session").header("x-forwarded-for", network).json(&body)).await
}

/// The status of a try from a browser that nobody knows.
async fn tried(hq: &Hq, network: &str, password: &str) -> u16 {
    sign_in(&hq.browser(), network, ADA, password).await.status.as_u16()
}

fn wait(reply: &Reply) -> i64 {
    assert_eq!(reply.status, 429, "{}", reply.body);
    reply.header("retry-after").unwrap().parse().unwrap()
}

async fn exhaust(hq: &Hq, network: &str) {
    for _ in 0..10 {
        assert_eq!(tried(hq, network, WRONG).await, 401);
    }
    assert_eq!(tried(hq, network, PASSWORD).await, 429, "also with the right one");
}

async fn a_strangers_guesses_are_in_nobody_elses_way(hq: Hq) {
    hq.person(ADA).await;
    exhaust(&hq, STRANGER).await;
    assert_eq!(tried(&hq, HOME, PASSWORD).await, 201, "from any other network");
    assert_eq!(tried(&hq, STRANGER, PASSWORD).await, 429);
}

async fn waits_grow_with_every_further_guess(hq: Hq) {
    hq.person(ADA).await;
    exhaust(&hq, STRANGER).await;
    for expected in [15, 30, 60, 120, 240, 480, 900, 900] {
        let seconds = wait(&sign_in(&hq.browser(), STRANGER, ADA, PASSWORD).await);
        assert!((expected - 1..=expected + 1).contains(&seconds), "{seconds} for {expected}");
        hq.advance(Duration::seconds(seconds));
        assert_eq!(tried(&hq, STRANGER, WRONG).await, 401, "one more after the wait");
    }
    hq.advance(Duration::seconds(901));
    assert_eq!(tried(&hq, STRANGER, PASSWORD).await, 201, "no wait is without an end");
    exhaust(&hq, STRANGER).await;
}

async fn a_success_begins_anew_where_it_was(hq: Hq) {
    hq.person(ADA).await;
    for _ in 0..3 {
        for _ in 0..9 {
            assert_eq!(tried(&hq, HOME, WRONG).await, 401);
        }
        assert_eq!(tried(&hq, HOME, PASSWORD).await, 201);
    }
    for _ in 0..12 {
        assert_eq!(tried(&hq, HOME, PASSWORD).await, 201);
    }
    exhaust(&hq, STRANGER).await;
    assert_eq!(tried(&hq, HOME, PASSWORD).await, 201);
    assert_eq!(tried(&hq, STRANGER, PASSWORD).await, 429, "and nowhere else");
}

async fn of_many_guesses_at_once_ten_are_looked_at(hq: Hq) {
    hq.person(ADA).await;
    let statuses = join_all((0..40).map(|_| tried(&hq, STRANGER, WRONG))).await;
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 10, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 30, "{statuses:?}");
}

async fn unknown_addresses_are_limited_alike(hq: Hq) {
    hq.person(ADA).await;
    let answers = async |email: &str| {
        let mut answers = Vec::new();
        for _ in 0..12 {
            let reply = sign_in(&hq.browser(), STRANGER, email, WRONG).await;
            let headers: Vec<_> = reply.headers.keys().map(ToString::to_string).collect();
            answers.push((reply.anonymous(), headers));
        }
        answers
    };
    assert_eq!(answers(ADA).await, answers("nobody@example.org").await);
}

async fn a_known_browser_has_tries_of_its_own(hq: Hq) {
    let known = hq.person(ADA).await;
    assert_eq!(sign_in(&known, HOME, ADA, PASSWORD).await.status, 201);
    exhaust(&hq, HOME).await;
    assert_eq!(sign_in(&known, HOME, ADA, PASSWORD).await.status, 201, "though somebody beside them guesses");
    // Whoever has the browser does not guess without end either.
    for _ in 0..10 {
        assert_eq!(sign_in(&known, HOME, ADA, WRONG).await.status, 401);
    }
    assert_eq!(sign_in(&known, HOME, ADA, PASSWORD).await.status, 429);
    hq.person("bob@example.org").await;
    let strange = sign_in(&known, HOME, "bob@example.org", WRONG).await;
    assert_eq!(strange.status, 401, "it is known to Ada's account alone");
}

async fn many_networks_have_a_hundred_guesses_a_day_together(hq: Hq) {
    let known = hq.person(ADA).await;
    assert_eq!(sign_in(&known, HOME, ADA, PASSWORD).await.status, 201);
    for number in 0..100 {
        assert_eq!(tried(&hq, &format!("203.0.113.{number}"), WRONG).await, 401);
    }
    let late = sign_in(&hq.browser(), "192.0.2.77", ADA, PASSWORD).await;
    assert!((23 * 3600..=24 * 3600 + 1).contains(&wait(&late)), "{late:?}");
    assert_eq!(sign_in(&known, "192.0.2.78", ADA, PASSWORD).await.status, 201, "a known browser anywhere");
    assert_eq!(tried(&hq, "192.0.2.78", PASSWORD).await, 201, "any browser in a network that is known");
    hq.advance(Duration::hours(24));
    assert_eq!(tried(&hq, "192.0.2.77", PASSWORD).await, 201, "the next day");
}

async fn a_right_password_is_no_guess(hq: Hq) {
    hq.person(ADA).await;
    for number in 0..100 {
        assert_eq!(tried(&hq, &format!("198.51.100.{number}"), PASSWORD).await, 201, "{number}");
        assert_eq!(tried(&hq, &format!("203.0.113.{number}"), WRONG).await, 401, "{number}");
    }
    assert_eq!(tried(&hq, "192.0.2.77", PASSWORD).await, 429, "after a hundred that were wrong");
}

async fn known_and_unknown_addresses_are_the_same_work(hq: Hq) {
    hq.person(ADA).await;
    let work = async |email: &str| {
        let before = hq.app.db().writes();
        assert_eq!(sign_in(&hq.browser(), STRANGER, email, WRONG).await.status, 401);
        hq.app.db().writes() - before
    };
    let (known, unknown) = (work(ADA).await, work("nobody@example.org").await);
    assert_eq!((known, unknown), (2, 2), "the network's count, and the try");
}

async fn a_reset_of_the_password_forgets_every_guess(hq: Hq) {
    let known = hq.person(ADA).await;
    assert_eq!(sign_in(&known, HOME, ADA, PASSWORD).await.status, 201);
    exhaust(&hq, HOME).await;
    for number in 0..90 {
        assert_eq!(tried(&hq, &format!("203.0.113.{number}"), WRONG).await, 401);
    }
    let browser = hq.browser();
    browser.post("/password-resets", &json!({"email": ADA})).await;
    let token = hq.token_from_mail(ADA, "/reset-password/").await;
    let new = "another quiet evening";
    let password = Password::parse(new).unwrap();
    browser.call(&ConfirmPasswordReset(PasswordResetConfirmation { token, password })).await.unwrap();

    assert_eq!(tried(&hq, HOME, new).await, 201, "where somebody guessed");
    assert_eq!(tried(&hq, "192.0.2.77", new).await, 201, "and from a new network");
    // The guesser begins again, and the browser of the reset is in nobody's way.
    for number in 0..100 {
        tried(&hq, &format!("203.0.113.{number}"), WRONG).await;
    }
    assert_eq!(sign_in(&browser, "192.0.2.79", ADA, new).await.status, 201);
    let former = sign_in(&known, "192.0.2.80", ADA, new).await;
    assert_eq!(former.status, 429, "browsers of before the reset are known no longer");
}

async fn a_subscriber_of_ipv6_is_one_network(hq: Hq) {
    hq.person(ADA).await;
    for number in 0..10 {
        assert_eq!(tried(&hq, &format!("2001:db8:1:2::{number}"), WRONG).await, 401);
    }
    assert_eq!(tried(&hq, "2001:db8:1:2:ffff::1", PASSWORD).await, 429);
    assert_eq!(tried(&hq, "2001:db8:1:3::1", PASSWORD).await, 201);
}

async fn one_network_tries_so_many_addresses_and_known_browsers_go_on(hq: Hq) {
    let known = hq.person(ADA).await;
    for number in 0..100 {
        let email = format!("person{number}@example.org");
        assert_eq!(sign_in(&hq.browser(), HOME, &email, WRONG).await.status, 401);
    }
    assert_eq!(tried(&hq, HOME, PASSWORD).await, 429);
    assert_eq!(sign_in(&known, HOME, ADA, PASSWORD).await.status, 201);
    hq.advance(Duration::minutes(15));
    assert_eq!(tried(&hq, HOME, PASSWORD).await, 201);
}
