//! What goes on to cost after a subscription has ended, and what does not.

use crate::{
    on_both,
    support::{Hq, new_engine, terms},
};
use hq_contract::{
    plan::Plan,
    storage_engines::NewStorageEngine,
    subscription::{CancelSubscription, Cancellation},
};
use hq_server::billing::NEVER;
use time::Duration;

on_both!(crate::support::Hq::selling =>
    what_is_ready_after_the_end_is_billed,
    what_costs_nothing_is_not_waited_for,
);

/// What is due happens, and is billed.
async fn bill(hq: &Hq) {
    hq.take_effect().await;
    hq_server::invoices::round(&hq.app).await.unwrap();
}

async fn what_is_ready_after_the_end_is_billed(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let account = hq.account(&ada).await;
    ada.subscribe(org, terms(Plan::Premium), account).await;
    hq.work().await;
    ada.call(&CancelSubscription { org, body: Cancellation::default() }).await.unwrap();
    let engine = ada.order_engine(org, new_engine("Orders")).await.unwrap();
    // It is still being made when the plan ends.
    hq.advance(Duration::days(32));
    bill(&hq).await;
    let row = hq.subscription_row(org).await;
    assert!(row.ended_at.is_some() && row.next_run_at != NEVER, "it may come to cost");
    hq.work().await;
    assert!(
        hq.usage(org).await.iter().any(|(what, level, _)| (what.as_str(), *level) == ("fpu", 4)),
        "{engine:?}"
    );
    hq.advance(Duration::days(32));
    bill(&hq).await;
    let row = hq.subscription_row(org).await;
    assert!(row.next_run_at != NEVER, "and does");
    let last = hq.issued().await.pop().unwrap();
    // 4 FPU at 0.12 € an hour, for most of a month.
    assert!(last.net_minor > 4 * 12 * 24 * 25, "{}", last.net_minor);
}

async fn what_costs_nothing_is_not_waited_for(hq: Hq) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let account = hq.account(&ada).await;
    ada.subscribe(org, terms(Plan::Premium), account).await;
    let sandbox =
        NewStorageEngine { offer: "double/sandbox/sb".to_owned(), fpu: Some(2), ..new_engine("Playground") };
    hq.engine_like(&ada, org, sandbox).await;
    assert!(!hq.usage(org).await.is_empty(), "it is metered all the same");
    ada.call(&CancelSubscription { org, body: Cancellation::default() }).await.unwrap();
    hq.advance(Duration::days(32));
    bill(&hq).await;
    assert_eq!(hq.subscription_row(org).await.next_run_at, NEVER, "its payer is let go");
}
