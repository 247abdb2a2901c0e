//! Transactions of requests whose clients have left.

use crate::{on_both, support::Hq};
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use std::time::Duration;

on_both!(what_nobody_waits_for_any_more_leaves_no_transaction_open);

async fn what_nobody_waits_for_any_more_leaves_no_transaction_open(hq: Hq) {
    let db = hq.app.db();
    for round in 0..400_u64 {
        let somewhere = Duration::from_micros(round * 37 % 1500);
        let _ = tokio::time::timeout(somewhere, db.begin()).await;
    }
    // Every connection is used once more, so that none is still on its way back.
    let connections = if db.read().get_database_backend() == DbBackend::Postgres { 8 } else { 1 };
    for transaction in futures::future::join_all((0..connections).map(|_| db.begin())).await {
        transaction.expect("the database is there").rollback().await.expect("rolled back");
    }
    if db.read().get_database_backend() == DbBackend::Postgres {
        let open = "SELECT count(*) AS open FROM pg_stat_activity WHERE datname = current_database() \
                    AND state LIKE 'idle in transaction%'";
        let row = db.read().query_one_raw(Statement::from_string(DbBackend::Postgres, open)).await;
        assert_eq!(row.unwrap().unwrap().try_get::<i64>("", "open").unwrap(), 0);
    }
    let ada = hq.person("ada@acme.example").await;
    ada.create("Acme").await;
}
