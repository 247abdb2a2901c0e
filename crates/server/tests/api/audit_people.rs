//! Who stands in the audit log, and is found there: whoever they are by now.

use crate::{
    on_both,
    support::{Browser, Hq, PASSWORD},
};
use hq_contract::{
    ETag, EmailAddress, Permission, Role, UserId,
    audit_log::{
        AuditActor, AuditEntry, AuditFilter, AuditStanding, ListAuditLog, ListAuditPeople, LoggedActor,
    },
    join_requests::{AskToJoin, NewJoinRequest},
    me::{AccountDeletion, DeleteAccount},
    members::{InvitationsOfRemoved, LeaveOrganization, RemoveMember},
    organizations::Organization,
};
use hq_server::{
    audit_log::store::people::{Wanted, statement},
    db::{entity::audit_log, sql},
};
use sea_orm::{ActiveValue::Set, ConnectionTrait as _, DbBackend, EntityTrait as _};

on_both!(
    whoever_did_something_is_found_and_marked,
    deleted_accounts_are_told_apart,
    deleted_accounts_are_found_as_they_are_shown,
    the_server_and_links_are_found_too,
    lines_say_what_people_are_now,
    pages_follow_each_other,
    it_is_for_who_may_read_the_log_and_addresses_for_who_may_see_them,
    people_are_found_through_the_index,
);

fn people(org: &Organization, q: Option<&str>) -> ListAuditPeople {
    ListAuditPeople { org: org.id, q: q.map(str::to_owned), deleted_name: None, id: None, page_token: None }
}

/// Somebody in the log.
#[derive(Debug)]
struct Somebody {
    id: UserId,
    name: String,
    email: Option<EmailAddress>,
    standing: AuditStanding,
}

fn somebody(actor: LoggedActor) -> Somebody {
    let LoggedActor::Person { id, name, email, standing, .. } = actor else { panic!("{actor:?}") };
    Somebody { id, name: name.to_string(), email, standing }
}

async fn listed(browser: &Browser, wanted: &ListAuditPeople) -> Vec<Somebody> {
    let page = browser.call(wanted).await.unwrap();
    assert_eq!(page.items.len() as u64, page.total);
    page.items.into_iter().map(somebody).collect()
}

async fn found(browser: &Browser, org: &Organization, q: &str) -> Vec<Somebody> {
    listed(browser, &people(org, Some(q))).await
}

async fn log(browser: &Browser, org: &Organization, actor: AuditActor) -> Vec<AuditEntry> {
    let filter = AuditFilter { actor: Some(actor), ..AuditFilter::default() };
    browser.call(&ListAuditLog { org: org.id, filter, page_token: None }).await.unwrap().items
}

async fn rename(browser: &Browser, name: &str) {
    let body = serde_json::json!({"full_name": name});
    browser.send(browser.request("PATCH", "/me").header("if-match", "*").json(&body)).await;
}

async fn remove(admin: &Browser, org: &Organization, user: UserId) {
    let version = ETag("*".into());
    let invitations = InvitationsOfRemoved::default();
    admin.call(&RemoveMember { org: org.id, user, version, invitations }).await.unwrap();
}

async fn delete_account(browser: &Browser) {
    let deletion = AccountDeletion { password: PASSWORD.into(), code: None };
    browser.call(&DeleteAccount(deletion)).await.unwrap();
}

/// Ada's Acme: Rémi was removed, Lea left, Max asked to join, Bob is there.
async fn some_people(hq: &Hq) -> (Browser, Organization) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    for (name, email) in
        [("Rémi Łoś", "remi@example.net"), ("Lea Ort", "lea@example.net"), ("Bob Ort", "bob@example.net")]
    {
        let one = hq.joined(&ada, &acme, email, Role::User).await;
        rename(&one, name).await;
        match email {
            "remi@example.net" => remove(&ada, &acme, one.id().await).await,
            "lea@example.net" => {
                one.call(&LeaveOrganization { org: acme.id }).await.unwrap();
            }
            _ => {}
        }
    }
    let max = hq.person("max@acme.example").await;
    rename(&max, "Max Ort").await;
    max.call(&AskToJoin { org: acme.id, body: NewJoinRequest { note: None, instead_of: None } })
        .await
        .unwrap();
    (ada, acme)
}

async fn whoever_did_something_is_found_and_marked(hq: Hq) {
    let (ada, acme) = some_people(&hq).await;
    let standings = async |q: &str| {
        let found = found(&ada, &acme, q).await;
        found.into_iter().map(|one| (one.name, one.standing)).collect::<Vec<_>>()
    };
    assert_eq!(standings("remi los").await, [("Rémi Łoś".to_owned(), AuditStanding::Former)]);
    let all = [
        ("Bob Ort".to_owned(), AuditStanding::Member),
        ("Lea Ort".to_owned(), AuditStanding::Former),
        ("Max Ort".to_owned(), AuditStanding::Outsider),
    ];
    assert_eq!(standings("ORT").await, all);
    assert_eq!(standings("remi@exam").await.len(), 1, "by address");
    assert_eq!(ada.call(&people(&acme, None)).await.unwrap().total, 5);
    let remi = found(&ada, &acme, "remi").await.remove(0);
    assert_eq!(remi.email.unwrap().as_str(), "remi@example.net");
    let lines = log(&ada, &acme, AuditActor::Person(remi.id)).await;
    assert_eq!(lines.iter().map(|line| line.action.as_str()).collect::<Vec<_>>(), ["invitations.accept"]);
    let one = ListAuditPeople { id: Some(remi.id), ..people(&acme, None) };
    assert_eq!(listed(&ada, &one).await[0].name, remi.name);
    // Who did nothing here is nobody here.
    let eve = hq.person("eve@example.org").await;
    let eve = ListAuditPeople { id: Some(eve.id().await), ..people(&acme, None) };
    assert_eq!(ada.call(&eve).await.unwrap().total, 0);
    let csv = ada.get(&format!("/organizations/{}/audit-log.csv?actor={}", acme.id, remi.id)).await;
    assert_eq!(csv.body.lines().count(), 2, "the file holds the same: {}", csv.body);
}

async fn deleted_accounts_are_found_as_they_are_shown(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let one = hq.joined(&ada, &acme, "one@example.net", Role::User).await;
    let id = one.id().await;
    delete_account(&one).await;
    let found = async |q: &str, deleted_name: Option<&str>| {
        let wanted =
            ListAuditPeople { deleted_name: deleted_name.map(str::to_owned), ..people(&acme, Some(q)) };
        listed(&ada, &wanted).await.into_iter().map(|one| one.id).collect::<Vec<_>>()
    };
    let tail = id.to_string().split_off(28);
    for q in [
        "supprimé",
        "SUPPRIME",
        "compte",
        &format!("Compte supprimé {tail}"),
        &format!("supprimé {}", &tail[..3]),
    ] {
        assert_eq!(found(q, Some("Compte supprimé ")).await, [id], "{q}");
        assert_eq!(found(q, None).await, [], "{q}");
    }
    for q in ["deleted", "deleted account", &format!("deleted account {tail}")] {
        assert_eq!(found(q, None).await, [id], "{q}");
        assert_eq!(found(q, Some("Compte supprimé")).await, [], "not what it is called there: {q}");
    }
    for q in ["deleted.invalid", "%", "supprimés", "one"] {
        assert_eq!(found(q, Some("Compte supprimé")).await, [], "{q}");
    }
    assert_eq!(found("ada", Some("Compte supprimé")).await.len(), 1, "the others as before");
}

async fn deleted_accounts_are_told_apart(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let mut ids = Vec::new();
    for email in ["one@example.net", "two@example.net"] {
        let one = hq.joined(&ada, &acme, email, Role::User).await;
        ids.push(one.id().await);
        delete_account(&one).await;
    }
    let gone = found(&ada, &acme, "deleted account").await;
    assert_eq!(gone.len(), 2);
    assert!(gone.iter().all(|one| one.standing == AuditStanding::Deleted && one.email.is_none()), "{gone:?}");
    for id in ids {
        let text = id.to_string();
        for q in [&text[28..], &text, &text[28..].to_uppercase()] {
            let found = found(&ada, &acme, q).await;
            assert_eq!(found.iter().map(|one| one.id).collect::<Vec<_>>(), [id], "{q}");
        }
        assert_eq!(log(&ada, &acme, AuditActor::Person(id)).await.len(), 2, "joined and left");
    }
}

async fn the_server_and_links_are_found_too(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    for (request_id, action) in [("", "domains.lose"), ("req-1", "invitations.decline")] {
        let line = audit_log::ActiveModel {
            id: Set(hq.app.new_id()),
            organization_id: Set(Some(acme.id)),
            actor_id: Set(None),
            api_key_id: Set(None),
            action: Set(action.to_owned()),
            subject: Set(String::new()),
            detail: Set("{}".to_owned()),
            address: Set(String::new()),
            request_id: Set(request_id.to_owned()),
            created_at: Set(hq.app.now()),
        };
        audit_log::Entity::insert(line).exec_without_returning(hq.app.db().write()).await.unwrap();
    }
    for (actor, action) in [(AuditActor::Server, "domains.lose"), (AuditActor::Link, "invitations.decline")] {
        let lines = log(&ada, &acme, actor).await;
        assert_eq!(lines.iter().map(|line| line.action.as_str()).collect::<Vec<_>>(), [action]);
    }
    assert_eq!(ada.get(&format!("/organizations/{}/audit-log?actor=nobody", acme.id)).await.status, 400);
}

async fn lines_say_what_people_are_now(hq: Hq) {
    let (ada, acme) = some_people(&hq).await;
    let bob = found(&ada, &acme, "bob").await.remove(0);
    let of = async |id: UserId| {
        let newest = log(&ada, &acme, AuditActor::Person(id)).await.remove(0);
        somebody(newest.actor.unwrap()).standing
    };
    assert_eq!(of(bob.id).await, AuditStanding::Member);
    let removal = log(&ada, &acme, AuditActor::Person(ada.id().await)).await;
    let removal = removal.iter().find(|line| line.action == "members.remove").unwrap();
    assert_eq!(
        (removal.subject_name.as_deref(), removal.subject_standing),
        (Some("Rémi Łoś"), Some(AuditStanding::Former))
    );
    let (browser, _) = hq.sign_in("bob@example.net").await;
    delete_account(&browser).await;
    assert_eq!(of(bob.id).await, AuditStanding::Deleted);
}

async fn pages_follow_each_other(hq: Hq) {
    let (ada, acme) = some_people(&hq).await;
    let (mut seen, mut path) = (Vec::new(), format!("/organizations/{}/audit-log/people?limit=2", acme.id));
    loop {
        let page = ada.get(&path).await.json();
        assert_eq!(page["total"], 5);
        seen.extend(
            page["items"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()),
        );
        let Some(next) = page["next_page"].as_str() else { break };
        path = format!("/organizations/{}/audit-log/people?limit=2&page_token={next}", acme.id);
    }
    assert_eq!(seen, ["Ada Lovelace", "Bob Ort", "Lea Ort", "Max Ort", "Rémi Łoś"]);
    for bad in ["limit=0", "limit=101", "page_token=x", "id=ada"] {
        assert_eq!(
            ada.get(&format!("/organizations/{}/audit-log/people?{bad}", acme.id)).await.status,
            400,
            "{bad}"
        );
    }
}

async fn it_is_for_who_may_read_the_log_and_addresses_for_who_may_see_them(hq: Hq) {
    let (ada, acme) = some_people(&hq).await;
    let carl = hq.user_with(&ada, &acme, "carl@example.net", &["allow settings audit all"]).await;
    let seen = found(&carl, &acme, "remi").await;
    assert_eq!((seen.len(), seen[0].email.clone()), (1, None));
    assert_eq!(carl.call(&people(&acme, Some("remi@example"))).await.unwrap().total, 0);
    let (bob, _) = hq.sign_in("bob@example.net").await;
    let refused = bob.call(&people(&acme, None)).await.unwrap_err();
    assert_eq!(refused.problem.permission, Some(Permission::ReadAuditLog));
}

/// The plan of looking for people, as the database tells it: no table is read whole, however long the log is.
async fn people_are_found_through_the_index(hq: Hq) {
    let (ada, acme) = some_people(&hq).await;
    let db = hq.app.db().write();
    const COLUMNS: &str =
        "id, organization_id, actor_id, action, subject, detail, address, request_id, created_at";
    let (explain, numbers, id) = match db.get_database_backend() {
        DbBackend::Sqlite => (
            "EXPLAIN QUERY PLAN ",
            "(WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 20000) SELECT i FROM r) AS n",
            "randomblob(16)",
        ),
        _ => ("EXPLAIN ", "generate_series(1, 20000) AS n (i)", "gen_random_uuid()"),
    };
    let lines = format!(
        "INSERT INTO audit_log ({COLUMNS}) SELECT {id}, a.organization_id, \
        CASE WHEN n.i % 4 = 0 THEN a.actor_id ELSE {id} END, 'members.update', a.subject, '{{}}', '', '', n.i \
        FROM {numbers}, audit_log a WHERE a.action = 'organizations.create'"
    );
    db.execute_unprepared(&lines).await.unwrap();
    db.execute_unprepared("ANALYZE").await.unwrap();
    assert_eq!(ada.call(&people(&acme, None)).await.unwrap().total, 5);
    let wanted =
        Wanted { q: Some("ort".into()), deleted_name: None, id: None, details: true, limit: 20, after: None };
    let (text, values) = statement(db.get_database_backend(), acme.id, &wanted);
    let rows =
        db.query_all_raw(sql(db.get_database_backend(), &format!("{explain}{text}"), values)).await.unwrap();
    let index = if explain == "EXPLAIN " { 0 } else { 3 };
    let plan: Vec<String> = rows.iter().map(|row| row.try_get_by_index(index).unwrap()).collect();
    let of_log: Vec<&String> = plan.iter().filter(|line| line.contains("audit_log")).collect();
    assert!(!of_log.is_empty() && of_log.iter().all(|line| line.contains("audit_log_person")), "{plan:#?}");
    assert!(!plan.iter().any(|line| line.contains("Seq Scan on audit_log")), "{plan:#?}");
}
