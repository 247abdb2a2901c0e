//! A small platform: it does what [`outcome::after`] says, without waiting, and remembers what it believes.

use crate::{bind, identity, poll, provision, update};
use hq_broker::http::HttpBroker;
use hq_broker::osb::Poll;
use hq_broker::outcome::{self, Asked, Attempt, Next, Operation};
use hq_broker::{Broker as _, BrokerResult};
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

/// How many answers an operation may take here.
const PATIENCE: u32 = 60;
const HOUR: Duration = Duration::from_secs(3_600);

pub struct Driver {
    pub broker: HttpBroker,
    /// Whether the platform dies in between: then the answer to that request is lost.
    pub dies: Box<dyn FnMut() -> bool>,
}

impl Driver {
    pub fn new(broker: HttpBroker) -> Self {
        Self { broker, dies: Box::new(|| false) }
    }

    /// Makes an instance, whatever it takes: what comes of it in the end.
    pub async fn make(&mut self, instance: Uuid) -> Next {
        let asked = provision("database", "small", &json!({ "fpu": 2 }));
        let mut attempt = Attempt::first(HOUR);
        for _ in 0..PATIENCE {
            let result = self.broker.provision(instance, &asked, &identity()).await;
            if (self.dies)() {
                attempt.maybe_sent = true;
                continue;
            }
            let next = outcome::after(Asked::Provision(&result), &attempt);
            let next = self.polled(Operation::Provision, next, instance, None).await;
            if !again(next) {
                return self.mitigated(next, instance, None).await;
            }
            attempt.tries += 1;
        }
        let over = Attempt { elapsed: HOUR, ..attempt };
        let lost = Err(hq_broker::BrokerError::new(hq_broker::Fault::NotSent));
        let next = outcome::after(Asked::Provision(&lost), &over);
        self.mitigated(next, instance, None).await
    }

    /// Makes credentials, whatever it takes.
    pub async fn bind(&mut self, instance: Uuid, binding: Uuid) -> Next {
        let asked = bind("database", "small", &json!({}));
        let mut attempt = Attempt::first(HOUR);
        for _ in 0..PATIENCE {
            let result = self.broker.bind(instance, binding, &asked, &identity()).await;
            if (self.dies)() {
                attempt.maybe_sent = true;
                continue;
            }
            let next = outcome::after(Asked::Bind(&result), &attempt);
            let made_later = matches!(next, Next::Poll { .. });
            let mut next = self.polled(Operation::Bind, next, instance, Some(binding)).await;
            if made_later && next == Next::Ready {
                next = self.fetched(instance, binding).await;
            }
            if !again(next) {
                return self.mitigated(next, instance, Some(binding)).await;
            }
            attempt.tries += 1;
        }
        panic!("no end of it");
    }

    async fn fetched(&mut self, instance: Uuid, binding: Uuid) -> Next {
        let mut attempt = Attempt::first(HOUR);
        loop {
            let result = self.broker.binding(instance, binding, &poll("database", "small", None)).await;
            if (self.dies)() {
                continue;
            }
            match outcome::after(Asked::FetchBinding(&result), &attempt) {
                Next::KeepPolling { .. } => attempt = later(attempt),
                next => return next,
            }
        }
    }

    /// Changes an instance.
    pub async fn change(&mut self, instance: Uuid) -> Next {
        let asked = update("database", Some("large"), &json!({}));
        let mut attempt = Attempt::first(HOUR);
        for _ in 0..PATIENCE {
            let result = self.broker.update(instance, &asked, &identity()).await;
            let next = outcome::after(Asked::Update(&result), &attempt);
            let next = self.polled(Operation::Update, next, instance, None).await;
            if !again(next) {
                return next;
            }
            attempt.tries += 1;
        }
        panic!("no end of it");
    }

    /// Removes an instance, or credentials, until they are gone.
    pub async fn remove(&mut self, instance: Uuid, binding: Option<Uuid>) {
        let of = poll("database", "small", None);
        let mut attempt = Attempt::first(HOUR);
        for _ in 0..PATIENCE {
            let operation = if binding.is_some() { Operation::Unbind } else { Operation::Deprovision };
            let next = match binding {
                Some(binding) => {
                    let result = self.broker.unbind(instance, binding, &of, &identity()).await;
                    outcome::after(Asked::Unbind(&result), &attempt)
                }
                None => {
                    let result = self.broker.deprovision(instance, &of, &identity()).await;
                    outcome::after(Asked::Deprovision(&result), &attempt)
                }
            };
            if (self.dies)() {
                continue;
            }
            if self.polled(operation, next, instance, binding).await == Next::Gone {
                return;
            }
            attempt.tries += 1;
        }
        panic!("it cannot be removed");
    }

    async fn mitigated(&mut self, next: Next, instance: Uuid, binding: Option<Uuid>) -> Next {
        if next == Next::FailedThenMitigate {
            self.remove(instance, binding).await;
        }
        next
    }

    async fn polled(
        &mut self,
        operation: Operation,
        first: Next,
        instance: Uuid,
        binding: Option<Uuid>,
    ) -> Next {
        let of = poll("database", "small", None);
        let mut next = first;
        let mut attempt = Attempt::first(HOUR);
        while matches!(next, Next::Poll { .. } | Next::KeepPolling { .. }) {
            let result = self.poll(instance, binding, &of).await;
            if (self.dies)() {
                continue;
            }
            next = outcome::after(Asked::Poll(operation, &result), &attempt);
            attempt = later(attempt);
        }
        next
    }

    async fn poll(
        &self,
        instance: Uuid,
        binding: Option<Uuid>,
        of: &Poll,
    ) -> BrokerResult<(hq_broker::osb::LastOperation, Option<Duration>)> {
        match binding {
            Some(binding) => self.broker.last_binding_operation(instance, binding, of).await,
            None => self.broker.last_operation(instance, of).await,
        }
    }
}

/// A minute later.
fn later(attempt: Attempt) -> Attempt {
    Attempt { polls: attempt.polls + 1, elapsed: attempt.elapsed + Duration::from_secs(60), ..attempt }
}

fn again(next: Next) -> bool {
    matches!(
        next,
        Next::SameAgain { .. }
            | Next::LaterAgain { .. }
            | Next::RefreshCatalogThenAgain
            | Next::DeleteFailedRetry { .. }
    )
}
