//! What operations leave behind: audit rows, mails to send, answers to replay, counts against guessing.

use super::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, UP).await
    }
}

/// {uuid} and {bytes} stand for the database's own types.
const UP: &[&str] = &[
    "CREATE TABLE audit_log (
        id {uuid} PRIMARY KEY, organization_id {uuid}, actor_id {uuid}, action TEXT NOT NULL, subject TEXT NOT NULL,
        detail TEXT NOT NULL, address TEXT NOT NULL, request_id TEXT NOT NULL, created_at BIGINT NOT NULL)",
    "CREATE INDEX audit_log_organization ON audit_log (organization_id, id)",
    "CREATE INDEX audit_log_actor ON audit_log (actor_id, id)",
    "CREATE TABLE outbox (
        id {uuid} PRIMARY KEY, message_id TEXT NOT NULL UNIQUE, recipient TEXT NOT NULL, language TEXT NOT NULL,
        subject TEXT NOT NULL, text_body TEXT NOT NULL, html_body TEXT NOT NULL, state TEXT NOT NULL,
        attempts BIGINT NOT NULL, due_at BIGINT NOT NULL, lease_until BIGINT, last_error TEXT,
        created_at BIGINT NOT NULL, sent_at BIGINT)",
    "CREATE INDEX outbox_due ON outbox (state, due_at)",
    "CREATE TABLE idempotency_keys (
        key_hash {bytes} PRIMARY KEY, fingerprint {bytes} NOT NULL, status BIGINT, body TEXT, etag TEXT,
        session_id {uuid}, created_at BIGINT NOT NULL)",
    "CREATE INDEX idempotency_keys_created ON idempotency_keys (created_at)",
    "CREATE TABLE rate_limits (
        bucket {bytes} PRIMARY KEY, window_start BIGINT NOT NULL, used BIGINT NOT NULL)",
    "CREATE INDEX rate_limits_window ON rate_limits (window_start)",
];
