//! What scripts make: who made it is told, and what only people take away.

use crate::{
    on_both,
    support::{Hq, new_dataplant},
};
use hq_broker::{BrokerError, osb::ErrorBody};
use hq_contract::{
    Actor, ETag, ProblemCode,
    api_keys::RevokeApiKey,
    dataplants::{DeleteDataplant, GetDataplant, ListDataplantOperations},
    operations::LifeState,
    storage_engines::{CreateCredential, GetStorageEngine, ListCredentials, NewCredential, RotateCredential},
};
use serde_json::json;

on_both!(what_a_key_made_says_so, a_key_is_told_whether_it_can_delete_a_dataplant);

async fn what_a_key_made_says_so(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let key = ada.admin_api_key(org, "Deploy").await;
    let (script, key) = (hq.script(&key.secret), key.key.id);
    let deploy = Some(Actor::ApiKey { id: key, name: "Deploy".parse().unwrap() });
    let engine = hq.engine(&script, org, "Orders").await;
    let body = NewCredential { name: "Reports".parse().unwrap() };
    let ordered = script.call(&CreateCredential { org, id: engine.id, body }).await.unwrap();
    hq.work().await;
    let renewal = RotateCredential { org, id: engine.id, credential: ordered.id };
    let renewed = script.call(&renewal).await.unwrap();
    let dataplant = hq.dataplant(&script, org, new_dataplant("Orders")).await;
    for told in [&engine.created_by, &ordered.created_by, &renewed.created_by, &dataplant.created_by] {
        assert_eq!(*told, deploy);
    }
    assert_eq!(
        script.get(&format!("/organizations/{org}/dataplants/{}", dataplant.id)).await.json()["created_by"],
        json!({"kind": "api_key", "id": key, "name": "Deploy"})
    );
    // A key that was revoked is called as it was, as in the audit log.
    ada.call(&RevokeApiKey { org, id: key }).await.unwrap();
    let engine = ada.call(&GetStorageEngine { org, id: engine.id }).await.unwrap();
    let credentials = ada.call(&ListCredentials { org, id: engine.id }).await.unwrap().items;
    let own = credentials.into_iter().filter(|credential| credential.dataplant.is_none());
    let dataplant = ada.call(&GetDataplant { org, id: dataplant.id }).await.unwrap();
    let operations = ada.call(&ListDataplantOperations { org, id: dataplant.id }).await.unwrap().items;
    let told = [engine.created_by, dataplant.created_by, operations[0].actor.clone()].into_iter();
    let told: Vec<_> = told.chain(own.map(|credential| credential.created_by)).collect();
    assert_eq!(told, vec![deploy; 5]);
    // What people make says so too.
    let person = hq.engine(&ada, org, "Reports").await.created_by;
    assert_eq!(person, Some(Actor::Person { id: ada.id().await, name: "Ada Lovelace".parse().unwrap() }));
}

/// A mail asks a person to confirm it; where it could not be made there is nothing to confirm.
async fn a_key_is_told_whether_it_can_delete_a_dataplant(hq: Hq) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let script = hq.script(&ada.admin_api_key(org, "Deploy").await.secret);
    let ready = hq.dataplant(&script, org, new_dataplant("Ready")).await;
    assert_eq!((ready.state, ready.may.update, ready.may.delete), (LifeState::Ready, true, false));
    assert!(ada.dataplant(org, ready.id).await.may.delete);
    let delete = |id| DeleteDataplant { org, id, version: ETag("*".into()) };
    let refused = script.call(&delete(ready.id)).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::PeopleOnly);
    let body = ErrorBody { error: None, description: Some("No room left.".to_owned()) };
    hq.broker.fails("provision", BrokerError::refused(400, body));
    let failed = script.order(org, new_dataplant("Failed")).await.unwrap();
    hq.work().await;
    let failed = script.dataplant(org, failed.id).await;
    assert_eq!((failed.state, failed.may.delete), (LifeState::Failed, true));
    script.call(&delete(failed.id)).await.unwrap();
}
