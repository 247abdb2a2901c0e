//! The program itself, killed again and again (SIGKILL) while it issues invoices: numbers stay dense, each period is billed once, the
//! books add up. `invoices_kills.rs` ends a round within one process, at many more places; here nothing of the process gets to clean up.

use crate::{
    start::{hq, start},
    support::{Hq, PRICES, Setup, monthly, new_account, postgres, rounds},
};
use hq_billing::{period::zone, subscription::Subscription};
use hq_contract::plan::Plan;
use hq_server::{
    db::entity::{billing_run, invoice, invoice_document, outbox, subscription},
    ledger,
    subscription::store::rows::{self, New},
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _, QuerySelect as _};
use std::{
    collections::BTreeMap,
    fs,
    time::{Duration, UNIX_EPOCH},
};
use tempfile::TempDir;
use tokio::{process::Child, time::timeout};

/// How often the program is killed, on each database; a fifth of that unless asked for all.
const KILLS: usize = 100;
/// Subscriptions that wait to be billed, and for how many days: six invoices for each kill.
const SUBSCRIPTIONS: usize = 6;
const DAYS_A_KILL: i64 = 30;
const DAY: i64 = 86_400_000;
/// Longer than anything takes on a machine with much else to do.
const HANGS: Duration = Duration::from_secs(120);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sqlite() {
    let folder = TempDir::new().unwrap();
    let url = format!("sqlite:{}?mode=rwc", folder.path().join("killed.sqlite").display());
    killed_anywhere_numbers_are_dense(&folder, &url).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres() {
    let folder = TempDir::new().unwrap();
    killed_anywhere_numbers_are_dense(&folder, &postgres().await).await;
}

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// Organizations that nobody has billed for a long time, as the machine's clock tells it: that of the program, which is not ours.
async fn unbilled(hq: &Hq, folder: &TempDir, kills: usize) {
    let made = fs::metadata(folder.path()).unwrap().modified().unwrap();
    let now = i64::try_from(made.duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap();
    let ada = hq.person("ada@acme.example").await;
    let account = ada.account(new_account("Ada")).await.id;
    let began = now - DAYS_A_KILL * i64::try_from(kills).unwrap() * DAY;
    let zone = zone("Europe/Paris").unwrap();
    for number in 0..SUBSCRIPTIONS {
        let org = ada.create(&format!("Team {number}")).await.id;
        let terms = monthly(Plan::Standard);
        let subscription = Subscription::start(began, zone.clone(), 0, terms, 1).unwrap();
        let operation = hq.operation().await;
        let new =
            New { organization: org, account, subscription: &subscription, zone: "Europe/Paris", user: None };
        rows::add(&operation, new).await.unwrap();
        crate::support::commit(operation).await;
    }
}

async fn count(hq: &Hq) -> u64 {
    invoice::Entity::find().count(hq.app.db().read()).await.unwrap()
}

async fn killed_anywhere_numbers_are_dense(folder: &TempDir, url: &str) {
    let kills = rounds(KILLS);
    let hq_here = Hq::start_on(url, None, Setup { billing: Some(PRICES), ..Setup::default() }).await;
    unbilled(&hq_here, folder, kills).await;
    fs::write(folder.path().join("prices.toml"), PRICES).unwrap();
    let arguments = ["--port", "0", "--log", "error", "--database", url, "--billing", "prices.toml"];
    let mut numbers = Numbers(11);
    for kill in 0..kills {
        // Some die with their first invoice, some after a few.
        let wanted = count(&hq_here).await + numbers.below(4);
        let mut child = hq(folder, &arguments).spawn().expect("it ran");
        let issuing = async {
            while count(&hq_here).await <= wanted {
                assert!(goes_on(&mut child, 5_000).await, "it ends by itself: kill {kill}");
            }
        };
        timeout(HANGS, issuing).await.expect("it issues invoices");
        assert!(goes_on(&mut child, numbers.below(200_000)).await, "it ends by itself: kill {kill}");
        child.kill().await.expect("killed");
    }
    let (mut child, _) = start(folder, &arguments[2..], "HQ is at").await;
    let rest = async {
        while is_unbilled(&hq_here, began_at(folder)).await {
            assert!(goes_on(&mut child, 20_000).await, "it ends by itself");
        }
    };
    timeout(HANGS, rest).await.expect("the rest is billed");
    child.kill().await.expect("killed");
    holds(&hq_here, kills).await;
}

/// Whether the program runs still after so many microseconds.
async fn goes_on(child: &mut Child, micros: u64) -> bool {
    timeout(Duration::from_micros(micros), child.wait()).await.is_err()
}

/// Whether something is not billed that was due at a moment.
async fn is_unbilled(hq: &Hq, at: i64) -> bool {
    let due = subscription::Entity::find().filter(subscription::Column::NextRunAt.lte(at));
    due.count(hq.app.db().read()).await.unwrap() > 0
}

/// The moment at which the test began, in microseconds.
fn began_at(folder: &TempDir) -> i64 {
    let made = fs::metadata(folder.path().join("prices.toml")).unwrap().modified().unwrap();
    i64::try_from(made.duration_since(UNIX_EPOCH).unwrap().as_micros()).unwrap()
}

async fn holds(hq: &Hq, kills: usize) {
    let db = hq.app.db().read();
    let rows = hq.issued().await;
    assert!(rows.len() > 2 * kills, "enough of them: {}", rows.len());
    let mut series: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for row in &rows {
        let (prefix, number) = row.number.split_at(row.number.len() - 6);
        series.entry(prefix.to_owned()).or_default().push(number.parse().unwrap());
    }
    for (prefix, mut numbers) in series {
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=numbers.len()).collect::<Vec<_>>(), "{prefix}");
    }
    let mut periods: Vec<_> = rows.iter().map(|row| (row.subscription_id, row.period_start)).collect();
    periods.sort_unstable();
    periods.dedup();
    assert_eq!(periods.len(), rows.len(), "each period once");
    let runs = billing_run::Entity::find().count(db).await.unwrap();
    let documents = invoice_document::Entity::find().count(db).await.unwrap();
    let subjects: Vec<String> = outbox::Entity::find()
        .select_only()
        .column(outbox::Column::Subject)
        .into_tuple()
        .all(db)
        .await
        .unwrap();
    let mails = subjects.iter().filter(|subject| subject.starts_with("Invoice ") && !subject.contains("due"));
    let all = rows.len() as u64;
    assert_eq!((runs, documents, mails.count() as u64), (all, all, all));
    assert_eq!(ledger::total(db).await.unwrap(), 0);
}
