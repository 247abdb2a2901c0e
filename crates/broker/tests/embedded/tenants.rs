//! What a tenant cannot do with the credentials of an engine.

use crate::support::{
    Hq,
    asking::{Offer, part},
    on_server,
    postgres::{connect, refused, run, texts},
};
use sea_orm::sqlx::{Connection as _, PgConnection};
use serde_json::json;

on_server!(
    a_tenant_stays_in_its_database,
    a_tenant_cannot_lift_its_limits,
    a_tenant_cannot_drop_or_give_away_what_is_the_brokers,
    a_tenants_functions_are_never_called_by_the_broker
);

async fn a_tenant_stays_in_its_database(hq: Hq) {
    hq.work();
    let offer = Offer::engine(&hq.broker, "postgresql").await;
    let (one, other) =
        (hq.make(&offer, json!({ "fpu": 2 })).await, hq.make(&offer, json!({ "fpu": 2 })).await);
    let (_, credentials) = hq.bind(&offer, one, json!({})).await;
    let journal = hq.on_server().journal.clone();
    for database in [format!("hq_{}", other.simple()), journal] {
        let mut uri = url::Url::parse(&part(&credentials, "uri")).unwrap();
        uri.set_path(&database);
        let Err(error) = PgConnection::connect(uri.as_str()).await else { panic!("connected to {database}") };
        let error = error.to_string();
        assert!(error.contains("permission denied for database"), "{error}");
    }
    // Nor by the role of another engine, nor by the broker's.
    let mut client = connect(&part(&credentials, "uri")).await;
    for role in [format!("hq_{}", other.simple()), hq.on_server().role.clone(), "postgres".into()] {
        let error = refused(&mut client, &format!("SET ROLE \"{role}\"")).await;
        assert!(error.contains("permission denied to set role"), "{error}");
    }
}

async fn a_tenant_cannot_lift_its_limits(hq: Hq) {
    hq.work();
    let offer = Offer::engine(&hq.broker, "postgresql").await;
    let instance = hq.make(&offer, json!({ "fpu": 2 })).await;
    let (_, credentials) = hq.bind(&offer, instance, json!({})).await;
    let mut client = connect(&part(&credentials, "uri")).await;
    let (database, role) = (format!("hq_{}", instance.simple()), part(&credentials, "username"));
    for statement in [
        format!("ALTER DATABASE {database} CONNECTION LIMIT -1"),
        format!("ALTER DATABASE {database} SET work_mem = '1GB'"),
        format!("ALTER ROLE {role} CONNECTION LIMIT -1"),
        format!("ALTER ROLE {database} CONNECTION LIMIT -1"),
        format!("ALTER ROLE {role} CREATEDB"),
        format!("ALTER ROLE {role} SUPERUSER"),
        "CREATE ROLE another LOGIN".into(),
        "CREATE DATABASE another".into(),
        format!("GRANT {database} TO postgres"),
    ] {
        // As the group, and as itself.
        for who in [database.as_str(), "NONE"] {
            run(&mut client, format!("SET ROLE {who}")).await;
            let error = refused(&mut client, &statement).await;
            let permission =
                ["permission denied", "must be owner", "must have admin option", "must be superuser"];
            assert!(permission.iter().any(|word| error.contains(word)), "{statement}: {error}");
        }
    }
}

async fn a_tenant_cannot_drop_or_give_away_what_is_the_brokers(hq: Hq) {
    hq.work();
    let offer = Offer::engine(&hq.broker, "postgresql").await;
    let instance = hq.make(&offer, json!({ "fpu": 2 })).await;
    let (_, credentials) = hq.bind(&offer, instance, json!({})).await;
    let mut client = connect(&part(&credentials, "uri")).await;
    let (database, role) = (format!("hq_{}", instance.simple()), part(&credentials, "username"));
    for statement in [
        format!("DROP DATABASE {database}"),
        format!("ALTER DATABASE {database} RENAME TO mine"),
        format!("ALTER DATABASE {database} OWNER TO {role}"),
        format!("COMMENT ON DATABASE {database} IS 'mine'"),
        format!("DROP ROLE {database}"),
    ] {
        refused(&mut client, &statement).await;
    }
    // A permission that it may not hand on: PostgreSQL warns, and nothing happens.
    run(&mut client, format!("GRANT CONNECT ON DATABASE {database} TO PUBLIC")).await;
    let open = format!("SELECT has_database_privilege('public', '{database}', 'CONNECT')::text");
    assert_eq!(texts(&mut client, &open).await, ["false"]);
}

async fn a_tenants_functions_are_never_called_by_the_broker(hq: Hq) {
    hq.work();
    let offer = Offer::engine(&hq.broker, "postgresql").await;
    let instance = hq.make(&offer, json!({ "fpu": 2 })).await;
    let (binding, credentials) = hq.bind(&offer, instance, json!({})).await;
    let mut client = connect(&part(&credentials, "uri")).await;
    let role = part(&credentials, "username");
    // What the broker calls when it measures and removes, under the same names in the tenant's schema.
    run(
        &mut client,
        format!(
            "CREATE TABLE caught (who text);
             CREATE FUNCTION pg_database_size(text) RETURNS bigint LANGUAGE plpgsql AS
                 $$BEGIN INSERT INTO public.caught VALUES (session_user); RETURN 1; END$$;
             CREATE FUNCTION pg_has_role(name, oid, text) RETURNS boolean LANGUAGE plpgsql AS
                 $$BEGIN INSERT INTO public.caught VALUES (session_user); RETURN true; END$$;
             SET ROLE NONE; ALTER ROLE {role} SET search_path TO public, pg_catalog;"
        ),
    )
    .await;
    let found = hq_broker::Broker::instance(&hq.broker, instance, &offer.poll(None)).await.unwrap();
    assert!(found.hq_status.unwrap().storage_bytes > Some(1_000_000));
    hq.unbind(&offer, instance, binding).await;
    let mut admin = hq.on_server().admin_in(&format!("hq_{}", instance.simple())).await;
    assert_eq!(texts(&mut admin, "SELECT who FROM public.caught").await, Vec::<String>::new());
}
