//! Engines that hold more than they should.

use crate::{
    on_both,
    support::{Browser, Hq},
};
use hq_contract::{OrganizationId, storage_engines::DeleteStorageEngine};
use hq_server::db::entity::storage_engine_warning;
use sea_orm::{EntityTrait as _, PaginatorTrait as _};

on_both!(the_admins_hear_of_it_once_and_again_after_it_was_below, what_has_gone_leaves_no_warning,);

/// What an engine of the tests' broker should hold at most.
const LIMIT: u64 = 10_000_000_000;

async fn acme(hq: &Hq) -> (Browser, OrganizationId) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    hq.work().await;
    (ada, org)
}

/// It holds so much when it is looked at next; how many mails somebody has of it by then.
async fn held(hq: &Hq, bytes: u64, email: &str) -> usize {
    hq.broker.holds(bytes);
    hq.advance(time::Duration::minutes(2));
    hq.work().await;
    let all = hq.mails(email).await;
    all.iter().filter(|mail| mail.subject.contains("is over its storage limit")).count()
}

async fn the_admins_hear_of_it_once_and_again_after_it_was_below(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let org = acme.id;
    hq.work().await;
    hq.user_with(&ada, &acme, "bob@acme.example", &["allow storage_engines read all"]).await;
    hq.engine(&ada, org, "Orders").await;
    let ada_has = |bytes| held(&hq, bytes, "ada@acme.example");
    assert_eq!(ada_has(LIMIT).await, 0, "as much as it may");
    assert_eq!(ada_has(LIMIT + 1).await, 1);
    assert_eq!(ada_has(LIMIT + 5_000_000_000).await, 1, "once");
    assert_eq!(ada_has(LIMIT).await, 1);
    assert_eq!(ada_has(LIMIT + 1).await, 2, "again, after it was below");
    assert_eq!(held(&hq, LIMIT + 1, "bob@acme.example").await, 0, "who is no admin");
    let mails = hq.mails("ada@acme.example").await;
    let mail = mails.iter().find(|mail| mail.subject.contains("over its storage limit")).unwrap();
    assert!(mail.subject.contains("Orders"), "{}", mail.subject);
    assert!(mail.text_body.contains("/organizations/acme/storage-engines"), "{}", mail.text_body);
}

async fn what_has_gone_leaves_no_warning(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let id = hq.engine(&ada, org, "Orders").await.id;
    assert_eq!(held(&hq, LIMIT * 2, "ada@acme.example").await, 1);
    let (_, version) = ada.engine(org, id).await;
    ada.call(&DeleteStorageEngine { org, id, version }).await.unwrap();
    hq.work().await;
    assert_eq!(storage_engine_warning::Entity::find().count(hq.app.db().read()).await.unwrap(), 0);
}
