//! What every handler works with.

use crate::{
    billing::Billing,
    brokers::Brokers,
    db::Db,
    http::{cookies::Cookies, export::Exports, origin::Origins},
    mail::smtputf8::Smtputf8,
    platform::{
        clock::{SharedClock, micros},
        dns::Dns,
        micros::Micros,
        passwords::Passwords,
        random::{SharedRandom, new_id},
        secrets::Secrets,
        writes::Writes,
    },
    stripe::Stripe,
};
use axum::extract::FromRef;
use hq_contract::console_paths::ConsolePath;
use std::sync::Arc;
use tokio::sync::Notify;
use uuid::Uuid;

/// What the operator decided, as far as handlers need it.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where people reach the console, without a slash at the end: `https://hq.example.org`. Links in mails start so.
    pub public_url: String,
    /// Origins besides the public URL's that may send unsafe requests (a developer's `trunk serve`).
    pub trusted_origins: Vec<String>,
    /// Whether mails stay in the local mailbox, because no SMTP server is configured.
    pub local_mailbox: bool,
    /// How often a person, an API key, or a network without either may write in a minute.
    pub writes_per_minute: u32,
}

/// What does a work of its own for handlers.
#[derive(Clone, Debug)]
pub struct Services {
    /// Hashes and checks passwords.
    pub passwords: Passwords,
    /// Encrypts what has to be read again.
    pub secrets: Secrets,
    /// Asks the DNS.
    pub dns: Dns,
    /// Makes what people order.
    pub brokers: Brokers,
    /// What is sold; none where nothing is.
    pub billing: Option<Billing>,
    /// Takes cards; none where invoices are paid by bank transfer alone.
    pub stripe: Option<Stripe>,
}

/// The server's state; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    settings: Settings,
    origins: Origins,
    cookies: Cookies,
    db: Db,
    clock: SharedClock,
    random: SharedRandom,
    passwords: Passwords,
    secrets: Secrets,
    dns: Dns,
    exports: Exports,
    writes: Writes,
    brokers: Brokers,
    billing: Option<Billing>,
    stripe: Option<Stripe>,
    mail_queued: Arc<Notify>,
    ordered: Arc<Notify>,
    reset_asked: Arc<Notify>,
    smtputf8: Smtputf8,
}

impl App {
    /// Puts the server's parts together.
    #[must_use]
    pub fn new(
        settings: Settings,
        db: Db,
        clock: SharedClock,
        random: SharedRandom,
        services: Services,
    ) -> Self {
        let Services { passwords, secrets, dns, brokers, billing, stripe } = services;
        let origins = Origins::new(&settings.public_url, &settings.trusted_origins);
        let cookies = Cookies::new(&settings.public_url);
        let mail_queued = Arc::new(Notify::new());
        let writes = Writes::new(settings.writes_per_minute);
        Self(Arc::new(Inner {
            settings,
            origins,
            cookies,
            db,
            clock,
            random,
            passwords,
            secrets,
            dns,
            exports: Exports::default(),
            writes,
            brokers,
            billing,
            stripe,
            mail_queued,
            ordered: Arc::new(Notify::new()),
            reset_asked: Arc::new(Notify::new()),
            smtputf8: Smtputf8::default(),
        }))
    }

    /// What the operator decided.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// Who may send unsafe requests.
    #[must_use]
    pub fn origins(&self) -> &Origins {
        &self.0.origins
    }

    /// What HQ's cookies are called.
    #[must_use]
    pub fn cookies(&self) -> &Cookies {
        &self.0.cookies
    }

    /// The database.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &SharedClock {
        &self.0.clock
    }

    /// Now, as the database keeps it.
    #[must_use]
    pub fn now(&self) -> Micros {
        micros(self.0.clock.now())
    }

    /// Now by the database's clock, for what several servers take from each other ([`crate::platform::shared_clock`]).
    #[must_use]
    pub fn shared_now(&self) -> Micros {
        self.now() + self.ahead()
    }

    /// By how many microseconds the database's clock is ahead of this server's.
    #[must_use]
    pub fn ahead(&self) -> i64 {
        self.0.db.ahead()
    }

    /// The source of randomness.
    #[must_use]
    pub fn random(&self) -> &SharedRandom {
        &self.0.random
    }

    /// A new id, of whatever kind is asked for.
    #[must_use]
    pub fn new_id<I: From<Uuid>>(&self) -> I {
        new_id(self.0.clock.as_ref(), self.0.random.as_ref()).into()
    }

    /// Hashes and checks passwords.
    #[must_use]
    pub fn passwords(&self) -> &Passwords {
        &self.0.passwords
    }

    /// Encrypts what has to be read again.
    #[must_use]
    pub fn secrets(&self) -> &Secrets {
        &self.0.secrets
    }

    /// Asks the DNS.
    #[must_use]
    pub fn dns(&self) -> &Dns {
        &self.0.dns
    }

    /// The exports that run on this server.
    #[must_use]
    pub fn exports(&self) -> &Exports {
        &self.0.exports
    }

    /// How much each caller wrote on this server.
    #[must_use]
    pub fn writes(&self) -> &Writes {
        &self.0.writes
    }

    /// Told after each commit that queued a mail; the mail worker waits for it.
    #[must_use]
    pub fn mail_queued(&self) -> &Arc<Notify> {
        &self.0.mail_queued
    }

    /// The brokers that the operator registered.
    #[must_use]
    pub fn brokers(&self) -> &Brokers {
        &self.0.brokers
    }

    /// What the operator sells; none where nothing is sold.
    #[must_use]
    pub fn billing(&self) -> Option<&Billing> {
        self.0.billing.as_ref()
    }

    /// Takes cards; none where invoices are paid by bank transfer alone.
    #[must_use]
    pub fn stripe(&self) -> Option<&Stripe> {
        self.0.stripe.as_ref()
    }

    /// Told after each commit that ordered something of a broker; who asks brokers waits for it.
    #[must_use]
    pub fn ordered(&self) -> &Arc<Notify> {
        &self.0.ordered
    }

    /// Told after each request for a new password; who answers them waits for it.
    #[must_use]
    pub fn reset_asked(&self) -> &Arc<Notify> {
        &self.0.reset_asked
    }

    /// What is known of the mail server's reach.
    #[must_use]
    pub fn smtputf8(&self) -> &Smtputf8 {
        &self.0.smtputf8
    }

    /// A link into the console, for mails: from the configured public URL and nothing else.
    #[must_use]
    pub fn link(&self, path: ConsolePath<'_>) -> String {
        format!("{}{path}", self.0.settings.public_url)
    }
}

impl FromRef<App> for Db {
    fn from_ref(app: &App) -> Self {
        app.db().clone()
    }
}
