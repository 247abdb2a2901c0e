//! Lists as files: one at a time for each person, none of which keeps others waiting.

use crate::{
    on_both,
    support::{Backend, Browser, Hq, Reply},
};
use hq_contract::{OrganizationId, Role, UserId, organizations::Organization};
use hq_server::access::ActorId;
use sea_orm::{ConnectionTrait as _, DbBackend};
use std::time::Duration;
use tokio::time::timeout;

on_both!(
    one_export_a_person_at_a_time,
    a_large_log_comes_whole_and_in_order,
    who_goes_away_may_begin_again,
    a_refused_export_leaves_nothing_behind,
);

const HANGS: Duration = Duration::from_secs(20);
const FILES: [&str; 3] = ["members.csv", "audit-log.csv", "audit-log.jsonl"];

fn path(organization: &Organization, file: &str) -> String {
    format!("/organizations/{}/{file}", organization.id)
}

fn is_busy(reply: &Reply) -> bool {
    let busy = reply.status == 429;
    if busy {
        assert_eq!(reply.json()["code"], "too_many_requests");
        assert_eq!((reply.header("retry-after"), reply.header("ratelimit-limit")), (Some("5"), Some("1")));
    }
    busy
}

async fn one_export_a_person_at_a_time(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let globex = ada.create("Globex").await;
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::Admin).await;
    let running = hq.app.exports().begin(ada.id().await.into()).expect("the first one");
    let (elsewhere, _) = hq.sign_in("ada@acme.example").await;
    for file in FILES {
        assert!(is_busy(&ada.get(&path(&acme, file)).await), "{file}");
        assert!(is_busy(&ada.get(&path(&globex, file)).await), "{file} of another organization");
        assert!(is_busy(&elsewhere.get(&path(&acme, file)).await), "{file} in another browser");
        assert_eq!(bob.get(&path(&acme, file)).await.status, 200, "somebody else's {file}");
    }
    assert_eq!(ada.get(&format!("/organizations/{}/members", acme.id)).await.status, 200);
    drop(running);
    for file in FILES {
        assert_eq!(ada.get(&path(&acme, file)).await.status, 200, "{file}, one after the other");
    }
}

/// Writes lines into a log as if they had been written over time, each with so many bytes of detail.
async fn write(hq: &Hq, organization: OrganizationId, lines: u32, bytes: usize) {
    let db = hq.app.db().write();
    let (id, organization) = match db.get_database_backend() {
        DbBackend::Sqlite => ("randomblob(16)", format!("x'{}'", organization.0.simple())),
        _ => ("gen_random_uuid()", format!("'{}'", organization.0)),
    };
    let detail = serde_json::json!({"note": "x".repeat(bytes)});
    let statement = format!(
        "INSERT INTO audit_log (id, organization_id, actor_id, action, subject, detail, address, request_id, created_at) \
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {lines}) \
         SELECT {id}, {organization}, NULL, 'members.update', '' || i, '{detail}', '', '', i FROM n"
    );
    db.execute_unprepared(&statement).await.expect("written");
}

async fn a_large_log_comes_whole_and_in_order(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    write(&hq, acme.id, 2_345, 10).await;
    let reply = ada.get(&path(&acme, "audit-log.jsonl?action=members.update")).await;
    let subjects: Vec<u32> = reply
        .body
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a line of JSON"))
        .map(|line| line["subject"].as_str().unwrap().parse().unwrap())
        .collect();
    assert_eq!(subjects, (1..=2_345).rev().collect::<Vec<u32>>(), "each once, the newest first");
    let list = ada.get(&path(&acme, "audit-log?action=members.update&limit=1")).await;
    assert_eq!(list.json()["total"], 2_345, "the list still counts");
}

/// Begins an export that is too large to lie anywhere on its way, and reads nothing of it but its head.
async fn begun(browser: &Browser, organization: &Organization) -> reqwest::Response {
    let answer = browser.request("GET", &path(organization, "audit-log.csv")).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    answer
}

async fn who_goes_away_may_begin_again(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    write(&hq, acme.id, 5_000, 6_000).await;
    let answer = begun(&ada, &acme).await;
    assert!(is_busy(&ada.get(&path(&acme, "members.csv")).await), "as long as it is not read");
    // It takes no turn while it waits for its reader.
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::Admin).await;
    let other = timeout(HANGS, bob.get(&path(&acme, "members.csv"))).await.expect("it waits for nobody");
    assert_eq!(other.status, 200);
    drop(answer);
    let again = async { while is_busy(&ada.get(&path(&acme, "members.csv")).await) {} };
    timeout(HANGS, again).await.expect("the export ends with its connection");
}

async fn a_refused_export_leaves_nothing_behind(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let moment = ada.get(&path(&acme, "audit-log.csv?start_time=yesterday")).await;
    assert_eq!(moment.status, 400);
    assert_eq!(ada.get(&path(&acme, "audit-log.csv")).await.status, 200);
}

/// However many export, one of them reads at a time, and everybody else's reads go on meanwhile.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reads_wait_for_no_export() {
    let hq = Hq::start(Backend::Sqlite).await;
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let running = hq.app.exports().begin(ActorId::Person(UserId(uuid::Uuid::from_u128(1)))).unwrap();
    let turn = running.turn().await.expect("a turn");
    let csv = path(&acme, "members.csv");
    let mut export = std::pin::pin!(ada.get(&csv));
    assert!(timeout(Duration::from_millis(50), &mut export).await.is_err(), "it waits for its turn");
    assert_eq!(ada.get(&path(&acme, "members")).await.status, 200, "and nobody else does");
    drop(turn);
    assert_eq!(timeout(HANGS, export).await.expect("its turn came").status, 200);
}
