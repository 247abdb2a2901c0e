//! `hq`, the server.

use clap::Parser as _;
use hq_server::{
    accounts,
    app::{App, Services, Settings},
    billing::{Billing, OpenError},
    brokers::{self, Brokers, Registered, embedded::Started},
    commands::{
        Command, CommandLine,
        backup::backup,
        billing, broker,
        brokers::{BrokersCommand, What, check as brokers_check},
        doctor,
        restore::restore,
    },
    config::{Config, StartError},
    db::Db,
    demo, features,
    http::{
        assets::Assets,
        edge::Edge,
        numbers,
        serve::{self, Limits, Site, system},
    },
    jobs::housekeeping,
    mail::{Schedule, Worker, smtputf8},
    owners::OWNERS,
    platform::{
        clock::{SharedClock, SystemClock, micros},
        dns::Dns,
        log, metrics,
        passwords::{Cost, Passwords},
        random::SystemRandom,
        shared_clock::{self, DatabaseClock},
    },
    site,
};
use std::{
    io::{self, Write as _},
    net::SocketAddr,
    process::ExitCode,
    sync::Arc,
    thread::available_parallelism,
};
use tokio::{
    net::{TcpListener, TcpSocket},
    task::JoinSet,
};
use tokio_util::sync::CancellationToken;

/// Gives memory back that is free again, whichever thread asked for it; the system's allocator keeps it for each thread.
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// The code of a server that could not start.
const NOT_STARTED: u8 = 2;

fn main() -> ExitCode {
    system::keep_files_private();
    let line = CommandLine::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let result = runtime
        .map_err(|error| unexpected("start its threads", &error))
        .and_then(|runtime| runtime.block_on(begin(line)));
    match result {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(io::stderr(), "hq: {error}");
            ExitCode::from(NOT_STARTED)
        }
    }
}

async fn begin(line: CommandLine) -> Result<ExitCode, StartError> {
    match line.command {
        None => run(Config::new(line.arguments)?).await.map(|()| ExitCode::SUCCESS),
        Some(Command::Backup(arguments)) => {
            backup(&arguments, &mut io::stdout()).await.map(|()| ExitCode::SUCCESS)
        }
        Some(Command::Restore(arguments)) => {
            restore(&arguments, &SystemClock, &mut io::stdout()).await.map(|()| ExitCode::SUCCESS)
        }
        Some(Command::Doctor(arguments)) => Ok(doctor::run(*arguments).await),
        Some(Command::Billing(command)) => billing::run(command).await,
        Some(Command::Broker(command)) => broker::run(command).await.map(|()| ExitCode::SUCCESS),
        Some(Command::Brokers(BrokersCommand { what: What::Check(check) })) => brokers_check(check).await,
    }
}

async fn run(mut config: Config) -> Result<(), StartError> {
    log::start(config.log_format, &config.log).map_err(|error| {
        StartError::new(
            format!("--log is not understood ({error})."),
            "Write it as info or info,hq_server=debug.",
        )
    })?;
    config.database.prepare()?;
    let (listener, address) = listen(config.listen, "--port").await?;
    config.listening(address)?;
    let metrics = match config.metrics_listen {
        Some(address) => Some(listen(address, "--metrics-listen").await?),
        None => None,
    };
    config.metrics_listen = metrics.as_ref().map(|(_, address)| *address);
    let (app, embedded) = app(&config).await?;
    config.database.close_to_others();
    accounts::store::duplicates::warn(&app).await.map_err(|_| {
        StartError::new("The accounts could not be read.", "See the log above for the cause.")
    })?;
    let cast = match config.demo {
        Some(crowd) => demo::fill(&app, crowd).await.map_err(|_| {
            StartError::new("The demo could not be filled in.", "See the log above for the cause.")
        })?,
        None => Vec::new(),
    };
    let stop = system::stop_signal().map_err(|error| unexpected("listen to signals", &error))?;
    let mut workers = JoinSet::new();
    // Before the other work begins, which says that it does.
    if let Some((listener, _)) = metrics {
        let handle = metrics::start(features::counters()).map_err(|error| unexpected("count", &error))?;
        workers.spawn(serve::serve(listener, plain(numbers::router(app.clone(), handle)), stop.clone()));
    }
    workers.spawn(shared_clock::watch(app.clone(), stop.clone()));
    workers.spawn(housekeeping::run(app.clone(), stop.clone()));
    for work in features::workers() {
        workers.spawn(work(app.clone(), stop.clone()));
    }
    workers.spawn(brokers::watch(app.clone(), OWNERS, stop.clone()));
    if let Some(embedded) = embedded {
        workers.spawn(embedded.run(app.clone(), stop.clone()));
    }
    if let Some(server) = &config.smtp {
        let schedule = Schedule { lease: config.mail_lease, ..Schedule::default() };
        workers.spawn(smtputf8::watch(app.clone(), server.clone(), stop.clone()));
        workers.spawn(Worker::new(app.clone(), server.clone(), schedule).run(stop.clone()));
    }
    let limits = limits();
    let (clock, random) = (app.clock().clone(), app.random().clone());
    let edge = Edge { clock, random, limits, https: config.public_url.is_https() };
    let router = site::router(app.clone(), Assets::embedded(), edge);
    // Nobody may be reading; that is no reason not to serve.
    let _ = welcome(&config, &cast);
    serve_until(listener, Site { router, trusted: config.trusted_proxies, limits }, stop, workers).await;
    app.db().clone().close().await;
    Ok(())
}

async fn serve_until(listener: TcpListener, site: Site, stop: CancellationToken, mut workers: JoinSet<()>) {
    serve::serve(listener, site, stop).await;
    while workers.join_next().await.is_some() {}
    tracing::info!("stopped");
}

fn limits() -> Limits {
    let limits = Limits::default();
    let connections = system::affordable(limits.connections);
    // A network has the same share of them, however few there are.
    let per_network = (limits.per_network * connections / limits.connections).max(1);
    Limits { connections, per_network, ..limits }
}

/// A site without the edge: for operators, on their own listener.
fn plain(router: axum::Router) -> Site {
    Site {
        router,
        trusted: serve::TrustedProxies::default(),
        limits: Limits { connections: 16, ..Limits::default() },
    }
}

async fn listen(address: SocketAddr, option: &str) -> Result<(TcpListener, SocketAddr), StartError> {
    let failed = |error| StartError::listen(address, option, &error);
    let listener = queueing(address).map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok((listener, address))
}

/// Listens with room for a burst: where the queue overflows, a client asks again only after a second. The system may allow
/// less (`net.core.somaxconn`).
fn queueing(address: SocketAddr) -> io::Result<TcpListener> {
    const QUEUE: u32 = 4096;
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // As `TcpListener::bind` does: a server that starts again finds its port free.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(QUEUE)
}

async fn app(config: &Config) -> Result<(App, Option<Started>), StartError> {
    let db = Db::connect(config.database.expose()).await.map_err(|error| config.database.failed(&error))?;
    let random = Arc::new(SystemRandom);
    // Half of the cores may hash passwords; the others go on answering.
    let at_once = available_parallelism().map_or(1, |cores| (cores.get() / 2).max(1));
    let passwords = Passwords::new(Cost::Full, at_once, random.clone())
        .map_err(|error| unexpected("hash passwords", &error))?;
    let settings = Settings {
        public_url: config.public_url.as_str().to_owned(),
        trusted_origins: config.trusted_origins.clone(),
        local_mailbox: config.smtp.is_none(),
        writes_per_minute: config.writes_per_minute,
    };
    let secrets = config.secrets(random.as_ref())?;
    let clock: SharedClock = Arc::new(SystemClock);
    let embedded = match &config.brokers.embedded {
        Some(arguments) => {
            let shared = Arc::new(DatabaseClock { own: clock.clone(), db: db.clone() });
            Some(Started::open(arguments, secrets.clone(), shared, random.clone()).await?)
        }
        None => None,
    };
    let others = config.brokers.others.iter().map(|(name, broker)| Registered {
        name: name.clone(),
        confidential: broker.is_confidential(),
        broker: Arc::new(broker.clone()),
    });
    let brokers = Brokers::new(embedded.iter().map(Started::registered).chain(others));
    let billing = match &config.billing {
        Some(file) => Some(Billing::open(&db, micros(clock.now()), file.clone()).await.map_err(unsold)?),
        None => None,
    };
    let services = Services {
        passwords,
        secrets,
        dns: Dns::new(&config.dns),
        brokers,
        billing,
        stripe: config.stripe.clone(),
    };
    Ok((App::new(settings, db, clock, random, services), embedded))
}

fn unsold(error: OpenError) -> StartError {
    let remedy = match error {
        OpenError::Changed(_) => "Give prices that are others another version.",
        _ => "See the log above for the cause.",
    };
    StartError::new(format!("What HQ sells cannot be kept. {error}"), remedy)
}

fn unexpected(what: &str, error: &dyn std::error::Error) -> StartError {
    StartError::new(format!("HQ could not {what}: {error}."), "This should not happen; please report it.")
}

/// Tells the person who started the server where everything is.
fn welcome(config: &Config, cast: &[demo::Player]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let url = config.public_url.as_str();
    writeln!(out, "HQ is at {url}")?;
    writeln!(out, "  data      {}", config.database.shown())?;
    match &config.smtp {
        Some(smtp) => writeln!(out, "  mails     {smtp}")?,
        None => writeln!(out, "  mails     kept on this machine, at {url}/mailbox (no --smtp-url is set)")?,
    }
    if let Some(address) = config.metrics_listen {
        writeln!(out, "  metrics   http://{address}/metrics")?;
    }
    writeln!(out, "  API       {url}/api/docs")?;
    if !cast.is_empty() {
        writeln!(out, "\nSign in as one of these, with the password: {}", demo::PASSWORD)?;
        for player in cast {
            writeln!(out, "  {:<24}{:<20}{}", player.email, player.name, player.part)?;
        }
    }
    writeln!(out)?;
    out.flush()
}
