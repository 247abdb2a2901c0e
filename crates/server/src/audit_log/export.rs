//! `GET /organizations/{org}/audit-log.csv` and `.jsonl`

use super::{
    filter::Filter,
    store::{self, Wanted},
};
use crate::{
    access::{OrgAccess, ReadAuditLog},
    app::App,
    db::entity::organization,
    http::{
        endpoint::Media,
        export::{self, Pages, Part},
        extract::Query,
        page_token::{Place, Position as _},
        problem::Failure,
    },
};
use axum::extract::State;
use hq_contract::{
    PageToken,
    audit_log::{AuditEntry, ExportAuditCsv, ExportAuditLines, LoggedActor},
};

/// How many lines are read at a time.
const AT_ONCE: usize = 500;

const HEAD: [&str; 11] = [
    "created_at",
    "actor",
    "actor_id",
    "action",
    "subject",
    "subject_name",
    "changes",
    "means",
    "address",
    "api_key",
    "api_key_id",
];

/// Serves [`ExportAuditCsv`].
pub async fn export_audit_csv(
    State(app): State<App>,
    access: OrgAccess<ReadAuditLog>,
    Query(filter): Query<Filter>,
) -> Result<Media<ExportAuditCsv>, Failure> {
    let name = format!("{}-audit-log.csv", access.organization.slug);
    let log =
        Log { app: app.clone(), organization: access.organization, wanted: filter.wanted()?, form: csv };
    export::answer(&app, &access.caller, log, &name, "text/csv; charset=utf-8").await.map(Media::new)
}

/// Serves [`ExportAuditLines`].
pub async fn export_audit_lines(
    State(app): State<App>,
    access: OrgAccess<ReadAuditLog>,
    Query(filter): Query<Filter>,
) -> Result<Media<ExportAuditLines>, Failure> {
    let name = format!("{}-audit-log.jsonl", access.organization.slug);
    let log =
        Log { app: app.clone(), organization: access.organization, wanted: filter.wanted()?, form: lines };
    export::answer(&app, &access.caller, log, &name, "application/jsonl; charset=utf-8").await.map(Media::new)
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

fn line(entry: &AuditEntry) -> [String; 11] {
    let none = || [String::new(), String::new()];
    let ([person, person_id], [key, key_id]) = match &entry.actor {
        Some(LoggedActor::Person { id, name, .. }) => ([name.to_string(), id.to_string()], none()),
        Some(LoggedActor::ApiKey { id, name, .. }) => (none(), [name.to_string(), id.to_string()]),
        None => (none(), none()),
    };
    [
        entry.created_at.as_str().to_owned(),
        person,
        person_id,
        entry.action.clone(),
        entry.subject.clone(),
        entry.subject_name.clone().unwrap_or_default(),
        serde_json::json!(entry.changes).to_string(),
        serde_json::json!(entry.means).as_str().unwrap_or_default().to_owned(),
        entry.address.clone().unwrap_or_default(),
        key,
        key_id,
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
