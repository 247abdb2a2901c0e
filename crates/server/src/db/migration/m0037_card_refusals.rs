//! What banks said of cards that they refused: of each try once.

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
    // Each try that was refused: whoever adds its row counts it and tells the payer, in the same transaction. `charge`: what the
    // provider calls the try; a name of our own where it made none. `reason`: hq_contract::card_payments::RefusalReason. `code`: the
    // provider's word for it.
    "CREATE TABLE card_refusals (
        charge TEXT PRIMARY KEY, card_payment_id {uuid} NOT NULL REFERENCES card_payments (id), reason TEXT NOT NULL, code TEXT NOT NULL,
        created_at BIGINT NOT NULL)",
    "CREATE INDEX card_refusals_card_payment ON card_refusals (card_payment_id)",
    // The last of them. Empty where cards were refused before anybody kept by which charge: that one was told of.
    "ALTER TABLE card_payments ADD COLUMN refused TEXT",
    "UPDATE card_payments SET refused = '' WHERE attempts > 0 OR problem IS NOT NULL",
];
