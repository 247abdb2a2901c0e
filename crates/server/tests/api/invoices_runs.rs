//! Billing as time goes by: each period once, in order, whoever runs.

use crate::{
    on_both,
    support::{Hq, Setup, commit, monthly, new_account},
};
use futures::future::join_all;
use hq_billing::{Reason, price_book::DEMO};
use hq_contract::{BillingAccountId, OrganizationId, plan::Plan};
use hq_server::{
    db::entity::{billing_run, broker_instance::InstanceId, invoice_reminder, subscription::SubscriptionId},
    invoices, ledger,
    platform::clock::moment,
};
use sea_orm::{ConnectionTrait as _, EntityTrait as _, PaginatorTrait as _};
use time::Duration;
use uuid::Uuid;

on_both!(crate::support::Hq::selling =>
    missed_periods_are_billed_in_order,
    a_run_is_billed_once,
    two_servers_at_once_bill_each_period_once,
    what_fails_stops_nobody_else,
    nothing_due_is_no_invoice_and_a_run,
    periods_begin_at_midnight_in_summer_and_in_winter,
    late_usage_comes_with_the_next_invoice,
    what_is_past_due_is_reminded_of_three_times,
);

async fn payer(hq: &Hq) -> (OrganizationId, BillingAccountId) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    (acme.id, ada.account(new_account("Ada")).await.id)
}

async fn missed_periods_are_billed_in_order(hq: Hq) {
    let (org, account) = payer(&hq).await;
    hq.subscribe(org, account, monthly(Plan::Standard)).await;
    assert_eq!(invoices::round(&hq.app).await.unwrap(), 0, "nothing is due");
    hq.advance(Duration::days(93));
    assert_eq!(invoices::round(&hq.app).await.unwrap(), 3);
    let rows = hq.issued().await;
    let numbers: Vec<&str> = rows.iter().map(|row| row.number.as_str()).collect();
    assert_eq!(numbers, ["HQ-2026-000001", "HQ-2026-000002", "HQ-2026-000003", "HQ-2026-000004"]);
    for pair in rows.windows(2) {
        assert_eq!(pair[0].period_end, pair[1].period_start, "period after period");
        assert_eq!(pair[0].gross_minor, pair[1].gross_minor);
    }
    assert_eq!(invoices::round(&hq.app).await.unwrap(), 0);
    assert_eq!(ledger::total(hq.app.db().read()).await.unwrap(), 0);
}

async fn a_run_is_billed_once(hq: Hq) {
    let (org, account) = payer(&hq).await;
    let row = hq.subscribe(org, account, monthly(Plan::Standard)).await;
    for _ in 0..3 {
        let mut operation = hq.operation().await;
        assert_eq!(hq.bill(&mut operation, &row, Reason::Started).await, None);
        commit(operation).await;
    }
    assert_eq!(hq.issued().await.len(), 1);
    // What is given up takes no number with it.
    let mut operation = hq.operation().await;
    assert!(hq.bill(&mut operation, &row, Reason::PeriodEnds(0)).await.is_some());
    drop(operation);
    let mut operation = hq.operation().await;
    assert!(hq.bill(&mut operation, &row, Reason::PeriodEnds(0)).await.is_some());
    commit(operation).await;
    assert_eq!(hq.issued().await[1].number, "HQ-2026-000002");
}

async fn two_servers_at_once_bill_each_period_once(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let account = ada.account(new_account("Ada")).await.id;
    for number in 0..5 {
        let org = ada.create(&format!("Team {number}")).await.id;
        hq.subscribe(org, account, monthly(Plan::Standard)).await;
    }
    hq.advance(Duration::days(93));
    let done = join_all((0..4).map(|_| invoices::round(&hq.app))).await;
    let runs: usize = done.into_iter().map(Result::unwrap).sum();
    assert_eq!(runs, 15);
    let mut numbers: Vec<String> = hq.issued().await.into_iter().map(|row| row.number).collect();
    numbers.sort_unstable();
    let dense: Vec<String> = (1..=20).map(|number| format!("HQ-2026-{number:06}")).collect();
    assert_eq!(numbers, dense);
    assert_eq!(billing_run::Entity::find().count(hq.app.db().read()).await.unwrap(), 20);
}

async fn what_fails_stops_nobody_else(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let account = ada.account(new_account("Ada")).await.id;
    let mut rows = Vec::new();
    for number in 0..3 {
        let org = ada.create(&format!("Team {number}")).await.id;
        rows.push(hq.subscribe(org, account, monthly(Plan::Standard)).await);
    }
    hq.advance(Duration::days(31));
    let db = hq.app.db().write();
    let broken = format!(
        "UPDATE subscription_phases SET plan = 'none' WHERE subscription_id = {}",
        literal(db.get_database_backend(), rows[0].id)
    );
    db.execute_unprepared(&broken).await.unwrap();
    assert_eq!(invoices::round(&hq.app).await.unwrap(), 2);
    assert_eq!(hq.issued().await.len(), 5);
    db.execute_unprepared(&broken.replace("'none'", "'standard'")).await.unwrap();
    assert_eq!(invoices::round(&hq.app).await.unwrap(), 1, "tried again");
    let mut numbers: Vec<String> = hq.issued().await.into_iter().map(|row| row.number).collect();
    numbers.sort_unstable();
    assert_eq!(numbers.last().unwrap(), "HQ-2026-000006");
}

fn literal(backend: sea_orm::DbBackend, id: SubscriptionId) -> String {
    match backend {
        sea_orm::DbBackend::Postgres => format!("'{id}'"),
        _ => format!("X'{}'", id.0.simple()),
    }
}

async fn nothing_due_is_no_invoice_and_a_run(hq: Hq) {
    let (org, account) = payer(&hq).await;
    let row = hq.subscribe(org, account, monthly(Plan::Standard)).await;
    let mut operation = hq.operation().await;
    let at = hq_server::billing::millis(operation.now());
    assert_eq!(hq.bill(&mut operation, &row, Reason::Ended { at }).await, None);
    commit(operation).await;
    assert_eq!(hq.issued().await.len(), 1);
    let runs = billing_run::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert_eq!(runs.iter().filter(|run| run.invoice_id.is_none() && run.reason.as_str() == "end").count(), 1);
}

async fn periods_begin_at_midnight_in_summer_and_in_winter(hq: Hq) {
    let (org, account) = payer(&hq).await;
    hq.subscribe_in("Europe/Paris", org, account, monthly(Plan::Standard)).await;
    hq.advance(Duration::days(280));
    invoices::round(&hq.app).await.unwrap();
    let starts: Vec<String> =
        hq.issued().await.iter().map(|row| moment(row.period_start.unwrap()).to_string()).collect();
    // 1 March 2026 at nine, and then each first of the month at midnight in Paris: UTC+1, from 29 March UTC+2, from 25 October UTC+1.
    assert!(starts[0].starts_with("2026-03-01 9:00"), "{starts:?}");
    for (start, begins) in starts[1..].iter().zip([
        "2026-03-31 22:00",
        "2026-04-30 22:00",
        "2026-05-31 22:00",
        "2026-06-30 22:00",
        "2026-07-31 22:00",
        "2026-08-31 22:00",
        "2026-09-30 22:00",
        "2026-10-31 23:00",
        "2026-11-30 23:00",
    ]) {
        assert!(start.starts_with(begins), "{starts:?}");
    }
    assert_eq!(starts.len(), 10);
}

async fn late_usage_comes_with_the_next_invoice(hq: Hq) {
    let (org, account) = payer(&hq).await;
    hq.subscribe(org, account, monthly(Plan::Standard)).await;
    hq.advance(Duration::days(31));
    invoices::round(&hq.app).await.unwrap();
    // A day of 10 FPU in March is told of in April: 10 × 24 h × 0.12 €.
    hq.uses(org, InstanceId(Uuid::from_u128(1)), 10, 20 * 86_400).await;
    hq.uses(org, InstanceId(Uuid::from_u128(1)), 0, 19 * 86_400).await;
    hq.advance(Duration::days(30));
    invoices::round(&hq.app).await.unwrap();
    let rows = hq.issued().await;
    assert_eq!(rows.iter().map(|row| row.net_minor).collect::<Vec<_>>(), [9_000, 9_000, 9_000 + 2_880]);
    hq.advance(Duration::days(31));
    invoices::round(&hq.app).await.unwrap();
    assert_eq!(hq.issued().await[3].net_minor, 9_000, "it is billed once");
}

async fn what_is_past_due_is_reminded_of_three_times(hq: Hq) {
    let (org, account) = payer(&hq).await;
    hq.subscribe(org, account, monthly(Plan::Standard)).await;
    let row = hq.issued().await.remove(0);
    // No other invoice comes meanwhile.
    let never = "UPDATE subscriptions SET next_run_at = 9223372036854775807";
    hq.app.db().write().execute_unprepared(never).await.unwrap();
    let reminders = async || {
        let mails = hq.mails("billing@acme.example").await;
        mails.into_iter().filter(|mail| mail.subject.contains("past due")).collect::<Vec<_>>()
    };
    let mut sent = Vec::new();
    for _ in 0..90 {
        hq.advance(Duration::days(1));
        let done = join_all((0..2).map(|_| invoices::round(&hq.app))).await;
        assert!(done.into_iter().all(|done| done.is_ok()));
        sent.push(reminders().await.len());
    }
    // Due by 31 March; after 7, 21 and 45 days.
    let first = |count: usize| 1 + sent.iter().position(|sent| *sent == count).unwrap();
    assert_eq!((first(1), first(2), first(3)), (37, 51, 75));
    assert_eq!(sent.last(), Some(&3));
    let mails = reminders().await;
    assert!(mails[0].text_body.contains("last reminder") && !mails[1].text_body.contains("last reminder"));
    assert!(
        mails[2].text_body.contains("108.00\u{a0}EUR")
            && mails[2].text_body.contains(row.reference.as_deref().unwrap())
    );
    assert!(mails[2].text_body.contains("Nothing is turned off"), "{}", mails[2].text_body);
    assert_eq!(invoice_reminder::Entity::find().count(hq.app.db().read()).await.unwrap(), 3);
    let overdue = invoices::store::overdue::of_organization(hq.app.db().read(), org, hq.app.now()).await;
    let overdue = overdue.unwrap().unwrap();
    assert_eq!((overdue.amount.minor, overdue.next_reminder), (10_800, None));
    hq.paid(&row, row.gross_minor).await;
    let paid = invoices::store::overdue::of_organization(hq.app.db().read(), org, hq.app.now()).await;
    assert_eq!(paid.unwrap(), None);
}

#[tokio::test]
async fn without_billing_nothing_is_billed() {
    let hq = Hq::start(crate::support::Backend::Sqlite).await;
    assert_eq!(invoices::round(&hq.app).await.unwrap(), 0);
    let selling = Setup { billing: Some(DEMO), ..Setup::default() };
    let hq = Hq::start_with(crate::support::Backend::Sqlite, selling).await;
    assert_eq!(invoices::round(&hq.app).await.unwrap(), 0);
}
