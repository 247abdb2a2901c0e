//! Runbooks: written by who may manage them, read by every member.

use crate::{
    access_matrix::{Matrix, admin, member},
    on_both,
    support::{Browser, Hq},
};
use hq_contract::{
    ETag, OrganizationId, ProblemCode, Role,
    runbooks::{
        ArchiveRunbook, CreateRunbook, DeleteRunbook, GetRunbook, ListRunbookChanges, ListRunbooks,
        MAX_RUNBOOKS, NewRunbook, PinRunbook, RestoreRunbook, Runbook, RunbookPatch, UnpinRunbook,
        UpdateRunbook,
    },
};
use serde_json::json;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    member("GET /api/v1/organizations/{org}/runbooks", 200),
    admin("POST /api/v1/organizations/{org}/runbooks", 201)
        .body(|_| json!({"title": "Another", "text": "Call somebody."})),
    member("GET /api/v1/organizations/{org}/runbooks/{id}", 200),
    admin("PATCH /api/v1/organizations/{org}/runbooks/{id}", 200),
    admin("DELETE /api/v1/organizations/{org}/runbooks/{id}", 204),
    admin("POST /api/v1/organizations/{org}/runbooks/{id}/pin", 200),
    admin("POST /api/v1/organizations/{org}/runbooks/{id}/unpin", 200),
    admin("POST /api/v1/organizations/{org}/runbooks/{id}/archive", 200),
    admin("POST /api/v1/organizations/{org}/runbooks/{id}/restore", 200),
    member("GET /api/v1/organizations/{org}/runbooks/{id}/history", 200),
])
.making(|_, admin, org| Box::pin(async move { write(admin, org, "No power").await.id.0 }));

on_both!(
    a_runbook_is_written_changed_and_deleted,
    pinned_ones_stand_first_and_archived_ones_apart,
    every_member_reads_and_nobody_else,
    there_are_at_most_so_many,
);

async fn write(browser: &Browser, org: OrganizationId, title: &str) -> Runbook {
    browser.call(&CreateRunbook { org, body: new(title) }).await.expect("written")
}

fn new(title: &str) -> NewRunbook {
    NewRunbook { title: title.parse().unwrap(), text: "Call somebody.\nThen wait.".parse().unwrap() }
}

async fn titles(browser: &Browser, org: OrganizationId, archived: bool) -> Vec<String> {
    let page = browser.call(&ListRunbooks { org, archived }).await.unwrap();
    page.items.iter().map(|runbook| runbook.title.to_string()).collect()
}

async fn a_runbook_is_written_changed_and_deleted(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let runbook = write(&ada, org, "No power").await;
    let id = runbook.id;
    assert_eq!(ada.call(&GetRunbook { org, id }).await.unwrap(), runbook);
    let body = RunbookPatch { title: Some("No power at all".parse().unwrap()), text: None };
    let stale = UpdateRunbook { org, id, version: ETag("\"9\"".into()), body };
    assert_eq!(ada.call(&stale).await.unwrap_err().code(), ProblemCode::Stale);
    let changed = ada.call(&UpdateRunbook { version: runbook.etag(), ..stale }).await.unwrap();
    assert_eq!((changed.title.as_str(), &changed.text), ("No power at all", &runbook.text));
    let changes = ada.call(&ListRunbookChanges { org, id }).await.unwrap();
    let actions: Vec<&str> = changes.items.iter().map(|change| change.action.as_str()).collect();
    assert_eq!(actions, ["runbooks.update", "runbooks.create"]);
    ada.call(&DeleteRunbook { org, id }).await.unwrap();
    assert_eq!(ada.call(&GetRunbook { org, id }).await.unwrap_err().code(), ProblemCode::NotFound);
    assert!(titles(&ada, org, false).await.is_empty());
}

async fn pinned_ones_stand_first_and_archived_ones_apart(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    for title in ["B", "a", "C"] {
        write(&ada, org, title).await;
    }
    let id = write(&ada, org, "Z").await.id;
    assert!(ada.call(&PinRunbook { org, id }).await.unwrap().pinned);
    assert_eq!(titles(&ada, org, false).await, ["Z", "a", "B", "C"]);
    assert!(!ada.call(&UnpinRunbook { org, id }).await.unwrap().pinned);
    assert_eq!(titles(&ada, org, false).await, ["a", "B", "C", "Z"]);
    let archived = ada.call(&ArchiveRunbook { org, id }).await.unwrap();
    assert!(archived.archived_at.is_some());
    let again = ada.call(&ArchiveRunbook { org, id }).await.unwrap();
    assert_eq!(again, archived, "it is there already");
    assert_eq!(
        (titles(&ada, org, false).await.len(), titles(&ada, org, true).await),
        (3, vec!["Z".to_owned()])
    );
    ada.call(&RestoreRunbook { org, id }).await.unwrap();
    assert_eq!((titles(&ada, org, false).await.len(), titles(&ada, org, true).await.len()), (4, 0));
}

async fn every_member_reads_and_nobody_else(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let org = acme.id;
    write(&ada, org, "No power").await;
    let bob = hq.joined(&ada, &acme, "bob@acme.example", Role::User).await;
    assert_eq!(titles(&bob, org, false).await, ["No power"]);
    let refused = bob.call(&CreateRunbook { org, body: new("Mine") }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::Forbidden);
    let other = hq.person("eve@elsewhere.example").await;
    let unseen = other.call(&ListRunbooks { org, archived: false }).await.unwrap_err();
    assert_eq!(unseen.code(), ProblemCode::NotFound);
}

async fn there_are_at_most_so_many(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    for number in 0..MAX_RUNBOOKS {
        write(&ada, org, &format!("Number {number}")).await;
    }
    let refused = ada.call(&CreateRunbook { org, body: new("One more") }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::LimitReached);
}
