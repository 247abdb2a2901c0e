//! Joining: invitations and their links, requests to join, the domains that may ask, and organizations that ended.

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
    "ALTER TABLE users ADD COLUMN name_search TEXT NOT NULL DEFAULT ''",
    "UPDATE users SET name_search = LOWER(full_name)",
    "ALTER TABLE organizations ADD COLUMN deleted_at BIGINT",
    // How many members the plan allows; none: as many as they like.
    "ALTER TABLE organizations ADD COLUMN seats BIGINT",
    "ALTER TABLE organizations ADD COLUMN join_requests BOOLEAN NOT NULL DEFAULT TRUE",
    "ALTER TABLE memberships ADD COLUMN version BIGINT NOT NULL DEFAULT 1",
    "CREATE TABLE join_domains (
        domain TEXT NOT NULL, organization_id {uuid} NOT NULL REFERENCES organizations (id),
        PRIMARY KEY (domain, organization_id))",
    "CREATE INDEX join_domains_organization ON join_domains (organization_id)",
    "CREATE TABLE invitations (
        id {uuid} PRIMARY KEY, organization_id {uuid} NOT NULL REFERENCES organizations (id), email TEXT NOT NULL,
        email_canonical TEXT NOT NULL, role TEXT NOT NULL, note TEXT, inviter_id {uuid} NOT NULL REFERENCES users (id),
        state TEXT NOT NULL, generation BIGINT NOT NULL, created_at BIGINT NOT NULL, sent_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL, mail_id {uuid} NOT NULL, renewal_asked_at BIGINT,
        UNIQUE (organization_id, email_canonical))",
    "CREATE INDEX invitations_list ON invitations (organization_id, sent_at, id)",
    "CREATE INDEX invitations_email ON invitations (email_canonical)",
    "CREATE TABLE invitation_links (
        token_hash {bytes} PRIMARY KEY, invitation_id {uuid} NOT NULL REFERENCES invitations (id),
        generation BIGINT NOT NULL, mailed BOOLEAN NOT NULL)",
    "CREATE INDEX invitation_links_invitation ON invitation_links (invitation_id)",
    "CREATE TABLE join_requests (
        id {uuid} PRIMARY KEY, organization_id {uuid} NOT NULL REFERENCES organizations (id),
        user_id {uuid} NOT NULL REFERENCES users (id), note TEXT, state TEXT NOT NULL, denied_until BIGINT,
        created_at BIGINT NOT NULL, UNIQUE (organization_id, user_id))",
    "CREATE INDEX join_requests_list ON join_requests (organization_id, state, created_at, id)",
    "CREATE INDEX join_requests_user ON join_requests (user_id, created_at, id)",
];
