//! Who may do what with storage engines: rules decide by id and tags.

use crate::{
    access_matrix::{Matrix, Place, member, ruled, ruled_thing},
    on_both,
    support::{Browser, Hq, new_engine},
};
use hq_contract::{
    CredentialId, DataplantId, ETag, OrganizationId, Permission, ProblemCode, ResourceName, StorageEngineId,
    Tag,
    organizations::Organization,
    storage_defaults::TableKind,
    storage_engines::{
        CreateCredential, CreateStorageEngine, DeleteStorageEngine, ForgetStorageEngine, ForgetThing,
        GetStorageEngine, GetStorageEngineUsage, ListCredentials, ListStorageEngineOperations,
        ListStorageEngineUsers, NewCredential, NewStorageEngine, RetryStorageEngine, RevealCredential,
        StorageEnginePatch, ThingRights, UpdateStorageEngine,
    },
};
use hq_server::{
    operation::{Operation, Origin},
    storage_engines::store::uses,
};
use serde_json::json;
use uuid::Uuid;

/// Who may call what of it.
pub const MATRIX: Matrix = Matrix::of(&[
    // Those that one may read: for others none.
    member("GET /api/v1/organizations/{org}/storage-engines", 200).naming(&[(Place::Query, "q")]),
    ruled("POST /api/v1/organizations/{org}/storage-engines", "storage_engines create", 202)
        .body(|_| json!({"offer": "double/postgresql/pg", "region": "here", "fpu": 2, "name": "Another"})),
    ruled_thing("GET /api/v1/organizations/{org}/storage-engines/{id}", "storage_engines read", 200),
    ruled_thing("PATCH /api/v1/organizations/{org}/storage-engines/{id}", "storage_engines all", 200),
    ruled_thing("DELETE /api/v1/organizations/{org}/storage-engines/{id}", "storage_engines all", 202),
    // The built-in Sandbox.
    ruled_thing("POST /api/v1/organizations/{org}/storage-engines/{id}/retry", "storage_engines all", 202),
    // One that could not be made.
    ruled_thing("POST /api/v1/organizations/{org}/storage-engines/{id}/forget", "storage_engines all", 204)
        .body(|_| json!({"name": "Failed"})),
    ruled_thing(
        "GET /api/v1/organizations/{org}/storage-engines/{id}/operations",
        "storage_engines read",
        200,
    ),
    ruled_thing("GET /api/v1/organizations/{org}/storage-engines/{id}/usage", "storage_engines read", 200),
    ruled_thing(
        "GET /api/v1/organizations/{org}/storage-engines/{id}/dataplants",
        "storage_engines read",
        200,
    ),
    ruled_thing(
        "GET /api/v1/organizations/{org}/storage-engines/{id}/credentials",
        "storage_engines read",
        200,
    ),
    ruled_thing(
        "POST /api/v1/organizations/{org}/storage-engines/{id}/credentials",
        "storage_engines all",
        202,
    )
    .body(|_| json!({"name": "Another"})),
    ruled_thing(
        "GET /api/v1/organizations/{org}/storage-engines/{id}/credentials/{credential}",
        "storage_engines read",
        200,
    ),
    ruled_thing(
        "POST /api/v1/organizations/{org}/storage-engines/{id}/credentials/{credential}/reveal",
        "storage_engines all",
        200,
    ),
    ruled_thing(
        "POST /api/v1/organizations/{org}/storage-engines/{id}/credentials/{credential}/rotate",
        "storage_engines all",
        202,
    ),
    ruled_thing(
        "DELETE /api/v1/organizations/{org}/storage-engines/{id}/credentials/{credential}",
        "storage_engines all",
        202,
    ),
])
.about(|things, operation| match operation.rsplit('/').next() {
    Some("retry") => things.sandbox().0,
    Some("forget") => things.failed_engine.0,
    _ => things.engine.0,
});

on_both!(
    a_user_without_rules_sees_none,
    rules_by_tag_and_by_id_decide_which_are_seen,
    what_one_may_not_read_is_not_there,
    what_one_may_read_and_not_change_says_what_is_lacking,
    engines_are_ordered_by_who_may_order_such,
    nobody_tags_themselves_a_right,
    a_dataplant_that_one_may_not_read_has_no_name,
);

struct Acme {
    hq: Hq,
    ada: Browser,
    organization: Organization,
}

impl Acme {
    async fn new(hq: Hq) -> Self {
        let ada = hq.person("ada@acme.example").await;
        let organization = ada.create("Acme").await;
        hq.work().await;
        Self { hq, ada, organization }
    }

    const fn org(&self) -> OrganizationId {
        self.organization.id
    }

    async fn engine(&self, name: &str, tags: &[&str]) -> StorageEngineId {
        self.hq.tagged_engine(&self.ada, self.org(), name, tags).await.id
    }

    async fn user(&self, rules: &[&str]) -> Browser {
        self.hq.user_with(&self.ada, &self.organization, "carl@example.net", rules).await
    }
}

async fn names(browser: &Browser, org: OrganizationId) -> Vec<String> {
    browser.engines(org).await.iter().map(|engine| engine.name.to_string()).collect()
}

fn tags(all: &[&str]) -> Vec<Tag> {
    all.iter().map(|tag| tag.parse().unwrap()).collect()
}

async fn a_user_without_rules_sees_none(hq: Hq) {
    let acme = Acme::new(hq).await;
    acme.engine("Orders", &["eu"]).await;
    let carl = acme.user(&["allow members read all", "allow dataplants all all"]).await;
    assert_eq!(names(&carl, acme.org()).await, Vec::<String>::new());
}

async fn rules_by_tag_and_by_id_decide_which_are_seen(hq: Hq) {
    let acme = Acme::new(hq).await;
    let one = acme.engine("Alpha", &["eu"]).await;
    acme.engine("Beta", &["eu", "secret"]).await;
    acme.engine("Gamma", &["us"]).await;
    let rules = ["allow storage_engines read tag:eu", "deny storage_engines read tag:secret"];
    let carl = acme.user(&rules).await;
    assert_eq!(names(&carl, acme.org()).await, ["Alpha"]);
    let page = carl.call(&crate::support::list_engines(acme.org())).await.unwrap();
    assert_eq!(page.total, 1, "the number says nothing of the others");
    let alpha = carl.engine(acme.org(), one).await.0;
    assert_eq!(alpha.may, ThingRights::default());
    let id = carl.id().await;
    let by_id = format!("allow storage_engines all id:{one}");
    acme.ada.put_rules(&acme.organization, id, crate::support::rules(&[&by_id])).await;
    assert_eq!(names(&carl, acme.org()).await, ["Alpha"]);
    assert_eq!(carl.engine(acme.org(), one).await.0.may, ThingRights { update: true, delete: true });
    let all = ["allow storage_engines read all", "deny storage_engines read tag:us"];
    acme.ada.put_rules(&acme.organization, id, crate::support::rules(&all)).await;
    assert_eq!(names(&carl, acme.org()).await, ["Sandbox", "Alpha", "Beta"]);
}

/// The bytes of every answer about an engine, without what names the request.
async fn answers(
    browser: &Browser,
    org: OrganizationId,
    id: StorageEngineId,
) -> Vec<(u16, serde_json::Value)> {
    let (version, credential) = (ETag("*".into()), CredentialId(id.0));
    let name = |name: &str| -> ResourceName { name.parse().unwrap() };
    let requests = [
        browser.prepare(&GetStorageEngine { org, id }),
        browser.prepare(&ListStorageEngineOperations { org, id }),
        browser.prepare(&GetStorageEngineUsage { org, id }),
        browser.prepare(&ListStorageEngineUsers { org, id }),
        browser.prepare(&ListCredentials { org, id }),
        browser.prepare(&RetryStorageEngine { org, id }),
        browser.prepare(&ForgetStorageEngine { org, id, body: ForgetThing { name: "Orders".into() } }),
        browser.prepare(&CreateCredential { org, id, body: NewCredential { name: name("Mine") } }),
        browser.prepare(&RevealCredential { org, id, credential }),
        browser.prepare(&DeleteStorageEngine { org, id, version: version.clone() }),
        browser.prepare(&UpdateStorageEngine {
            org,
            id,
            version,
            patch: StorageEnginePatch { name: Some(name("Mine")), ..Default::default() },
        }),
    ];
    let mut answers = Vec::new();
    for request in requests {
        let (status, body) = browser.send(request).await.anonymous();
        answers.push((status.as_u16(), body));
    }
    answers
}

async fn what_one_may_not_read_is_not_there(hq: Hq) {
    let acme = Acme::new(hq).await;
    let hidden = acme.engine("Orders", &["secret"]).await;
    let rules = ["allow storage_engines all all", "deny storage_engines read tag:secret"];
    let carl = acme.user(&rules).await;
    let told = answers(&carl, acme.org(), hidden).await;
    assert!(told.iter().all(|(status, _)| *status == 404), "{told:?}");
    assert_eq!(told, answers(&carl, acme.org(), StorageEngineId(Uuid::from_u128(7))).await);
    assert_eq!(names(&acme.ada, acme.org()).await, ["Sandbox", "Orders"]);
}

async fn what_one_may_read_and_not_change_says_what_is_lacking(hq: Hq) {
    let acme = Acme::new(hq).await;
    let id = acme.engine("Orders", &[]).await;
    let carl = acme.user(&["allow storage_engines read all"]).await;
    let told = answers(&carl, acme.org(), id).await;
    let refused: Vec<(u16, Option<&str>)> =
        told.iter().map(|(status, body)| (*status, body["permission"].as_str())).collect();
    let (update, delete) = (Some("update_storage_engines"), Some("delete_storage_engines"));
    let expected = [
        (200, None),
        (200, None),
        (200, None),
        (200, None),
        (200, None),
        (403, update),
        (403, delete),
        (403, update),
        (403, update),
        (403, delete),
        (403, update),
    ];
    assert_eq!(refused, expected);
}

async fn engines_are_ordered_by_who_may_order_such(hq: Hq) {
    let acme = Acme::new(hq).await;
    let org = acme.org();
    let rules = ["allow storage_engines create tag:eu", "allow storage_engines read all"];
    let carl = acme.user(&rules).await;
    let lacks = async |new: NewStorageEngine| {
        let refused = carl.call(&CreateStorageEngine { org, body: new }).await.unwrap_err();
        assert_eq!(refused.code(), ProblemCode::Forbidden);
        refused.problem.permission.unwrap()
    };
    let tagged = |all: &[&str]| NewStorageEngine { tags: tags(all), ..new_engine("Mine") };
    assert_eq!(lacks(tagged(&[])).await, Permission::CreateStorageEngines);
    assert_eq!(lacks(tagged(&["us"])).await, Permission::CreateStorageEngines);
    let default = NewStorageEngine { default_for: vec![TableKind::Ml], ..tagged(&["eu"]) };
    assert_eq!(lacks(default).await, Permission::UpdateStorageDefaults);
    let mine = carl.order_engine(org, tagged(&["eu", "us"])).await.unwrap();
    assert_eq!(mine.may, ThingRights::default());
}

async fn nobody_tags_themselves_a_right(hq: Hq) {
    let acme = Acme::new(hq).await;
    let (org, id) = (acme.org(), acme.engine("Orders", &["team"]).await);
    let rules = [
        "allow storage_engines read all",
        "allow storage_engines update tag:team",
        "allow storage_engines delete tag:scratch",
    ];
    let carl = acme.user(&rules).await;
    let tag = async |all: &[&str]| {
        let (_, version) = carl.engine(org, id).await;
        let patch = StorageEnginePatch { tags: Some(tags(all)), ..Default::default() };
        let changed = carl.call(&UpdateStorageEngine { org, id, version, patch }).await;
        changed.map(drop).map_err(|refused| refused.problem.permission.unwrap())
    };
    assert_eq!(tag(&["team", "scratch"]).await, Err(Permission::DeleteStorageEngines), "a right more");
    assert_eq!(tag(&["other"]).await, Err(Permission::UpdateStorageEngines), "out of one's own hands");
    assert_eq!(tag(&["team", "other"]).await, Ok(()));
    let (_, version) = acme.ada.engine(org, id).await;
    let patch = StorageEnginePatch { tags: Some(tags(&["scratch"])), ..Default::default() };
    acme.ada.call(&UpdateStorageEngine { org, id, version, patch }).await.expect("an admin has every right");
}

async fn a_dataplant_that_one_may_not_read_has_no_name(hq: Hq) {
    let acme = Acme::new(hq).await;
    let (org, id) = (acme.org(), acme.engine("Orders", &[]).await);
    let operation = Operation::begin(&acme.hq.app, &Origin::server()).await.unwrap();
    for (number, name, its) in [(1, "Website", "eu"), (2, "Ledger", "secret")] {
        let (name, its): (ResourceName, _) = (name.parse().unwrap(), tags(&[its]));
        let user = uses::User {
            organization: org,
            dataplant: DataplantId(Uuid::from_u128(number)),
            name: &name,
            tags: &its,
        };
        uses::add(&operation, id, user, &[TableKind::Primary, TableKind::Ml]).await.unwrap();
    }
    operation.finish_empty(axum::http::StatusCode::NO_CONTENT).await.unwrap();
    let users = async |browser: &Browser| {
        let page = browser.call(&ListStorageEngineUsers { org, id }).await.unwrap();
        assert_eq!(page.total, 2);
        let names = page.items.iter().map(|user| user.name.as_ref().map(ToString::to_string));
        assert!(page.items.iter().all(|user| user.name.is_some() == user.dataplant.is_some()));
        assert_eq!(page.items[0].tables, [TableKind::Primary, TableKind::Ml]);
        names.collect::<Vec<_>>()
    };
    let name = |name: &str| Some(name.to_owned());
    assert_eq!(users(&acme.ada).await, [name("Ledger"), name("Website")]);
    let carl = acme.user(&["allow storage_engines all all", "allow dataplants read tag:eu"]).await;
    assert_eq!(users(&carl).await, [name("Website"), None]);
    assert_eq!(carl.engine(org, id).await.0.dataplants, 2);
    let (_, version) = carl.engine(org, id).await;
    let refused = carl.call(&DeleteStorageEngine { org, id, version }).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::EngineInUse);
    let operation = Operation::begin(&acme.hq.app, &Origin::server()).await.unwrap();
    for number in [1, 2] {
        uses::remove(&operation, DataplantId(Uuid::from_u128(number))).await.unwrap();
    }
    operation.finish_empty(axum::http::StatusCode::NO_CONTENT).await.unwrap();
    let (_, version) = carl.engine(org, id).await;
    carl.call(&DeleteStorageEngine { org, id, version }).await.unwrap();
}
