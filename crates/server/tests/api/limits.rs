//! What limits tell: a refusal of which limit it is, a success what is left of the caller's own, and nothing of anybody else's.
//! That every refusal tells is held in every test (`support/documented.rs`).

use crate::{
    on_both,
    support::{Browser, Hq, PASSWORD, Reply},
};
use serde_json::json;
use time::Duration;

on_both!(
    a_success_tells_what_is_left_of_the_nearest_limit,
    a_wrong_guess_tells_nothing_of_an_account,
    mails_to_an_address_tell_nothing_of_what_others_asked_for,
    an_invitation_that_is_sent_too_often_tells_by_which_limit,
    a_limit_that_begins_anew_is_not_told,
);

/// Limit, what is left, and seconds to the next.
fn told(reply: &Reply) -> Option<(i64, i64, i64)> {
    let number = |name: &str| reply.header(name).map(|text| text.parse().unwrap());
    Some((number("ratelimit-limit")?, number("ratelimit-remaining")?, number("ratelimit-reset")?))
}

async fn a_success_tells_what_is_left_of_the_nearest_limit(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let create = async |body| {
        let reply = ada.post("/organizations", &body).await;
        (reply.status.as_u16(), told(&reply))
    };
    assert_eq!(create(json!({"name": "Acme"})).await, (201, Some((20, 19, 86_401))));
    hq.advance(Duration::hours(1));
    assert_eq!(create(json!({"name": "Globex"})).await, (201, Some((20, 18, 82_800))));
    // What was refused has not counted, and tells nothing.
    assert_eq!(create(json!({"name": "Other", "slug": "acme"})).await, (409, None));
    assert_eq!(create(json!({"name": "Initech"})).await, (201, Some((20, 17, 82_800))));
    assert_eq!(told(&ada.get("/me").await), None, "what is read counts by none");
}

async fn a_wrong_guess_tells_nothing_of_an_account(hq: Hq) {
    hq.person("ada@acme.example").await;
    let mut answers = Vec::new();
    for email in ["ada@acme.example", "nobody@acme.example"] {
        let guess = json!({"email": email, "password": "a wrong guess"});
        let browser = hq.browser();
        for _ in 0..10 {
            let wrong = browser.post("/session", &guess).await;
            assert_eq!((wrong.status.as_u16(), told(&wrong)), (401, None), "{email}");
        }
        let refused = browser.post("/session", &guess).await;
        answers.push((refused.status.as_u16(), told(&refused)));
    }
    assert_eq!(answers, [(429, Some((10, 0, 15))); 2]);
}

/// Asks five times, which is what an address gets in an hour; answers what is told of the last, and of a further one.
async fn exhausted(browser: &Browser, path: &str, body: &serde_json::Value) -> [Option<(i64, i64, i64)>; 2] {
    let mut last = None;
    for _ in 0..5 {
        let reply = browser.post(path, body).await;
        assert_eq!(reply.status, 202, "{}", reply.body);
        last = told(&reply);
    }
    let refused = browser.post(path, body).await;
    assert_eq!(refused.status, 429, "{}", refused.body);
    [last, told(&refused)]
}

async fn mails_to_an_address_tell_nothing_of_what_others_asked_for(hq: Hq) {
    hq.person("ada@acme.example").await;
    hq.advance(Duration::hours(2));
    // The network has sixty an hour; that the address has five, its refusal tells alone. One that is refused counts for the network.
    for (number, email) in [(1, "ada@acme.example"), (2, "nobody@acme.example")] {
        let left = 60 - 6 * number + 1;
        let resets = exhausted(&hq.browser(), "/password-resets", &json!({"email": email})).await;
        let signs_up = json!({"email": email, "full_name": "Ada Lovelace", "password": PASSWORD});
        let sign_ups = exhausted(&hq.browser(), "/accounts", &signs_up).await;
        for [last, refused] in [resets, sign_ups] {
            assert_eq!(last.map(|(limit, left, _)| (limit, left)), Some((60, left)), "{email}");
            assert_eq!(refused.map(|(limit, left, _)| (limit, left)), Some((5, 0)), "{email}");
        }
    }
}

async fn an_invitation_that_is_sent_too_often_tells_by_which_limit(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    ada.create("Acme").await;
    let invited = json!({"emails": ["bob@example.net"], "role": "user"});
    let reply = ada.post("/organizations/acme/invitations", &invited).await;
    assert_eq!(told(&reply).map(|(limit, left, _)| (limit, left)), Some((500, 499)));
    let id = reply.json()["results"][0]["invitation"].as_str().unwrap().to_owned();
    let again = format!("/organizations/acme/invitations/{id}/resend");
    for left in [498, 497, 496] {
        let reply = ada.post(&again, &json!({})).await;
        assert_eq!(told(&reply).map(|(limit, left, _)| (limit, left)), Some((500, left)), "{}", reply.body);
    }
    for refused in
        [ada.post(&again, &json!({})).await, ada.post("/organizations/acme/invitations", &invited).await]
    {
        let told = told(&refused).map(|(limit, left, seconds)| (limit, left, seconds <= 61));
        assert_eq!((refused.status.as_u16(), told), (429, Some((3, 0, true))), "{}", refused.body);
    }
}

async fn a_limit_that_begins_anew_is_not_told(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let change = json!({"current": PASSWORD, "new": "another quiet evening"});
    let changed = ada.send(ada.request("PUT", "/me/password").json(&change)).await;
    let told = told(&changed).map(|(limit, ..)| limit);
    assert_eq!((changed.status.as_u16(), told), (204, Some(1_000_000)), "what is left of writes");
}
