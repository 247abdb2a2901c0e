//! `GET /organizations/{org}/audit-log.csv` and `.jsonl`

use super::{
    filter::Filter,
    store::{self, Wanted},
};
use crate::{
    access::{OrgAccess, Query, ReadAuditLog},
    app::App,
    db::entity::organization,
    export::{self, Pages, Part},
    page_token::{Place, Position as _},
    problem::Failure,
};
use axum::{extract::State, response::Response};
use hq_contract::{PageToken, audit_log::AuditEntry};

/// How many lines are read at a time.
const AT_ONCE: usize = 500;

const HEAD: [&str; 9] =
    ["created_at", "actor", "actor_id", "action", "subject", "subject_name", "changes", "means", "address"];

/// The audit log as CSV
///
/// RFC 4180, UTF-8 with a byte order mark, each text in quotation marks: the newest line first. Where a spreadsheet would
/// take a text for a formula, an apostrophe stands before it.
#[utoipa::path(
    get, path = "/organizations/{org}/audit-log.csv", tag = "audit-log",
    params(("org" = String, Path, description = "Id or slug"), Filter),
    responses((status = 200, description = "The table", body = String, content_type = "text/csv"))
)]
pub async fn export_audit_csv(
    State(app): State<App>,
    access: OrgAccess<ReadAuditLog>,
    Query(filter): Query<Filter>,
) -> Result<Response, Failure> {
    let name = format!("{}-audit-log.csv", access.organization.slug);
    let log =
        Log { app: app.clone(), organization: access.organization, wanted: filter.wanted()?, form: csv };
    export::answer(&app, &access.caller, log, &name, "text/csv; charset=utf-8").await
}

/// The audit log as JSON lines
///
/// One object a line, as in the list, the newest first.
#[utoipa::path(
    get, path = "/organizations/{org}/audit-log.jsonl", tag = "audit-log",
    params(("org" = String, Path, description = "Id or slug"), Filter),
    responses((status = 200, description = "The lines", body = String, content_type = "application/jsonl"))
)]
pub async fn export_audit_lines(
    State(app): State<App>,
    access: OrgAccess<ReadAuditLog>,
    Query(filter): Query<Filter>,
) -> Result<Response, Failure> {
    let name = format!("{}-audit-log.jsonl", access.organization.slug);
    let log =
        Log { app: app.clone(), organization: access.organization, wanted: filter.wanted()?, form: lines };
    export::answer(&app, &access.caller, log, &name, "application/jsonl; charset=utf-8").await
}

struct Log {
    app: App,
    organization: organization::Model,
    wanted: Wanted,
    form: fn(&[AuditEntry], bool) -> Result<Vec<u8>, Failure>,
}

impl Pages for Log {
    async fn part(&self, after: Option<&PageToken>) -> Result<Part, Failure> {
        let (db, place) = (self.app.db().read(), after.map(Place::parse).transpose()?);
        let mut lines = store::lines(db, self.organization.id, &self.wanted, place, AT_ONCE).await?;
        store::name_subjects(db, &self.organization, &mut lines.items).await?;
        Ok(Part { text: (self.form)(&lines.items, after.is_none())?, next: lines.next_page })
    }
}

fn csv(entries: &[AuditEntry], first: bool) -> Result<Vec<u8>, Failure> {
    export::table(first.then_some(HEAD), entries.iter().map(line))
}

fn line(entry: &AuditEntry) -> [String; 9] {
    let (actor, actor_id) = match &entry.actor {
        Some(actor) => (actor.full_name.to_string(), actor.id.to_string()),
        None => (String::new(), String::new()),
    };
    [
        entry.created_at.as_str().to_owned(),
        actor,
        actor_id,
        entry.action.clone(),
        entry.subject.clone(),
        entry.subject_name.clone().unwrap_or_default(),
        serde_json::json!(entry.changes).to_string(),
        serde_json::json!(entry.means).as_str().unwrap_or_default().to_owned(),
        entry.address.clone().unwrap_or_default(),
    ]
}

fn lines(entries: &[AuditEntry], _: bool) -> Result<Vec<u8>, Failure> {
    let mut text = Vec::new();
    for entry in entries {
        serde_json::to_writer(&mut text, entry).map_err(|error| Failure::internal(&error))?;
        text.push(b'\n');
    }
    Ok(text)
}
