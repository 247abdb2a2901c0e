//! May a member do this, and why.

use crate::{
    access_matrix::{Matrix, Place, ruled},
    on_both,
    support::{Browser, Hq},
};
use hq_contract::{
    Permission, Role,
    access::{Access, GetAccess},
    rules::{Action, Category},
};
use serde_json::json;

/// Who may call what of it.
pub const MATRIX: Matrix =
    Matrix::of(&[ruled("GET /api/v1/organizations/{org}/members/{user}/access", "members read", 200)
        .naming(&[(Place::Query, "resource")])]);

on_both!(
    the_deciding_rule_and_those_it_overrode_are_told,
    exceptions_are_told_whether_or_not_they_are_asked_about,
    many_exceptions_are_told_without_what_lifts_each,
    what_cannot_be_asked_is_refused,
);

async fn the_deciding_rule_and_those_it_overrode_are_told(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let words = [
        "allow billing read all",
        "allow dataplants all all",
        "deny dataplants read tag:secret",
        "allow dataplants deploy all",
    ];
    let bob = hq.user_with(&ada, &acme, "bob@example.net", &words).await;
    let user = bob.id().await;
    let ask = async |category, action, resource: Option<&str>| {
        let resource = resource.map(|resource| resource.parse().unwrap());
        let answer: Access =
            bob.call(&GetAccess { org: acme.id, user, category, action, resource }).await.unwrap();
        let deciding = answer.deciding_rule.map(|rule| (rule.position, rule.rule.name.to_string()));
        let overridden: Vec<u32> = answer.overridden.iter().map(|rule| rule.position).collect();
        (answer.allowed, deciding, overridden)
    };
    let rule = |position, words: &str| Some((position, words.to_owned()));
    assert_eq!(ask(Category::Dataplants, Action::Read, None).await, (true, rule(1, words[1]), vec![]));
    assert_eq!(
        ask(Category::Dataplants, Action::Read, Some("tag:Secret")).await,
        (false, rule(2, words[2]), vec![1]),
        "places are those of the category"
    );
    assert_eq!(
        ask(Category::Dataplants, Action::Deploy, Some("tag:secret")).await,
        (true, rule(3, words[3]), vec![1])
    );
    assert_eq!(ask(Category::Members, Action::Read, None).await, (false, None, vec![]), "no rule matches");
    let admin = GetAccess {
        org: acme.id,
        user: ada.id().await,
        category: Category::Billing,
        action: Action::Update,
        resource: None,
    };
    let answer = ada.call(&admin).await.unwrap();
    assert_eq!((answer.allowed, answer.role, answer.deciding_rule), (true, Role::Admin, None));
    let about_others = bob.call(&admin).await.unwrap_err();
    assert_eq!(about_others.problem.permission, Some(Permission::ReadMemberDetails));
}

async fn exceptions_are_told_whether_or_not_they_are_asked_about(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let words = [
        "allow dataplants read all",
        "deny dataplants read tag:secret",
        "allow dataplants read tag:demo",
        "allow storage_engines read tag:eu",
    ];
    let bob = hq.user_with(&ada, &acme, "bob@example.net", &words).await;
    let ask = async |by: &Browser, category, resource: Option<&str>| {
        let resource = resource.map(|resource| resource.parse().unwrap());
        let user = by.id().await;
        let question = GetAccess { org: acme.id, user, category, action: Action::Read, resource };
        serde_json::to_value(by.call(&question).await.unwrap().grants).unwrap()
    };
    let grant = |category: &str, on: &[&str], except: &[&str]| json!({"category": category, "action": "read", "on": on, "except": except});
    let mut all = grant("dataplants", &[], &["tag:secret"]);
    all["unless"] = json!([{"except": "tag:secret", "with": ["tag:demo"]}]);
    assert_eq!(ask(&bob, Category::Dataplants, None).await, json!([all]));
    assert_eq!(
        ask(&bob, Category::Dataplants, Some("tag:secret")).await,
        json!([grant("dataplants", &["tag:secret", "tag:demo"], &[])]),
        "denied but for those"
    );
    let some = json!([grant("storage_engines", &["tag:eu"], &[])]);
    assert_eq!(ask(&bob, Category::StorageEngines, None).await, some);
    assert_eq!(ask(&bob, Category::Billing, None).await, json!([]));
    let admin = json!([grant("dataplants", &["tag:x"], &[])]);
    assert_eq!(ask(&ada, Category::Dataplants, Some("tag:x")).await, admin);
}

async fn many_exceptions_are_told_without_what_lifts_each(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let each = |tag: usize| {
        [("allow", "b"), ("deny", "c")].map(|(does, of)| format!("{does} dataplants all tag:{of}{tag}"))
    };
    let words: Vec<String> = (1..=100).flat_map(each).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let bob = hq.user_with(&ada, &acme, "bob@example.net", &words).await;
    let user = bob.id().await;
    let path = format!("/organizations/{}/members/{user}/access?category=dataplants&action=read", acme.id);
    let reply = bob.get(&path).await;
    assert!(reply.status.is_success() && reply.body.len() < 1_000_000, "{}", reply.body.len());
    let answer = reply.json();
    let grants = &answer["grants"];
    assert_eq!(grants.as_array().unwrap().len(), 100);
    assert_eq!(
        grants[99],
        json!({"category": "dataplants", "action": "read", "on": ["tag:b100"], "except": ["tag:c100"]})
    );
}

async fn what_cannot_be_asked_is_refused(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let user = ada.id().await;
    for query in [
        "",
        "?category=billing",
        "?category=billing&action=deploy",
        "?category=billing&action=all",
        "?category=members&action=read&resource=tag:eu",
        "?category=dataplants&action=read&resource=eu",
    ] {
        let reply = ada.get(&format!("/organizations/{}/members/{user}/access{query}", acme.id)).await;
        assert_eq!(reply.status, 400, "{query}: {}", reply.body);
    }
    let unknown = "01890a5d-ac96-774b-bcce-b302099a8057";
    let path = format!("/organizations/{}/members/{unknown}/access?category=billing&action=read", acme.id);
    assert_eq!(ada.get(&path).await.status, 404);
}
