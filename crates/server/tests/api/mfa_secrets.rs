//! How secrets of authenticator apps are kept: encrypted, as soon as there is a key.

use crate::{
    mfa::{EMAIL, Phone, begin, confirmation, enrol, password, proof, refusal},
    on_both,
    support::{Backend, Hq, Setup, postgres},
};
use hq_contract::{
    Password, ProblemCode,
    account_alerts::{AccountSecuring, GetAccountAlert, SecureAccount, SecuredMfa},
    mfa::{BeginMfa, DisableMfa},
};
use hq_server::{
    db::entity::{account_alert, mfa},
    features::seal_anew,
    platform::secrets::{KEY_BYTES, Secrets},
};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, EntityTrait as _};
use tempfile::TempDir;
use time::Duration;

on_both!(
    a_secret_is_in_no_row,
    what_lay_in_clear_goes_on_and_is_sealed,
    a_row_opens_for_its_own_account_only
);

async fn row(hq: &Hq) -> mfa::Model {
    mfa::Entity::find().one(hq.app.db().read()).await.unwrap().unwrap()
}

fn holds(kept: &[u8], phone: &Phone) -> bool {
    let secret = phone.0.secret().as_bytes();
    kept.windows(secret.len()).any(|part| part == secret)
}

/// Puts the secret in clear where it lay before it was encrypted.
async fn lay_in_clear(hq: &Hq, phone: &Phone) {
    let user_id = row(hq).await.user_id;
    let secret = phone.0.secret().as_bytes().to_vec();
    let clear = mfa::ActiveModel { user_id: Set(user_id), secret: Set(secret), ..Default::default() };
    clear.update(hq.app.db().write()).await.unwrap();
    assert!(holds(&row(hq).await.secret, phone));
}

async fn a_secret_is_in_no_row(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let phone = begin(&ada).await;
    assert!(!holds(&row(&hq).await.secret, &phone), "not while it waits for its first code");
    let codes = ada.call(&confirmation(&phone.code(&hq))).await.unwrap().codes;
    assert!(!holds(&row(&hq).await.secret, &phone));
    ada.call(&DisableMfa(proof(&codes[0]))).await.unwrap();
    let told = account_alert::Entity::find().all(hq.app.db().read()).await.unwrap();
    assert_eq!(told.len(), 2);
    assert!(told.iter().all(|alert| !holds(alert.sealed_mfa.as_ref().unwrap(), &phone)));
    let text = String::from_utf8_lossy(told[1].sealed_mfa.as_ref().unwrap()).into_owned();
    assert!(!text.contains("recovery_codes"), "nothing of it can be read");
}

async fn what_lay_in_clear_goes_on_and_is_sealed(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (phone, _) = enrol(&hq, &ada).await;
    lay_in_clear(&hq, &phone).await;
    assert_eq!(refusal(&hq, Some(&phone.code(&hq))).await, None, "it goes on until then");
    seal_anew(&hq.app).await.unwrap();
    let sealed = row(&hq).await.secret;
    assert!(!holds(&sealed, &phone));
    hq.advance(Duration::seconds(30));
    assert_eq!(refusal(&hq, Some(&phone.code(&hq))).await, None);
    seal_anew(&hq.app).await.unwrap();
    assert_eq!(row(&hq).await.secret, sealed, "nothing to do");
}

async fn a_row_opens_for_its_own_account_only(hq: Hq) {
    let ada = hq.person(EMAIL).await;
    let (phone, _) = enrol(&hq, &ada).await;
    let sealed = row(&hq).await.secret;
    let bob = hq.person("bob@example.org").await;
    let (_, _) = enrol(&hq, &bob).await;
    let moved = mfa::ActiveModel { user_id: Set(bob.id().await), secret: Set(sealed), ..Default::default() };
    moved.update(hq.app.db().write()).await.unwrap();
    let refused = bob.call(&DisableMfa(proof(&phone.code(&hq)))).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::Internal);
}

/// Servers with these keys, one after the other, on one database.
async fn with_keys(url: &str, keys: &[u8]) -> Hq {
    let secrets = Secrets::new(keys.iter().map(|key| [*key; KEY_BYTES]));
    Hq::start_on(url, None, Setup { secrets, ..Setup::default() }).await
}

async fn former_keys_can_go(url: &str) {
    let hq = with_keys(url, &[1]).await;
    let ada = hq.person(EMAIL).await;
    let (phone, codes) = enrol(&hq, &ada).await;
    ada.call(&DisableMfa(proof(&codes[0]))).await.unwrap();
    let link = hq.token_from_mail(EMAIL, "/secure-account/").await;
    let (other, _) = enrol(&hq, &ada).await;

    let hq = with_keys(url, &[2, 1]).await;
    hq.advance(Duration::minutes(10));
    assert_eq!(refusal(&hq, Some(&other.code(&hq))).await, None, "each key opens what it sealed");
    seal_anew(&hq.app).await.unwrap();
    let hq = with_keys(url, &[2]).await;
    hq.advance(Duration::minutes(20));
    assert_eq!(refusal(&hq, Some(&other.code(&hq))).await, None);
    let alert = hq.browser().call(&GetAccountAlert { token: link.clone() }).await.unwrap();
    assert_eq!(alert.mfa, SecuredMfa::FormerCodes, "what a link puts back is sealed anew too");
    assert_ne!(phone.code(&hq), other.code(&hq));

    // A key that is lost takes nothing else with it: the account is its owner's again.
    let hq = with_keys(url, &[9]).await;
    let alert = hq.browser().call(&GetAccountAlert { token: link.clone() }).await.unwrap();
    assert_eq!(alert.mfa, SecuredMfa::Unchanged);
    let password = Password::parse("another quiet evening").unwrap();
    hq.browser().call(&SecureAccount { token: link, body: AccountSecuring { password } }).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn former_keys_can_go_on_sqlite() {
    let files = TempDir::new().unwrap();
    former_keys_can_go(&format!("sqlite:{}", files.path().join("hq.sqlite").display())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn former_keys_can_go_on_postgres() {
    former_keys_can_go(&postgres().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_key_none_is_begun_and_those_there_are_go_on() {
    let setup = Setup { secrets: Secrets::default(), ..Setup::default() };
    let hq = Hq::start_with(Backend::Sqlite, setup).await;
    let ada = hq.person(EMAIL).await;
    let refused = ada.call(&BeginMfa(password())).await.unwrap_err();
    assert_eq!(refused.code(), ProblemCode::NoSecretsKey);
    assert!(mfa::Entity::find().one(hq.app.db().read()).await.unwrap().is_none());

    // From before there were keys.
    let phone = Phone(totp_rs::Builder::new().with_secret([7; 20].as_slice()).build().unwrap());
    let row = mfa::ActiveModel {
        user_id: Set(ada.id().await),
        secret: Set(vec![7; 20]),
        last_step: Set(0),
        created_at: Set(hq.app.now()),
        enabled_at: Set(Some(hq.app.now())),
        ..Default::default()
    };
    row.insert(hq.app.db().write()).await.unwrap();
    seal_anew(&hq.app).await.unwrap();
    assert_eq!(refusal(&hq, Some(&phone.code(&hq))).await, None);
    hq.advance(Duration::seconds(30));
    ada.call(&DisableMfa(proof(&phone.code(&hq)))).await.unwrap();
    let token = hq.token_from_mail(EMAIL, "/secure-account/").await;
    let alert = hq.browser().call(&GetAccountAlert { token }).await.unwrap();
    assert_eq!(alert.mfa, SecuredMfa::Unchanged, "what cannot be sealed is not kept");
}
