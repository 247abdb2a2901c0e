//! Names as they are searched: folded anew, because the table of letters has become longer (`m0016_folding`).

use super::m0016_folding::names_anew;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        names_anew(manager).await
    }
}
