//! Every endpoint × every kind of caller × every place: what is foreign answers like what does not exist, byte for byte but
//! for the request's id, and leaves no trace.

use super::{
    Place,
    probes::{self, Probe},
    request::Request,
    rows::forget_tries,
    world::{Kind, World},
};
use crate::{
    on_both,
    support::{Hq, Reply},
};
use serde_json::Value;
use std::collections::BTreeSet;

on_both!(crate::support::Hq::selling => what_is_foreign_answers_like_what_does_not_exist, each_of_a_mixed_list_is_looked_at_by_itself,);

/// Headers that differ from one answer to the next.
const OF_THE_REQUEST: [&str; 3] = ["date", "x-request-id", "ratelimit-remaining"];

/// The whole answer but for the request's id, and for names that it repeats.
fn plain(reply: &Reply, names: &(String, String)) -> String {
    let mut body = reply.body.clone();
    if let Ok(mut json) = serde_json::from_str::<Value>(&body) {
        if let Some(fields) = json.as_object_mut() {
            fields.remove("request_id");
        }
        // An invitation that was made has a new id in each answer.
        for result in json["results"].as_array_mut().into_iter().flatten() {
            result.as_object_mut().map(|fields| fields.remove("invitation"));
        }
        body = json.to_string();
    }
    let mut headers: Vec<String> = reply
        .headers
        .iter()
        .filter(|(name, _)| !OF_THE_REQUEST.contains(&name.as_str()))
        .map(|(name, value)| {
            // A tag is about the text too, which may repeat a name; its version is not.
            let value = value.to_str().unwrap();
            let value = if name == "etag" { value.split('.').next().unwrap_or_default() } else { value };
            format!("{name}: {value}")
        })
        .collect();
    headers.sort_unstable();
    format!("{} {headers:?} {}", reply.status, body.replace(&names.0, &names.1))
}

async fn what_is_foreign_answers_like_what_does_not_exist(hq: Hq) {
    let world = World::new(hq).await;
    let untouched = world.of_victim().await;
    let probes = probes::all(&world);
    let places: BTreeSet<Place> = probes.iter().map(|probe| probe.place).collect();
    assert_eq!(places.len(), 5);
    let mut wrong = Vec::new();
    for kind in Kind::ALL {
        let probes: Vec<&Probe> = probes.iter().filter(|probe| probe.is_for(kind)).collect();
        wrong.extend(told_apart(&world, kind, &probes).await);
        if world.of_victim().await != untouched {
            wrong.extend(changing(&world, kind, &probes, &untouched).await);
        }
        forget_tries(&world.hq).await;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The probes that are answered otherwise than what does not exist.
async fn told_apart(world: &World, kind: Kind, probes: &[&Probe]) -> Vec<String> {
    let mut wrong = Vec::new();
    for Probe { foreign, missing, names, place, .. } in probes {
        let answers = [send(world, kind, foreign).await, send(world, kind, missing).await];
        let [one, other] = answers.map(|reply| plain(&reply, names));
        if one != other {
            wrong.push(format!("{place:?}, {kind:?}: {foreign:?}\n  foreign: {one}\n  missing: {other}"));
        }
    }
    wrong
}

/// Which of the probes it was that changed something of the victim's: all of them once more, one by one.
async fn changing(world: &World, kind: Kind, probes: &[&Probe], untouched: &str) -> Vec<String> {
    let mut wrong = vec![format!("{kind:?} changed something")];
    world.rows.put_back(&world.hq).await;
    for Probe { foreign, place, .. } in probes {
        send(world, kind, foreign).await;
        if world.of_victim().await != untouched {
            wrong.push(format!("{place:?}, {kind:?}: {foreign:?} changed something"));
            world.rows.put_back(&world.hq).await;
        }
    }
    wrong
}

/// Sends a request, and puts back what it did to the caller's own things.
async fn send(world: &World, kind: Kind, request: &Request) -> Reply {
    let reply = request.send(world.browser(kind)).await;
    assert!(reply.status.as_u16() < 500, "{kind:?}: {request:?}: {}", reply.body);
    if reply.status.is_success() && !request.is_read() {
        let of_victim = world.of_victim().await;
        assert_eq!(of_victim, world.rows.of(world.victim.organization.id), "{kind:?}: {request:?}");
        world.rows.put_back(&world.hq).await;
    }
    reply
}

async fn each_of_a_mixed_list_is_looked_at_by_itself(hq: Hq) {
    let world = World::new(hq).await;
    let untouched = world.of_victim().await;
    let (home, browser) = (&world.home, world.browser(Kind::AdminOfAnother));
    let path = format!("/organizations/{}", home.organization.id);
    let (own, foreign) = (home.user.to_string(), world.victim.user.to_string());
    let rule = serde_json::json!({
        "category": "billing", "name": "Bills", "effect": "allow", "action": "all", "resource": "all",
    });
    let nobody = "01890a5d-ac96-774b-bcce-b302099a8057";
    let members = serde_json::json!({
        "members": [foreign, own, nobody, own, foreign], "mode": "append", "rules": [rule],
    });
    let outcomes = |reply: &Reply| -> Vec<String> {
        let json = reply.json();
        let results = json["results"].as_array().unwrap();
        results.iter().map(|result| result["outcome"].as_str().unwrap().to_owned()).collect()
    };
    let reply = browser.post(&format!("{path}/members/rules"), &members).await;
    assert_eq!(outcomes(&reply), ["not_found", "changed", "not_found", "repeated", "repeated"]);
    let emails = serde_json::json!({
        "emails": ["member@example.org", "member@elsewhere.example", "new@nowhere.example", "no address", "new@nowhere.example"],
        "role": "user",
    });
    let reply = browser.post(&format!("{path}/invitations"), &emails).await;
    assert_eq!(outcomes(&reply), ["invited", "already_member", "invited", "not_an_address", "repeated"]);
    for (list, field) in [("members/rules", "members"), ("invitations", "emails")] {
        let mut body = if field == "members" { members.clone() } else { emails.clone() };
        body[field] = serde_json::json!([]);
        let reply = browser.post(&format!("{path}/{list}"), &body).await;
        assert_eq!(reply.status, 422, "{}", reply.body);
        assert_eq!(reply.json()["fields"], serde_json::json!({format!("/{field}"): "required"}));
    }
    assert_eq!(world.of_victim().await, untouched);
}
