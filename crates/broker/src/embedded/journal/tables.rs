//! The journal's tables. Types that SQLite and PostgreSQL share: ids and JSON are text, moments microseconds since 1970.

use sea_orm_migration::prelude::*;

/// The steps, in order. A released one is never changed.
pub struct Tables;

#[async_trait::async_trait]
impl MigratorTrait for Tables {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(First)]
    }
}

struct First;

impl MigrationName for First {
    fn name(&self) -> &'static str {
        "b0001_journal"
    }
}

/// Each as often as needed: on SQLite, who is killed in between has made some of them.
const FIRST: [&str; 8] = [
    // Whose journal it is.
    "CREATE TABLE IF NOT EXISTS broker_facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS broker_instances (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, organization TEXT NOT NULL, name TEXT NOT NULL,
        settings TEXT NOT NULL, sealed TEXT, state TEXT NOT NULL,
        created_at BIGINT NOT NULL, changed_at BIGINT NOT NULL, revision BIGINT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS broker_instances_kind ON broker_instances (kind, state)",
    "CREATE TABLE IF NOT EXISTS broker_bindings (
        id TEXT PRIMARY KEY, instance TEXT NOT NULL REFERENCES broker_instances (id) ON DELETE CASCADE,
        role TEXT NOT NULL, in_schema TEXT, state TEXT NOT NULL, created_at BIGINT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS broker_bindings_instance ON broker_bindings (instance)",
    "CREATE TABLE IF NOT EXISTS broker_operations (
        id TEXT PRIMARY KEY, instance TEXT NOT NULL REFERENCES broker_instances (id) ON DELETE CASCADE,
        word TEXT NOT NULL, settings TEXT NOT NULL, sealed TEXT, former_settings TEXT NOT NULL, former_sealed TEXT,
        state TEXT NOT NULL, detail TEXT, lease TEXT, lease_until BIGINT NOT NULL, attempts BIGINT NOT NULL,
        deadline BIGINT NOT NULL, started_at BIGINT NOT NULL, ended_at BIGINT)",
    // One at a time for each instance: who comes second is told so by the database.
    "CREATE UNIQUE INDEX IF NOT EXISTS broker_operations_running ON broker_operations (instance) WHERE state = 'running'",
    "CREATE TABLE IF NOT EXISTS broker_steps (
        operation TEXT NOT NULL REFERENCES broker_operations (id) ON DELETE CASCADE, position BIGINT NOT NULL,
        name TEXT NOT NULL, state TEXT NOT NULL, started_at BIGINT, ended_at BIGINT, detail TEXT,
        PRIMARY KEY (operation, position))",
];

#[async_trait::async_trait]
impl MigrationTrait for First {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for statement in FIRST {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
