//! The whole server, listening on loopback.

use super::{BrokerDouble, Browser, DnsDouble, StripeDouble, database, test_clock::TestClock};
use hq_billing::PriceFile;
use hq_server::{
    app::{App, Services, Settings},
    billing::Billing,
    brokers::{self, Brokers},
    db::Db,
    http::{
        assets::Assets,
        edge::Edge,
        serve::{self, Limits, Site, TrustedProxies},
    },
    owners::OWNERS,
    platform::{
        clock::{Clock as _, micros},
        dns::Dns,
        passwords::{Cost, Passwords},
        random::SystemRandom,
        secrets::{KEY_BYTES, Secrets},
    },
    site,
};
use sea_orm::DatabaseConnection;
use std::{net::SocketAddr, sync::Arc};
use tempfile::TempDir;
use time::Duration;
use tokio_util::sync::{CancellationToken, DropGuard};

/// Which database a server works on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// What an operator could decide.
pub struct Setup {
    pub assets: Assets,
    pub trusted: TrustedProxies,
    pub local_mailbox: bool,
    pub https: bool,
    /// Where people reach it, if not where it listens.
    pub public_url: Option<&'static str>,
    pub trusted_origins: Vec<String>,
    /// How long requests wait for the database: long, as the machine may have much else to do.
    pub patience: std::time::Duration,
    /// How often a caller may write in a minute: often, as the clock stands still.
    pub writes_per_minute: u32,
    /// The keys that encrypt secrets.
    pub secrets: Secrets,
    /// Whom to ask about domain names, if not the server's own double.
    pub dns: Vec<SocketAddr>,
    /// Where the name servers of zones listen, if not at the DNS' own port.
    pub zone_port: Option<u16>,
    /// Which brokers are registered, if not the server's own double.
    pub brokers: Option<Brokers>,
    /// What is sold, as the operator's file; nothing where there is none.
    pub billing: Option<&'static str>,
    /// Who takes cards, if anybody does.
    pub stripe: Option<StripeDouble>,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            assets: Assets::new([]),
            trusted: TrustedProxies::default(),
            local_mailbox: true,
            https: false,
            public_url: None,
            trusted_origins: Vec::new(),
            patience: std::time::Duration::from_secs(10),
            writes_per_minute: 1_000_000,
            secrets: Secrets::new([[7; KEY_BYTES]]),
            dns: Vec::new(),
            zone_port: None,
            brokers: None,
            billing: None,
            stripe: None,
        }
    }
}

/// A running server; it stops when dropped.
pub struct Hq {
    pub app: App,
    /// Its database.
    pub url: String,
    pub address: SocketAddr,
    /// Whom it asks about domain names.
    pub dns: DnsDouble,
    /// What makes what is ordered.
    pub broker: BrokerDouble,
    /// Who takes cards, if anybody does.
    pub stripe: Option<StripeDouble>,
    clock: Arc<TestClock>,
    files: Option<TempDir>,
    _stop: DropGuard,
}

/// An empty database, or one `with_tables`, and the folder that it goes with.
async fn new_database(backend: Backend, with_tables: bool) -> (Option<TempDir>, String) {
    match backend {
        Backend::Sqlite => {
            let files = TempDir::new().expect("a folder for the database");
            let file = files.path().join("hq.sqlite");
            if with_tables {
                database::file_with_tables(&file).await;
            }
            (Some(files), format!("sqlite:{}?mode=rwc", file.display()))
        }
        Backend::Postgres if with_tables => (None, database::postgres_with_tables().await),
        Backend::Postgres => (None, database::postgres().await),
    }
}

impl Hq {
    pub async fn start(backend: Backend) -> Self {
        Self::start_with(backend, Setup::default()).await
    }

    /// With a payment provider.
    pub async fn start_with_cards(backend: Backend) -> Self {
        let setup = Setup { stripe: Some(StripeDouble::start().await), ..Setup::default() };
        Self::start_with(backend, setup).await
    }

    pub async fn start_with(backend: Backend, setup: Setup) -> Self {
        let (files, url) = new_database(backend, true).await;
        Self::start_on(&url, files, setup).await
    }

    /// On a database of a former version, as it was before a step of the migration, with what `fill` puts in.
    pub async fn start_on_former(
        backend: Backend,
        step: &str,
        fill: impl AsyncFnOnce(&DatabaseConnection),
    ) -> Self {
        let (files, url) = new_database(backend, false).await;
        let db = database::before_step(&url, step).await;
        fill(&db).await;
        db.close().await.expect("closed");
        Self::start_on(&url, files, Setup::default()).await
    }

    /// On a database that is there already.
    pub async fn start_on(url: &str, files: Option<TempDir>, setup: Setup) -> Self {
        let db = Db::connect_with(url, setup.patience).await.expect("the database is there");
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let clock = Arc::new(TestClock::new());
        let random = Arc::new(SystemRandom);
        let settings = Settings {
            public_url: setup.public_url.map_or_else(|| format!("http://{address}"), str::to_owned),
            trusted_origins: setup.trusted_origins,
            local_mailbox: setup.local_mailbox,
            writes_per_minute: setup.writes_per_minute,
        };
        let passwords = Passwords::new(Cost::Least, 4, random.clone()).expect("parameters of Argon2");
        let dns = DnsDouble::start().await;
        let asked = if setup.dns.is_empty() { vec![dns.address] } else { setup.dns };
        let asking = Dns::new(&asked);
        let asking = setup.zone_port.map_or(asking.clone(), |port| asking.with_zone_port(port));
        let broker = BrokerDouble::default();
        let brokers = setup.brokers.unwrap_or_else(|| broker.registered());
        let billing = match setup.billing {
            Some(text) => {
                let file = PriceFile::check(text).expect("an operator's file");
                Some(Billing::open(&db, micros(clock.now()), file).await.expect("the prices are kept"))
            }
            None => None,
        };
        let services = Services {
            passwords,
            secrets: setup.secrets,
            dns: asking,
            brokers,
            billing,
            stripe: setup.stripe.as_ref().map(StripeDouble::client),
        };
        let app = App::new(settings, db, clock.clone(), random.clone(), services);
        let limits = Limits::default();
        let edge = Edge { clock: clock.clone(), random, limits, https: setup.https };
        let router = site::router(app.clone(), setup.assets, edge);
        let stop = CancellationToken::new();
        let site = Site { router, trusted: setup.trusted, limits };
        tokio::spawn(serve::serve(listener, site, stop.clone()));
        let url = url.to_owned();
        Self { app, url, address, dns, broker, stripe: setup.stripe, clock, files, _stop: stop.drop_guard() }
    }

    /// Lets brokers be asked for all that is due by now.
    pub async fn work(&self) {
        while brokers::round(&self.app, OWNERS).await.expect("the database is there") > 0 {}
    }

    /// A browser without cookies, on the console's own page.
    pub fn browser(&self) -> Browser {
        Browser::new(self.address)
    }

    /// A script with an API key.
    pub fn script(&self, secret: &str) -> Browser {
        Browser::script(self.address, secret)
    }

    /// What its session cookie is called.
    pub fn cookie_name(&self) -> String {
        format!("hq_session_{}", self.address.port())
    }

    /// The folder of its SQLite file, where it has one.
    pub fn files(&self) -> Option<&std::path::Path> {
        self.files.as_ref().map(TempDir::path)
    }

    pub fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }
}
