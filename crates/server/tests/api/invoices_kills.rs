//! Servers that end anywhere while they issue invoices: numbers stay dense, each period is billed once, the books add up.

use crate::{
    on_both,
    support::{Hq, monthly, new_account},
};
use hq_contract::plan::Plan;
use hq_server::{
    db::entity::{billing_run, invoice_document, outbox},
    invoices, ledger,
};
use sea_orm::{EntityTrait as _, PaginatorTrait as _};
use std::{collections::BTreeMap, time::Duration};

on_both!(crate::support::Hq::selling => killed_anywhere_numbers_are_dense_and_each_period_is_billed_once);

/// How often a server is killed, on each database.
const KILLS: u32 = 100;

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

async fn killed_anywhere_numbers_are_dense_and_each_period_is_billed_once(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let account = ada.account(new_account("Ada")).await.id;
    for number in 0..3 {
        let org = ada.create(&format!("Team {number}")).await.id;
        hq.subscribe(org, account, monthly(Plan::Standard)).await;
    }
    let mut numbers = Numbers(7);
    let (mut kills, mut rounds) = (0, 0);
    while kills < KILLS {
        rounds += 1;
        assert!(rounds < 20 * KILLS, "rounds end before they are killed: {kills} of {rounds}");
        hq.advance(time::Duration::days(31));
        for _ in 0..4 {
            // Before, while and after a document is drawn, which takes most of the time.
            let longest = if numbers.below(2) == 0 { 60_000 } else { 600_000 };
            let somewhere = Duration::from_micros(numbers.below(longest));
            let killed = tokio::time::timeout(somewhere, invoices::round(&hq.app)).await.is_err();
            kills += u32::from(killed);
        }
    }
    while invoices::round(&hq.app).await.unwrap() > 0 {}
    let rows = hq.issued().await;
    let mut series: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for row in &rows {
        let (prefix, number) = row.number.split_at(row.number.len() - 6);
        series.entry(prefix.to_owned()).or_default().push(number.parse().unwrap());
    }
    for (prefix, mut numbers) in series {
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=numbers.len() as u32).collect::<Vec<_>>(), "{prefix}");
    }
    let mut periods: Vec<_> = rows.iter().map(|row| (row.subscription_id, row.period_start)).collect();
    periods.sort_unstable();
    periods.dedup();
    assert_eq!(periods.len(), rows.len(), "each period once");
    let db = hq.app.db().read();
    let runs = billing_run::Entity::find().count(db).await.unwrap();
    let documents = invoice_document::Entity::find().count(db).await.unwrap();
    let mails = outbox::Entity::find().all(db).await.unwrap();
    let mails = mails
        .iter()
        .filter(|mail| mail.subject.starts_with("Invoice ") && !mail.subject.contains("due"))
        .count();
    assert_eq!((runs, documents, mails as u64), (rows.len() as u64, rows.len() as u64, rows.len() as u64));
    assert_eq!(ledger::total(db).await.unwrap(), 0);
}
