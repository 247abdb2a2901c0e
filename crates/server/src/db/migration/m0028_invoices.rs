//! Invoices and credit notes, the documents that they are, what was paid, and the ledger.

use super::run;
use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, STATEMENTS).await?;
        let connection = manager.get_connection();
        if manager.get_database_backend() == DbBackend::Postgres {
            connection.execute_unprepared(REFUSE).await?;
        }
        for table in ISSUED {
            for act in ["UPDATE", "DELETE"] {
                let statement = match manager.get_database_backend() {
                    DbBackend::Postgres => format!(
                        "CREATE TRIGGER {table}_no_{} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()",
                        act.to_lowercase()
                    ),
                    _ => format!(
                        "CREATE TRIGGER {table}_no_{} BEFORE {act} ON {table} BEGIN
                            SELECT RAISE(ABORT, 'what was issued is never changed'); END",
                        act.to_lowercase()
                    ),
                };
                connection.execute_unprepared(&statement).await?;
            }
        }
        Ok(())
    }
}

/// What was issued or booked is never changed: corrections are lines of their own.
const ISSUED: [&str; 7] = [
    "invoices",
    "invoice_lines",
    "invoice_taxes",
    "invoice_documents",
    "ledger",
    "payments",
    "payment_allocations",
];

const REFUSE: &str = "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'what was issued is never changed'; END $$";

const STATEMENTS: &[&str] = &[
    // Numbers without gaps: the row is locked by whoever issues, and counted up in the same transaction. `series`: of a year,
    // and of a kind of document.
    "CREATE TABLE number_series (series TEXT PRIMARY KEY, last BIGINT NOT NULL)",
    // That a period was billed: whoever adds the row bills it, in the same transaction. `reason`: period, change, end.
    "CREATE TABLE billing_runs (
        subscription_id {uuid} NOT NULL REFERENCES subscriptions (id), period_start BIGINT NOT NULL, reason TEXT NOT NULL,
        invoice_id {uuid}, created_at BIGINT NOT NULL, PRIMARY KEY (subscription_id, period_start, reason))",
    // `kind`: invoice, credit_note. `seller`, `buyer`: both as they were then (JSON). `corrects_id`: what a credit note takes
    // back. Whether it is paid is derived from the ledger. Days are texts (`2026-11-26`).
    "CREATE TABLE invoices (
        id {uuid} PRIMARY KEY, number TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, subscription_id {uuid} NOT NULL
            REFERENCES subscriptions (id),
        billing_account_id {uuid} NOT NULL REFERENCES billing_accounts (id), organization_id {uuid} NOT NULL,
        organization_name TEXT NOT NULL, seller TEXT NOT NULL, buyer TEXT NOT NULL, language TEXT NOT NULL,
        issued_on TEXT NOT NULL, due_on TEXT, due_at BIGINT, period_start BIGINT, period_end BIGINT, currency TEXT NOT NULL,
        net_minor BIGINT NOT NULL, tax_minor BIGINT NOT NULL, gross_minor BIGINT NOT NULL, reference TEXT,
        corrects_id {uuid} REFERENCES invoices (id), reason TEXT, created_at BIGINT NOT NULL)",
    "CREATE INDEX invoices_organization ON invoices (organization_id, created_at)",
    "CREATE INDEX invoices_account ON invoices (billing_account_id, created_at)",
    "CREATE INDEX invoices_corrects ON invoices (corrects_id)",
    // `subject`: what it is for (JSON, hq_contract::invoices::LineSubject). `quantity`: in 10^-4 units, a decimal text;
    // `price_micro` for `price_per` of them. `usage`: what was counted (JSON), to find later what was told of late.
    "CREATE TABLE invoice_lines (
        invoice_id {uuid} NOT NULL REFERENCES invoices (id), position BIGINT NOT NULL, category TEXT NOT NULL,
        subject TEXT NOT NULL, period_start BIGINT, period_end BIGINT, quantity TEXT, price_micro BIGINT, price_per BIGINT,
        net_minor BIGINT NOT NULL, usage TEXT, PRIMARY KEY (invoice_id, position))",
    "CREATE TABLE invoice_taxes (
        invoice_id {uuid} NOT NULL REFERENCES invoices (id), treatment TEXT NOT NULL, rate_basis_points BIGINT NOT NULL,
        base_minor BIGINT NOT NULL, amount_minor BIGINT NOT NULL, PRIMARY KEY (invoice_id, treatment, rate_basis_points))",
    // The document itself. `sha256`: of the PDF, which has the XML in it.
    "CREATE TABLE invoice_documents (
        invoice_id {uuid} PRIMARY KEY REFERENCES invoices (id), pdf {bytes} NOT NULL, xml {bytes} NOT NULL,
        sha256 TEXT NOT NULL, created_at BIGINT NOT NULL)",
    // Double entry: the lines of a transaction add up to 0. `account`: receivable, revenue, vat, bank, provider, provider_fees,
    // write_off, unallocated (hq_billing::ledger).
    "CREATE TABLE ledger (
        transaction_id {uuid} NOT NULL, position BIGINT NOT NULL, account TEXT NOT NULL, amount_minor BIGINT NOT NULL,
        currency TEXT NOT NULL, invoice_id {uuid} REFERENCES invoices (id), billing_account_id {uuid}, created_at BIGINT NOT NULL,
        PRIMARY KEY (transaction_id, position))",
    "CREATE INDEX ledger_invoice ON ledger (invoice_id)",
    "CREATE INDEX ledger_billing_account ON ledger (billing_account_id, account)",
    // `provider`: bank, operator, stripe; `reference`: what it calls the payment. Negative: money that went back.
    "CREATE TABLE payments (
        id {uuid} PRIMARY KEY, provider TEXT NOT NULL, reference TEXT NOT NULL, billing_account_id {uuid}, amount_minor BIGINT NOT NULL,
        currency TEXT NOT NULL, received_at BIGINT NOT NULL, created_at BIGINT NOT NULL, UNIQUE (provider, reference))",
    "CREATE TABLE payment_allocations (
        payment_id {uuid} NOT NULL REFERENCES payments (id), invoice_id {uuid} NOT NULL REFERENCES invoices (id),
        amount_minor BIGINT NOT NULL, created_at BIGINT NOT NULL, PRIMARY KEY (payment_id, invoice_id))",
    "CREATE INDEX payment_allocations_invoice ON payment_allocations (invoice_id)",
    // What the operator's bank statements say, and what became of it; a negative amount takes an earlier one back. `state`: matched,
    // waiting, set_aside.
    "CREATE TABLE bank_lines (
        id {uuid} PRIMARY KEY, account TEXT NOT NULL, entry_reference TEXT NOT NULL, booked_on TEXT NOT NULL,
        amount_minor BIGINT NOT NULL, currency TEXT NOT NULL, remittance TEXT NOT NULL, debtor TEXT, state TEXT NOT NULL,
        payment_id {uuid} REFERENCES payments (id), created_at BIGINT NOT NULL, UNIQUE (account, entry_reference))",
    // What the payment provider told of, each once, and the tries to be paid by card. `state`: due, paid, settled (nothing was open
    // any more), stopped. `next_at`: when it is tried again, or no longer belongs to the server that tries it.
    "CREATE TABLE provider_events (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, created_at BIGINT NOT NULL, done_at BIGINT)",
    "CREATE TABLE card_payments (
        id {uuid} PRIMARY KEY, invoice_id {uuid} NOT NULL REFERENCES invoices (id), provider_reference TEXT UNIQUE, state TEXT NOT NULL,
        attempts BIGINT NOT NULL, next_at BIGINT, problem TEXT, created_at BIGINT NOT NULL)",
    "CREATE UNIQUE INDEX card_payments_invoice ON card_payments (invoice_id)",
    // Which dated step an invoice that is past due has reached: 1 reminder, 2 second reminder, 3 last reminder.
    "CREATE TABLE invoice_reminders (
        invoice_id {uuid} NOT NULL REFERENCES invoices (id), step BIGINT NOT NULL, created_at BIGINT NOT NULL,
        PRIMARY KEY (invoice_id, step))",
];
