//! What is found by which words, and in which order: the same for members, organizations, invitations and the log, and for
//! rows that an earlier version has written.

use crate::{
    on_both,
    support::{Browser, Hq, before_step, postgres},
};
use hq_contract::{
    Role, invitations::ListInvitations, me::ListMyOrganizations, members::ListMembers,
    organizations::Organization,
};
use hq_server::db::migration::Migrator;
use sea_orm::{ConnectionTrait as _, DatabaseConnection};
use sea_orm_migration::MigratorTrait as _;

on_both!(
    members_are_found_however_their_names_are_typed,
    names_are_in_the_order_of_their_letters,
    addresses_are_found_as_they_are_written_and_as_they_are_compared,
    organizations_are_found_however_their_names_are_typed,
);

async fn rename(browser: &Browser, name: &str) {
    let body = serde_json::json!({"full_name": name});
    let reply = browser.send(browser.request("PATCH", "/me").header("if-match", "*").json(&body)).await;
    assert_eq!(reply.status, 200, "{name}");
}

async fn members(browser: &Browser, acme: &Organization, q: Option<&str>) -> Vec<String> {
    let q = q.map(str::to_owned);
    let list = ListMembers { q, ..ListMembers::of(acme.id) };
    let page = browser.call(&list).await.unwrap();
    page.items.into_iter().map(|member| member.full_name.to_string()).collect()
}

async fn members_are_found_however_their_names_are_typed(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let names = [
        ("Łukasz Żółć", ["lukasz", "ŁUKASZ", "zolc"]),
        ("Seán O’Brien", ["o'", "o’b", "SEAN O'BRIEN"]),
        ("Jean–Luc Æther", ["jean-luc", "aether", "JEAN‐LUC"]),
        ("İpek Kırış", ["ipek", "kiris", "KIRIŞ"]),
        ("Weiß Größe", ["weiss", "WEISS", "grosse"]),
        ("أحمد مُحَمَّد", ["احمد", "محمد", "محـمد"]),
        ("ガンダム", ["がんだむ", "ｶﾞﾝﾀﾞﾑ", "ガン"]),
        ("Zo\u{308}e\u{a0}Đặng", ["zoe dang", "zöe đặng", "zo\u{308}e"]),
    ];
    for (name, typed) in names {
        rename(&ada, name).await;
        for q in typed {
            assert_eq!(members(&ada, &acme, Some(q)).await.len(), 1, "{name} by {q}");
        }
        assert!(members(&ada, &acme, Some("xylophon")).await.is_empty());
    }
    rename(&ada, "50% _under").await;
    for (q, found) in [("%", 1), ("_", 1), ("0% _u", 1), ("5_%", 0), ("\u{200b} ", 1)] {
        assert_eq!(members(&ada, &acme, Some(q)).await.len(), found, "{q}");
    }
}

async fn names_are_in_the_order_of_their_letters(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    rename(&ada, "Zoe").await;
    for (index, name) in
        ["Đặng", "Łoś", "o’Brien", "O-Zone", "Duras", "Lux", "Ærø", "O Malley"].iter().enumerate()
    {
        let one = hq.joined(&ada, &acme, &format!("p{index}@example.net"), Role::User).await;
        rename(&one, name).await;
    }
    let order = ["Ærø", "Đặng", "Duras", "Łoś", "Lux", "O Malley", "o’Brien", "O-Zone", "Zoe"];
    assert_eq!(members(&ada, &acme, None).await, order);
    let mut seen = Vec::new();
    let mut path = format!("/organizations/{}/members?limit=2", acme.id);
    loop {
        let page = ada.get(&path).await.json();
        seen.extend(
            page["items"].as_array().unwrap().iter().map(|one| one["full_name"].as_str().unwrap().to_owned()),
        );
        let Some(next) = page["next_page"].as_str() else { break };
        path = format!("/organizations/{}/members?limit=2&page_token={next}", acme.id);
    }
    assert_eq!(seen, order, "page by page");
}

async fn addresses_are_found_as_they_are_written_and_as_they_are_compared(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    for email in ["jorg@bücher.example", "carl@example.net"] {
        ada.invite(&acme, email, Role::User).await;
    }
    let found = async |q: &str| {
        let list = ListInvitations { org: acme.id, q: Some(q.into()), page_token: None };
        ada.call(&list).await.unwrap().total
    };
    for (q, total) in
        [("bücher", 1), ("BUCHER", 1), ("bu\u{308}cher", 1), ("carl", 1), ("JORG@b", 1), ("dora", 0)]
    {
        assert_eq!(found(q).await, total, "{q}");
    }
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::User).await;
    rename(&bob, "Bob").await;
    assert_eq!(members(&ada, &acme, Some("BOB@éxample")).await, ["Bob"]);
}

async fn organizations_are_found_however_their_names_are_typed(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    ada.create("Łódź O’Neill").await;
    let found = async |q: &str| {
        let list = ListMyOrganizations { q: Some(q.into()), limit: None, page_token: None };
        ada.call(&list).await.unwrap().total
    };
    for q in ["lodz", "o'neill", "ŁÓDŹ  O`N", "lodz-o-neill"] {
        assert_eq!(found(q).await, 1, "{q}");
    }
}

/// A database as it was before a step that folds names anew.
async fn before(url: &str, step: &str) -> DatabaseConnection {
    let db = before_step(url, step).await;
    let id = |n: u32| match db.get_database_backend() {
        sea_orm::DbBackend::Sqlite => format!("X'{n:032x}'"),
        _ => format!("'{}'", uuid::Uuid::from_u128(n.into())),
    };
    let mut statements = Vec::new();
    // More than are read at a time.
    for n in 1..=1100 {
        let (name, old) =
            if n % 2 == 0 { ("Łukasz O’Neill", "łukasz o’neill") } else { ("Ada", "ada") };
        statements.push(format!(
            "INSERT INTO users (id, email, email_canonical, full_name, name_search, password_hash, language, version, \
            created_at) VALUES ({}, 'P{n}@bücher.example', 'p{n}@xn--bcher-kva.example', '{name}', '{old}', '', 'en', 1, 0)",
            id(n)
        ));
    }
    statements.push(format!(
        "INSERT INTO organizations (id, slug, name, name_search, colour, version, created_at, join_requests, force_mfa) \
        VALUES ({}, 'x', 'Đà Nẵng', 'đa nang', 'blue', 1, 0, TRUE, FALSE)",
        id(1)
    ));
    statements.push(format!(
        "INSERT INTO invitations (id, organization_id, email, email_canonical, role, inviter_id, state, generation, \
        created_at, sent_at, expires_at, mail_id) \
        VALUES ({}, {}, 'jörg@x.example', 'jörg@x.example', 'user', {}, 'pending', 1, 0, 0, 0, {})",
        id(7),
        id(1),
        id(1),
        id(9)
    ));
    for statement in statements {
        db.execute_unprepared(&statement).await.unwrap();
    }
    db
}

async fn what_is_kept_is_folded_anew(url: &str, step: &str) {
    let db = before(url, step).await;
    Migrator::up(&db, None).await.unwrap();
    let count = async |query: &str| -> i64 {
        let statement = sea_orm::Statement::from_string(db.get_database_backend(), query);
        db.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index(0).unwrap()
    };
    let counted = [
        ("SELECT COUNT(*) FROM users WHERE name_search = 'lukasz o''neill'", 550),
        ("SELECT COUNT(*) FROM users WHERE name_search = 'ada'", 550),
        ("SELECT COUNT(*) FROM users WHERE name_sort = name_search", 1100),
        ("SELECT COUNT(*) FROM organizations WHERE name_search = 'da nang'", 1),
    ];
    for (query, rows) in counted {
        assert_eq!(count(query).await, rows, "{query}");
    }
}

/// The steps that fold anew: more was alike with the first, more letters with the second.
const STEPS: [&str; 2] = ["m0016_folding", "m0023_more_letters"];

#[tokio::test]
async fn rows_of_an_earlier_version_are_folded_anew_on_sqlite() {
    for step in STEPS {
        let folder = tempfile::TempDir::new().unwrap();
        let url = format!("sqlite:{}?mode=rwc", folder.path().join("old.sqlite").display());
        what_is_kept_is_folded_anew(&url, step).await;
    }
}

#[tokio::test]
async fn rows_of_an_earlier_version_are_folded_anew_on_postgres() {
    for step in STEPS {
        what_is_kept_is_folded_anew(&postgres().await, step).await;
    }
}
