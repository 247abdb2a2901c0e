//! A broker in this process: it keeps what it made, and fails as a test tells it to.

use futures::future::BoxFuture;
use hq_broker::{
    Broker, BrokerError, BrokerResult, Fault, Identity, Reply,
    osb::{
        BindRequest, Binding, Catalog, Credentials, Fetched, LastOperation, OperationState, Poll,
        ProvisionRequest, Provisioned, UpdateRequest,
    },
};
use hq_server::brokers::{Brokers, Registered};
use serde_json::json;
use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex},
    time::Duration,
};
use uuid::Uuid;

/// What it was asked, in short: `provision`, `update`, `deprovision`, `bind`, `unbind`, `poll`.
pub type Verb = &'static str;

/// A broker in this process. Clones are the same one.
#[derive(Clone, Default)]
pub struct BrokerDouble(Arc<Mutex<Memory>>);

#[derive(Default)]
struct Memory {
    /// What was made, with the parameters of the request.
    instances: BTreeMap<Uuid, serde_json::Map<String, serde_json::Value>>,
    bindings: BTreeMap<Uuid, Uuid>,
    /// What it answers next, in the place of doing it.
    answers: BTreeMap<Verb, VecDeque<BrokerError>>,
    /// Whether it takes its time: 202, and a poll that says how it goes on.
    slow: bool,
    /// Whether its Sandboxes are files, whose credentials hold no secret, and that no other broker reaches.
    files: bool,
    /// What polls answer while it is slow.
    polls: VecDeque<LastOperation>,
    asked: Vec<(Verb, Uuid)>,
    /// What people call the instances, as it was told last.
    names: BTreeMap<Uuid, String>,
    /// How many bytes an instance holds, where a test says so.
    holds: Option<u64>,
    /// Whether its dataplants take no names and certificates.
    nameless: bool,
    away: bool,
    gone_plans: bool,
}

impl BrokerDouble {
    /// As the server knows it: under the name `double`.
    pub fn registered(&self) -> Brokers {
        let broker = Arc::new(self.clone());
        Brokers::new([Registered { name: "double".to_owned(), broker, confidential: true }])
    }

    /// Lets the next request of that kind end so, without anything being done.
    pub fn fails(&self, verb: Verb, error: BrokerError) {
        self.memory(|memory| memory.answers.entry(verb).or_default().push_back(error));
    }

    /// Lets everything take its time: until [`BrokerDouble::polls`] has an answer, it is in progress.
    pub fn is_slow(&self, slow: bool) {
        self.memory(|memory| memory.slow = slow);
    }

    /// Gives files, whose credentials hold no secret, from now on.
    pub fn gives_files(&self) {
        self.memory(|memory| memory.files = true);
    }

    /// What the next poll answers.
    pub fn polls(&self, answer: LastOperation) {
        self.memory(|memory| memory.polls.push_back(answer));
    }

    /// What polls were to answer is no longer wanted.
    pub fn forgets_polls(&self) {
        self.memory(|memory| memory.polls.clear());
    }

    /// Nobody listens any more, or again.
    pub fn is_away(&self, away: bool) {
        self.memory(|memory| memory.away = away);
    }

    /// The catalog is empty from now on.
    pub fn loses_its_plans(&self) {
        self.memory(|memory| memory.gone_plans = true);
    }

    /// What people call an instance, as it was told last.
    pub fn name(&self, instance: Uuid) -> Option<String> {
        self.memory(|memory| memory.names.get(&instance).cloned())
    }

    /// Every instance holds so much from now on.
    pub fn holds(&self, bytes: u64) {
        self.memory(|memory| memory.holds = Some(bytes));
    }

    /// Its dataplants take no names and certificates.
    pub fn takes_no_names(&self) {
        self.memory(|memory| memory.nameless = true);
    }

    /// The ids of what it made and has still.
    pub fn instances(&self) -> Vec<Uuid> {
        self.memory(|memory| memory.instances.keys().copied().collect())
    }

    /// The parameters that an instance has.
    pub fn parameters(&self, instance: Uuid) -> Option<serde_json::Value> {
        self.memory(|memory| memory.instances.get(&instance).cloned().map(serde_json::Value::Object))
    }

    /// The ids of the credentials that it made and has still.
    pub fn bindings(&self) -> Vec<Uuid> {
        self.memory(|memory| memory.bindings.keys().copied().collect())
    }

    /// What it was asked so far.
    pub fn asked(&self) -> Vec<(Verb, Uuid)> {
        self.memory(|memory| memory.asked.clone())
    }

    fn memory<T>(&self, work: impl FnOnce(&mut Memory) -> T) -> T {
        work(&mut self.0.lock().expect("nobody panicked with it"))
    }

    fn ask<T>(
        &self,
        verb: Verb,
        id: Uuid,
        work: impl FnOnce(&mut Memory) -> BrokerResult<T>,
    ) -> BoxFuture<'_, BrokerResult<T>>
    where
        T: Send + 'static,
    {
        let answer = self.memory(|memory| {
            memory.asked.push((verb, id));
            if memory.away {
                return Err(BrokerError::new(Fault::NotSent));
            }
            match memory.answers.get_mut(verb).and_then(VecDeque::pop_front) {
                Some(error) => Err(error),
                None => work(memory),
            }
        });
        Box::pin(async { answer })
    }
}

impl Memory {
    fn call(&mut self, instance: Uuid, name: Option<&String>) {
        if let Some(name) = name {
            self.names.insert(instance, name.clone());
        }
    }

    fn credentials(&self, binding: Uuid) -> Credentials {
        if self.files { file_credentials() } else { credentials(binding) }
    }

    fn reply<T>(&self, done: T, accepted: T) -> Reply<T> {
        if self.slow { Reply::Accepted(accepted) } else { Reply::Done(done) }
    }
}

fn gone<T>(there: Option<T>) -> BrokerResult<T> {
    there.ok_or_else(|| BrokerError::new(Fault::Gone))
}

fn accepted() -> Provisioned {
    Provisioned { dashboard_url: None, operation: Some("op".to_owned()) }
}

impl Broker for BrokerDouble {
    fn catalog(&self) -> BoxFuture<'_, BrokerResult<Catalog>> {
        self.ask("catalog", Uuid::nil(), |memory| {
            if memory.gone_plans {
                return Ok(Catalog::default());
            }
            let mut catalog = catalog();
            if memory.nameless {
                catalog["services"][2]["metadata"]["hq"]["takes_certificates"] = json!(false);
            }
            if memory.files {
                catalog["services"][1]["metadata"]["hq"]["own_broker_only"] = json!(true);
            }
            Ok(serde_json::from_value(catalog).expect("a catalog"))
        })
    }

    fn provision<'a>(
        &'a self,
        instance: Uuid,
        request: &'a ProvisionRequest,
        _: &'a Identity,
    ) -> BoxFuture<'a, BrokerResult<Reply<Provisioned>>> {
        self.ask("provision", instance, |memory| {
            memory.instances.insert(instance, request.parameters.clone());
            memory.call(instance, request.context.instance_name.as_ref());
            let url = (request.service_id == "dataplant").then(|| format!("http://{instance}.localhost"));
            Ok(memory.reply(Provisioned { dashboard_url: url, operation: None }, accepted()))
        })
    }

    fn update<'a>(
        &'a self,
        instance: Uuid,
        request: &'a UpdateRequest,
        _: &'a Identity,
    ) -> BoxFuture<'a, BrokerResult<Reply<Provisioned>>> {
        self.ask("update", instance, |memory| {
            let parameters = gone(memory.instances.get_mut(&instance))?;
            parameters.extend(request.parameters.clone());
            memory.call(instance, request.context.instance_name.as_ref());
            Ok(memory.reply(Provisioned::default(), accepted()))
        })
    }

    fn deprovision<'a>(
        &'a self,
        instance: Uuid,
        _: &'a Poll,
        _: &'a Identity,
    ) -> BoxFuture<'a, BrokerResult<Reply<Provisioned>>> {
        self.ask("deprovision", instance, |memory| {
            gone(memory.instances.remove(&instance))?;
            Ok(memory.reply(Provisioned::default(), accepted()))
        })
    }

    fn last_operation<'a>(
        &'a self,
        instance: Uuid,
        _: &'a Poll,
    ) -> BoxFuture<'a, BrokerResult<(LastOperation, Option<Duration>)>> {
        self.ask("poll", instance, |memory| Ok((memory.polls.pop_front().unwrap_or_else(in_progress), None)))
    }

    fn instance<'a>(&'a self, instance: Uuid, _: &'a Poll) -> BoxFuture<'a, BrokerResult<Fetched>> {
        self.ask("instance", instance, |memory| {
            gone(memory.instances.get(&instance))?;
            let status = json!({
                "reachable": true, "checked": "2026-11-26T12:00:00Z", "latency_ms": 3,
                "storage_bytes": memory.holds.unwrap_or(1_500_000_000), "storage_limit_bytes": 10_000_000_000_u64,
            });
            let hq_status = serde_json::from_value(status).expect("a status");
            Ok(Fetched { hq_status: Some(hq_status), ..Fetched::default() })
        })
    }

    fn bind<'a>(
        &'a self,
        instance: Uuid,
        binding: Uuid,
        _: &'a BindRequest,
        _: &'a Identity,
    ) -> BoxFuture<'a, BrokerResult<Reply<Binding>>> {
        self.ask("bind", binding, |memory| {
            gone(memory.instances.get(&instance))?;
            memory.bindings.insert(binding, instance);
            let done = Binding { credentials: Some(memory.credentials(binding)), operation: None };
            Ok(memory.reply(done, Binding { credentials: None, operation: Some("op".to_owned()) }))
        })
    }

    fn binding<'a>(&'a self, _: Uuid, binding: Uuid, _: &'a Poll) -> BoxFuture<'a, BrokerResult<Binding>> {
        self.ask("binding", binding, |memory| {
            gone(memory.bindings.get(&binding))?;
            Ok(Binding { credentials: Some(memory.credentials(binding)), operation: None })
        })
    }

    fn unbind<'a>(
        &'a self,
        _: Uuid,
        binding: Uuid,
        _: &'a Poll,
        _: &'a Identity,
    ) -> BoxFuture<'a, BrokerResult<Reply<Binding>>> {
        self.ask("unbind", binding, |memory| {
            gone(memory.bindings.remove(&binding))?;
            Ok(memory
                .reply(Binding::default(), Binding { credentials: None, operation: Some("op".to_owned()) }))
        })
    }

    fn last_binding_operation<'a>(
        &'a self,
        _: Uuid,
        binding: Uuid,
        _: &'a Poll,
    ) -> BoxFuture<'a, BrokerResult<(LastOperation, Option<Duration>)>> {
        self.ask("poll", binding, |memory| Ok((memory.polls.pop_front().unwrap_or_else(in_progress), None)))
    }
}

/// Credentials of a binding: the password is told by its id.
pub fn credentials(binding: Uuid) -> Credentials {
    let value = json!({
        "host": "db.example.org", "port": 5432, "database": "hq_1", "username": format!("u_{}", binding.simple()),
        "password": format!("secret-{binding}"), "uri": format!("postgres://u:secret-{binding}@db.example.org:5432/hq_1"),
    });
    serde_json::from_value(value).expect("an object")
}

/// Credentials of a file, as the embedded broker's Sandbox gives them.
fn file_credentials() -> Credentials {
    let value = json!({"file": "/data/1.sqlite", "uri": "sqlite:///data/1.sqlite", "max_bytes": 1_000_000});
    serde_json::from_value(value).expect("an object")
}

/// It is not over.
pub fn in_progress() -> LastOperation {
    LastOperation {
        state: OperationState::InProgress,
        description: Some("Working on it".to_owned()),
        instance_usable: None,
        update_repeatable: None,
        hq_steps: Vec::new(),
    }
}

/// It is over.
pub fn over(state: OperationState) -> LastOperation {
    LastOperation { state, description: Some("Over".to_owned()), ..in_progress() }
}

fn catalog() -> serde_json::Value {
    let plan = |id: &str, price: u64, min: u32| {
        json!({
            "id": id, "name": id, "description": "A plan", "free": price == 0, "plan_updateable": true,
            "metadata": {"hq": {
                "provider": {"id": "local", "name": "This machine"},
                "regions": [{"id": "here", "name": "Here", "country": "FR", "latitude": 48.9, "longitude": 2.4}],
                "fpu": {"min": min, "max": 16, "step": 2}, "high_availability": "optional",
                "price": {"currency": "EUR", "fpu_month_minor": price}, "storage_gb_per_fpu": 5,
            }},
        })
    };
    let service = |id: &str, hq: serde_json::Value, plan: serde_json::Value| {
        json!({
            "id": id, "name": id, "description": "A service", "bindable": true, "plan_updateable": true,
            "instances_retrievable": true, "bindings_retrievable": true,
            "metadata": {"displayName": id, "hq": hq}, "plans": [plan],
        })
    };
    json!({"services": [
        service("postgresql", json!({"kind": "storage_engine", "engine": "postgresql"}), plan("pg", 1250, 2)),
        service("sandbox", json!({"kind": "storage_engine", "engine": "sandbox"}), plan("sb", 0, 2)),
        service(
            "dataplant",
            json!({
                "kind": "dataplant", "takes_certificates": true,
                "templates": [{"id": "empty", "name": "Empty"}, {"id": "sample", "name": "Sample"}],
            }),
            plan("dp", 3000, 2),
        ),
    ]})
}
