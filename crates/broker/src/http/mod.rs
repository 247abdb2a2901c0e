//! The client of any broker that speaks OSB 2.17 by HTTP.
//!
//! A broker is registered by the operator, and is a stranger all the same: it is asked only at addresses that are allowed,
//! redirections are not followed, no proxy of the environment is used, answers are read up to a limit and within a time, and
//! its texts are cleaned.

mod address;
mod answer;
mod request;
mod tidy;

pub use address::{AddressPolicy, Lookup, SystemLookup};

use crate::catalog::LeftOut;
use crate::osb::{
    BindRequest, Binding, Catalog, Fetched, LastOperation, Poll, ProvisionRequest, Provisioned, UpdateRequest,
};
use crate::{Broker, BrokerError, BrokerResult, Fault, Identity, Reply, Uncertain};
use futures::future::BoxFuture;
use request::{kind, query};
use reqwest::{Client, Method, redirect};
use serde_json::Value;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use url::{Host, Url};
use uuid::Uuid;

/// How HQ proves to a broker who it is.
#[derive(Clone)]
pub enum Auth {
    /// By name and password.
    Basic {
        /// The name.
        name: String,
        /// The password.
        password: String,
    },
    /// By a token.
    Bearer(String),
}

impl std::fmt::Debug for Auth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Auth(…)")
    }
}

/// How a broker is asked.
#[derive(Clone)]
pub struct Settings {
    /// At which addresses.
    pub policy: AddressPolicy,
    /// How long a connection may take to be made, the name's lookup included.
    pub connect: Duration,
    /// How long a request may take with its answer.
    pub whole: Duration,
    /// How names are looked up.
    pub lookup: Arc<dyn Lookup>,
}

impl Default for Settings {
    /// At public addresses; 5 s for the connection, 60 s in all: what the specification calls typical.
    fn default() -> Self {
        Self {
            policy: AddressPolicy::default(),
            connect: Duration::from_secs(5),
            whole: Duration::from_secs(60),
            lookup: Arc::new(SystemLookup),
        }
    }
}

/// Why a broker cannot be registered so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadBroker {
    /// Its address is none.
    #[error("the broker's URL is not one of http or https")]
    Url,
    /// Its address has more than a place.
    #[error("the broker's URL may have no credentials, query or fragment; credentials are given apart")]
    Extra,
    /// HTTP or TLS cannot be set up.
    #[error("the client cannot be set up: {0}")]
    Client(String),
}

/// A broker by HTTP.
#[derive(Clone)]
pub struct HttpBroker {
    client: Client,
    base: Url,
    auth: Auth,
    policy: AddressPolicy,
}

impl std::fmt::Debug for HttpBroker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HttpBroker").field("base", &self.base.as_str()).finish_non_exhaustive()
    }
}

impl HttpBroker {
    /// The broker whose `/v2` is under that address.
    ///
    /// # Errors
    /// Where the address is none, or TLS cannot be set up. Whether the address is allowed shows when it is asked: names can
    /// come to mean something else.
    pub fn new(url: &str, auth: Auth, settings: Settings) -> Result<Self, BadBroker> {
        let base = Url::parse(url).map_err(|_| BadBroker::Url)?;
        if !matches!(base.scheme(), "http" | "https") {
            return Err(BadBroker::Url);
        }
        let named = base.username().is_empty() && base.password().is_none();
        if !named || base.query().is_some() || base.fragment().is_some() {
            return Err(BadBroker::Extra);
        }
        let resolver = address::Resolver { lookup: settings.lookup, policy: settings.policy.clone() };
        let client = Client::builder()
            .user_agent(concat!("hq/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .http1_only()
            // A connection that the broker closes while it is used again looks like an order that may have been made.
            .pool_max_idle_per_host(0)
            .connect_timeout(settings.connect)
            .timeout(settings.whole)
            .dns_resolver(Arc::new(resolver))
            .build()
            .map_err(|error| BadBroker::Client(error.to_string()))?;
        Ok(Self { client, base, auth, policy: settings.policy })
    }

    /// Whether what is sent can be read by nobody else: over TLS, or to a literal address of this machine. Private keys are
    /// sent only so.
    #[must_use]
    pub fn is_confidential(&self) -> bool {
        self.base.scheme() == "https" || self.literal().is_some_and(address::is_loopback)
    }

    /// What is offered, and what of it cannot be used and why.
    ///
    /// # Errors
    /// As [`Broker::catalog`].
    pub async fn read_catalog(&self) -> BrokerResult<(Catalog, Vec<LeftOut>)> {
        let call = self.call(Method::GET, &["catalog"], &[]).named("catalog").up_to(request::CATALOG);
        let answer = call.send().await?.json()?;
        // Two megabytes of schemas take a while to be looked through.
        let read = tokio::task::spawn_blocking(move || Catalog::read(Value::Object(answer))).await;
        let malformed = || BrokerError::new(Fault::Uncertain(Uncertain::Malformed(200)));
        read.ok().flatten().ok_or_else(malformed)
    }

    /// The address in the URL, where it has one and no name.
    fn literal(&self) -> Option<IpAddr> {
        match self.base.host()? {
            Host::Ipv4(address) => Some(address.into()),
            Host::Ipv6(address) => Some(address.into()),
            Host::Domain(_) => None,
        }
    }

    /// Whether its address is allowed, as far as it can be said before a name is looked up. A literal address of this machine
    /// is allowed by being registered: nobody but the operator registers brokers. A name that means one is not.
    fn may_be_asked(&self) -> bool {
        self.literal().is_none_or(|address| address::is_loopback(address) || self.policy.allows(address))
    }
}

/// The query of requests that may take their time.
const INCOMPLETE: [(&str, &str); 1] = [("accepts_incomplete", "true")];

fn incomplete(poll: &Poll) -> Vec<(&str, &str)> {
    let mut pairs = kind(poll).to_vec();
    pairs.extend(INCOMPLETE);
    pairs
}

impl Broker for HttpBroker {
    fn catalog(&self) -> BoxFuture<'_, BrokerResult<Catalog>> {
        Box::pin(async move { Ok(self.read_catalog().await?.0) })
    }

    fn provision<'a>(
        &'a self,
        instance: Uuid,
        request: &'a ProvisionRequest,
        identity: &'a Identity,
    ) -> BoxFuture<'a, BrokerResult<Reply<Provisioned>>> {
        Box::pin(async move {
            let path = ["service_instances", &instance.to_string()];
            self.call(Method::PUT, &path, &INCOMPLETE).by(identity).body(request).send().await?.made()
        })
    }

    fn update<'a>(
        &'a self,
        instance: Uuid,
        request: &'a UpdateRequest,
        identity: &'a Identity,
    ) -> BoxFuture<'a, BrokerResult<Reply<Provisioned>>> {
        Box::pin(async move {
            let path = ["service_instances", &instance.to_string()];
            self.call(Method::PATCH, &path, &INCOMPLETE).by(identity).body(request).send().await?.made()
        })
    }

    fn deprovision<'a>(
        &'a self,
        instance: Uuid,
        poll: &'a Poll,
        identity: &'a Identity,
    ) -> BoxFuture<'a, BrokerResult<Reply<Provisioned>>> {
        Box::pin(async move {
            let path = ["service_instances", &instance.to_string()];
            self.call(Method::DELETE, &path, &incomplete(poll)).by(identity).send().await?.removed()
        })
    }

    fn last_operation<'a>(
        &'a self,
        instance: Uuid,
        poll: &'a Poll,
    ) -> BoxFuture<'a, BrokerResult<(LastOperation, Option<Duration>)>> {
        Box::pin(async move {
            let path = ["service_instances", &instance.to_string(), "last_operation"];
            self.call(Method::GET, &path, &query(poll)).about(instance).send().await?.polled()
        })
    }

    fn instance<'a>(&'a self, instance: Uuid, poll: &'a Poll) -> BoxFuture<'a, BrokerResult<Fetched>> {
        Box::pin(async move {
            let path = ["service_instances", &instance.to_string()];
            self.call(Method::GET, &path, &kind(poll)).about(instance).send().await?.told()
        })
    }

    fn bind<'a>(
        &'a self,
        instance: Uuid,
        binding: Uuid,
        request: &'a BindRequest,
        identity: &'a Identity,
    ) -> BoxFuture<'a, BrokerResult<Reply<Binding>>> {
        Box::pin(async move {
            let path = ["service_instances", &instance.to_string(), "service_bindings", &binding.to_string()];
            self.call(Method::PUT, &path, &INCOMPLETE).by(identity).body(request).send().await?.made()
        })
    }

    fn binding<'a>(
        &'a self,
        instance: Uuid,
        binding: Uuid,
        poll: &'a Poll,
    ) -> BoxFuture<'a, BrokerResult<Binding>> {
        Box::pin(async move {
            let path = ["service_instances", &instance.to_string(), "service_bindings", &binding.to_string()];
            self.call(Method::GET, &path, &kind(poll)).about(binding).send().await?.told()
        })
    }

    fn unbind<'a>(
        &'a self,
        instance: Uuid,
        binding: Uuid,
        poll: &'a Poll,
        identity: &'a Identity,
    ) -> BoxFuture<'a, BrokerResult<Reply<Binding>>> {
        Box::pin(async move {
            let path = ["service_instances", &instance.to_string(), "service_bindings", &binding.to_string()];
            self.call(Method::DELETE, &path, &incomplete(poll)).by(identity).send().await?.removed()
        })
    }

    fn last_binding_operation<'a>(
        &'a self,
        instance: Uuid,
        binding: Uuid,
        poll: &'a Poll,
    ) -> BoxFuture<'a, BrokerResult<(LastOperation, Option<Duration>)>> {
        Box::pin(async move {
            let path = [
                "service_instances",
                &instance.to_string(),
                "service_bindings",
                &binding.to_string(),
                "last_operation",
            ];
            self.call(Method::GET, &path, &query(poll)).about(binding).send().await?.polled()
        })
    }
}
