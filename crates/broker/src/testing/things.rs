//! What the broker of the tests holds, and what it does with it as long as it behaves: the specification, and no more.

use super::Manners;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What it says of a request: a status and a body.
pub(super) type Reply = (u16, Value);

#[derive(Default)]
pub(super) struct Things {
    pub(super) manners: Manners,
    /// How often it made an instance.
    pub(super) made: usize,
    instances: BTreeMap<Uuid, Instance>,
    /// Those that were removed.
    gone: BTreeSet<Uuid>,
}

struct Instance {
    request: Value,
    state: State,
    bindings: BTreeMap<Uuid, Binding>,
}

struct Binding {
    request: Value,
    state: State,
    told: bool,
}

#[derive(Clone, PartialEq)]
enum State {
    There,
    Failed,
    /// So many polls from it. `None`: removed then; else what the request is then.
    UnderWay(u32, Option<Value>),
}

impl Things {
    pub(super) fn instances(&self) -> Vec<Uuid> {
        self.instances.keys().copied().collect()
    }

    pub(super) fn bindings(&self) -> Vec<(Uuid, Uuid)> {
        let each = |(id, instance): (&Uuid, &Instance)| {
            let id = *id;
            instance.bindings.keys().map(|binding| (id, *binding)).collect::<Vec<_>>()
        };
        self.instances.iter().flat_map(each).collect()
    }

    pub(super) fn lose(&mut self, instance: Uuid) {
        self.instances.remove(&instance);
        self.gone.remove(&instance);
    }

    fn begin(&self, then: Option<Value>) -> State {
        match (self.manners.polls, &then) {
            (Some(polls), _) => State::UnderWay(polls, then),
            (None, _) => State::There,
        }
    }

    pub(super) fn provision(&mut self, id: Uuid, request: Value) -> Reply {
        if let Some(there) = self.instances.get(&id) {
            return match &there.state {
                State::UnderWay(_, None) => busy(),
                _ if there.request != request => (409, json!({})),
                State::UnderWay(..) => (202, json!({ "operation": "make" })),
                State::There | State::Failed => (200, json!({})),
            };
        }
        let state = self.begin(Some(request.clone()));
        let reply =
            if state == State::There { (201, json!({})) } else { (202, json!({ "operation": "make" })) };
        self.made += 1;
        self.instances.insert(id, Instance { request, state, bindings: BTreeMap::new() });
        reply
    }

    pub(super) fn update(&mut self, id: Uuid, change: &Value) -> Reply {
        let begun = |things: &Self, then: Value| things.begin(Some(then));
        let Some(there) = self.instances.get(&id) else { return missing() };
        if there.state != State::There {
            return busy();
        }
        let mut then = there.request.clone();
        if let Some(plan) = change.get("plan_id") {
            set(&mut then, "plan_id", plan.clone());
        }
        let mut parameters = then.get("parameters").cloned().unwrap_or_else(|| json!({}));
        for (name, value) in change.get("parameters").and_then(Value::as_object).into_iter().flatten() {
            set(&mut parameters, name, value.clone());
        }
        set(&mut then, "parameters", parameters);
        let state = begun(self, then.clone());
        let Some(there) = self.instances.get_mut(&id) else { return missing() };
        there.state = state;
        if there.state == State::There {
            there.request = then;
            return (200, json!({}));
        }
        (202, json!({ "operation": "change" }))
    }

    pub(super) fn deprovision(&mut self, id: Uuid) -> Reply {
        let polls = self.manners.polls;
        let Some(there) = self.instances.get_mut(&id) else { return (410, json!({})) };
        if !there.bindings.is_empty() {
            return (400, json!({ "description": "There are credentials of it." }));
        }
        if let State::UnderWay(_, None) = there.state {
            return (202, json!({ "operation": "remove" }));
        }
        if let Some(polls) = polls {
            there.state = State::UnderWay(polls, None);
            return (202, json!({ "operation": "remove" }));
        }
        self.instances.remove(&id);
        self.gone.insert(id);
        (200, json!({}))
    }

    pub(super) fn poll(&mut self, id: Uuid) -> Reply {
        let fails = self.manners.fails;
        let Some(there) = self.instances.get_mut(&id) else {
            return if self.gone.contains(&id) { (410, json!({})) } else { missing() };
        };
        match step(&mut there.state, fails) {
            Step::Removed => {
                self.instances.remove(&id);
                self.gone.insert(id);
                (200, json!({ "state": "succeeded" }))
            }
            Step::Is(request) => {
                there.request = request;
                (200, json!({ "state": "succeeded" }))
            }
            Step::Told(reply) => reply,
        }
    }

    pub(super) fn fetch(&self, id: Uuid) -> Reply {
        match self.instances.get(&id) {
            Some(Instance { state: State::There, request, .. }) => (
                200,
                json!({
                    "service_id": request.get("service_id"),
                    "plan_id": request.get("plan_id"),
                    "parameters": request.get("parameters"),
                }),
            ),
            Some(_) => busy(),
            None => missing(),
        }
    }

    pub(super) fn bind(&mut self, instance: Uuid, id: Uuid, request: Value) -> Reply {
        let state = self.begin(Some(request.clone()));
        let once = self.manners.tells_once;
        let Some(there) = self.instances.get_mut(&instance) else { return missing() };
        if there.state != State::There {
            return busy();
        }
        if let Some(binding) = there.bindings.get_mut(&id) {
            return match &binding.state {
                State::UnderWay(_, None) => busy(),
                _ if binding.request != request => (409, json!({})),
                State::UnderWay(..) => (202, json!({ "operation": "bind" })),
                State::There | State::Failed => (200, tell(id, &mut binding.told, once)),
            };
        }
        let mut told = false;
        let reply = if state == State::There {
            (201, tell(id, &mut told, once))
        } else {
            (202, json!({ "operation": "bind" }))
        };
        there.bindings.insert(id, Binding { request, state, told });
        reply
    }

    pub(super) fn fetch_binding(&mut self, instance: Uuid, id: Uuid) -> Reply {
        let once = self.manners.tells_once;
        match self.instances.get_mut(&instance).and_then(|there| there.bindings.get_mut(&id)) {
            Some(binding) if binding.state == State::There => (200, tell(id, &mut binding.told, once)),
            _ => missing(),
        }
    }

    pub(super) fn unbind(&mut self, instance: Uuid, id: Uuid) -> Reply {
        let polls = self.manners.polls;
        let Some(there) = self.instances.get_mut(&instance) else { return (410, json!({})) };
        let Some(binding) = there.bindings.get_mut(&id) else { return (410, json!({})) };
        if let Some(polls) = polls {
            if !matches!(binding.state, State::UnderWay(_, None)) {
                binding.state = State::UnderWay(polls, None);
            }
            return (202, json!({ "operation": "unbind" }));
        }
        there.bindings.remove(&id);
        (200, json!({}))
    }

    pub(super) fn poll_binding(&mut self, instance: Uuid, id: Uuid) -> Reply {
        let fails = self.manners.fails;
        let Some(there) = self.instances.get_mut(&instance) else { return (410, json!({})) };
        let Some(binding) = there.bindings.get_mut(&id) else { return (410, json!({})) };
        match step(&mut binding.state, fails) {
            Step::Removed => {
                there.bindings.remove(&id);
                (200, json!({ "state": "succeeded" }))
            }
            Step::Is(_) => (200, json!({ "state": "succeeded" })),
            Step::Told(reply) => reply,
        }
    }
}

enum Step {
    Removed,
    Is(Value),
    Told(Reply),
}

/// One poll further.
fn step(state: &mut State, fails: bool) -> Step {
    match state.clone() {
        State::There => Step::Told((200, json!({ "state": "succeeded" }))),
        State::Failed => {
            Step::Told((200, json!({ "state": "failed", "description": "The test wants it so." })))
        }
        State::UnderWay(polls @ 1.., then) => {
            *state = State::UnderWay(polls - 1, then);
            Step::Told((200, json!({ "state": "in progress", "description": format!("{polls} to go") })))
        }
        State::UnderWay(0, _) if fails => {
            *state = State::Failed;
            step(state, fails)
        }
        State::UnderWay(0, then) => {
            *state = State::There;
            then.map_or(Step::Removed, Step::Is)
        }
    }
}

fn tell(id: Uuid, told: &mut bool, once: bool) -> Value {
    if once && *told {
        return json!({});
    }
    *told = true;
    json!({ "credentials": {
        "host": "database.example",
        "port": 5_432,
        "database": "tenant",
        "username": format!("u_{}", id.simple()),
        "password": format!("secret of {id}"),
    } })
}

fn set(object: &mut Value, name: &str, value: Value) {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(name.to_owned(), value);
    }
}

fn busy() -> Reply {
    (422, json!({ "error": "ConcurrencyError", "description": "Something else is under way." }))
}

fn missing() -> Reply {
    (404, json!({ "description": "There is none." }))
}
