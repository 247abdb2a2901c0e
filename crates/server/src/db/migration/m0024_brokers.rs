//! What brokers offer, make and bind, and how far each operation is.

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
    // What a broker offered when it was asked last, as JSON. `failing_since`, `problem`: since when it cannot be asked, and
    // why. `next_at`: when it is asked again.
    "CREATE TABLE broker_catalogs (
        broker TEXT PRIMARY KEY, catalog TEXT, fetched_at BIGINT, failing_since BIGINT, problem TEXT,
        next_at BIGINT NOT NULL)",
    // An instance at a broker, under an id that is never used again. `owner_kind`: storage_engine, dataplant. `offer`,
    // `region`: what was ordered, as it was offered then (JSON); `parameters`: what is sent, without secrets (JSON).
    // `state`: creating, ready, updating, deleting, failed, delete_failed, gone, forgotten. From `reachable` on: how it was
    // when it was looked at last.
    "CREATE TABLE broker_instances (
        id {uuid} PRIMARY KEY, organization_id {uuid} NOT NULL REFERENCES organizations (id),
        owner_kind TEXT NOT NULL, owner_id {uuid} NOT NULL,
        broker TEXT NOT NULL, service_id TEXT NOT NULL, plan_id TEXT NOT NULL, offer TEXT NOT NULL,
        region TEXT NOT NULL, parameters TEXT NOT NULL, fpu BIGINT, pending_fpu BIGINT, state TEXT NOT NULL,
        url TEXT, failure TEXT,
        reachable BOOLEAN, checked_at BIGINT, since BIGINT, latency_ms BIGINT, detail TEXT,
        storage_bytes BIGINT, storage_limit_bytes BIGINT, next_probe_at BIGINT NOT NULL,
        created_at BIGINT NOT NULL, gone_at BIGINT)",
    "CREATE INDEX broker_instances_owner ON broker_instances (owner_kind, owner_id)",
    "CREATE INDEX broker_instances_organization ON broker_instances (organization_id)",
    "CREATE INDEX broker_instances_probe ON broker_instances (next_probe_at)",
    // Credentials. `owner_kind`: credential, dataplant. `facts`: host, port, database, user (JSON). `sealed_credentials`:
    // all of them, encrypted (crate::platform::secrets); nothing once they were shown. `state`: creating, ready, deleting, failed,
    // gone.
    "CREATE TABLE broker_bindings (
        id {uuid} PRIMARY KEY, organization_id {uuid} NOT NULL REFERENCES organizations (id),
        instance_id {uuid} NOT NULL REFERENCES broker_instances (id),
        owner_kind TEXT NOT NULL, owner_id {uuid} NOT NULL, parameters TEXT NOT NULL, state TEXT NOT NULL,
        facts TEXT, sealed_credentials {bytes}, failure TEXT, created_at BIGINT NOT NULL, gone_at BIGINT)",
    "CREATE INDEX broker_bindings_instance ON broker_bindings (instance_id)",
    "CREATE INDEX broker_bindings_owner ON broker_bindings (owner_kind, owner_id)",
    // What is asked of a broker. `state`: pending (to be sent, again perhaps), running (taken up: polled), done, failed.
    // `token` is the broker's name for it; `sent_at` when it was sent first, `deadline` when it has failed at the latest.
    // `next_at`: when it is due; whoever works on it moves it into the future first, and so has it to himself.
    "CREATE TABLE broker_operations (
        id {uuid} PRIMARY KEY, organization_id {uuid} NOT NULL REFERENCES organizations (id),
        instance_id {uuid} NOT NULL REFERENCES broker_instances (id), binding_id {uuid},
        kind TEXT NOT NULL, state TEXT NOT NULL, user_id {uuid}, parameters TEXT NOT NULL,
        from_fpu BIGINT, to_fpu BIGINT, token TEXT, attempts BIGINT NOT NULL, polls BIGINT NOT NULL,
        sent_at BIGINT, deadline BIGINT, next_at BIGINT NOT NULL, waits BOOLEAN NOT NULL,
        steps TEXT NOT NULL, failure TEXT, created_at BIGINT NOT NULL, ended_at BIGINT)",
    "CREATE INDEX broker_operations_due ON broker_operations (next_at)",
    "CREATE INDEX broker_operations_instance ON broker_operations (instance_id, created_at)",
];
