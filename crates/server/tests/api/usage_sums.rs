//! Days of usage that are over are added up: nothing that anybody sees or pays is different for it.

use crate::{
    on_both,
    support::{Backend, Browser, Hq, terms},
};
use hq_contract::{OrganizationId, plan::Plan};
use hq_server::{
    db::entity::{broker_instance::InstanceId, subscription, usage_sum},
    invoices,
    usage::{store::all, sums},
};
use sea_orm::{ConnectionTrait as _, DbBackend, EntityTrait as _};
use time::Duration;
use uuid::Uuid;

on_both!(crate::support::Hq::selling =>
    what_is_seen_and_billed_is_the_same,
    what_is_told_late_counts,
    two_servers_add_up_once,
);

const ENGINE: InstanceId = InstanceId(Uuid::from_u128(1));

async fn seen(browser: &Browser, org: OrganizationId) -> [serde_json::Value; 2] {
    let mut seen = Vec::new();
    for path in ["subscription", "invoices/upcoming"] {
        seen.push(browser.get(&format!("/organizations/{org}/{path}")).await.json());
    }
    seen.try_into().unwrap()
}

async fn kept(hq: &Hq) -> Vec<usage_sum::Model> {
    usage_sum::Entity::find().all(hq.app.db().read()).await.unwrap()
}

async fn forget(hq: &Hq) {
    usage_sum::Entity::delete_many().exec(hq.app.db().write()).await.unwrap();
}

/// An organization that uses something, in levels that change every seven hours.
async fn using(hq: &Hq) -> (Browser, OrganizationId) {
    let ada = hq.person("ada@example.org").await;
    let org = ada.create("Acme").await.id;
    let account = hq.account(&ada).await;
    ada.subscribe(org, terms(Plan::Premium), account).await;
    for level in (0..60).map(|step| 10 + step % 5) {
        hq.uses(org, ENGINE, level, 0).await;
        hq.advance(Duration::hours(7));
    }
    (hq.sign_in("ada@example.org").await.0, org)
}

async fn what_is_seen_and_billed_is_the_same(hq: Hq) {
    let (ada, org) = using(&hq).await;
    let before = seen(&ada, org).await;
    sums::round(&hq.app).await.unwrap();
    let [row] = &kept(&hq).await[..] else { panic!("one row") };
    assert!(hq.app.now() - row.until_at < 25 * 3600 * 1_000_000, "all days that are over");
    let usage = all::usage(hq.app.db().read(), org).await.unwrap();
    assert!(usage.summed.len() >= 16 && usage.events.len() < 6, "{usage:?}");
    assert_eq!(seen(&ada, org).await, before);
    assert_eq!(before[1]["days"].as_array().unwrap().len(), 18);
    // The bills of three months, of days that are added up as they go by and of none.
    let backend = match hq.app.db().read().get_database_backend() {
        DbBackend::Postgres => Backend::Postgres,
        _ => Backend::Sqlite,
    };
    let mut billed = Vec::new();
    for add_up in [true, false] {
        let hq = Hq::selling(backend).await;
        let (_, org) = using(&hq).await;
        for day in 0..80 {
            hq.advance(Duration::days(1));
            if day % 9 == 0 {
                hq.uses(org, ENGINE, 8 + day % 4, 0).await;
            }
            if add_up {
                sums::round(&hq.app).await.unwrap();
            }
            invoices::round(&hq.app).await.unwrap();
        }
        assert_eq!(kept(&hq).await.len(), usize::from(add_up));
        billed.push(hq.issued().await.into_iter().map(|row| row.net_minor).collect::<Vec<_>>());
    }
    assert_eq!(billed[0], billed[1]);
    assert_eq!(billed[0].len(), 4);
}

async fn what_is_told_late_counts(hq: Hq) {
    let (ada, org) = using(&hq).await;
    sums::round(&hq.app).await.unwrap();
    let before = seen(&ada, org).await;
    // Three days ago it was much more, for an hour.
    hq.uses(org, ENGINE, 40, 72 * 3600).await;
    hq.uses(org, ENGINE, 10, 71 * 3600).await;
    assert_eq!(kept(&hq).await, [], "it is added up again");
    let told = seen(&ada, org).await;
    assert_ne!(told, before);
    sums::round(&hq.app).await.unwrap();
    assert_eq!((kept(&hq).await.len(), seen(&ada, org).await), (1, told));
    // What happens now changes nothing of what is over.
    hq.uses(org, ENGINE, 12, 0).await;
    assert_eq!(kept(&hq).await.len(), 1);
}

async fn two_servers_add_up_once(hq: Hq) {
    let (ada, org) = using(&hq).await;
    let before = seen(&ada, org).await;
    for _ in 0..3 {
        let (first, second, third) =
            tokio::join!(sums::round(&hq.app), sums::round(&hq.app), sums::round(&hq.app));
        first.and(second).and(third).unwrap();
        assert_eq!((kept(&hq).await.len(), seen(&ada, org).await), (1, before.clone()));
        forget(&hq).await;
    }
    // A sum that something decided later reaches into is made again.
    sums::round(&hq.app).await.unwrap();
    let mut row: subscription::ActiveModel = hq.subscription_row(org).await.into();
    let (start, whole) = (row.started_at.clone().unwrap(), kept(&hq).await.remove(0));
    row.ended_at = sea_orm::ActiveValue::Set(Some(start + 5 * 3600 * 1_000_000));
    subscription::Entity::update(row).exec(hq.app.db().write()).await.unwrap();
    hq.advance(Duration::days(2));
    sums::round(&hq.app).await.unwrap();
    let again = kept(&hq).await.remove(0);
    assert!(again.until_at > whole.until_at);
    let count = |row: &usage_sum::Model| row.summed.clone().value().len();
    assert_eq!(count(&again), count(&whole) + 3, "two days more, and one in two");
}
