//! What the parts of an engine's page share.

use crate::{
    api::{Answer, Client, Error, List, Query, use_client},
    kit::poll_while,
};
use hq_contract::{
    OrganizationId, ProblemCode, StorageEngineId,
    operations::{BrokerOperation, LifeState},
    storage_engines::{
        Credential, CredentialState, GetStorageEngine, ListCredentials, ListStorageEngineOperations,
        ListStorageEngineUsers, StorageEngine, StorageEngineUser,
    },
};
use leptos::prelude::*;

/// The engine of the page, and what was and is done to it.
#[derive(Clone, Copy)]
pub struct EnginePage {
    /// Of which organization.
    pub org: OrganizationId,
    /// Which one.
    pub id: StorageEngineId,
    /// The engine with its version.
    pub query: Query<StorageEngine>,
    /// The engine as it changes; as it was last, once it has gone.
    pub engine: Memo<StorageEngine>,
    /// What was done to it, the newest first.
    pub operations: List<BrokerOperation>,
    /// Its credentials, the newest first.
    pub credentials: List<Credential>,
    /// Which dataplants use it; nothing is asked while none does.
    pub users: List<StorageEngineUser>,
    /// Whether it has gone.
    pub gone: RwSignal<bool>,
    asking: RwSignal<bool>,
    client: Client,
}

impl EnginePage {
    /// The page of the engine that has been read.
    pub fn new(
        org: OrganizationId,
        id: StorageEngineId,
        query: Query<StorageEngine>,
        first: StorageEngine,
    ) -> Self {
        let bindable = first.bindable;
        let engine = query.latest(first);
        let page = Self {
            org,
            id,
            query,
            engine,
            operations: List::new(move |_| Some(ListStorageEngineOperations { org, id })),
            credentials: List::new(move |_| bindable.then_some(ListCredentials { org, id })),
            users: List::new(move |_| {
                engine.with(|engine| engine.dataplants > 0).then_some(ListStorageEngineUsers { org, id })
            }),
            gone: RwSignal::new(false),
            asking: RwSignal::new(false),
            client: use_client(),
        };
        page.follow();
        page
    }

    /// Asks again while something moves; what is done to the engine may change its credentials and the other way round.
    fn follow(self) {
        let (operations, credentials) = (self.operations.items(), self.credentials.items());
        let moving = Memo::new(move |_| {
            let moves = |credential: &Credential| {
                matches!(credential.state, CredentialState::Creating | CredentialState::Deleting)
            };
            !self.gone.get()
                && (self.engine.with(|engine| engine.state.is_moving())
                    || operations.with(|all| all.iter().any(|operation| !operation.state.is_over()))
                    || credentials.with(|all| all.iter().any(moves)))
        });
        poll_while(moving, self.asking, move || self.refresh());
    }

    /// Asks for all of it again.
    pub fn refresh(self) {
        self.asking.set(true);
        // No retry of the query: that would keep what it has where the engine has gone.
        self.client
            .call(&GetStorageEngine { org: self.org, id: self.id }, move |answer| self.arrived(answer));
        self.operations.retry();
        if self.engine.with_untracked(|engine| engine.bindable) {
            self.credentials.retry();
        }
    }

    fn arrived(self, answer: Result<Answer<StorageEngine>, Error>) {
        // `None` from `try_set` says that it is set: the page has not been left.
        if self.asking.try_set(false).is_some() {
            return;
        }
        match answer {
            Ok(answer) => self.query.set(answer),
            Err(error) if error.code() == Some(ProblemCode::NotFound) => self.gone.set(true),
            // What is known stays; the next answer brings more.
            Err(_) => {}
        }
    }

    /// Shows what the server has answered to a change.
    pub fn changed(self, answer: Answer<StorageEngine>) {
        self.query.set(answer);
        self.operations.retry();
    }

    /// Where the engine is in its life.
    pub fn state(self) -> Memo<LifeState> {
        Memo::new(move |_| self.engine.with(|engine| engine.state))
    }

    /// What it is called.
    pub fn name(self) -> Signal<String> {
        Signal::derive(move || self.engine.with(|engine| engine.name.to_string()))
    }

    /// Whether the person may change it.
    pub fn may_update(self) -> Memo<bool> {
        Memo::new(move |_| self.engine.with(|engine| engine.may.update))
    }

    /// Whether the person may delete it.
    pub fn may_delete(self) -> Memo<bool> {
        Memo::new(move |_| self.engine.with(|engine| engine.may.delete))
    }
}
