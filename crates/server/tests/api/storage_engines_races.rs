//! Two people at once: one of them has their way, the other is told.

use crate::{
    on_both,
    support::{Browser, Hq, new_engine},
};
use futures::future::{join, join_all};
use hq_contract::{
    ETag, OrganizationId, ProblemCode, Role, StorageEngineId,
    operations::LifeState,
    storage_defaults::{GetStorageDefaults, NewStorageDefaults, PutStorageDefaults},
    storage_engines::{
        CreateCredential, DeleteCredential, DeleteStorageEngine, NewCredential, RetryStorageEngine,
        RotateCredential, StorageEnginePatch, UpdateStorageEngine,
    },
};

on_both!(
    one_of_two_resizes,
    one_of_a_resize_and_a_deletion,
    one_of_two_deletions,
    a_name_goes_to_one,
    a_sandbox_is_made_once,
    credentials_are_bound_before_the_deletion_or_not_at_all,
    one_of_two_rotations,
    an_engine_is_taken_by_default_or_deleted,
);

const ROUNDS: usize = 8;

/// Two admins of an organization.
struct Two {
    hq: Hq,
    ada: Browser,
    bob: Browser,
    org: OrganizationId,
}

impl Two {
    async fn new(hq: Hq) -> Self {
        let ada = hq.person("ada@acme.example").await;
        let organization = ada.create("Acme").await;
        let bob = hq.joined(&ada, &organization, "bob@example.net", Role::Admin).await;
        hq.work().await;
        Self { hq, ada, bob, org: organization.id }
    }

    async fn engine(&self, round: usize) -> (StorageEngineId, ETag) {
        let id = self.hq.engine(&self.ada, self.org, &format!("Orders {round}")).await.id;
        (id, self.ada.engine(self.org, id).await.1)
    }

    async fn resize(
        &self,
        by: &Browser,
        (id, version): (StorageEngineId, ETag),
        fpu: u32,
    ) -> Result<(), ProblemCode> {
        let patch = StorageEnginePatch { fpu: Some(fpu), ..Default::default() };
        let resize = UpdateStorageEngine { org: self.org, id, version, patch };
        by.call(&resize).await.map(drop).map_err(|refused| refused.code())
    }

    async fn delete(&self, by: &Browser, (id, version): (StorageEngineId, ETag)) -> Result<(), ProblemCode> {
        let delete = DeleteStorageEngine { org: self.org, id, version };
        by.call(&delete).await.map(drop).map_err(|refused| refused.code())
    }

    async fn bind(&self, by: &Browser, id: StorageEngineId) -> Result<(), ProblemCode> {
        let body = NewCredential { name: "Reports".parse().unwrap() };
        let bind = CreateCredential { org: self.org, id, body };
        by.call(&bind).await.map(drop).map_err(|refused| refused.code())
    }
}

/// One had their way, and the other was told 409 or 412.
fn one_of(results: (Result<(), ProblemCode>, Result<(), ProblemCode>)) {
    match results {
        (Ok(()), Err(code)) | (Err(code), Ok(())) => {
            assert!(matches!(code, ProblemCode::Stale | ProblemCode::NotReady), "{code:?}");
        }
        other => panic!("{other:?}"),
    }
}

fn asked(hq: &Hq, verb: &str) -> usize {
    hq.broker.asked().iter().filter(|(asked, _)| *asked == verb).count()
}

async fn one_of_two_resizes(hq: Hq) {
    let two = Two::new(hq).await;
    for round in 0..ROUNDS {
        let engine = two.engine(round).await;
        one_of(join(two.resize(&two.ada, engine.clone(), 6), two.resize(&two.bob, engine.clone(), 8)).await);
        two.hq.work().await;
        assert_eq!(two.ada.engine(two.org, engine.0).await.0.state, LifeState::Ready);
        assert_eq!(asked(&two.hq, "update"), round + 1);
    }
}

async fn one_of_a_resize_and_a_deletion(hq: Hq) {
    let two = Two::new(hq).await;
    for round in 0..ROUNDS {
        let engine = two.engine(round).await;
        one_of(join(two.resize(&two.ada, engine.clone(), 6), two.delete(&two.bob, engine)).await);
        two.hq.work().await;
    }
}

async fn one_of_two_deletions(hq: Hq) {
    let two = Two::new(hq).await;
    for round in 0..ROUNDS {
        let engine = two.engine(round).await;
        one_of(join(two.delete(&two.ada, engine.clone()), two.delete(&two.bob, engine)).await);
        two.hq.work().await;
        assert_eq!(asked(&two.hq, "deprovision"), round + 1);
    }
    assert!(two.hq.broker.instances().is_empty());
}

async fn a_name_goes_to_one(hq: Hq) {
    let two = Two::new(hq).await;
    for round in 0..ROUNDS {
        let name = format!("Orders {round}");
        let order = |by| two_orders(by, two.org, &name);
        let answers = join_all([order(&two.ada), order(&two.bob), order(&two.ada), order(&two.bob)]).await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
        assert!(answers.iter().filter_map(|answer| answer.err()).all(|code| code == ProblemCode::Invalid));
    }
    two.hq.work().await;
    assert_eq!(two.hq.broker.instances().len(), ROUNDS);
}

async fn two_orders(by: &Browser, org: OrganizationId, name: &str) -> Result<(), ProblemCode> {
    by.order_engine(org, new_engine(name)).await.map(drop).map_err(|refused| refused.code())
}

async fn a_sandbox_is_made_once(hq: Hq) {
    let two = Two::new(hq).await;
    let (org, id) = (two.org, two.ada.engines(two.org).await[0].id);
    let retry = async |by: &Browser| by.call(&RetryStorageEngine { org, id }).await.map(drop);
    let (one, other) = (retry(&two.ada), retry(&two.bob));
    let (bound, also) = (two.bind(&two.ada, id), two.bind(&two.bob, id));
    let ((one, other), (bound, also)) = join(join(one, other), join(bound, also)).await;
    assert!(bound.is_ok() && also.is_ok(), "whoever comes second takes the same: {bound:?} {also:?}");
    for refused in [one, other].into_iter().filter_map(Result::err) {
        assert_eq!(refused.code(), ProblemCode::NotReady);
    }
    two.hq.work().await;
    assert_eq!((asked(&two.hq, "provision"), two.hq.broker.bindings().len()), (1, 2));
}

async fn credentials_are_bound_before_the_deletion_or_not_at_all(hq: Hq) {
    let two = Two::new(hq).await;
    for round in 0..ROUNDS {
        let engine = two.engine(round).await;
        let (bound, deleted) = join(two.bind(&two.ada, engine.0), two.delete(&two.bob, engine)).await;
        assert_eq!(deleted, Ok(()));
        assert!(matches!(bound, Ok(()) | Err(ProblemCode::NotReady)), "{bound:?}");
        two.hq.work().await;
        assert!(two.hq.broker.instances().is_empty() && two.hq.broker.bindings().is_empty());
    }
}

async fn one_of_two_rotations(hq: Hq) {
    let two = Two::new(hq).await;
    let (org, id) = (two.org, two.engine(0).await.0);
    for _ in 0..ROUNDS {
        let body = NewCredential { name: "Reports".parse().unwrap() };
        let credential = two.ada.call(&CreateCredential { org, id, body }).await.unwrap().id;
        two.hq.work().await;
        let rotate = async |by: &Browser| {
            let rotated = by.call(&RotateCredential { org, id, credential }).await;
            rotated.map(drop).map_err(|refused| refused.code())
        };
        one_of(join(rotate(&two.ada), rotate(&two.bob)).await);
        let delete = async |by: &Browser| by.call(&DeleteCredential { org, id, credential }).await.map(drop);
        let (one, other) = join(delete(&two.ada), delete(&two.bob)).await;
        assert!(one.is_ok() && other.is_ok(), "to delete twice is to delete once");
        two.hq.work().await;
    }
    assert_eq!((asked(&two.hq, "unbind"), two.hq.broker.bindings().len()), (ROUNDS, ROUNDS));
}

async fn an_engine_is_taken_by_default_or_deleted(hq: Hq) {
    let two = Two::new(hq).await;
    for round in 0..ROUNDS {
        let engine = two.engine(round).await;
        let (before, version) = two.ada.call_versioned(&GetStorageDefaults { org: two.org }).await.unwrap();
        let now =
            |default: &Option<hq_contract::storage_defaults::DefaultEngine>| default.as_ref().unwrap().id;
        let body = NewStorageDefaults { primary: engine.0, mart: now(&before.mart), ml: now(&before.ml) };
        let put = PutStorageDefaults { org: two.org, version, body };
        let (taken, deleted) = join(two.ada.call(&put), two.delete(&two.bob, engine.clone())).await;
        match (taken, deleted) {
            (Ok(_), Err(code)) => assert_eq!(code, ProblemCode::EngineInUse),
            (Err(refused), Ok(())) => assert_eq!(refused.code(), ProblemCode::NotReady),
            other => panic!("{other:?}"),
        }
        two.hq.work().await;
        let (after, _) = two.ada.call_versioned(&GetStorageDefaults { org: two.org }).await.unwrap();
        assert!(after.primary.is_some(), "what is taken is there");
    }
}
