//! What was issued or booked is never changed, whoever tries.

use crate::{
    on_both,
    support::{Hq, commit, monthly, new_account},
};
use hq_contract::{
    ETag,
    me::{AccountDeletion, DeleteAccount},
    organizations::deletion::DeleteOrganization,
    plan::Plan,
};
use hq_server::{
    db::entity::invoice_document,
    invoices::{self, Amount},
    jobs::housekeeping,
};
use sea_orm::{ConnectionTrait as _, DbBackend, EntityTrait as _, PaginatorTrait as _};
use time::Duration;

on_both!(crate::support::Hq::selling =>
    nobody_changes_what_was_issued,
    what_was_issued_outlives_its_organization_and_its_payer,
);

async fn nobody_changes_what_was_issued(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let account = ada.account(new_account("Ada")).await;
    hq.subscribe(acme.id, account.id, monthly(Plan::Premium)).await;
    let of = hq.issued().await.remove(0);
    let mut operation = hq.operation().await;
    let seller = hq.app.billing().unwrap().seller();
    invoices::credit(&mut operation, seller, of.id, Amount::Gross(1_000), "Test").await.unwrap();
    commit(operation).await;
    let db = hq.app.db().write();
    for (table, column) in [
        ("invoices", "number = 'X'"),
        ("invoices", "gross_minor = 0"),
        ("invoices", "number = number"),
        ("invoice_lines", "net_minor = 0"),
        ("invoice_taxes", "amount_minor = 0"),
        ("invoice_documents", "sha256 = 'x'"),
        ("ledger", "amount_minor = 0"),
    ] {
        for statement in [format!("UPDATE {table} SET {column}"), format!("DELETE FROM {table}")] {
            let refused = db.execute_unprepared(&statement).await.unwrap_err().to_string();
            assert!(refused.contains("what was issued is never changed"), "{statement}: {refused}");
        }
    }
    // Neither is a table emptied at once, nor a row replaced by another of its name.
    let is_sqlite = db.get_database_backend() == DbBackend::Sqlite;
    for table in [
        "invoices",
        "invoice_lines",
        "invoice_taxes",
        "invoice_documents",
        "ledger",
        "payments",
        "payment_allocations",
        "usage_events",
        "price_books",
    ] {
        let statement = if is_sqlite {
            if table.starts_with("payment") || table == "usage_events" {
                continue;
            }
            format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
        } else {
            format!("TRUNCATE {table} CASCADE")
        };
        let refused = db.execute_unprepared(&statement).await.unwrap_err().to_string();
        assert!(refused.contains("what was issued is never changed"), "{statement}: {refused}");
    }
    for statement in ["UPDATE price_books SET book = ''", "DELETE FROM price_books"] {
        let refused = db.execute_unprepared(statement).await.unwrap_err().to_string();
        assert!(refused.contains("what was issued is never changed"), "{statement}: {refused}");
    }
    let rows = hq.issued().await;
    assert_eq!(
        (rows.len(), rows[0].number.as_str(), rows[0].gross_minor),
        (2, "HQ-2026-000001", of.gross_minor)
    );
}

async fn what_was_issued_outlives_its_organization_and_its_payer(hq: Hq) {
    let (ada, zoe) = (hq.person("ada@acme.example").await, hq.person("zoe@zoo.example").await);
    let acme = ada.create("Acme").await;
    let account = zoe.account(new_account("Zoe")).await;
    hq.subscribe(acme.id, account.id, monthly(Plan::Standard)).await;
    let row = hq.issued().await.remove(0);
    hq.paid(&row, row.gross_minor).await;
    let (org, version) = (acme.id, ETag("*".into()));
    ada.call(&DeleteOrganization { org, version, name: acme.name.to_string() }).await.unwrap();
    // Nothing is left to be billed.
    let end = "UPDATE subscriptions SET ended_at = 1, cancel_at = 1, next_run_at = 9223372036854775807";
    hq.app.db().write().execute_unprepared(end).await.unwrap();
    hq.advance(Duration::days(31));
    housekeeping::round(&hq.app).await.unwrap();
    let (zoe, _) = hq.sign_in("zoe@zoo.example").await;
    let body = AccountDeletion { password: crate::support::PASSWORD.into(), code: None };
    zoe.call(&DeleteAccount(body)).await.unwrap();
    let kept = hq.issued().await.remove(0);
    assert_eq!(kept, row, "its words, its amounts, both parties");
    assert_eq!(kept.organization_name, "Acme");
    assert_eq!(invoice_document::Entity::find().count(hq.app.db().read()).await.unwrap(), 1);
}
