//! Which API key made a dataplant, a storage engine or credentials. Until now these said nobody, and what was ordered with them says who.

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
    "ALTER TABLE dataplants ADD COLUMN created_by_key {uuid}",
    "ALTER TABLE storage_engines ADD COLUMN created_by_key {uuid}",
    "ALTER TABLE storage_engine_credentials ADD COLUMN created_by_key {uuid}",
    "UPDATE dataplants SET created_by_key = (SELECT k.id FROM broker_operations o JOIN api_keys k ON k.id = o.user_id
        WHERE o.instance_id = dataplants.instance_id AND o.kind = 'create' LIMIT 1)
        WHERE created_by IS NULL",
    "UPDATE storage_engines SET created_by_key = (SELECT k.id FROM broker_operations o JOIN api_keys k ON k.id = o.user_id
        WHERE o.instance_id = storage_engines.instance_id AND o.kind = 'create' LIMIT 1)
        WHERE created_by IS NULL",
    "UPDATE storage_engine_credentials SET created_by_key = (SELECT k.id FROM broker_operations o
        JOIN api_keys k ON k.id = o.user_id
        WHERE o.binding_id = storage_engine_credentials.binding_id AND o.kind = 'bind' LIMIT 1)
        WHERE created_by IS NULL",
];
