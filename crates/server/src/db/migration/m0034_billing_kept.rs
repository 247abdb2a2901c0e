//! What was issued or booked is kept whole: neither is a table emptied at once, nor is a row replaced by another of its name. The same for
//! what bills are computed from: usage and prices.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let backend = manager.get_database_backend();
        if backend == DbBackend::Postgres {
            // TRUNCATE fires no trigger of rows.
            for (table, _) in KEPT {
                connection.execute_unprepared(&emptied(table)).await?;
            }
            connection.execute_unprepared(AUDIT_LOG).await?;
        }
        for table in COMPUTED_FROM {
            for act in ["UPDATE", "DELETE"] {
                connection.execute_unprepared(&changed(backend, table, act)).await?;
            }
        }
        if backend == DbBackend::Sqlite {
            for (table, same) in KEPT.into_iter().filter(|(_, same)| !same.is_empty()) {
                connection.execute_unprepared(&replaced(table, same)).await?;
            }
        }
        Ok(())
    }
}

/// Tables of which no row is ever changed, and by what a row of the same name is found. SQLite's `INSERT OR REPLACE` deletes such a row
/// without a trigger of deletions. Of payments and usage a second row of a name is told of and passed over (`ON CONFLICT DO NOTHING`),
/// which comes after such a trigger: those are found by their id alone.
const KEPT: [(&str, &str); 9] = [
    ("invoices", "id = NEW.id OR number = NEW.number"),
    ("invoice_lines", "invoice_id = NEW.invoice_id AND position = NEW.position"),
    (
        "invoice_taxes",
        "invoice_id = NEW.invoice_id AND treatment = NEW.treatment AND rate_basis_points = NEW.rate_basis_points",
    ),
    ("invoice_documents", "invoice_id = NEW.invoice_id"),
    ("ledger", "transaction_id = NEW.transaction_id AND position = NEW.position"),
    ("payments", "id = NEW.id"),
    ("payment_allocations", "payment_id = NEW.payment_id AND invoice_id = NEW.invoice_id"),
    ("usage_events", "id = NEW.id"),
    ("price_books", ""),
];

/// What was not guarded yet.
const COMPUTED_FROM: [&str; 2] = ["usage_events", "price_books"];

/// The audit log has the same gap, and words of its own.
const AUDIT_LOG: &str = "CREATE TRIGGER audit_log_no_truncate BEFORE TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION audit_log_is_append_only()";

fn emptied(table: &str) -> String {
    format!(
        "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
}

fn changed(backend: DbBackend, table: &str, act: &str) -> String {
    let name = act.to_lowercase();
    match backend {
        DbBackend::Postgres => format!(
            "CREATE TRIGGER {table}_no_{name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        ),
        _ => format!(
            "CREATE TRIGGER {table}_no_{name} BEFORE {act} ON {table} BEGIN
                SELECT RAISE(ABORT, 'what was issued is never changed'); END"
        ),
    }
}

fn replaced(table: &str, same: &str) -> String {
    format!(
        "CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN
            SELECT RAISE(ABORT, 'what was issued is never changed'); END"
    )
}
