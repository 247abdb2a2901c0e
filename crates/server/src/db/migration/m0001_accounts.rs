//! People: accounts, sign-ups under way, sessions, password resets.

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
    "CREATE TABLE users (
        id {uuid} PRIMARY KEY, email TEXT NOT NULL, email_canonical TEXT NOT NULL UNIQUE, full_name TEXT NOT NULL,
        password_hash TEXT NOT NULL, language TEXT NOT NULL, version BIGINT NOT NULL, created_at BIGINT NOT NULL)",
    "CREATE TABLE sign_ups (
        id {uuid} PRIMARY KEY, token_hash {bytes} NOT NULL UNIQUE, email TEXT NOT NULL, full_name TEXT NOT NULL,
        password_hash TEXT NOT NULL, language TEXT NOT NULL,
        created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, used_at BIGINT)",
    "CREATE INDEX sign_ups_expires ON sign_ups (expires_at)",
    "CREATE TABLE sessions (
        id {uuid} PRIMARY KEY, token_hash {bytes} NOT NULL UNIQUE, user_id {uuid} NOT NULL REFERENCES users (id),
        created_at BIGINT NOT NULL, last_seen_at BIGINT NOT NULL, expires_at BIGINT NOT NULL,
        address TEXT NOT NULL, user_agent TEXT NOT NULL)",
    "CREATE INDEX sessions_user ON sessions (user_id, id)",
    "CREATE INDEX sessions_expires ON sessions (expires_at)",
    "CREATE TABLE password_resets (
        id {uuid} PRIMARY KEY, token_hash {bytes} NOT NULL UNIQUE, user_id {uuid} NOT NULL REFERENCES users (id),
        created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, used_at BIGINT)",
    "CREATE INDEX password_resets_user ON password_resets (user_id)",
    "CREATE INDEX password_resets_expires ON password_resets (expires_at)",
];
