use crate::{
    access_matrix::{Matrix, signed_in},
    on_both,
    support::{Hq, PASSWORD},
};
use hq_contract::{
    FieldCode, Password, ProblemCode,
    me::{
        ChangePassword, EndMySession, EndOtherSessions, GetMe, ListMyOrganizations, ListMySessions, MePatch,
        PasswordChange, UpdateMe,
    },
    organizations::VisitOrganization,
};
use time::Duration;

/// Who may call what of it.
pub const MATRIX: Matrix =
    Matrix::of(&[signed_in("GET /api/v1/me", 200), signed_in("PATCH /api/v1/me", 200)]);

on_both!(
    changing_the_account_needs_its_current_version,
    changing_the_password_keeps_this_session_and_ends_the_others,
    sessions_are_listed_and_ended_one_by_one,
    every_other_session_is_ended_at_once,
    nobody_ends_the_session_of_somebody_else,
    organizations_come_recent_first_and_page_by_page,
    organizations_are_searched_without_case_and_accents,
    pages_are_asked_for_in_the_right_way,
);

async fn changing_the_account_needs_its_current_version(hq: Hq) {
    let browser = hq.person("ada@example.org").await;
    let (me, version) = browser.call_versioned(&GetMe).await.unwrap();
    assert_eq!(me.full_name.as_str(), "Ada Lovelace");
    let patch = MePatch { full_name: Some("Ada King".parse().unwrap()), language: None };
    let (changed, next) =
        browser.call_versioned(&UpdateMe { version: version.clone(), patch: patch.clone() }).await.unwrap();
    assert_eq!(changed.full_name.as_str(), "Ada King");
    assert_ne!(next, version);

    let stale = browser.call(&UpdateMe { version, patch }).await.unwrap_err();
    assert_eq!(stale.code(), ProblemCode::Stale);
    let reply = browser.send(browser.request("PATCH", "/me").json(&serde_json::json!({}))).await;
    assert_eq!(reply.status, 428);
}

async fn changing_the_password_keeps_this_session_and_ends_the_others(hq: Hq) {
    let elsewhere = hq.person("ada@example.org").await;
    let (browser, _) = hq.sign_in("ada@example.org").await;
    let change = |current: &str| {
        ChangePassword(PasswordChange {
            current: current.into(),
            new: Password::parse("another quiet evening").unwrap(),
        })
    };
    let refused = browser.call(&change("not the right one")).await.unwrap_err();
    assert_eq!(refused.field("/current"), Some(FieldCode::WrongPassword));

    browser.call(&change(PASSWORD)).await.unwrap();
    assert!(browser.is_signed_in().await);
    assert!(!elsewhere.is_signed_in().await);
}

async fn sessions_are_listed_and_ended_one_by_one(hq: Hq) {
    let first = hq.person("ada@example.org").await;
    hq.advance(Duration::minutes(1));
    let (second, session) = hq.sign_in("ada@example.org").await;
    let list = second.call(&ListMySessions::default()).await.unwrap();
    assert_eq!((list.total, list.items.len()), (2, 2));
    assert!(list.items[0].current && list.items[0].id == session.id && !list.items[1].current);
    assert_eq!(list.items[0].address, "127.0.0.1");

    second.call(&EndMySession(list.items[1].id)).await.unwrap();
    assert!(!first.is_signed_in().await);
    let gone = second.call(&EndMySession(list.items[1].id)).await.unwrap_err();
    assert_eq!(gone.code(), ProblemCode::NotFound);
}

async fn every_other_session_is_ended_at_once(hq: Hq) {
    let first = hq.person("ada@example.org").await;
    let bob = hq.person("bob@example.org").await;
    let (second, _) = hq.sign_in("ada@example.org").await;
    let (third, session) = hq.sign_in("ada@example.org").await;
    third.call(&EndOtherSessions).await.unwrap();
    assert!(!first.is_signed_in().await && !second.is_signed_in().await);
    assert!(bob.is_signed_in().await, "those of others stay");
    let left = third.call(&ListMySessions::default()).await.unwrap();
    assert_eq!((left.total, left.items[0].id), (1, session.id));
    third.call(&EndOtherSessions).await.unwrap();
    assert!(third.is_signed_in().await, "nothing is left to end, and nothing is wrong with that");
}

async fn nobody_ends_the_session_of_somebody_else(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let bob = hq.person("bob@example.org").await;
    let theirs = ada.session().await.id;
    let foreign = bob.send(bob.request("DELETE", &format!("/me/sessions/{theirs}"))).await;
    let unknown = bob.send(bob.request("DELETE", "/me/sessions/01890a5d-ac96-774b-bcce-b302099a8057")).await;
    assert_eq!(foreign.anonymous(), unknown.anonymous());
    assert!(ada.is_signed_in().await);
}

async fn organizations_come_recent_first_and_page_by_page(hq: Hq) {
    let browser = hq.person("ada@example.org").await;
    let mut created = Vec::new();
    for number in 0..7 {
        created.push(browser.create(&format!("Team {number}")).await);
    }
    browser.call(&VisitOrganization(created[2].id)).await.unwrap();

    let mut seen = Vec::new();
    let mut next = None;
    loop {
        let page =
            browser.call(&ListMyOrganizations { q: None, limit: Some(3), page_token: next }).await.unwrap();
        assert_eq!(page.total, 7);
        seen.extend(page.items.into_iter().map(|item| item.slug.to_string()));
        // Something new at the front does not move what comes behind.
        browser.call(&VisitOrganization(created[2].id)).await.unwrap();
        next = page.next_page;
        if next.is_none() {
            break;
        }
    }
    assert_eq!(seen, ["team-2", "team-6", "team-5", "team-4", "team-3", "team-1", "team-0"]);
    assert_eq!(browser.session().await.organizations.items[0].slug.as_str(), "team-2");
}

async fn organizations_are_searched_without_case_and_accents(hq: Hq) {
    let browser = hq.person("ada@example.org").await;
    for name in ["Société Générale", "Acme 100%", "Beta"] {
        browser.create(name).await;
    }
    let search = async |q: &str| {
        let page = browser
            .call(&ListMyOrganizations { q: Some(q.into()), limit: None, page_token: None })
            .await
            .unwrap();
        assert_eq!(page.total as usize, page.items.len());
        page.items.into_iter().map(|item| item.name.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(search("SOCIETE").await, ["Société Générale"]);
    assert_eq!(search("%").await, ["Acme 100%"]);
    assert_eq!(search("_").await, Vec::<String>::new());
    assert_eq!(search("  ").await.len(), 3);
}

async fn pages_are_asked_for_in_the_right_way(hq: Hq) {
    let browser = hq.person("ada@example.org").await;
    for query in ["limit=0", "limit=101", "limit=x", "limit=-1", "page_token=x", "page_token=%00"] {
        assert_eq!(browser.get(&format!("/me/organizations?{query}")).await.status, 400, "{query}");
        assert_eq!(browser.get(&format!("/me/sessions?{query}")).await.status, 400, "{query}");
    }
}
