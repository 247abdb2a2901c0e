//! Storage engines, ordered and made by the broker's double.

use super::{Browser, Hq, Refused};
use hq_broker::{BrokerError, osb::ErrorBody};
use hq_contract::{
    ETag, OrganizationId, StorageEngineId,
    operations::LifeState,
    storage_engines::{
        CreateStorageEngine, GetStorageEngine, ListStorageEngines, NewStorageEngine, StorageEngine,
    },
};

/// PostgreSQL of the double, of 4 FPU.
pub fn new_engine(name: &str) -> NewStorageEngine {
    NewStorageEngine {
        offer: "double/postgresql/pg".to_owned(),
        region: "here".to_owned(),
        fpu: Some(4),
        high_availability: false,
        name: name.parse().unwrap(),
        description: None,
        tags: Vec::new(),
        default_for: Vec::new(),
    }
}

impl Hq {
    /// An engine that is there.
    pub async fn engine(&self, browser: &Browser, org: OrganizationId, name: &str) -> StorageEngine {
        self.engine_like(browser, org, new_engine(name)).await
    }

    /// An engine that is there, with these tags.
    pub async fn tagged_engine(
        &self,
        browser: &Browser,
        org: OrganizationId,
        name: &str,
        tags: &[&str],
    ) -> StorageEngine {
        let tags = tags.iter().map(|tag| tag.parse().unwrap()).collect();
        self.engine_like(browser, org, NewStorageEngine { tags, ..new_engine(name) }).await
    }

    /// Such an engine, as soon as it is there.
    pub async fn engine_like(
        &self,
        browser: &Browser,
        org: OrganizationId,
        new: NewStorageEngine,
    ) -> StorageEngine {
        self.work().await;
        let ordered = browser.order_engine(org, new).await.expect("ordered");
        self.work().await;
        let (engine, _) = browser.engine(org, ordered.id).await;
        assert_eq!(engine.state, LifeState::Ready);
        engine
    }

    /// An engine that the broker refused to make.
    pub async fn failed_engine(&self, browser: &Browser, org: OrganizationId, name: &str) -> StorageEngine {
        self.work().await;
        let body = ErrorBody { error: None, description: Some("No room left.".to_owned()) };
        self.broker.fails("provision", BrokerError::refused(400, body));
        let ordered = browser.order_engine(org, new_engine(name)).await.expect("ordered");
        self.work().await;
        let (engine, _) = browser.engine(org, ordered.id).await;
        assert_eq!(engine.state, LifeState::Failed);
        engine
    }
}

impl Browser {
    pub async fn order_engine(
        &self,
        org: OrganizationId,
        body: NewStorageEngine,
    ) -> Result<StorageEngine, Refused> {
        self.call(&CreateStorageEngine { org, body }).await
    }

    /// An engine and its version.
    pub async fn engine(&self, org: OrganizationId, id: StorageEngineId) -> (StorageEngine, ETag) {
        self.call_versioned(&GetStorageEngine { org, id }).await.expect("an engine")
    }

    /// The first page of the engines that they may read.
    pub async fn engines(&self, org: OrganizationId) -> Vec<StorageEngine> {
        self.call(&list_engines(org)).await.expect("a list").items
    }
}

/// The whole list, by name.
pub fn list_engines(org: OrganizationId) -> ListStorageEngines {
    ListStorageEngines {
        org,
        q: None,
        engine: None,
        state: None,
        sort: hq_contract::storage_engines::StorageEngineOrder::Name,
        page_token: None,
    }
}
