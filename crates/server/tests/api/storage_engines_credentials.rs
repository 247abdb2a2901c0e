//! Credentials of storage engines: made, told once, replaced, deleted.

use crate::{
    on_both,
    support::{Backend, Browser, Hq, Refused, Setup},
};
use hq_broker::{BrokerError, osb::ErrorBody};
use hq_contract::{
    CredentialId, IDEMPOTENCY_KEY, OrganizationId, ProblemCode, StorageEngineId,
    audit_log::{AuditFilter, ListAuditLog},
    operations::{FailureCode, LifeState},
    storage_engines::{
        CreateCredential, Credential, CredentialState, DeleteCredential, DeleteStorageEngine, GetCredential,
        ListCredentials, MAX_CREDENTIALS, NewCredential, RevealCredential, RevealedCredential,
        RotateCredential,
    },
};
use hq_server::{
    brokers,
    db::entity::{broker_binding, idempotency_key},
    platform::secrets::{KEY_BYTES, Secrets},
};
use sea_orm::EntityTrait as _;

on_both!(
    credentials_are_made_and_told_once,
    a_password_lies_nowhere_in_clear,
    what_is_lost_is_not_told_again,
    where_a_file_is_can_be_asked_again,
    rotating_keeps_both_until_the_old_ones_go,
    what_could_not_be_made_says_why,
    deleted_credentials_go_from_the_broker,
    credentials_go_with_their_engine,
    the_sandbox_is_made_for_them,
    others_credentials_are_not_found,
    there_is_a_limit,
    no_credentials_while_the_broker_is_away,
);

async fn made(hq: &Hq) -> (Browser, OrganizationId, StorageEngineId) {
    let ada = hq.person("ada@acme.example").await;
    let org = ada.create("Acme").await.id;
    let engine = hq.engine(&ada, org, "Orders").await.id;
    (ada, org, engine)
}

async fn order(
    browser: &Browser,
    org: OrganizationId,
    id: StorageEngineId,
    name: &str,
) -> Result<Credential, Refused> {
    let body = NewCredential { name: name.parse().unwrap() };
    browser.call(&CreateCredential { org, id, body }).await
}

async fn list(browser: &Browser, org: OrganizationId, id: StorageEngineId) -> Vec<Credential> {
    browser.call(&ListCredentials { org, id }).await.unwrap().items
}

async fn reveal(
    browser: &Browser,
    org: OrganizationId,
    id: StorageEngineId,
    credential: CredentialId,
) -> Result<RevealedCredential, ProblemCode> {
    browser.call(&RevealCredential { org, id, credential }).await.map_err(|refused| refused.code())
}

async fn credentials_are_made_and_told_once(hq: Hq) {
    let (ada, org, id) = made(&hq).await;
    let ordered = order(&ada, org, id, "Reports").await.unwrap();
    assert_eq!((ordered.state, ordered.host), (CredentialState::Creating, None));
    assert_eq!(reveal(&ada, org, id, ordered.id).await, Err(ProblemCode::NotReady));
    hq.work().await;
    let [hidden] = &list(&ada, org, id).await[..] else { panic!("one") };
    assert_eq!((hidden.state, hidden.name.as_str()), (CredentialState::Hidden, "Reports"));
    assert_eq!(hidden.host.as_deref(), Some("db.example.org"));
    assert_eq!((hidden.port.as_deref(), hidden.database.as_deref()), (Some("5432"), Some("hq_1")));
    assert_eq!(hidden.created_by.as_ref().unwrap().name(), "Ada Lovelace");
    assert_eq!(ada.call(&GetCredential { org, id, credential: ordered.id }).await.unwrap(), *hidden);
    let binding = hq.broker.bindings()[0];
    let told = reveal(&ada, org, id, ordered.id).await.unwrap();
    assert_eq!(told.password, Some(format!("secret-{binding}")));
    assert!(told.uri.as_ref().unwrap().contains(&format!("secret-{binding}")));
    assert!(told.others.is_empty(), "{:?}", told.others);
    assert_eq!(told.credential.state, CredentialState::Shown);
    assert_eq!(list(&ada, org, id).await[0].state, CredentialState::Shown);
    assert_eq!(reveal(&ada, org, id, ordered.id).await, Err(ProblemCode::AlreadyShown));
    let filter = AuditFilter { action: Some("storage_engines.credentials".into()), ..Default::default() };
    let lines = ada.call(&ListAuditLog { org, filter, page_token: None }).await.unwrap().items;
    assert_eq!(lines.len(), 2);
    assert!(!serde_json::to_string(&lines).unwrap().contains("secret-"));
}

async fn a_password_lies_nowhere_in_clear(hq: Hq) {
    let (ada, org, id) = made(&hq).await;
    let credential = order(&ada, org, id, "Reports").await.unwrap().id;
    hq.work().await;
    let request = ada.prepare(&RevealCredential { org, id, credential }).header(IDEMPOTENCY_KEY, "once");
    let first = ada.send(request).await;
    assert_eq!((first.status.as_u16(), first.body.contains("secret-")), (200, true));
    let request = ada.prepare(&RevealCredential { org, id, credential }).header(IDEMPOTENCY_KEY, "once");
    let again = ada.send(request).await;
    assert_eq!((again.status.as_u16(), again.body.contains("secret-")), (409, false), "no replay");
    let kept = idempotency_key::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert!(!format!("{kept:?}").contains("secret-"));
    let rows = broker_binding::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert!(rows.iter().all(|row| row.sealed_credentials.is_none() && row.facts.is_some()));
}

async fn what_is_lost_is_not_told_again(hq: Hq) {
    let (ada, org, id) = made(&hq).await;
    let credential = order(&ada, org, id, "Reports").await.unwrap().id;
    hq.work().await;
    let asked = (0..8).map(|_| reveal(&ada, org, id, credential));
    let answers = futures::future::join_all(asked).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "one of all at once");
    let others = answers.iter().filter_map(|answer| answer.as_ref().err());
    assert!(others.into_iter().all(|code| *code == ProblemCode::AlreadyShown));
}

async fn where_a_file_is_can_be_asked_again(hq: Hq) {
    hq.broker.gives_files();
    let (ada, org, id) = made(&hq).await;
    let credential = order(&ada, org, id, "Reports").await.unwrap().id;
    hq.work().await;
    for _ in 0..2 {
        let told = reveal(&ada, org, id, credential).await.unwrap();
        assert_eq!((told.password, told.uri.as_deref()), (None, Some("sqlite:///data/1.sqlite")));
        assert_eq!(told.others.get("file").map(String::as_str), Some("/data/1.sqlite"));
        assert_eq!(told.credential.state, CredentialState::Hidden, "there is nothing to forget");
    }
}

async fn rotating_keeps_both_until_the_old_ones_go(hq: Hq) {
    let (ada, org, id) = made(&hq).await;
    let old = order(&ada, org, id, "Reports").await.unwrap().id;
    let rotate = RotateCredential { org, id, credential: old };
    assert_eq!(ada.call(&rotate).await.unwrap_err().code(), ProblemCode::NotReady, "not made yet");
    hq.work().await;
    hq.advance(time::Duration::seconds(1));
    let new = ada.call(&rotate).await.unwrap();
    assert_eq!((new.replaces, new.name.as_str()), (Some(old), "Reports"));
    assert_eq!(ada.call(&rotate).await.unwrap_err().code(), ProblemCode::NotReady, "under way already");
    hq.work().await;
    assert_eq!(hq.broker.bindings().len(), 2, "both are valid");
    let ids: Vec<CredentialId> = list(&ada, org, id).await.iter().map(|one| one.id).collect();
    assert_eq!(ids, [new.id, old], "the newest first");
    ada.call(&DeleteCredential { org, id, credential: old }).await.unwrap();
    hq.work().await;
    let [left] = &list(&ada, org, id).await[..] else { panic!("one") };
    assert_eq!((left.id, hq.broker.bindings().len()), (new.id, 1));
    assert!(reveal(&ada, org, id, new.id).await.is_ok());
}

async fn what_could_not_be_made_says_why(hq: Hq) {
    let (ada, org, id) = made(&hq).await;
    let body = ErrorBody { error: None, description: Some("Too many users.".to_owned()) };
    hq.broker.fails("bind", BrokerError::refused(400, body));
    let credential = order(&ada, org, id, "Reports").await.unwrap().id;
    hq.work().await;
    let [failed] = &list(&ada, org, id).await[..] else { panic!("one") };
    let failure = failed.failure.as_ref().unwrap();
    assert_eq!((failed.state, failure.code), (CredentialState::Failed, FailureCode::Refused));
    assert_eq!(failure.description.as_deref(), Some("Too many users."));
    assert_eq!(reveal(&ada, org, id, credential).await, Err(ProblemCode::NotReady));
    ada.call(&DeleteCredential { org, id, credential }).await.unwrap();
    assert!(list(&ada, org, id).await.is_empty());
}

async fn deleted_credentials_go_from_the_broker(hq: Hq) {
    let (ada, org, id) = made(&hq).await;
    let credential = order(&ada, org, id, "Reports").await.unwrap().id;
    hq.work().await;
    let delete = DeleteCredential { org, id, credential };
    assert_eq!(ada.send(ada.prepare(&delete)).await.status, 202);
    assert_eq!(list(&ada, org, id).await[0].state, CredentialState::Deleting);
    assert_eq!(reveal(&ada, org, id, credential).await, Err(ProblemCode::NotReady));
    ada.call(&delete).await.expect("again is the same");
    hq.work().await;
    assert!(list(&ada, org, id).await.is_empty() && hq.broker.bindings().is_empty());
    assert_eq!(ada.call(&delete).await.unwrap_err().code(), ProblemCode::NotFound);
    // Before they were made.
    let credential = order(&ada, org, id, "Reports").await.unwrap().id;
    ada.call(&DeleteCredential { org, id, credential }).await.unwrap();
    hq.work().await;
    assert!(list(&ada, org, id).await.is_empty() && hq.broker.bindings().is_empty());
}

async fn credentials_go_with_their_engine(hq: Hq) {
    let (ada, org, id) = made(&hq).await;
    order(&ada, org, id, "Reports").await.unwrap();
    hq.work().await;
    let (_, version) = ada.engine(org, id).await;
    ada.call(&DeleteStorageEngine { org, id, version }).await.unwrap();
    assert_eq!(order(&ada, org, id, "Late").await.unwrap_err().code(), ProblemCode::NotReady);
    hq.work().await;
    assert!(hq.broker.instances().is_empty() && hq.broker.bindings().is_empty());
    assert_eq!(ada.engines(org).await.len(), 1);
}

async fn the_sandbox_is_made_for_them(hq: Hq) {
    let (ada, org, _) = made(&hq).await;
    let sandbox = ada.engines(org).await[0].id;
    order(&ada, org, sandbox, "Tries").await.unwrap();
    hq.work().await;
    assert_eq!(ada.engine(org, sandbox).await.0.state, LifeState::Ready);
    assert_eq!(list(&ada, org, sandbox).await[0].state, CredentialState::Hidden);
}

async fn others_credentials_are_not_found(hq: Hq) {
    let (ada, org, id) = made(&hq).await;
    let credential = order(&ada, org, id, "Reports").await.unwrap().id;
    let other = hq.engine(&ada, org, "Other").await.id;
    let bob = hq.person("bob@other.example").await;
    let home = bob.create("Home").await.id;
    let own = hq.engine(&bob, home, "Own").await.id;
    for (browser, org, id) in [(&ada, org, other), (&bob, home, own), (&bob, home, id)] {
        assert_eq!(reveal(browser, org, id, credential).await, Err(ProblemCode::NotFound));
        let rotated = browser.call(&RotateCredential { org, id, credential }).await.unwrap_err();
        let deleted = browser.call(&DeleteCredential { org, id, credential }).await.unwrap_err();
        assert_eq!((rotated.code(), deleted.code()), (ProblemCode::NotFound, ProblemCode::NotFound));
    }
    assert!(reveal(&ada, org, id, credential).await.is_ok());
}

async fn there_is_a_limit(hq: Hq) {
    let (ada, org, id) = made(&hq).await;
    for number in 0..MAX_CREDENTIALS {
        order(&ada, org, id, &format!("Number {number}")).await.unwrap();
    }
    assert_eq!(order(&ada, org, id, "One more").await.unwrap_err().code(), ProblemCode::LimitReached);
}

async fn no_credentials_while_the_broker_is_away(hq: Hq) {
    let (ada, org, id) = made(&hq).await;
    let credential = order(&ada, org, id, "Reports").await.unwrap().id;
    hq.work().await;
    hq.broker.is_away(true);
    hq.advance(time::Duration::minutes(6));
    hq.work().await;
    assert_eq!(order(&ada, org, id, "More").await.unwrap_err().code(), ProblemCode::OfferUnavailable);
    let rotated = ada.call(&RotateCredential { org, id, credential }).await.unwrap_err();
    assert_eq!(rotated.code(), ProblemCode::OfferUnavailable);
    assert!(reveal(&ada, org, id, credential).await.is_ok(), "HQ itself knows these");
}

#[tokio::test]
async fn without_a_key_there_are_no_credentials() {
    let setup = Setup { secrets: Secrets::new([]), ..Setup::default() };
    let hq = Hq::start_with(Backend::Sqlite, setup).await;
    let (ada, org, id) = made(&hq).await;
    assert_eq!(order(&ada, org, id, "Reports").await.unwrap_err().code(), ProblemCode::NoSecretsKey);
    hq.work().await;
    assert!(hq.broker.bindings().is_empty());
}

#[tokio::test]
async fn another_key_takes_over() {
    let files = tempfile::TempDir::new().unwrap();
    let url = format!("sqlite:{}?mode=rwc", files.path().join("hq.sqlite").display());
    let key = |byte: u8| [byte; KEY_BYTES];
    let first = Hq::start_on(&url, None, Setup { secrets: Secrets::new([key(1)]), ..Setup::default() }).await;
    let (ada, org, id) = made(&first).await;
    let credential = order(&ada, org, id, "Reports").await.unwrap().id;
    first.work().await;
    let both = Secrets::new([key(2), key(1)]);
    let second = Hq::start_on(&url, None, Setup { secrets: both, ..Setup::default() }).await;
    brokers::seal_anew(&second.app).await.unwrap();
    let third = Hq::start_on(&url, None, Setup { secrets: Secrets::new([key(2)]), ..Setup::default() }).await;
    let ada = third.sign_in("ada@acme.example").await.0;
    assert!(reveal(&ada, org, id, credential).await.unwrap().password.is_some());
}
