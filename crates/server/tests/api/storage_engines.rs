//! Storage engines: ordered, read, changed, deleted.

use crate::{
    on_both,
    support::{Browser, Hq, list_engines, new_engine},
};
use hq_contract::{
    ETag, FieldCode, OrganizationId, ProblemCode, StorageEngineId,
    audit_log::{AuditFilter, ListAuditLog},
    operations::{LifeState, OperationKind, Progress},
    providers::EngineKind,
    storage_defaults::{GetStorageDefaults, TableKind},
    storage_engines::{
        DeleteStorageEngine, GetStorageEngine, GetStorageEngineUsage, ListStorageEngineOperations,
        ListStorageEngines, NewStorageEngine, StorageEngine, StorageEngineOrder, StorageEnginePatch,
        UpdateStorageEngine,
    },
};
use hq_server::db::entity::broker_instance::{self, InstanceId};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set};

on_both!(
    the_built_in_sandbox_is_there_before_anything_is_ordered,
    what_is_ordered_becomes_ready,
    an_order_of_what_is_not_offered_is_refused_at_its_fields,
    no_two_have_the_same_name,
    the_list_is_filtered_and_ordered,
    a_change_of_nothing_changes_nothing,
    names_descriptions_and_tags_change_at_once,
    another_size_takes_its_time,
    a_size_that_cannot_be_is_refused,
    what_is_deleted_goes_with_all_that_it_holds,
    what_new_dataplants_take_stays,
    how_much_it_held_is_kept_day_by_day,
    every_step_is_written_down,
);

async fn acme(hq: &Hq) -> (Browser, OrganizationId) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    hq.work().await;
    (ada, org)
}

fn patch(
    org: OrganizationId,
    (engine, version): (StorageEngine, ETag),
    patch: StorageEnginePatch,
) -> UpdateStorageEngine {
    UpdateStorageEngine { org, id: engine.id, version, patch }
}

async fn delete(
    browser: &Browser,
    org: OrganizationId,
    id: StorageEngineId,
) -> Result<StorageEngine, ProblemCode> {
    let (_, version) = browser.engine(org, id).await;
    browser.call(&DeleteStorageEngine { org, id, version }).await.map_err(|refused| refused.code())
}

async fn the_built_in_sandbox_is_there_before_anything_is_ordered(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let [sandbox] = &ada.engines(org).await[..] else { panic!("one engine") };
    assert_eq!((sandbox.name.as_str(), sandbox.engine), ("Sandbox", EngineKind::Sandbox));
    assert!(sandbox.built_in && !sandbox.may.delete && sandbox.may.update && sandbox.broker_available);
    assert_eq!((sandbox.state, sandbox.fpu), (LifeState::OnDemand, Some(2)));
    assert_eq!(sandbox.default_for, TableKind::ALL, "new dataplants take it");
    let (one, version) = ada.engine(org, sandbox.id).await;
    assert_eq!(one, *sandbox, "one by itself is as in the list");
    assert!(hq.broker.instances().is_empty(), "reading makes nothing");
    assert_eq!(delete(&ada, org, sandbox.id).await, Err(ProblemCode::BuiltIn));
    let named = StorageEnginePatch { name: Some("Mine".parse().unwrap()), ..Default::default() };
    let refused = ada.call(&patch(org, (one.clone(), version.clone()), named)).await.unwrap_err();
    assert_eq!(refused.field("/name"), Some(FieldCode::Reserved));
    let tags = StorageEnginePatch { tags: Some(vec!["try".parse().unwrap()]), ..Default::default() };
    let tagged = ada.call(&patch(org, (one, version.clone()), tags)).await.unwrap();
    assert_eq!(tagged.tags.len(), 1);
    assert_ne!(ada.engine(org, sandbox.id).await.1, version);
    let other = hq.person("bob@other.example").await.create("Other").await;
    let foreign = ada.call(&GetStorageEngine { org: other.id, id: sandbox.id }).await.unwrap_err();
    assert_eq!(foreign.code(), ProblemCode::NotFound);
}

async fn what_is_ordered_becomes_ready(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let new = NewStorageEngine {
        description: Some("All orders.".parse().unwrap()),
        tags: vec!["eu".parse().unwrap(), "eu".parse().unwrap(), "prod".parse().unwrap()],
        high_availability: true,
        ..new_engine("Orders")
    };
    let ordered = ada.order_engine(org, new).await.unwrap();
    assert_eq!(ordered.state, LifeState::Creating);
    let tags: Vec<&str> = ordered.tags.iter().map(|tag| tag.as_str()).collect();
    assert_eq!(tags, ["eu", "prod"], "each once");
    assert!(hq.broker.instances().is_empty(), "made after the answer");
    hq.work().await;
    let (engine, _) = ada.engine(org, ordered.id).await;
    assert_eq!((engine.state, engine.engine), (LifeState::Ready, EngineKind::Postgresql));
    assert_eq!((engine.provider.as_str(), engine.offer_name.as_str()), ("This machine", "postgresql"));
    assert_eq!(engine.region.as_ref().unwrap().name, "Here");
    assert_eq!((engine.fpu, engine.high_availability), (Some(4), true));
    assert_eq!(engine.month.as_ref().unwrap().minor, 10_000, "high availability doubles 4 × 12.50");
    assert_eq!(engine.storage_bytes, Some(1_500_000_000));
    assert!(engine.health.as_ref().unwrap().reachable && engine.bindable && engine.broker_available);
    assert_eq!(engine.created_by.as_ref().unwrap().name(), "Ada Lovelace");
    assert_eq!(engine.sizes.unwrap().max, 16);
    let sent = hq.broker.parameters(hq.broker.instances()[0]).unwrap();
    assert_eq!(
        (&sent["fpu"], &sent["region"], &sent["high_availability"]),
        (&4.into(), &"here".into(), &true.into())
    );
    let done = ada.call(&ListStorageEngineOperations { org, id: engine.id }).await.unwrap().items;
    let [operation] = &done[..] else { panic!("{done:?}") };
    assert_eq!((operation.kind, operation.state), (OperationKind::Create, Progress::Done));
    assert_eq!(operation.actor.as_ref().unwrap().name(), "Ada Lovelace");
}

async fn an_order_of_what_is_not_offered_is_refused_at_its_fields(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let refused = async |new: NewStorageEngine| {
        let refused = ada.order_engine(org, new).await.unwrap_err();
        assert_eq!(refused.code(), ProblemCode::Invalid);
        refused.problem.fields
    };
    let offer = |offer: &str| NewStorageEngine { offer: offer.to_owned(), ..new_engine("A") };
    let not_offered = |field: &str| [(field.to_owned(), FieldCode::NotOffered)].into();
    for unknown in ["", "double/postgresql/none", "double/dataplant/dp", "'; DROP TABLE storage_engines; --"]
    {
        assert_eq!(refused(offer(unknown)).await, not_offered("/offer"), "{unknown}");
    }
    let region = NewStorageEngine { region: "there".to_owned(), ..new_engine("A") };
    assert_eq!(refused(region).await, not_offered("/region"));
    for fpu in [0, 1, 3, 18, u32::MAX] {
        let new = NewStorageEngine { fpu: Some(fpu), ..new_engine("A") };
        assert_eq!(refused(new).await, not_offered("/fpu"), "{fpu}");
    }
    let sizeless = NewStorageEngine { fpu: None, ..new_engine("A") };
    assert_eq!(refused(sizeless).await, [("/fpu".to_owned(), FieldCode::Required)].into());
    let many = (0..21).map(|number| format!("tag {number}").parse().unwrap()).collect();
    let tagged = NewStorageEngine { tags: many, ..new_engine("A") };
    assert_eq!(refused(tagged).await, [("/tags".to_owned(), FieldCode::TooLong)].into());
    hq.work().await;
    assert_eq!((ada.engines(org).await.len(), hq.broker.instances().len()), (1, 0), "nothing was made");
}

async fn no_two_have_the_same_name(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let first = hq.engine(&ada, org, "Résumés").await;
    let other = hq.engine(&ada, org, "Orders").await;
    for taken in ["Résumés", "résumés", "RESUMES", "Sandbox", "sandbox", "SÁNDBOX"] {
        let refused = ada.order_engine(org, new_engine(taken)).await.unwrap_err();
        assert_eq!(refused.field("/name"), Some(FieldCode::Taken), "{taken}");
        let name = StorageEnginePatch { name: Some(taken.parse().unwrap()), ..Default::default() };
        let refused = ada.call(&patch(org, ada.engine(org, other.id).await, name)).await.unwrap_err();
        assert_eq!(refused.field("/name"), Some(FieldCode::Taken), "{taken}");
    }
    let own = StorageEnginePatch { name: Some("RÉSUMÉS".parse().unwrap()), ..Default::default() };
    let renamed = ada.call(&patch(org, ada.engine(org, first.id).await, own)).await.unwrap();
    assert_eq!(renamed.name.as_str(), "RÉSUMÉS", "its own name in other letters");
    let elsewhere = ada.create("Elsewhere").await.id;
    hq.engine(&ada, elsewhere, "Orders").await;
    delete(&ada, org, other.id).await.unwrap();
    hq.work().await;
    hq.engine(&ada, org, "Orders").await;
}

async fn the_list_is_filtered_and_ordered(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    for (name, fpu, tags) in [("Beta", 2, "eu"), ("alpha", 8, "eu prod"), ("Gamma", 4, "Zürich")] {
        let tags = tags.split(' ').map(|tag| tag.parse().unwrap()).collect();
        hq.engine_like(&ada, org, NewStorageEngine { fpu: Some(fpu), tags, ..new_engine(name) }).await;
    }
    let names = async |list: ListStorageEngines| {
        let page = ada.call(&list).await.unwrap();
        assert_eq!(page.total, page.items.len() as u64);
        page.items.iter().map(|engine| engine.name.to_string()).collect::<Vec<_>>()
    };
    let all = || list_engines(org);
    assert_eq!(names(all()).await, ["Sandbox", "alpha", "Beta", "Gamma"]);
    let sorted = |sort| ListStorageEngines { sort, ..all() };
    assert_eq!(names(sorted(StorageEngineOrder::Size)).await, ["Sandbox", "alpha", "Gamma", "Beta"]);
    assert_eq!(names(sorted(StorageEngineOrder::Created)).await.len(), 4);
    let q = |q: &str| ListStorageEngines { q: Some(q.to_owned()), ..all() };
    assert_eq!(names(q("ALPH")).await, ["alpha"]);
    assert_eq!(names(q("zurich")).await, ["Gamma"], "by tag, without case and accents");
    assert_eq!(names(q(" eu ")).await, ["alpha", "Beta"]);
    assert_eq!(names(q("%")).await, Vec::<String>::new());
    let kind = ListStorageEngines { engine: Some(EngineKind::Sandbox), ..all() };
    assert_eq!(names(kind).await, ["Sandbox"]);
    let state = ListStorageEngines { state: Some(LifeState::Ready), ..q("a") };
    assert_eq!(names(state).await, ["alpha", "Beta", "Gamma"]);
    for wrong in ["sort=colour", "engine=oracle", "state=new", "limit=0", "page_token=x"] {
        let reply = ada.get(&format!("/organizations/{org}/storage-engines?{wrong}")).await;
        assert_eq!(reply.status, 400, "{wrong}");
    }
}

async fn a_change_of_nothing_changes_nothing(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let engine = hq.engine(&ada, org, "Orders").await;
    let (read, version) = ada.engine(org, engine.id).await;
    let same = StorageEnginePatch {
        name: Some("Orders".parse().unwrap()),
        description: Some(None),
        tags: Some(Vec::new()),
        fpu: Some(4),
    };
    for nothing in [StorageEnginePatch::default(), same] {
        let reply = ada.send(ada.prepare(&patch(org, (read.clone(), version.clone()), nothing))).await;
        assert_eq!((reply.status.as_u16(), reply.header("etag")), (200, Some(version.0.as_str())));
    }
    let stale = patch(org, (read, ETag("\"77\"".into())), StorageEnginePatch::default());
    assert_eq!(ada.call(&stale).await.unwrap_err().code(), ProblemCode::Stale);
}

async fn names_descriptions_and_tags_change_at_once(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let engine = hq.engine(&ada, org, "Orders").await;
    let all = StorageEnginePatch {
        name: Some("Sales".parse().unwrap()),
        description: Some(Some("All sales.".parse().unwrap())),
        tags: Some(vec!["EU".parse().unwrap()]),
        fpu: None,
    };
    let change = patch(org, ada.engine(org, engine.id).await, all);
    let changed = ada.call(&change).await.unwrap();
    assert_eq!((changed.name.as_str(), changed.tags[0].as_str()), ("Sales", "eu"));
    assert_eq!(changed.description.as_ref().unwrap().as_str(), "All sales.");
    assert_eq!(ada.engine(org, engine.id).await.0, changed);
    assert_eq!(ada.call(&change).await.unwrap_err().code(), ProblemCode::Stale);
    let none = StorageEnginePatch { description: Some(None), ..Default::default() };
    let without = ada.call(&patch(org, ada.engine(org, engine.id).await, none)).await.unwrap();
    assert_eq!((without.description, without.name.as_str()), (None, "Sales"));
}

async fn another_size_takes_its_time(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let engine = hq.engine(&ada, org, "Orders").await;
    hq.advance(time::Duration::seconds(1));
    let bigger = StorageEnginePatch { fpu: Some(8), ..Default::default() };
    let reply = ada.send(ada.prepare(&patch(org, ada.engine(org, engine.id).await, bigger))).await;
    assert_eq!(reply.status, 202, "{}", reply.body);
    let (pending, version) = ada.engine(org, engine.id).await;
    assert_eq!((pending.state, pending.fpu, pending.pending_fpu), (LifeState::Updating, Some(4), Some(8)));
    let again = StorageEnginePatch { fpu: Some(10), ..Default::default() };
    let refused = ada.call(&patch(org, (pending, version), again)).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::NotReady);
    hq.work().await;
    let (done, _) = ada.engine(org, engine.id).await;
    assert_eq!((done.state, done.fpu, done.pending_fpu), (LifeState::Ready, Some(8), None));
    assert_eq!(done.month.unwrap().minor, 10_000);
    let operations = ada.call(&ListStorageEngineOperations { org, id: engine.id }).await.unwrap().items;
    assert_eq!((operations[0].from_fpu, operations[0].to_fpu), (Some(4), Some(8)));
    assert_eq!(operations[1].kind, OperationKind::Create, "the newest first");
}

async fn a_size_that_cannot_be_is_refused(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let engine = hq.engine(&ada, org, "Orders").await;
    let resized = async |fpu| {
        let patch_of = StorageEnginePatch { fpu: Some(fpu), ..Default::default() };
        ada.call(&patch(org, ada.engine(org, engine.id).await, patch_of)).await
    };
    for fpu in [1, 3, 18] {
        assert_eq!(resized(fpu).await.unwrap_err().field("/fpu"), Some(FieldCode::NotOffered), "{fpu}");
    }
    let instance = hq.broker.instances()[0];
    holds(&hq, InstanceId(instance), 10_000_000_001).await;
    let refused = resized(2).await.unwrap_err();
    assert_eq!(refused.field("/fpu"), Some(FieldCode::Unusable));
    assert_eq!(refused.problem.faults, ["too_full"], "2 FPU hold 10 GB");
    holds(&hq, InstanceId(instance), 10_000_000_000).await;
    assert_eq!(resized(2).await.unwrap().pending_fpu, Some(2));
    let sandbox = ada.engines(org).await.remove(0);
    let patch_of = StorageEnginePatch { fpu: Some(4), ..Default::default() };
    let refused = ada.call(&patch(org, ada.engine(org, sandbox.id).await, patch_of)).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::BuiltIn, "it is not there");
}

/// Lets an instance hold so many bytes.
async fn holds(hq: &Hq, instance: InstanceId, bytes: i64) {
    let row = broker_instance::ActiveModel {
        id: Set(instance),
        storage_bytes: Set(Some(bytes)),
        ..Default::default()
    };
    row.update(hq.app.db().write()).await.unwrap();
}

async fn what_is_deleted_goes_with_all_that_it_holds(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let engine = hq.engine(&ada, org, "Orders").await;
    let (_, version) = ada.engine(org, engine.id).await;
    let reply = ada.send(ada.prepare(&DeleteStorageEngine { org, id: engine.id, version })).await;
    assert_eq!((reply.status.as_u16(), &reply.json()["state"]), (202, &"deleting".into()));
    assert_eq!(delete(&ada, org, engine.id).await, Err(ProblemCode::NotReady), "it is under way");
    assert_eq!(hq.broker.instances().len(), 1);
    hq.work().await;
    assert!(hq.broker.instances().is_empty());
    let gone = ada.call(&GetStorageEngine { org, id: engine.id }).await.unwrap_err();
    assert_eq!((gone.code(), ada.engines(org).await.len()), (ProblemCode::NotFound, 1));
}

async fn what_new_dataplants_take_stays(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let new = NewStorageEngine { default_for: vec![TableKind::Mart], ..new_engine("Orders") };
    let engine = hq.engine_like(&ada, org, new).await;
    assert_eq!(engine.default_for, [TableKind::Mart]);
    let defaults = ada.call(&GetStorageDefaults { org }).await.unwrap();
    assert_eq!(defaults.of(TableKind::Mart).unwrap().id, engine.id);
    assert_eq!(defaults.of(TableKind::Ml).unwrap().name.as_ref().unwrap().as_str(), "Sandbox");
    assert_eq!(delete(&ada, org, engine.id).await, Err(ProblemCode::EngineInUse));
    assert_eq!(ada.engine(org, engine.id).await.0.state, LifeState::Ready);
}

async fn how_much_it_held_is_kept_day_by_day(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let engine = hq.engine(&ada, org, "Orders").await;
    for _ in 0..3 {
        hq.advance(time::Duration::hours(23));
        hq.work().await;
    }
    let days = ada.call(&GetStorageEngineUsage { org, id: engine.id }).await.unwrap().items;
    assert!(days.len() == 3 || days.len() == 4, "{days:?}");
    assert!(days.is_sorted_by(|one, other| one.day < other.day), "{days:?}");
    assert_eq!((days[0].storage_bytes, days[0].storage_limit_bytes), (1_500_000_000, Some(10_000_000_000)));
    let sandbox = ada.engines(org).await.remove(0).id;
    assert!(ada.call(&GetStorageEngineUsage { org, id: sandbox }).await.unwrap().items.is_empty());
}

async fn every_step_is_written_down(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let engine = hq.engine(&ada, org, "Orders").await;
    let change =
        StorageEnginePatch { name: Some("Sales".parse().unwrap()), fpu: Some(8), ..Default::default() };
    ada.call(&patch(org, ada.engine(org, engine.id).await, change)).await.unwrap();
    hq.work().await;
    delete(&ada, org, engine.id).await.unwrap();
    hq.work().await;
    let filter = AuditFilter { action: Some("storage_engines".into()), ..Default::default() };
    let lines = ada.call(&ListAuditLog { org, filter, page_token: None }).await.unwrap().items;
    let mut told: Vec<(&str, bool)> =
        lines.iter().map(|line| (line.action.as_str(), line.actor.is_some())).collect();
    told.sort_unstable();
    assert_eq!(
        told,
        [
            ("storage_engines.create", true),
            ("storage_engines.delete", false),
            ("storage_engines.delete", true),
            ("storage_engines.resize", true),
            ("storage_engines.update", true),
        ]
    );
    assert!(lines.iter().all(|line| line.subject == engine.id.to_string()));
    let change = |action: &str, by_somebody: bool, field: &str| {
        let line = lines.iter().find(|line| line.action == action && line.actor.is_some() == by_somebody);
        let change = line.unwrap().changes.iter().find(|change| change.field == field).unwrap();
        (change.before.clone(), change.after.clone())
    };
    let went = change("storage_engines.delete", false, "storage_bytes");
    assert_eq!(went, (Some("1500000000".to_owned()), None), "what went");
    let size = change("storage_engines.resize", true, "fpu");
    assert_eq!(size, (Some("4".to_owned()), Some("8".to_owned())));
}
