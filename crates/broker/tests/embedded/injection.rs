//! Whatever stands in a request, it stays a text.

use crate::support::{
    Hq,
    asking::{Offer, part, status},
    broker::{id, nobody},
    on_both,
};
use hq_broker::{Broker as _, Reply, osb::Poll};
use serde_json::{Value, json};

on_both!(no_field_gets_into_a_statement);

/// What would do something if it were more than a text.
const HOSTILE: [&str; 9] = [
    "x'; DROP DATABASE postgres; --",
    "x\"; CREATE ROLE hq_intruder SUPERUSER; --",
    "primary\" AUTHORIZATION postgres; --",
    "\\'; CREATE ROLE hq_intruder; --",
    "$$; CREATE ROLE hq_intruder; $$",
    "?1 $1 :name %s {0}",
    "pg_catalog",
    "\u{0}\u{7f}\u{202e}'\"\\",
    "ünïcödé 🐘",
];

async fn no_field_gets_into_a_statement(hq: Hq) {
    hq.work();
    let (name, size) = if hq.server.is_some() { ("postgresql", 2) } else { ("sandbox", 1) };
    let offer = Offer::engine(&hq.broker, name).await;
    let good = hq.make(&offer, json!({ "fpu": size })).await;
    for hostile in HOSTILE {
        refused_parameters(&hq, &offer, good, hostile, size).await;
        refused_ids(&hq, &offer, good, hostile).await;
        // Fields that are texts are kept as such; NUL alone is nothing that PostgreSQL keeps.
        if hostile.contains('\0') {
            let mut order = offer.order(json!({ "fpu": size }));
            order.context.instance_name = Some(hostile.into());
            assert_eq!(status(hq.broker.provision(id(), &order, &nobody()).await).0, 400);
        } else {
            kept_texts(&hq, &offer, hostile, size).await;
        }
    }
    if let Some(server) = &hq.server {
        let mut admin = server.admin().await;
        let intruders = "SELECT rolname::text FROM pg_roles WHERE rolname LIKE '%intruder%'";
        assert!(crate::support::postgres::texts(&mut admin, intruders).await.is_empty());
    }
    let (_, credentials) = hq.bind(&offer, good, json!({ "schema": "primary" })).await;
    assert!(!part(&credentials, "uri").is_empty(), "everything still works");
}

async fn refused_parameters(hq: &Hq, offer: &Offer, good: uuid::Uuid, hostile: &str, size: u32) {
    let orders: [Value; 5] = [
        json!({ "fpu": hostile }),
        json!({ "fpu": size, "region": hostile }),
        json!({ "fpu": size, "high_availability": hostile }),
        json!({ "fpu": size, hostile: 1 }),
        json!({ "fpu": size, "suspended": hostile }),
    ];
    for parameters in orders {
        let reply = hq.broker.provision(id(), &offer.order(parameters.clone()), &nobody()).await;
        assert_eq!(status(reply).0, 400, "{parameters}");
        let reply = hq.broker.update(good, &offer.change(parameters.clone()), &nobody()).await;
        assert_eq!(status(reply).0, 400, "{parameters}");
    }
    for parameters in [json!({ "schema": hostile }), json!({ hostile: "primary" })] {
        let reply = hq.broker.bind(good, id(), &offer.binding(parameters.clone()), &nobody()).await;
        assert_eq!(status(reply).0, 400, "{parameters}");
    }
}

async fn refused_ids(hq: &Hq, offer: &Offer, good: uuid::Uuid, hostile: &str) {
    let mut order = offer.order(json!({ "fpu": 2 }));
    order.service_id = hostile.into();
    assert_eq!(status(hq.broker.provision(id(), &order, &nobody()).await).0, 400);
    let mut change = offer.change(json!({}));
    change.plan_id = Some(hostile.into());
    assert_eq!(status(hq.broker.update(good, &change, &nobody()).await).0, 400);
    let operation = offer.poll(Some(hostile.into()));
    assert_eq!(status(hq.broker.last_operation(good, &operation).await).0, 400);
    let poll = Poll { service_id: hostile.into(), plan_id: hostile.into(), operation: None };
    assert_eq!(status(hq.broker.deprovision(good, &poll, &nobody()).await).0, 400);
    assert_eq!(status(hq.broker.unbind(good, id(), &poll, &nobody()).await).0, 400);
}

async fn kept_texts(hq: &Hq, offer: &Offer, hostile: &str, size: u32) {
    let mut order = offer.order(json!({ "fpu": size }));
    order.organization_guid = hostile.into();
    order.space_guid = hostile.into();
    order.context.instance_name = Some(hostile.into());
    order.context.platform = hostile.into();
    let instance = id();
    let reply = hq.broker.provision(instance, &order, &nobody()).await;
    assert!(matches!(reply, Ok(Reply::Accepted(_))), "{reply:?}");
    let done = crate::support::asking::ended(&hq.broker, instance, &offer.poll(None)).await;
    assert_eq!(done.state, hq_broker::osb::OperationState::Succeeded, "{hostile}");
    let again = hq.broker.provision(instance, &order, &nobody()).await;
    assert!(matches!(again, Ok(Reply::Done(_))), "kept as it was sent: {again:?}");
    hq.remove(offer, instance).await;
}
