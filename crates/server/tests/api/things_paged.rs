//! Lists of dataplants and storage engines: the database makes a page where it can, HQ itself where rules ask for tags; to people they
//! are the same.

use crate::{
    on_both,
    support::{Browser, Hq, new_dataplant},
};
use hq_contract::{DataplantId, OrganizationId, StorageEngineId};
use hq_server::{
    db::entity::{
        broker_instance::{self, OwnerId},
        dataplant, storage_engine,
    },
    platform::micros::Micros,
};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::Value;

on_both!(both_ways_show_the_same_pages);

/// Names that databases order in ways of their own.
const NAMES: [&str; 12] =
    ["a-b", "ab", "a b", "Zoo", "zoo 2", "Été", "ete 2", "éz", "10", "9", "_x", "ñandú"];

/// The ids of all pages, each of five, and every total that was said.
async fn pages(browser: &Browser, org: OrganizationId, list: &str, query: &str) -> (Vec<String>, Vec<u64>) {
    let (mut ids, mut totals, mut token) = (Vec::new(), Vec::new(), String::new());
    loop {
        let path = format!("/organizations/{org}/{list}?limit=5{query}{token}");
        let reply = browser.get(&path).await;
        assert_eq!(reply.status, 200, "{path}: {}", reply.body);
        let page: Value = reply.json();
        ids.extend(
            page["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()),
        );
        totals.push(page["total"].as_u64().unwrap());
        match page["next_page"].as_str() {
            Some(next) => token = format!("&page_token={next}"),
            None => return (ids, totals),
        }
        assert!(ids.len() < 100, "it does not end: {path}");
    }
}

/// Copies of the dataplant and the engine that are there, under all the names.
async fn fill(hq: &Hq) {
    let db = hq.app.db();
    let plant = dataplant::Entity::find().one(db.read()).await.unwrap().unwrap();
    let engine = storage_engine::Entity::find().filter(storage_engine::Column::BuiltIn.eq(false));
    let engine = engine.one(db.read()).await.unwrap().unwrap();
    let of = async |id| broker_instance::Entity::find_by_id(id).one(db.read()).await.unwrap().unwrap();
    let (plant_made, engine_made) = (of(plant.instance_id).await, of(engine.instance_id.unwrap()).await);
    for (number, name) in NAMES.iter().enumerate() {
        let number = i64::try_from(number).unwrap();
        let state = ["ready", "failed", "updating"][usize::try_from(number % 3).unwrap()];
        let made = |of: &broker_instance::Model, owner| broker_instance::Model {
            id: hq.app.new_id(),
            owner_id: owner,
            state: state.parse().unwrap(),
            fpu: Some(number % 4 * 2),
            storage_bytes: (number % 5 > 0).then_some(number % 5),
            next_probe_at: Micros::MAX,
            ..of.clone()
        };
        let (id, name_key): (DataplantId, _) = (hq.app.new_id(), hq_server::platform::search::fold(name));
        let one = made(&plant_made, OwnerId::from(id));
        let copy = dataplant::Model {
            id,
            instance_id: one.id,
            name: name.parse().unwrap(),
            name_key: name_key.clone(),
            created_at: plant.created_at + number % 3,
            ..plant.clone()
        };
        broker_instance::Entity::insert(broker_instance::ActiveModel::from(one))
            .exec_without_returning(db.write())
            .await
            .unwrap();
        dataplant::Entity::insert(dataplant::ActiveModel::from(copy))
            .exec_without_returning(db.write())
            .await
            .unwrap();
        let id: StorageEngineId = hq.app.new_id();
        let one = made(&engine_made, OwnerId::from(id));
        let copy = storage_engine::Model {
            id,
            instance_id: Some(one.id),
            name: name.parse().unwrap(),
            name_key,
            created_at: engine.created_at + number % 3,
            ..engine.clone()
        };
        broker_instance::Entity::insert(broker_instance::ActiveModel::from(one))
            .exec_without_returning(db.write())
            .await
            .unwrap();
        storage_engine::Entity::insert(storage_engine::ActiveModel::from(copy))
            .exec_without_returning(db.write())
            .await
            .unwrap();
    }
}

async fn both_ways_show_the_same_pages(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let acme = ada.create("Acme").await;
    let org = acme.id;
    hq.dataplant(&ada, org, new_dataplant("Orders")).await;
    hq.engine(&ada, org, "Warehouse").await;
    fill(&hq).await;
    // Of a tag that nothing has: they read the same as Ada, and each has to be looked at.
    let rules = [
        "allow dataplants read all",
        "deny dataplants all tag:nothing",
        "allow storage_engines read all",
        "deny storage_engines all tag:nothing",
    ];
    let bob = hq.user_with(&ada, &acme, "bob@acme.example", &rules).await;
    for (list, sorts, filters, all) in [
        ("dataplants", vec!["name", "size", "created"], vec!["", "&state=ready", "&state=failed"], 13),
        (
            "storage-engines",
            vec!["name", "size", "storage", "created"],
            vec!["", "&state=ready", "&state=on_demand", "&engine=postgresql", "&engine=sandbox"],
            14,
        ),
    ] {
        for sort in sorts {
            for filter in &filters {
                let query = format!("&sort={sort}{filter}");
                let (one, other) =
                    (pages(&ada, org, list, &query).await, pages(&bob, org, list, &query).await);
                assert_eq!(one, other, "{list} {query}");
                assert!(
                    one.1.iter().all(|total| *total == one.0.len() as u64),
                    "{list} {query}: {:?}",
                    one.1
                );
                let way = async |browser, way: &str| {
                    pages(browser, org, list, &format!("{query}&order={way}")).await
                };
                let (asc, desc) = (way(&ada, "asc").await, way(&ada, "desc").await);
                assert_eq!(
                    (&asc, &desc),
                    (&way(&bob, "asc").await, &way(&bob, "desc").await),
                    "{list} {query}"
                );
                assert!(sort != "name" || one == asc, "{list} {query}");
                // The built-in Sandbox comes first, whichever way.
                let first = usize::from(asc.0.len() > 1 && asc.0[0] == desc.0[0]);
                assert!(asc.0[first..].iter().rev().eq(&desc.0[first..]), "{list} {query}: {asc:?} {desc:?}");
                assert!(!filter.is_empty() || one.0.len() == all, "{list} {query}: {}", one.0.len());
            }
        }
    }
    let nothing = hq.user_with(&ada, &acme, "eve@acme.example", &[]).await;
    for list in ["dataplants", "storage-engines"] {
        assert_eq!(pages(&nothing, org, list, "").await, (Vec::new(), vec![0]));
    }
}
