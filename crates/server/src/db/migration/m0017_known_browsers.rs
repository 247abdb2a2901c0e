//! Signing in: browsers that are known, tries that are counted, and what strangers try on accounts. Organizations know who
//! created them.

use super::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, STATEMENTS).await
    }
}

const STATEMENTS: &[&str] = &[
    // A browser in which somebody signed in, by the hash of its cookie, and the network that it was last used from.
    "CREATE TABLE known_browsers (
        user_id {uuid} NOT NULL REFERENCES users (id), token_hash {bytes} NOT NULL, network TEXT NOT NULL,
        created_at BIGINT NOT NULL, last_used_at BIGINT NOT NULL, PRIMARY KEY (user_id, token_hash))",
    "CREATE INDEX known_browsers_token ON known_browsers (token_hash)",
    "CREATE INDEX known_browsers_used ON known_browsers (last_used_at)",
    // Of an account and a place, wrong tries in a row. Both are hashes: nobody needs to have the account.
    "CREATE TABLE sign_in_tries (
        bucket {bytes} PRIMARY KEY, account {bytes} NOT NULL,
        wrong BIGINT NOT NULL, last_at BIGINT NOT NULL, wait_until BIGINT NOT NULL)",
    "CREATE INDEX sign_in_tries_account ON sign_in_tries (account)",
    "CREATE INDEX sign_in_tries_last ON sign_in_tries (last_at)",
    // What somebody who was not signed in tried on an account: a row for account, action, network and hour.
    "CREATE TABLE access_attempts (
        user_id {uuid} NOT NULL REFERENCES users (id), action TEXT NOT NULL, network TEXT NOT NULL, hour BIGINT NOT NULL,
        times BIGINT NOT NULL, last_at BIGINT NOT NULL, request_id TEXT NOT NULL,
        PRIMARY KEY (user_id, action, network, hour))",
    "CREATE INDEX access_attempts_hour ON access_attempts (hour)",
    // Until it is looked whose address that is, a moment later.
    "CREATE TABLE password_reset_requests (
        id {uuid} PRIMARY KEY, email_canonical TEXT NOT NULL, user_agent TEXT NOT NULL, address TEXT NOT NULL,
        request_id TEXT NOT NULL, created_at BIGINT NOT NULL)",
    "ALTER TABLE organizations ADD COLUMN creator_id {uuid}",
    "UPDATE organizations SET creator_id = (SELECT a.actor_id FROM audit_log a
        WHERE a.organization_id = organizations.id AND a.action = 'organizations.create' LIMIT 1)",
    "CREATE INDEX organizations_creator ON organizations (creator_id)",
];
