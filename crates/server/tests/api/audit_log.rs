//! The audit log: what it tells, of whom, to whom, and that it stays.

use crate::{
    access_matrix::{Matrix, Place, ruled},
    on_both,
    support::{Browser, Hq},
};
use hq_contract::{
    ETag, FieldCode, Permission, Role,
    audit_log::{AuditActor, AuditEntry, AuditFilter, AuditMeans, ListAuditLog},
    members::{MemberPatch, UpdateMember},
    organizations::{GetOrganization, Organization, OrganizationPatch, UpdateOrganization},
};
use hq_server::db::entity::audit_log;
use sea_orm::{ColumnTrait as _, ConnectionTrait as _, EntityTrait as _, QueryFilter as _, sea_query::Expr};

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    ruled("GET /api/v1/organizations/{org}/audit-log", "settings audit", 200)
        .naming(&[(Place::Query, "actor")]),
    ruled("GET /api/v1/organizations/{org}/audit-log/people", "settings audit", 200)
        .naming(&[(Place::Query, "q"), (Place::Query, "id")]),
    ruled("GET /api/v1/organizations/{org}/audit-log/api-keys", "settings audit", 200),
    ruled("GET /api/v1/organizations/{org}/audit-log.csv", "settings audit", 200)
        .naming(&[(Place::Query, "actor")]),
    ruled("GET /api/v1/organizations/{org}/audit-log.jsonl", "settings audit", 200)
        .naming(&[(Place::Query, "actor")]),
]);

on_both!(
    every_write_has_its_line_with_before_and_after,
    lines_are_found_by_person_action_subject_and_time,
    pages_follow_each_other_while_lines_are_added,
    it_is_for_admins_and_for_who_has_the_rule,
    it_is_exported_whole,
    a_line_that_is_written_stays,
);

async fn log(browser: &Browser, org: &Organization, filter: AuditFilter) -> Vec<AuditEntry> {
    let list = ListAuditLog { org: org.id, filter, page_token: None };
    browser.call(&list).await.expect("the log").items
}

fn actions(entries: &[AuditEntry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.action.as_str()).collect()
}

async fn rename(browser: &Browser, org: &Organization, name: &str) {
    let (_, version) = browser.call_versioned(&GetOrganization(org.id.to_string())).await.unwrap();
    let patch = OrganizationPatch { name: Some(name.parse().unwrap()), ..OrganizationPatch::default() };
    browser.call(&UpdateOrganization { id: org.id, version, patch }).await.unwrap();
}

/// Ada makes Acme, Bob joins and is made an admin, Ada renames it; a minute between the steps.
async fn some_history(hq: &Hq) -> (Browser, Organization, Browser) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    hq.advance(time::Duration::minutes(1));
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::User).await;
    hq.advance(time::Duration::minutes(1));
    let patch = MemberPatch { role: Some(Role::Admin) };
    let update = UpdateMember { org: acme.id, user: bob.id().await, version: ETag("*".into()), patch };
    ada.call(&update).await.unwrap();
    hq.advance(time::Duration::minutes(1));
    rename(&ada, &acme, "Acme Labs").await;
    (ada, acme, bob)
}

async fn every_write_has_its_line_with_before_and_after(hq: Hq) {
    let (ada, acme, bob) = some_history(&hq).await;
    let all = log(&ada, &acme, AuditFilter::default()).await;
    let (newest, oldest) = (&all[0], &all[all.len() - 1]);
    assert_eq!(actions(&all)[..2], ["organizations.update", "members.update"]);
    assert_eq!(oldest.action, "organizations.create");
    let change = &newest.changes[0];
    assert_eq!(newest.changes.len(), 1, "only what changed: {:?}", newest.changes);
    assert_eq!(
        (change.field.as_str(), change.before.as_deref(), change.after.as_deref()),
        ("name", Some("Acme"), Some("Acme Labs"))
    );
    assert_eq!(newest.subject_name.as_deref(), Some("Acme Labs"));
    let by = newest.actor.as_ref().unwrap();
    assert_eq!(by.as_filter(), AuditActor::Person(ada.id().await));
    assert_eq!((newest.means, newest.address.as_deref()), (AuditMeans::Session, Some("127.0.0.1")));
    assert!(newest.request_id.is_some());
    let role = &all[1];
    assert_eq!(role.subject, bob.id().await.to_string());
    assert_eq!(role.subject_name.as_deref(), Some("Ada Lovelace"), "everybody is called so here");
    let invited = all.iter().find(|entry| entry.action == "invitations.invite").unwrap();
    assert_eq!(invited.subject_name.as_deref(), Some("bob@example.net"));
}

async fn lines_are_found_by_person_action_subject_and_time(hq: Hq) {
    let (ada, acme, bob) = some_history(&hq).await;
    let (all, bob_id) = (log(&ada, &acme, AuditFilter::default()).await, bob.id().await);
    let found = async |filter: AuditFilter| {
        let found = log(&ada, &acme, filter).await;
        found.into_iter().map(|entry| entry.action).collect::<Vec<_>>()
    };
    let actor = AuditFilter { actor: Some(AuditActor::Person(bob_id)), ..AuditFilter::default() };
    assert_eq!(found(actor).await, ["invitations.accept"]);
    let one = AuditFilter { action: Some("members.update".into()), ..AuditFilter::default() };
    assert_eq!(found(one).await, ["members.update"]);
    let feature = AuditFilter { action: Some("invitations".into()), ..AuditFilter::default() };
    assert_eq!(found(feature).await, ["invitations.accept", "invitations.invite"]);
    let nothing = AuditFilter { action: Some("dreams".into()), ..AuditFilter::default() };
    let refused =
        ada.call(&ListAuditLog { org: acme.id, filter: nothing, page_token: None }).await.unwrap_err();
    assert_eq!(refused.problem.parameters.get("action"), Some(&FieldCode::WrongType));
    let subject = AuditFilter { subject: Some(bob_id.to_string()), ..AuditFilter::default() };
    assert_eq!(found(subject).await, ["members.update"]);
    let moment = all[1].created_at.as_str().to_owned();
    let since = AuditFilter { start_time: Some(moment.clone()), ..AuditFilter::default() };
    assert_eq!(found(since).await, ["organizations.update", "members.update"]);
    let until = AuditFilter { end_time: Some(moment), ..AuditFilter::default() };
    assert_eq!(found(until).await.len(), all.len() - 2);
    let path = format!("/organizations/{}/audit-log?start_time=yesterday", acme.id);
    assert_eq!(ada.get(&path).await.status, 400);
}

async fn pages_follow_each_other_while_lines_are_added(hq: Hq) {
    let (ada, acme, _) = some_history(&hq).await;
    let all = log(&ada, &acme, AuditFilter::default()).await;
    let mut seen = Vec::new();
    let mut path = format!("/organizations/{}/audit-log?limit=2", acme.id);
    loop {
        let page = ada.get(&path).await.json();
        seen.extend(
            page["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()),
        );
        rename(&ada, &acme, &format!("Acme {}", seen.len())).await;
        let Some(next) = page["next_page"].as_str() else { break };
        path = format!("/organizations/{}/audit-log?limit=2&page_token={next}", acme.id);
    }
    assert_eq!(seen, all.iter().map(|entry| entry.id.to_string()).collect::<Vec<_>>());
}

async fn it_is_for_admins_and_for_who_has_the_rule(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let bob = hq.joined(&ada, &acme, "bob@example.net", Role::User).await;
    let carl = hq.user_with(&ada, &acme, "carl@example.net", &["allow settings audit all"]).await;
    let list = ListAuditLog { org: acme.id, filter: AuditFilter::default(), page_token: None };
    let refused = bob.call(&list).await.unwrap_err();
    assert_eq!(refused.problem.permission, Some(Permission::ReadAuditLog));
    assert!(carl.call(&list).await.unwrap().total > 0);
    // What happens elsewhere stands elsewhere.
    let olga = hq.person("olga@globex.example").await;
    let globex = olga.create("Globex").await;
    assert_eq!(actions(&log(&olga, &globex, AuditFilter::default()).await), ["organizations.create"]);
}

async fn it_is_exported_whole(hq: Hq) {
    let (ada, acme, _) = some_history(&hq).await;
    for number in 0..520 {
        let line = audit_log::ActiveModel {
            id: sea_orm::Set(hq.app.new_id()),
            organization_id: sea_orm::Set(Some(acme.id)),
            actor_id: sea_orm::Set(None),
            api_key_id: sea_orm::Set(None),
            action: sea_orm::Set("members.update".to_owned()),
            subject: sea_orm::Set("=1+1".to_owned()),
            detail: sea_orm::Set("{}".to_owned()),
            address: sea_orm::Set(String::new()),
            request_id: sea_orm::Set(String::new()),
            created_at: sea_orm::Set(hq.app.now() + number),
        };
        audit_log::Entity::insert(line).exec_without_returning(hq.app.db().write()).await.unwrap();
    }
    let total =
        ada.get(&format!("/organizations/{}/audit-log", acme.id)).await.json()["total"].as_u64().unwrap();
    let csv = ada.get(&format!("/organizations/{}/audit-log.csv", acme.id)).await;
    assert_eq!(csv.header("content-disposition"), Some("attachment; filename=\"acme-audit-log.csv\""));
    assert_eq!(csv.body.lines().count() as u64, total + 1, "a line for each under the names");
    assert!(csv.body.starts_with("\u{feff}\"created_at\",\"actor\","), "{}", csv.body);
    assert!(csv.body.lines().nth(1).unwrap().contains(",\"'=1+1\","), "no formulas");
    assert_eq!(csv.body.matches('\u{feff}').count(), 1, "not before each part");
    let lines = ada.get(&format!("/organizations/{}/audit-log.jsonl?action=organizations", acme.id)).await;
    let entries: Vec<AuditEntry> =
        lines.body.lines().map(|line| serde_json::from_str(line).expect("an entry")).collect();
    assert_eq!(actions(&entries), ["organizations.update", "organizations.create"]);
}

async fn a_line_that_is_written_stays(hq: Hq) {
    let (ada, acme, _) = some_history(&hq).await;
    let before = log(&ada, &acme, AuditFilter::default()).await;
    let db = hq.app.db().write();
    let of_acme = audit_log::Column::OrganizationId.eq(acme.id);
    let changed = audit_log::Entity::update_many()
        .col_expr(audit_log::Column::Action, Expr::value("members.leave"))
        .filter(of_acme.clone())
        .exec(db)
        .await;
    let deleted = audit_log::Entity::delete_many().filter(of_acme).exec(db).await;
    let all = db.execute_unprepared("DELETE FROM audit_log").await;
    for refused in [
        changed.err().map(|e| e.to_string()),
        deleted.err().map(|e| e.to_string()),
        all.err().map(|e| e.to_string()),
    ] {
        assert!(refused.expect("refused").contains("append only"));
    }
    assert_eq!(log(&ada, &acme, AuditFilter::default()).await, before);
}
