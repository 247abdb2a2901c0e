//! What the two organizations of the matrix have, and the scripts among its callers.

use super::{
    request::{PICTURE, VOUCHER},
    world::Kind,
};
use crate::support::{Browser, Hq, new_dataplant};
use hq_broker::{BrokerError, osb::ErrorBody};
use hq_contract::{
    ApiKeyId, DataplantId, ETag, OrganizationId, StorageEngineId,
    api_keys::RevokeApiKey,
    operations::LifeState,
    storage_defaults::{NewStorageDefaults, PutStorageDefaults},
    vouchers::VoucherGift,
};
use hq_server::{
    operation::{Operation, Origin},
    storage_engines::store::sandbox,
    vouchers::{self, store::NewVoucher},
};

/// A script, whose key has been used: that is noted from time to time.
pub async fn script(hq: &Hq, kind: Kind, admin: &Browser, org: OrganizationId) -> (Browser, ApiKeyId) {
    let name = format!("{kind:?}");
    let issued = match kind {
        Kind::AdminKey | Kind::KeyOfAnother => admin.admin_api_key(org, &name).await,
        _ => admin.api_key(org, &name, &[]).await,
    };
    let (browser, key) = (hq.script(&issued.secret), issued.key.id);
    assert_eq!(browser.get(&format!("/organizations/{org}")).await.status, 200);
    if kind == Kind::RevokedKey {
        admin.call(&RevokeApiKey { org, id: key }).await.unwrap();
    }
    (browser, key)
}

/// A dataplant, and one that could not be made, with an engine of their own: the others stay as they are.
pub async fn dataplants(hq: &Hq, admin: &Browser, org: OrganizationId) -> (DataplantId, DataplantId) {
    let engine = hq.engine(admin, org, "For dataplants").await.id;
    take(admin, org, engine).await;
    let dataplant = hq.dataplant(admin, org, new_dataplant("Orders")).await;
    hq.broker.fails("provision", BrokerError::refused(400, ErrorBody::default()));
    let failed = hq.dataplant(admin, org, new_dataplant("Failed")).await;
    assert_eq!((dataplant.state, failed.state), (LifeState::Ready, LifeState::Failed));
    take(admin, org, sandbox::id(org)).await;
    (dataplant.id, failed.id)
}

async fn take(admin: &Browser, org: OrganizationId, engine: StorageEngineId) {
    let body = NewStorageDefaults { primary: engine, mart: engine, ml: engine };
    admin.call(&PutStorageDefaults { org, version: ETag("*".into()), body }).await.unwrap();
}

/// A voucher that everybody can redeem.
pub async fn voucher(hq: &Hq) {
    let operation = Operation::begin(&hq.app, &Origin::server()).await.unwrap();
    let (code, gift) = (VOUCHER.parse().unwrap(), VoucherGift::Fpu { fpu: 1, days: 1 });
    let new = NewVoucher { code: &code, gift: &gift, uses: 1000, expires_at: None };
    vouchers::store::add(&operation, new).await.unwrap();
    operation.finish_empty(http::StatusCode::NO_CONTENT).await.unwrap();
}

pub async fn put_picture(browser: &Browser, path: &str) {
    let request = browser.request("PUT", path).header("content-type", "image/png");
    let reply = browser.send(request.body(PICTURE)).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
}
