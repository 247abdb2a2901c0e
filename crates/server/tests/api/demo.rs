//! The cast of `--demo`.

use crate::{
    on_both,
    support::{Browser, Hq},
};
use hq_contract::session::{Credentials, SignIn};
use hq_server::demo::{self, Crowd};
use serde_json::Value;

on_both!(
    the_cast_is_there_once_and_can_sign_in,
    there_are_as_many_as_asked_for,
    its_engines_and_its_dataplant_are_made_for_real,
);

pub async fn sign_in(hq: &Hq, email: &str) -> Browser {
    let browser = hq.browser();
    let credentials =
        Credentials { email: email.parse().unwrap(), password: demo::PASSWORD.to_owned(), code: None };
    browser.call(&SignIn(credentials)).await.expect("signed in");
    browser
}

/// The names and roles of somebody's organizations, and how many there are.
async fn organizations(browser: &Browser) -> (Vec<(String, String)>, u64) {
    let page = browser.get("/me/organizations?limit=100").await.json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let items = page["items"].as_array().unwrap();
    let all = items.iter().map(|item| (text(&item["name"]), text(&item["role"]))).collect();
    (all, page["total"].as_u64().unwrap())
}

async fn the_cast_is_there_once_and_can_sign_in(hq: Hq) {
    let cast = demo::fill(&hq.app, Crowd::default()).await.expect("filled in");
    demo::fill(&hq.app, Crowd::default()).await.expect("filled in again");
    assert_eq!(cast.len(), 6);
    let acme = |role: &str| (vec![("Acme Robotics".to_owned(), role.to_owned())], 1);
    assert_eq!(organizations(&sign_in(&hq, "ada@acme.example").await).await, acme("admin"));
    assert_eq!(organizations(&sign_in(&hq, "blaise@acme.example").await).await, acme("user"));
    let (outside, _) = organizations(&sign_in(&hq, "olga@globex.example").await).await;
    assert_eq!(outside, [("Globex".to_owned(), "admin".to_owned())]);
    assert_eq!(organizations(&sign_in(&hq, "nina@example.net").await).await.1, 0);
    let nina = sign_in(&hq, "nina@example.net").await.get("/session").await.json();
    assert_eq!(nina["invitations"]["items"][0]["organization"]["name"], "Acme Robotics");
    let carl = sign_in(&hq, "carl@acme.example").await.get("/session").await.json();
    assert_eq!(carl["suggestions"]["items"][0]["organization"]["name"], "Acme Robotics");
    assert_eq!(organizations(&sign_in(&hq, "felix@forty.example").await).await.1, 40);
    let ada = sign_in(&hq, "ada@acme.example").await;
    assert_eq!(ada.get("/organizations/acme-robotics/api-keys").await.json()["total"], 2);
}

async fn there_are_as_many_as_asked_for(hq: Hq) {
    let crowd = Crowd { organizations: Some(120), members: 150 };
    demo::fill(&hq.app, crowd).await.expect("filled in");
    demo::fill(&hq.app, crowd).await.expect("filled in again");
    assert_eq!(organizations(&sign_in(&hq, "mary@many.example").await).await.1, 120);
    let ada = sign_in(&hq, "ada@acme.example").await;
    let members = ada.get("/organizations/acme-robotics/members?q=member-00149").await.json();
    assert_eq!(members["total"], 1);
    assert_eq!(ada.get("/organizations/acme-robotics/members").await.json()["total"], 152);
}

async fn its_engines_and_its_dataplant_are_made_for_real(hq: Hq) {
    demo::fill(&hq.app, Crowd::default()).await.expect("filled in");
    demo::fill(&hq.app, Crowd::default()).await.expect("filled in again");
    hq.work().await;
    assert_eq!((hq.broker.instances().len(), hq.broker.bindings().len()), (3, 3));
    let ada = sign_in(&hq, "ada@acme.example").await;
    let list = ada.get("/organizations/acme-robotics/dataplants").await.json();
    let made = &list["items"][0];
    assert_eq!(
        (&list["total"], &made["name"], &made["state"]),
        (&1.into(), &"Sales reports".into(), &"ready".into())
    );
    let engines: Vec<_> =
        made["engines"].as_array().unwrap().iter().map(|engine| engine["name"].as_str().unwrap()).collect();
    assert_eq!(engines, ["Warehouse", "Warehouse", "Playground"]);
    let blaise = sign_in(&hq, "blaise@acme.example").await;
    assert_eq!(
        blaise.get("/organizations/acme-robotics/dataplants").await.json()["total"],
        1,
        "his rules let him see it"
    );
}
