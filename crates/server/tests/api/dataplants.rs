//! Dataplants: ordered, made with the credentials of their engines, changed, tried again.

use crate::{
    on_both,
    support::{Browser, Hq, new_dataplant, over},
};
use hq_broker::{
    BrokerError,
    osb::{ErrorBody, OperationState},
};
use hq_contract::{
    FieldCode, OrganizationId, ProblemCode, Tag,
    audit_log::{AuditFilter, ListAuditLog},
    dataplants::{
        DataplantPatch, GetDataplant, GetDataplantSteps, ListDataplantOperations, NewDataplant,
        RetryDataplant, UpdateDataplant,
    },
    operations::{LifeState, OperationKind, Progress},
    storage_defaults::TableKind,
    storage_engines::ListStorageEngineUsers,
};
use hq_server::db::entity::{broker_binding, broker_operation};
use sea_orm::EntityTrait as _;
use serde_json::json;

on_both!(
    it_is_made_with_the_credentials_of_its_engines,
    its_steps_are_told_as_they_come,
    what_is_not_offered_is_refused_at_its_field,
    a_name_is_had_once,
    ordering_twice_with_one_key_orders_once,
    what_is_changed_at_once_and_what_takes_its_time,
    two_sizes_at_once_have_one_winner,
    every_step_is_written_down,
);

async fn acme(hq: &Hq) -> (Browser, OrganizationId) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    hq.work().await;
    (ada, org)
}

fn refused(status: u16) -> BrokerError {
    BrokerError::refused(status, ErrorBody::default())
}

async fn it_is_made_with_the_credentials_of_its_engines(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let new = NewDataplant {
        template: Some("sample".into()),
        description: Some("Sales".parse().unwrap()),
        tags: vec!["prod".parse().unwrap(), "prod".parse().unwrap()],
        ..new_dataplant("Orders")
    };
    let ordered = ada.order(org, new).await.unwrap();
    assert_eq!(
        (ordered.state, ordered.fpu, ordered.template.as_deref()),
        (LifeState::Creating, Some(4), Some("Sample"))
    );
    assert_eq!(ordered.tags.len(), 1, "each tag once");
    assert_eq!(ordered.month.map(|month| month.minor), Some(12_000));
    assert!(hq.broker.instances().is_empty(), "nothing before the worker has come");
    hq.work().await;

    let made = ada.dataplant(org, ordered.id).await;
    assert_eq!((made.state, made.failure), (LifeState::Ready, None));
    assert!(made.url.is_some_and(|url| url.starts_with("http://")));
    assert!(made.health.is_some_and(|health| health.reachable));
    let tables: Vec<TableKind> = made.engines.iter().map(|engine| engine.tables).collect();
    assert_eq!(tables, TableKind::ALL);
    assert!(
        made.engines.iter().all(|engine| engine.name.as_ref().is_some_and(|name| name.as_str() == "Sandbox"))
    );

    // The Sandbox was made first, then three credentials in it, then the dataplant that is told them.
    let verbs: Vec<_> = hq.broker.asked().into_iter().map(|(verb, _)| verb).collect();
    let order: Vec<_> = verbs.into_iter().filter(|verb| ["provision", "bind"].contains(verb)).collect();
    assert_eq!(order, ["provision", "bind", "bind", "bind", "provision"]);
    let sent = hq.broker.parameters(hq.made()[1]).unwrap();
    assert_eq!((&sent["template"], &sent["fpu"]), (&json!("sample"), &json!(4)));
    let bindings = hq.broker.bindings();
    for kind in TableKind::ALL {
        let password = sent["connections"][kind.as_str()]["password"].as_str().unwrap();
        assert!(bindings.iter().any(|binding| password == format!("secret-{binding}")), "{password}");
    }
    // What was sent lies in no row in clear, and each binding is for its own schema.
    let rows = broker_binding::Entity::find().all(hq.app.db().read()).await.unwrap();
    let schemas: Vec<_> = rows.iter().map(|row| row.parameters.clone()).collect();
    for kind in TableKind::ALL {
        assert!(schemas.contains(&json!({"schema": kind.as_str()}).to_string()), "{schemas:?}");
    }
    let operations = broker_operation::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert!(!format!("{rows:?}{operations:?}").contains("secret-"));
    let users = ada.call(&ListStorageEngineUsers { org, id: made.engines[0].engine }).await;
    if let Ok(users) = users {
        assert_eq!(users.items[0].dataplant, Some(made.id));
    }
}

async fn its_steps_are_told_as_they_come(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    hq.dataplant(&ada, org, new_dataplant("First")).await;
    hq.broker.is_slow(true);
    let id = ada.order(org, new_dataplant("Orders")).await.unwrap().id;
    let steps = || async { ada.call(&GetDataplantSteps { org, id }).await.unwrap() };
    let told = steps().await;
    let of: Vec<_> = told.steps.iter().map(|step| step.of.as_deref()).collect();
    assert_eq!(of, [Some("primary"), Some("mart"), Some("ml"), None]);
    assert!(told.steps.iter().all(|step| step.state == Progress::Pending && step.started_at.is_none()));
    hq.work().await;
    let told = steps().await;
    assert_eq!((told.kind, told.state), (OperationKind::Create, Progress::Running));
    assert!(told.steps.iter().take(3).all(|step| step.state == Progress::Running), "{:?}", told.steps);
    assert_eq!(told.steps.last().map(|step| step.state), Some(Progress::Pending));

    hq.broker.is_slow(false);
    for _ in 0..3 {
        hq.broker.polls(over(OperationState::Succeeded));
    }
    hq.advance(time::Duration::minutes(1));
    hq.work().await;
    let told = steps().await;
    assert_eq!(told.state, Progress::Done, "{:?}", told.steps);
    assert!(
        told.steps.iter().all(|step| step.state == Progress::Done && step.ended_at.is_some()),
        "{:?}",
        told.steps
    );
    let operations = ada.call(&ListDataplantOperations { org, id }).await.unwrap();
    assert_eq!(
        (operations.total, operations.items[0].actor.as_ref().map(|actor| actor.name().to_owned())),
        (1, Some("Ada Lovelace".into()))
    );
}

async fn what_is_not_offered_is_refused_at_its_field(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let with = |change: fn(&mut NewDataplant)| {
        let mut new = new_dataplant("Orders");
        change(&mut new);
        new
    };
    for (new, field, code) in [
        (with(|new| new.offer = "double/postgresql/pg".into()), "/offer", FieldCode::NotOffered),
        (with(|new| new.offer = "nobody".into()), "/offer", FieldCode::NotOffered),
        (with(|new| new.region = "mars".into()), "/region", FieldCode::NotOffered),
        (with(|new| new.fpu = None), "/fpu", FieldCode::Required),
        (with(|new| new.fpu = Some(3)), "/fpu", FieldCode::NotOffered),
        (with(|new| new.fpu = Some(18)), "/fpu", FieldCode::NotOffered),
        (with(|new| new.template = Some("none".into())), "/template", FieldCode::NotOffered),
        (
            with(|new| new.names = vec!["data.acme.example".parse().unwrap()]),
            "/names/0",
            FieldCode::NotVerified,
        ),
        (
            with(|new| new.tags = (0..21).map(|number| format!("tag-{number}").parse().unwrap()).collect()),
            "/tags",
            FieldCode::TooLong,
        ),
    ] {
        let refused = ada.order(org, new).await.unwrap_err();
        assert_eq!(refused.field(field), Some(code), "{:?}", refused.problem);
    }
    let unknown =
        ada.post(&format!("/organizations/{org}/dataplants"), &json!({"name": "A", "engine": "x"})).await;
    assert_eq!(unknown.status, 422);
    hq.work().await;
    assert!(hq.broker.instances().is_empty(), "nothing was ordered");
}

async fn a_name_is_had_once(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    ada.order(org, new_dataplant("Café")).await.unwrap();
    let refused = ada.order(org, new_dataplant("cafe")).await.unwrap_err();
    assert_eq!(refused.field("/name"), Some(FieldCode::Taken));
    let other = ada.create("Other").await.id;
    ada.order(other, new_dataplant("Café")).await.unwrap();
    let (one, two) =
        tokio::join!(ada.order(org, new_dataplant("Sales")), ada.order(org, new_dataplant("Sales")));
    assert!(one.is_ok() ^ two.is_ok(), "one of them");
}

async fn ordering_twice_with_one_key_orders_once(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let path = format!("/organizations/{org}/dataplants");
    let send = || {
        ada.send(ada.request("POST", &path).header("idempotency-key", "one").json(&new_dataplant("Orders")))
    };
    let (one, two) = (send().await, send().await);
    assert_eq!((one.status.as_u16(), one.json()["id"].clone()), (202, two.json()["id"].clone()));
    hq.work().await;
    assert_eq!(hq.broker.instances().len(), 2, "a Sandbox and one dataplant");
}

async fn what_is_changed_at_once_and_what_takes_its_time(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let first = hq.dataplant(&ada, org, new_dataplant("First")).await;
    let id = hq.dataplant(&ada, org, new_dataplant("Orders")).await.id;
    let (_, version) = ada.call_versioned(&GetDataplant { org, id }).await.unwrap();
    let send = |patch: serde_json::Value, version: String| {
        let request = ada.request("PATCH", &format!("/organizations/{org}/dataplants/{id}"));
        ada.send(request.header("if-match", version).json(&patch))
    };
    let reply = send(json!({}), version.0.clone()).await;
    assert_eq!(
        (reply.status.as_u16(), reply.header("etag")),
        (200, Some(version.0.as_str())),
        "a change of nothing"
    );
    let reply = send(json!({"name": "Sales", "description": "All", "tags": ["a"]}), version.0.clone()).await;
    assert_eq!(
        (reply.status.as_u16(), reply.json()["name"].clone()),
        (202, json!("Sales")),
        "its broker is told: {}",
        reply.body
    );
    hq.work().await;
    assert_eq!(send(json!({"name": "B"}), version.0).await.status, 412);
    assert_eq!(ada.request("PATCH", "").build().unwrap().method(), "PATCH");
    let taken = send(json!({"name": first.name}), "*".into()).await;
    assert_eq!(taken.status, 422);
    assert_eq!(send(json!({"description": null}), "*".into()).await.json()["description"], json!(null));
    for fpu in [3, 18, 1] {
        assert_eq!(send(json!({"fpu": fpu}), "*".into()).await.status, 422);
    }
    let reply = send(json!({"fpu": 8}), "*".into()).await;
    let said = reply.json();
    assert_eq!(
        (reply.status.as_u16(), &said["state"], &said["fpu"], &said["pending_fpu"]),
        (202, &json!("updating"), &json!(4), &json!(8))
    );
    hq.work().await;
    let resized = ada.dataplant(org, id).await;
    assert_eq!((resized.state, resized.fpu, resized.pending_fpu), (LifeState::Ready, Some(8), None));
    let sent = hq.broker.parameters(*hq.made().last().unwrap()).unwrap();
    assert_eq!(sent["fpu"], json!(8));
    assert_eq!(resized.tags, ["a".parse::<Tag>().unwrap()]);
}

async fn two_sizes_at_once_have_one_winner(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    let id = hq.dataplant(&ada, org, new_dataplant("Orders")).await.id;
    let (_, version) = ada.call_versioned(&GetDataplant { org, id }).await.unwrap();
    let resize = |fpu| {
        let patch = DataplantPatch { fpu: Some(fpu), ..DataplantPatch::default() };
        UpdateDataplant { org, id, version: version.clone(), patch }
    };
    let (eight, two) = (resize(8), resize(2));
    let (one, other) = tokio::join!(ada.call(&eight), ada.call(&two));
    assert!(one.is_ok() ^ other.is_ok());
    let refused = one.err().or(other.err()).unwrap();
    assert!([ProblemCode::Stale, ProblemCode::NotReady].contains(&refused.code()), "{:?}", refused.problem);
    let patch = DataplantPatch { fpu: Some(16), ..DataplantPatch::default() };
    assert_eq!(ada.change(org, id, patch).await.unwrap_err().code(), ProblemCode::NotReady);
    assert_eq!(ada.ask_to_delete(org, id).await.unwrap_err().code(), ProblemCode::NotReady);
    hq.work().await;
    assert_eq!(hq.asked("update"), 1);
}

async fn every_step_is_written_down(hq: Hq) {
    let (ada, org) = acme(&hq).await;
    hq.dataplant(&ada, org, new_dataplant("First")).await;
    hq.broker.fails("provision", refused(400));
    let id = hq.dataplant(&ada, org, new_dataplant("Orders")).await.id;
    ada.call(&RetryDataplant { org, id }).await.unwrap();
    hq.work().await;
    let renamed = DataplantPatch { name: Some("Sales".parse().unwrap()), ..DataplantPatch::default() };
    ada.change(org, id, renamed).await.unwrap();
    hq.work().await;
    let resized = DataplantPatch { fpu: Some(8), ..DataplantPatch::default() };
    ada.change(org, id, resized).await.unwrap();
    hq.work().await;
    ada.ask_to_delete(org, id).await.unwrap();
    let token = hq.token_from_mail("ada@acme.example", "/dataplant-deletions/").await;
    ada.confirm(&token).await.unwrap();
    let log = ListAuditLog { org, filter: AuditFilter::default(), page_token: None };
    let lines = ada.call(&log).await.unwrap().items;
    // The clock stands still: lines of one moment have no order.
    let mut actions: Vec<_> = lines
        .iter()
        .filter(|line| line.subject == id.to_string())
        .map(|line| line.action.trim_start_matches("dataplants."))
        .collect();
    actions.sort_unstable();
    assert_eq!(actions, ["ask_deletion", "create", "delete", "resize", "retry", "update"]);
}
