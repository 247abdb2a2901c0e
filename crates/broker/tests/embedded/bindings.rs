//! Credentials.

use crate::support::{
    Hq,
    asking::{Offer, part, status},
    broker::{id, nobody},
    on_both, on_server,
    postgres::{connect, run, texts},
    scram::is_of,
};
use hq_broker::{Broker as _, Reply};
use sea_orm::sqlx::{Connection as _, PgConnection};
use serde_json::json;

on_both!(credentials_are_for_one_thing, no_password_is_kept);
on_server!(
    the_server_has_the_verifier_of_the_password_that_was_told,
    the_same_binding_again_has_a_new_password,
    what_a_removed_role_owned_stays,
    what_a_role_left_elsewhere_does_not_keep_it
);

async fn credentials_are_for_one_thing(hq: Hq) {
    hq.work();
    let offer = Offer::engine(&hq.broker, "sandbox").await;
    let (one, other) =
        (hq.make(&offer, json!({ "fpu": 1 })).await, hq.make(&offer, json!({ "fpu": 1 })).await);
    let (binding, credentials) = hq.bind(&offer, one, json!({ "schema": "ml" })).await;
    assert_eq!(part(&credentials, "schema"), "ml");
    for (instance, parameters) in
        [(other, json!({ "schema": "ml" })), (one, json!({ "schema": "mart" })), (one, json!({}))]
    {
        let refused = hq.broker.bind(instance, binding, &offer.binding(parameters), &nobody()).await;
        assert_eq!(status(refused).0, 409);
    }
    assert_eq!(status(hq.broker.unbind(other, binding, &offer.poll(None), &nobody()).await), (410, None));
    assert_eq!(status(hq.broker.binding(one, binding, &offer.poll(None)).await).0, 404, "told once");
    hq.unbind(&offer, one, binding).await;
    assert_eq!(status(hq.broker.unbind(one, binding, &offer.poll(None), &nobody()).await), (410, None));
    let dataplant = Offer::dataplant(&hq.broker).await;
    let plant = hq.make_plant(&dataplant).await;
    assert_eq!(status(hq.broker.bind(plant, id(), &dataplant.binding(json!({})), &nobody()).await).0, 400);
}

async fn no_password_is_kept(hq: Hq) {
    hq.work();
    let engine = if hq.server.is_some() { "postgresql" } else { "sandbox" };
    let offer = Offer::engine(&hq.broker, engine).await;
    let instance = hq.make(&offer, json!({ "fpu": if hq.server.is_some() { 2 } else { 1 } })).await;
    let (_, credentials) = hq.bind(&offer, instance, json!({})).await;
    let Some(server) = &hq.server else {
        assert!(!credentials.0.contains_key("password"));
        return;
    };
    let password = part(&credentials, "password");
    let mut journal = server.admin_in(&server.journal).await;
    let tables = "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'";
    let tables = texts(&mut journal, tables).await;
    assert!(tables.contains(&"broker_bindings".to_owned()));
    for table in tables {
        let rows = texts(&mut journal, &format!("SELECT row_to_json(t)::text FROM {table} t")).await;
        assert!(rows.iter().all(|row| !row.contains(&password)), "{table}");
    }
}

async fn the_server_has_the_verifier_of_the_password_that_was_told(hq: Hq) {
    hq.work();
    let offer = Offer::engine(&hq.broker, "postgresql").await;
    let instance = hq.make(&offer, json!({ "fpu": 2 })).await;
    let (_, credentials) = hq.bind(&offer, instance, json!({})).await;
    let kept =
        format!("SELECT rolpassword FROM pg_authid WHERE rolname = '{}'", part(&credentials, "username"));
    let kept = texts(&mut hq.on_server().admin().await, &kept).await;
    assert!(is_of(&kept[0], &part(&credentials, "password")));
    assert!(!is_of(&kept[0], "wrong"));
    let uri = part(&credentials, "uri");
    connect(&uri).await;
    let wrong = uri.replace(&part(&credentials, "password"), "wrong");
    let let_in = PgConnection::connect(&wrong).await.is_ok();
    assert_eq!(
        let_in,
        hq.on_server().trusts_everybody().await,
        "only a server that trusts everybody lets it in"
    );
}

async fn the_same_binding_again_has_a_new_password(hq: Hq) {
    hq.work();
    let offer = Offer::engine(&hq.broker, "postgresql").await;
    let instance = hq.make(&offer, json!({ "fpu": 2 })).await;
    let binding = id();
    let first = hq.bind_as(&offer, instance, binding, json!({})).await;
    let second = hq.bind_as(&offer, instance, binding, json!({})).await;
    assert_eq!(part(&first, "username"), part(&second, "username"));
    let kept = format!("SELECT rolpassword FROM pg_authid WHERE rolname = '{}'", part(&first, "username"));
    let kept = texts(&mut hq.on_server().admin().await, &kept).await;
    assert!(is_of(&kept[0], &part(&second, "password")) && !is_of(&kept[0], &part(&first, "password")));
}

async fn what_a_removed_role_owned_stays(hq: Hq) {
    hq.work();
    let offer = Offer::engine(&hq.broker, "postgresql").await;
    let instance = hq.make(&offer, json!({ "fpu": 2 })).await;
    let (old, credentials) = hq.bind(&offer, instance, json!({ "schema": "primary" })).await;
    let mut client = connect(&part(&credentials, "uri")).await;
    // Once as the group, as sessions begin, and once as the role itself.
    run(&mut client, "CREATE TABLE shared (n integer); INSERT INTO shared VALUES (1)".into()).await;
    run(
        &mut client,
        "RESET ROLE; SET ROLE NONE; CREATE SCHEMA own; CREATE TABLE own.kept (n integer)".into(),
    )
    .await;
    run(&mut client, "INSERT INTO own.kept VALUES (2); GRANT SELECT ON own.kept TO PUBLIC".into()).await;
    run(
        &mut client,
        "CREATE FUNCTION own.f() RETURNS int LANGUAGE sql AS 'SELECT 1'; SELECT lo_create(0)".into(),
    )
    .await;
    hq.unbind(&offer, instance, old).await;
    assert!(!hq.on_server().roles().await.contains(&part(&credentials, "username")));
    let (_, next) = hq.bind(&offer, instance, json!({ "schema": "primary" })).await;
    let mut client = connect(&part(&next, "uri")).await;
    assert_eq!(
        texts(&mut client, "SELECT n::text FROM shared UNION ALL SELECT n::text FROM own.kept").await,
        ["1", "2"]
    );
    run(&mut client, "DROP SCHEMA own CASCADE; ALTER TABLE shared ADD COLUMN m integer".into()).await;
}

async fn what_a_role_left_elsewhere_does_not_keep_it(hq: Hq) {
    hq.work();
    let offer = Offer::engine(&hq.broker, "postgresql").await;
    let instance = hq.make(&offer, json!({ "fpu": 2 })).await;
    let (binding, credentials) = hq.bind(&offer, instance, json!({})).await;
    // The server's common database lets everybody in, unless its owner has said otherwise.
    let mut elsewhere = url::Url::parse(&part(&credentials, "uri")).unwrap();
    elsewhere.set_path("postgres");
    if let Ok(mut client) = PgConnection::connect(elsewhere.as_str()).await {
        run(&mut client, "SET ROLE NONE; SELECT lo_create(0)".into()).await;
    }
    let reply = hq.broker.unbind(instance, binding, &offer.poll(None), &nobody()).await;
    assert!(matches!(reply, Ok(Reply::Done(_))), "{reply:?}");
    assert_eq!(hq.on_server().roles().await, [format!("hq_{}", instance.simple())]);
}
