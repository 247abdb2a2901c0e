//! The audit log: found by person, by action and by time, and append only.

use super::run;
use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, INDEXES).await?;
        let guards =
            if manager.get_database_backend() == DbBackend::Sqlite { SQLITE_GUARDS } else { POSTGRES_GUARDS };
        run(manager, guards).await
    }
}

const INDEXES: &[&str] = &[
    "DROP INDEX audit_log_organization",
    "DROP INDEX audit_log_actor",
    "CREATE INDEX audit_log_time ON audit_log (organization_id, created_at, id)",
    "CREATE INDEX audit_log_action ON audit_log (organization_id, action, created_at, id)",
    "CREATE INDEX audit_log_person ON audit_log (organization_id, actor_id, created_at, id)",
];

/// A line that is written stays as it is, whatever a statement of the server says.
const SQLITE_GUARDS: &[&str] = &[
    "CREATE TRIGGER audit_log_unchanged BEFORE UPDATE ON audit_log
        BEGIN SELECT RAISE(ABORT, 'the audit log is append only'); END",
    "CREATE TRIGGER audit_log_kept BEFORE DELETE ON audit_log
        BEGIN SELECT RAISE(ABORT, 'the audit log is append only'); END",
];

const POSTGRES_GUARDS: &[&str] = &[
    "CREATE FUNCTION audit_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN RAISE EXCEPTION ''the audit log is append only''; END'",
    "CREATE TRIGGER audit_log_kept BEFORE UPDATE OR DELETE ON audit_log
        FOR EACH ROW EXECUTE FUNCTION audit_log_is_append_only()",
];
